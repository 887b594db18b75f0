"""The show: the episodes that are finished, and everything that is rendered from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar, overload

import msgspec

from audionews.errors import StoreError
from audionews.model import Episode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from audionews.model import Alternate, Show
    from audionews.ports import BlobStore, Publisher

Kind = TypeVar("Kind")

FOLDER = "episodes/"
_SIDECAR = re.compile(r"episodes/\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json")
_LISTS = ("archive", "feed-", "index-", "section-")  # how the names of pages begin that come and go with the episodes


class State(StrEnum):
    """Whether listeners get an episode."""

    PUBLISHED = "published"
    WAITING = "waiting"  # for its time
    REMOVED = "removed"


class Head(msgspec.Struct, frozen=True):
    """What decides where an episode stands in a show. Thousands of these are read before the first is rendered."""

    id: str
    published: datetime
    publish_at: datetime | None = None
    removed: bool = False


def state_of(episode: Episode | Head, now: datetime) -> State:
    """Return whether listeners get the episode at that time."""
    if episode.removed:
        return State.REMOVED
    waits = episode.publish_at is not None and episode.publish_at > now
    return State.WAITING if waits else State.PUBLISHED


def sidecar(episode_id: str) -> str:
    """Return the name of the sidecar of an episode. Where it stands, the episode is finished."""
    return f"{FOLDER}{episode_id}.json"


def sound_file(episode_id: str) -> str:
    """Return the name of the MP3 of an episode."""
    return f"{FOLDER}{episode_id}.mp3"


def cover_file(episode_id: str) -> str:
    """Return the name of the cover of an episode."""
    return f"{FOLDER}{episode_id}.jpg"


def alternate_file(episode_id: str, alternate: Alternate) -> str:
    """Return the name of another encoding of the sound of an episode."""
    return f"{FOLDER}{episode_id}.{alternate.suffix}"


class Shelf(Sequence[Episode]):
    """Episodes of a store in a given order. Each is read when it is asked for, so that thousands take no room."""

    def __init__(self, store: BlobStore, ids: Sequence[str]) -> None:
        self._store = store
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Episode: ...
    @overload
    def __getitem__(self, place: slice) -> Shelf: ...
    def __getitem__(self, place: int | slice) -> Episode | Shelf:
        if isinstance(place, slice):
            return Shelf(self._store, self._ids[place])
        return _read(self._store, sidecar(self._ids[place]), Episode)


def open_shelf(store: BlobStore, wanted: Callable[[Head], bool]) -> Shelf:
    """Return the finished episodes that are wanted, newest first.

    Raises:
        StoreError: A sidecar is damaged. Nothing is guessed: it holds the GUID.
    """
    found = ((head.published, head.id) for head in _each(store, Head) if wanted(head))
    return Shelf(store, [episode_id for _, episode_id in sorted(found, reverse=True)])


def read_episodes(store: BlobStore) -> list[Episode]:
    """Return the finished episodes, newest first.

    Raises:
        StoreError: A sidecar is damaged. Nothing is guessed: it holds the GUID.
    """
    return sorted(_each(store, Episode), key=lambda episode: (episode.published, episode.id), reverse=True)


def _each(store: BlobStore, kind: type[Kind]) -> Iterator[Kind]:
    names = list(filter(_SIDECAR.fullmatch, store.names(FOLDER)))
    return (_read(store, name, kind) for name in names)


def _read(store: BlobStore, name: str, kind: type[Kind]) -> Kind:
    blob = store.read(name)
    if blob is None:
        raise StoreError(f"{name} is gone", "another program changes the folder: run again when it is done")
    return _decode(name, blob, kind)


def encode_sidecar(episode: Episode) -> bytes:
    """Return the JSON form of an episode, which ``read_episodes`` reads again."""
    return msgspec.json.format(msgspec.json.encode(episode), indent=1) + b"\n"


def publish(show: Show, publishers: Iterable[Publisher], store: BlobStore) -> int:
    """Render everything and return how many files changed. The feed comes last: it names only what is there.

    Pages of lists that there are no longer, because episodes were removed, go after that.
    """
    changed = 0
    top = set()  # what lies beside the feed; the many files of episodes are not kept in mind
    for publisher in sorted(publishers, key=lambda publisher: (publisher.name == "feed", publisher.name)):
        for name, pieces in publisher.render(show):
            changed += store.write(name, pieces)
            if "/" not in name:
                top.add(name)
    stale = [name for begin in _LISTS for name in store.names(begin) if name not in top]
    for name in stale:
        store.remove(name)
    return changed + len(stale)


def mark_removed(store: BlobStore, episode: Episode, *, removed: bool) -> None:
    """Write into the sidecar whether the episode is removed.

    The sidecar always stays: it keeps the GUID, so that a later build of the same article does not bring it back.
    """
    store.write(sidecar(episode.id), [encode_sidecar(replace(episode, removed=removed))])


def clear(store: BlobStore, episode: Episode, *, purge: bool) -> None:
    """Remove what was rendered of an episode that nothing names any more; its sound and its cover only when purging."""
    kept = {sidecar(episode.id), *(() if purge else (sound_file(episode.id), cover_file(episode.id)))}
    for name in list(store.names(f"{FOLDER}{episode.id}.")):
        if name not in kept:
            store.remove(name)


def _decode(name: str, blob: bytes, kind: type[Kind]) -> Kind:
    try:
        return msgspec.json.decode(blob, type=kind)
    except msgspec.DecodeError as error:
        remedy = "put it back from a backup, or remove it and build the article again (its GUID may change)"
        raise StoreError(f"{name} is damaged: {error}", remedy) from error
