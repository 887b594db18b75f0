"""Uploading the show: rendered first, then sent."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from audionews.app.show import public_paths, publish_show
from audionews.catalogue import sidecars
from audionews.deploy import deploy_show
from audionews.errors import SettingsError
from audionews.model.paths import files_of
from audionews.stores.local import LocalStore

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model.events import Listener
    from audionews.settings import Settings


class _File(NamedTuple):
    path: str
    digest: str
    size: int


def publish(settings: Settings, out: Path, target: str, tell: Listener) -> None:
    """Bring feed and pages up to date and send what changed to the target.

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
    whole, store = publish_show(settings, out, tell), LocalStore(out)
    shown = {episode.id for episode in whole.episodes}
    known = {sidecars.sound_file(one.id): (one.sha256, one.size) for one in whole.episodes}
    paths = public_paths(whole) & set(store.names())
    files = [_File(name, *(known.get(name) or _facts(store, name))) for name in paths]
    hidden = {one.id for one in sidecars.read_episodes(store)} - shown
    deploy_show(files, [name for each in hidden for name in files_of(each)], store, target, whole.facts, tell)


def _facts(store: LocalStore, name: str) -> tuple[str, int]:
    blob = store.read(name) or b""
    return hashlib.sha256(blob).hexdigest(), len(blob)
