"""Damaged sidecars: each is set aside under a name that is told, so that it stops its own episode and no other.

Nothing is deleted: the damaged bytes, the sound and the readings of editors stay. A build of the article makes the
episode again; that it was removed, or waits for its time, is remembered until then.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from audionews.catalogue.folder_names import ASIDE
from audionews.catalogue.sidecars import decode_header, decode_sidecar, digest, id_of, is_sidecar
from audionews.errors import EpisodeDamaged, StoreError
from audionews.model.events import EpisodeLeftOut, Noticed
from audionews.model.paths import sidecar
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from audionews.catalogue.folder_names import FolderNames
    from audionews.catalogue.index import Index
    from audionews.catalogue.manifest import Manifest
    from audionews.model import Episode, EpisodeHeader
    from audionews.model.events import Listener
    from audionews.ports import BlobStore, Stat

_GUID = re.compile(rb'"guid": ?"([^"\\]+)"')
_REMOVED = re.compile(rb'"removed": ?true')
_PUBLISH_AT = re.compile(rb'"publish_at": ?"([^"\\]+)"')
_FACT = "rescued"  # the name of a fact in the manifest
_REMEDY = "build its article again, or put the file back from a backup; its sound was not touched"


class Rescued(msgspec.Struct, frozen=True):
    """What must not be forgotten of an episode whose sidecar is damaged; ``repaired`` tells that it was made again."""

    guid: str = ""
    removed: bool = False
    publish_at: datetime | None = None
    repaired: bool = False


class LeftOut:
    """Reads sidecars, and knows which episodes are left out because theirs are damaged or cannot be read.

    Args:
        store: The output folder.
        tell: Receives an event for each of them, once.

    Attributes:
        errors: What is wrong with each, by id.
    """

    def __init__(self, store: BlobStore, tell: Listener) -> None:
        self._store = store
        self._tell = tell
        self._in_place: dict[str, Stat | None] = {}  # those that could not be set aside
        self._rescued: dict[str, Rescued] = {}
        self.errors: dict[str, EpisodeDamaged] = {}

    def is_still(self, episode_id: str, stat: Stat) -> bool:
        """Return whether a sidecar is one that could neither be used nor set aside, and has not changed since."""
        return self._in_place.get(episode_id) == stat

    def headers(
        self, changed: Iterable[tuple[str, Stat]], gone: Iterable[str], index: Index
    ) -> tuple[list[tuple[EpisodeHeader, Stat]], list[str]]:
        """Return the headers of the changed sidecars, and the ids of the episodes that are gone or left out.

        A folder in the place of a sidecar counts as gone in a listing of files; it is set aside, too.
        """
        found, lost = [], list(gone)
        for episode_id, stat in changed:
            name = sidecar(episode_id)
            with self._leaving_out(episode_id, index, lost):
                blob = self._store.read(name)
                if blob is not None:  # another program may have removed it
                    found.append((decode_header(name, blob), stat))
        for episode_id in tuple(gone):
            with self._leaving_out(episode_id, index, lost):
                blob = self._store.read(sidecar(episode_id))
                now = self._store.stat(sidecar(episode_id)) if blob is not None else None
                if blob is not None and now is not None:  # some listings are late
                    found.append((decode_header(sidecar(episode_id), blob), now))
                    lost.remove(episode_id)
        return found, lost

    @contextmanager
    def _leaving_out(self, episode_id: str, index: Index, lost: list[str]) -> Iterator[None]:
        try:
            yield
        except StoreError as error:
            self._add(episode_id, error, index)
            lost.append(episode_id)

    def read(self, episode_id: str, index: Index) -> tuple[Episode | None, str | None]:
        """Return an episode and the digest of its sidecar; None if it does not exist.

        Raises:
            EpisodeDamaged: The sidecar is damaged or cannot be read; the episode is left out from now on.
        """
        name = sidecar(episode_id)
        try:
            blob = self._store.read(name)
            return (None, None) if blob is None else (decode_sidecar(name, blob), digest(blob))
        except StoreError as error:
            raise self._add(episode_id, error, index) from error

    def read_or_replace(self, episode_id: str, index: Index) -> tuple[Episode | None, str | None]:
        """Return an episode and the digest of its sidecar; None if it does not exist, or was damaged and set aside.

        Raises:
            EpisodeDamaged: The sidecar cannot be used, and is still in its place.
        """
        try:
            return self.read(episode_id, index)
        except EpisodeDamaged:
            if episode_id in self._in_place:
                raise
        return None, None

    def _add(self, episode_id: str, why: StoreError, index: Index) -> EpisodeDamaged:
        """Leave an episode out, set its sidecar aside if that can be done, tell about it, and return the error."""
        name = sidecar(episode_id)
        blob = _read(self._store, name)
        if blob is not None and _is_whole(name, blob):
            return EpisodeDamaged(f"{name} was changed by another process", "run it again", episode_id)
        kept = _set_aside(self._store, name, blob)
        if kept:
            self._rescued[episode_id] = _rescue(_header(episode_id, index), blob or b"")
            error = EpisodeDamaged(f"{why.message}; it is set aside as {kept}", _REMEDY, episode_id)
        else:
            self._in_place[episode_id] = _stat(self._store, name)
            error = EpisodeDamaged(f"{why.message}; its episode is left out", why.remedy, episode_id)
        if episode_id not in self.errors:
            self._tell(EpisodeLeftOut(name=name, what=error.message, remedy=error.remedy, kept=kept))
        self.errors[episode_id] = error
        return error

    def remember(self, manifest: Manifest) -> None:
        """Keep what is known of damaged episodes beyond this run."""
        if self._rescued:
            self._save({**self._recall(manifest), **self._rescued}, manifest)

    def as_hidden(self, made: Episode, manifest: Manifest) -> Episode:
        """Return a new episode, removed or waiting for its time if the damaged one was that it replaces."""
        was = self._find(made, self._recall(manifest))[1]
        return replace(made, removed=made.removed or was.removed, publish_at=made.publish_at or was.publish_at)

    def repaired(self, made: Episode, manifest: Manifest) -> None:
        """Forget that an episode was damaged, because its sidecar was written anew."""
        known = self._recall(manifest)
        before, was = self._find(made, known)
        for each in (made.id, before):
            self.errors.pop(each, None)
            self._in_place.pop(each, None)
        if before:
            self._rescued.pop(before, None)
            self._save({**known, before: Rescued(repaired=True)}, manifest)
        if was.removed:
            restore = f"audionews remove --restore {made.id}"
            self._tell(
                Noticed(text=f"{made.id} was removed before its sidecar was damaged; to bring it back: {restore}")
            )

    def _find(self, made: Episode, rescued: Mapping[str, Rescued]) -> tuple[str, Rescued]:
        """Return the id of the damaged episode that a new one replaces, and what is known of it; ("", nothing)."""
        for episode_id, was in rescued.items():
            if not was.repaired and (episode_id == made.id or was.guid == made.guid):
                return episode_id, was
        return "", Rescued()

    def _recall(self, manifest: Manifest) -> dict[str, Rescued]:
        with suppress(msgspec.DecodeError):
            kept = manifest.fact(_FACT)
            return (decode_json(kept.encode(), dict[str, Rescued]) if kept else {}) | self._rescued
        return dict(self._rescued)

    @staticmethod
    def _save(rescued: Mapping[str, Rescued], manifest: Manifest) -> None:
        manifest.set_fact(_FACT, msgspec.json.encode(rescued).decode())

    def tell_earlier(self, names: FolderNames, manifest: Manifest) -> None:
        """Tell about the sidecars that earlier runs have set aside, and whose episodes are still missing.

        Args:
            names: All names in the folder of the episodes.
            manifest: The manifest of the show.
        """
        earlier = sorted(names.aside)
        known = self._recall(manifest) if earlier else {}
        for kept in earlier:
            name = kept.partition(ASIDE)[0]
            if not is_sidecar(name) or name in names or id_of(name) in self.errors:
                continue
            if not known.get(id_of(name), Rescued()).repaired:
                what = f"{name} is missing since it was set aside as {kept}: its episode is not in the show"
                remedy = f"{_REMEDY}; if it is no longer wanted, delete {kept}"
                self._tell(EpisodeLeftOut(name=name, what=what, remedy=remedy, kept=kept))


def _header(episode_id: str, index: Index) -> EpisodeHeader | None:
    """Return what the index knows of an episode, if anything."""
    with suppress(sqlite3.Error):
        return next(iter(index.headers("id = ?", (episode_id,))), None)
    return None


def _rescue(header: EpisodeHeader | None, blob: bytes) -> Rescued:
    """Return what the index knew of an episode, or what the damaged bytes still say."""
    if header:
        return Rescued(header.guid, header.removed, header.publish_at)
    guid, publish_at = _GUID.search(blob), _PUBLISH_AT.search(blob)
    due = None
    with suppress(ValueError):
        due = datetime.fromisoformat(publish_at[1].decode()) if publish_at else None
    return Rescued(
        guid=guid[1].decode(errors="replace") if guid else "",
        removed=_REMOVED.search(blob) is not None,
        publish_at=due if due and due.tzinfo else None,
    )


def _read(store: BlobStore, name: str) -> bytes | None:
    with suppress(StoreError):
        return store.read(name)
    return None


def _stat(store: BlobStore, name: str) -> Stat | None:
    with suppress(StoreError):
        return store.stat(name)
    return None


def _set_aside(store: BlobStore, name: str, blob: bytes | None) -> str:
    """Give a damaged sidecar another name and return that; "" if it cannot be moved.

    One that cannot be read stays: that may be a matter of permissions, which are mended without a copy.
    """
    try:
        with store.lock():
            if blob is None:
                return _set_folder_aside(store, name)
            if _read(store, name) != blob:  # somebody has put it back meanwhile
                return ""
            kept = f"{name}{ASIDE}{hashlib.sha256(blob).hexdigest()[:8]}"
            store.write(kept, [blob])
            store.remove(name)
            return kept
    except StoreError:  # the folder is read-only, or its disk is full
        return ""


def _is_whole(name: str, blob: bytes) -> bool:
    with suppress(StoreError):
        return bool(decode_sidecar(name, blob))
    return False


def _set_folder_aside(store: BlobStore, name: str) -> str:
    place = store.local_file(name)
    if place is None or not Path(place).is_dir():
        return ""
    names = (f"{name}{ASIDE}folder-{number}" for number in count(1))
    kept = next(each for each in names if not Path(store.local_file(each) or "").exists())
    with suppress(OSError):
        Path(place).rename(store.local_file(kept) or "")
        return kept
    return ""
