"""Uploading the show: only what changed, sounds before the feed that names them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from audionews.app.show import FACTS, publish_show
from audionews.catalogue import sidecars
from audionews.errors import SettingsError, StoreError
from audionews.model.events import FileSent, ShowSent
from audionews.render.media import cache_control, media_type
from audionews.render.paths import FEED
from audionews.stores.local import LocalStore
from audionews.stores.remote import RemoteStore
from audionews.stores.web import tell_hub

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model import Show
    from audionews.model.events import Listener
    from audionews.settings import Settings

MANIFEST = "published.json"
_FIRST = (".mp3", ".opus", ".m4a", ".jpg", ".css", ".js", ".svg", ".vtt", ".srt", ".json")  # what pages and feeds name


class Manifest(msgspec.Struct):
    """What was sent to a target: the digest of each file, and that of each feed that the hub was told of."""

    files: dict[str, str] = {}
    told: dict[str, str] = {}


def publish(settings: Settings, out: Path, target: str, tell: Listener) -> None:
    """Bring feed and pages up to date and send what changed to the target.

    At every moment the feed there names only what is there: sounds go first, then pages, the main feed last, and what
    is no longer named is removed after that. What an interrupted run has sent is not sent again.

    Args:
        settings: Of the show; it must have a base URL.
        out: The output folder.
        target: A folder or any address that fsspec knows.
        tell: Is told of every file.

    Raises:
        SettingsError: The show has no base URL, or nothing knows such a target.
        StoreError: A sound is missing or damaged, or the target or the hub does not take what it is given.
    """
    if not settings.show.base_url:
        raise SettingsError("the show has no base URL", "write base_url into [show]: feeds name files by it")
    remote = RemoteStore(target)
    whole = publish_show(settings, out, tell)
    _send(whole, LocalStore(out), remote, tell)
    if whole.facts.hub:
        _tell(whole, remote)


def _send(whole: Show, local: LocalStore, remote: RemoteStore, tell: Listener) -> None:
    manifest, there = _manifest(remote), remote.sizes()
    episodes = {sidecars.sound_file(episode.id): (episode.sha256, episode.size) for episode in whole.episodes}
    names = _names(whole, local)
    sent = size = 0
    try:
        for name in names:
            digest, blob = _content(local, name, episodes.get(name))
            if manifest.files.get(name) == digest and there.get(name) == len(blob):
                continue
            remote.put(name, blob, media_type(name), cache_control(name))
            manifest.files[name] = digest
            sent, size = sent + 1, size + len(blob)
            tell(FileSent(name=name, size=len(blob)))
        gone = sorted(manifest.files.keys() - set(names))
        for name in gone:
            remote.remove(name)
            del manifest.files[name]
    finally:
        _keep(manifest, remote)
    feed = f"{whole.facts.base_url}/{FEED}"
    tell(ShowSent(target=remote.address, feed=feed, files=len(names), sent=sent, removed=len(gone), size=size))


def _names(whole: Show, local: LocalStore) -> list[str]:
    """Return the names of all files to publish, in the order in which they go."""
    shown = {episode.id for episode in whole.episodes}
    names = [name for name in local.names() if _is_public(name, shown)]
    return sorted(names, key=lambda name: (name == FEED, name.endswith(".xml"), not name.endswith(_FIRST), name))


def _is_public(name: str, shown: set[str]) -> bool:
    """Return whether the file is for listeners: no sidecar, and nothing of an episode that waits or was removed."""
    folder, _, file = name.rpartition("/")
    if f"{folder}/" != sidecars.FOLDER:
        return name != FACTS and not file.startswith(".")
    episode_id, _, kind = file.partition(".")
    return episode_id in shown and kind != "json"


def _content(local: LocalStore, name: str, expected: tuple[str, int] | None) -> tuple[str, bytes]:
    blob = local.read(name)
    digest = hashlib.sha256(blob or b"").hexdigest()
    if blob is None or (expected and digest != expected[0]):
        raise StoreError(f"{name} is missing or damaged", "build its article again; nothing that names it was sent")
    return digest, blob


def _manifest(remote: RemoteStore) -> Manifest:
    """Return what was sent before; nothing where that cannot be read, and then everything is sent."""
    blob = remote.read(MANIFEST)
    try:
        return msgspec.json.decode(blob or b"{}", type=Manifest)
    except msgspec.DecodeError:
        return Manifest()


def _keep(manifest: Manifest, remote: RemoteStore) -> None:
    remote.put(MANIFEST, msgspec.json.encode(manifest, order="deterministic"), "application/json", "no-store")


def _tell(whole: Show, remote: RemoteStore) -> None:
    """Tell the hub of every feed that changed since it was told last."""
    manifest = _manifest(remote)
    feeds = {name: digest for name, digest in manifest.files.items() if name.endswith(".xml")}
    news = [name for name, digest in feeds.items() if manifest.told.get(name) != digest]
    if news:
        tell_hub(whole.facts.hub, [f"{whole.facts.base_url}/{name}" for name in news])
        manifest.told = feeds
        _keep(manifest, remote)
