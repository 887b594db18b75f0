"""Headers that are read from the index while they are iterated over, so that a long show needs no more memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from audionews.catalogue.index import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from audionews.catalogue.index import Index
    from audionews.model import EpisodeHeader

_CHUNK = 500  # headers that are read at once
_NEWEST_FIRST = "ORDER BY instant DESC, id DESC"
_OLDEST_FIRST = "ORDER BY instant, id"


def shown_at(now: datetime) -> str:
    """Return the condition that listeners get an episode at that time."""
    return f"removed = 0 AND coalesce(due, {instant_of(now)}) <= {instant_of(now)}"


class Headers(Sequence["EpisodeHeader"]):
    """The headers that meet a condition, newest first. The index must not change while they are used.

    Args:
        index: Where they are read.
        where: The condition.
        values: The values of its parameters.
    """

    def __init__(self, index: Index, where: str, values: tuple[object, ...] = ()) -> None:
        self._index = index
        self._where = where
        self._values = values
        self._count: int | None = None
        self._chunk: tuple[int, list[EpisodeHeader]] = (0, [])  # the last one that was asked for by place

    def of_section(self, key: str) -> Headers:
        """Return those of a section."""
        return Headers(self._index, f"{self._where} AND section = ?", (*self._values, key))

    def __len__(self) -> int:
        if self._count is None:
            self._count = self._index.count(self._where, self._values)
        return self._count

    def __iter__(self) -> Iterator[EpisodeHeader]:
        return self._stream(_NEWEST_FIRST, "<")

    def __reversed__(self) -> Iterator[EpisodeHeader]:
        return self._stream(_OLDEST_FIRST, ">")

    def _stream(self, order: str, beyond: str) -> Iterator[EpisodeHeader]:
        chunk = self._index.headers(self._where, self._values, _CHUNK, order)
        while chunk:
            yield from chunk
            last = (instant_of(chunk[-1].published), chunk[-1].id)
            where = f"{self._where} AND (instant, id) {beyond} (?, ?)"
            chunk = self._index.headers(where, (*self._values, *last), _CHUNK, order) if len(chunk) == _CHUNK else []

    @overload
    def __getitem__(self, place: int) -> EpisodeHeader: ...

    @overload
    def __getitem__(self, place: slice) -> list[EpisodeHeader]: ...

    def __getitem__(self, place: int | slice) -> EpisodeHeader | list[EpisodeHeader]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        start, chunk = self._chunk
        if not start <= at < start + len(chunk):
            start = at - at % _CHUNK
            order = f"{_NEWEST_FIRST} LIMIT {_CHUNK} OFFSET {start}"
            chunk = self._index.headers(self._where, self._values, order=order) if 0 <= at < len(self) else []
            self._chunk = start, chunk
        return chunk[at - start]
