"""Uploads what changed: sounds before the feed that names them, and removals last."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from audionews.deploy.state import OLD, DeployState
from audionews.errors import FileDamaged
from audionews.model.events import FileSent, Noticed, ShowSent
from audionews.model.media import cache_control, media_type
from audionews.model.paths import FEED, is_cover, may_be_public, owner_of, place_of, version_of
from audionews.stores.podping import podping, podping_token
from audionews.stores.remote import RemoteStore
from audionews.stores.web import tell_hub

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import datetime

    from audionews.model import ShowFacts
    from audionews.model.events import Listener
    from audionews.ports import BlobStore

_OLDER = re.compile(r"-\d+\.xml$")
_BLOCK = 1 << 20  # bytes; a larger file is not held in memory


class PublicFile(Protocol):
    """A file that listeners get, as it is in the manifest."""

    @property
    def path(self) -> str:
        """Its path in the output folder, with slashes."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        ...

    @property
    def size(self) -> int:
        """Its size in bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedShow:
    """A show as it is rendered.

    Attributes:
        files: All files that listeners get.
        hidden: Ids of the episodes that they do not get.
        facts: The facts of the show, which has a base URL.
        now: The time of the upload.
    """

    files: Iterable[PublicFile]
    hidden: Collection[str]
    facts: ShowFacts
    now: datetime


def deploy_show(show: RenderedShow, store: BlobStore, target: str, tell: Listener) -> None:
    """Upload the public files of a show that the target does not have yet, and remove those that are no longer public.

    At every moment the feed at the target names only files that are there: sounds go first, then pages, the main feed
    last, and files that are no longer named are removed after that. Replaced sounds stay for a day more, because
    clients have read the feed that names them. Only files that were sent before are removed; if nothing is known about
    that, those of hidden episodes and replaced sounds. What an interrupted run has sent is not sent again.

    Args:
        show: The show.
        store: The output folder. It also has the record of what was sent.
        target: A folder, or any address that fsspec supports.
        tell: Receives an event for every file.

    Raises:
        SettingsError: The target is not supported, or Podping's token is missing.
        FileDamaged: A file is missing or damaged.
        StoreError: The target refuses a file, or the hub or the Podping server a notice.
    """
    token = podping_token() if show.facts.podping else ""
    remote = RemoteStore(target)
    state = DeployState(store, remote.address)
    remembered = state.remembered
    if not remembered and state.adopt(remote):
        remembered = True
        tell(Noticed(text=f"what was sent is kept with the show now: {OLD} is removed from {remote.address}"))
    remote.tidy()
    there = remote.sizes()
    files = sorted(show.files, key=lambda file: (place_of(file.path), file.path))
    sent = [file for file in files if (state.files.get(file.path), there.get(file.path)) != (file.digest, file.size)]
    with store.batch():  # the record of each file survives a kill at once, and a failure of the power from the end on
        for file in sent:
            _put(file, store, remote)
            state.sent(file.path, file.digest)
            tell(FileSent(name=file.path, size=file.size))
    paths, versions = {file.path for file in files}, _versions(files)
    known = (
        state.files.keys()
        | state.leaving.keys()
        | {path for path in there if not remembered and _is_ours(path, show.hidden, versions)}
    )
    unnamed = sorted(known - paths)
    state.stay(paths)
    gone = [path for path in unnamed if not _is_replaced(path, versions) or state.has_waited(path, show.now)]
    for path in gone:
        remote.remove(path)
        state.removed(path)
    if sent or unnamed or not state.remembered:
        state.save()
    feed, size = f"{show.facts.base_url}/{FEED}", sum(file.size for file in sent)
    tell(ShowSent(target=remote.address, feed=feed, files=len(files), sent=len(sent), removed=len(gone), size=size))
    if show.facts.hub or show.facts.podping:
        _tell_of_feeds(state, paths, show.facts, token)


def _versions(files: Iterable[PublicFile]) -> Mapping[str, str | None]:
    """Return the version of the sound of each episode, by its id."""
    return {owner_of(file.path): version_of(file.path) for file in files if file.path.endswith(".mp3")}


def _is_ours(path: str, hidden: Collection[str], versions: Mapping[str, str | None]) -> bool:
    """Return whether a file at the target, of which nothing is known, is of a hidden episode or of a replaced sound."""
    owner, version = owner_of(path), version_of(path)
    replaced = owner in versions and version not in {None, versions[owner]}
    return replaced or (owner in hidden and may_be_public(path, owner))


def _is_replaced(path: str, versions: Mapping[str, str | None]) -> bool:
    """Return whether a file that is no longer named was a cover, or belonged to a sound of an episode that is shown."""
    return is_cover(path) or (owner_of(path) in versions and version_of(path) is not None)


def _put(file: PublicFile, store: BlobStore, remote: RemoteStore) -> None:
    """Send a file; its digest is compared with the manifest before anything is sent."""
    said = media_type(file.path), cache_control(file.path)
    if file.size <= _BLOCK:
        blob = b"".join(_checked(file, store))
        remote.put(file.path, blob, *said)
        return
    with tempfile.TemporaryDirectory(prefix="audionews-") as folder:
        copy = Path(folder, "file")
        with copy.open("wb") as writing:
            writing.writelines(_checked(file, store))
        remote.put_file(file.path, copy, *said)


def _checked(file: PublicFile, store: BlobStore) -> Iterator[bytes]:
    """Yield the bytes of a file in blocks.

    Raises:
        FileDamaged: Their digest is not the one in the manifest.
    """
    digest, start = hashlib.sha256(), 0
    while block := store.read(file.path, start, _BLOCK):
        digest.update(block)
        start += len(block)
        yield block
    if digest.hexdigest() != file.digest:
        what = f"{file.path} is missing or damaged"
        raise FileDamaged(what, "build its article again; nothing that names it was sent", file.path)


def _tell_of_feeds(state: DeployState, paths: set[str], facts: ShowFacts, token: str) -> None:
    """Notify the hub and the Podping server of every feed that has changed since the last notice."""
    feeds = {name: digest for name, digest in state.files.items() if name in paths and name.endswith(".xml")}
    changed = [name for name, digest in feeds.items() if state.told.get(name) != digest]
    if not changed:
        return
    if facts.hub:
        tell_hub(facts.hub, [f"{facts.base_url}/{name}" for name in changed])
    for name in changed:
        if facts.podping and not _OLDER.search(name):  # nobody subscribes to a page of older episodes
            podping(facts.podping, token, f"{facts.base_url}/{name}")
    state.told = feeds
    state.save()
