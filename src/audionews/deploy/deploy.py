"""Uploads what changed: sounds before the feed that names them, and removals last."""

from __future__ import annotations

import hashlib
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from audionews.deploy.state import OLD, DeployState
from audionews.errors import FileDamaged
from audionews.model.events import FileSent, Noticed, ShowSent
from audionews.model.media import cache_control, media_type
from audionews.model.paths import FEED, place_of
from audionews.stores.podping import podping, podping_token
from audionews.stores.remote import RemoteStore
from audionews.stores.web import tell_hub

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def deploy_show(
    public: Iterable[PublicFile],
    hidden: Iterable[str],
    store: BlobStore,
    target: str,
    facts: ShowFacts,
    tell: Listener,
) -> None:
    """Upload the public files of a show that the target does not have yet, and remove those that are no longer public.

    At every moment the feed at the target names only files that are there: sounds go first, then pages, the main feed
    last, and files that are no longer named are removed after that. Only files that were sent before are removed; if
    nothing is known about that, hidden ones. What an interrupted run has sent is not sent again.

    Args:
        public: All files that listeners get.
        hidden: Paths of files of episodes that they do not get.
        store: The output folder. It also has the record of what was sent.
        target: A folder, or any address that fsspec supports.
        facts: The facts of the show, which has a base URL.
        tell: Receives an event for every file.

    Raises:
        SettingsError: The target is not supported, or Podping's token is missing.
        FileDamaged: A file is missing or damaged.
        StoreError: The target refuses a file, or the hub or the Podping server a notice.
    """
    token = podping_token() if facts.podping else ""
    remote = RemoteStore(target)
    state = DeployState(store, remote.address)
    remembered = state.remembered
    if not remembered and state.adopt(remote):
        remembered = True
        tell(Noticed(text=f"what was sent is kept with the show now: {OLD} is removed from {remote.address}"))
    there = remote.sizes()
    files = sorted(public, key=lambda file: (place_of(file.path), file.path))
    sent = [file for file in files if (state.files.get(file.path), there.get(file.path)) != (file.digest, file.size)]
    for file in sent:
        _put(file, store, remote)
        state.sent(file.path, file.digest)
        tell(FileSent(name=file.path, size=file.size))
    paths = {file.path for file in files}
    gone = sorted((state.files.keys() | (set() if remembered else set(hidden) & there.keys())) - paths)
    for path in gone:
        remote.remove(path)
        state.removed(path)
    if sent or gone or not state.remembered:
        state.save()
    feed, size = f"{facts.base_url}/{FEED}", sum(file.size for file in sent)
    tell(ShowSent(target=remote.address, feed=feed, files=len(files), sent=len(sent), removed=len(gone), size=size))
    if facts.hub or facts.podping:
        _tell_of_feeds(state, paths, facts, token)


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
