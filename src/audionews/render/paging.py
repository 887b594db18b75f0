"""Which episodes stand on which page of a list. A page keeps its name and its episodes while the show grows.

Pages are counted from the oldest episode on, so that a new one touches the newest page only. Hidden episodes keep their
places in this counting, so that a take-down moves no other episode to another page.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from audionews.model import ChangedShow, EpisodeHeader

    _Part = tuple[int, Sequence[EpisodeHeader], Sequence[EpisodeHeader]]  # number, visible and removed episodes

NEWEST = 1  # number of the page that holds the newest episodes; it has the plain name


@runtime_checkable
class Sectioned(Protocol):
    """Headers that are not in memory, and can be asked for those of a section."""

    def of_section(self, key: str) -> Sequence[EpisodeHeader]: ...  # noqa: D102 - documented above


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page of a list.

    Attributes:
        number: 1 is the newest page; the oldest is 2, the one after it 3, and so on.
        headers: Its episodes, newest first.
        newer: Number of the page with the episodes after these, or None.
        older: Number of the page with the episodes before these, or None.
        oldest: Number of the last page in this chain.
        removed: The episodes that were removed from it.
    """

    number: int
    headers: Sequence[EpisodeHeader]
    newer: int | None
    older: int | None
    oldest: int
    removed: Sequence[EpisodeHeader] = ()


def pages_from_oldest(show: ChangedShow, size: int) -> Iterator[ListPage]:
    """Yield the pages of a list, the newest last; there is always a newest one. One page is held at a time.

    Of n episodes, hidden ones included, full pages of ``size`` are cut off from the oldest end while more than twice
    ``size`` are left for the newest page. A page without a visible episode is left out. If fewer than ``size`` are
    visible on the newest page, it takes in the pages that follow until they are that many.

    Args:
        show: The show, or a part of it.
        size: Episodes of a full page.
    """
    count = len(show.headers) + len(show.hidden)
    full = max(0, -(-count // size) - 2)
    newest_first = _by_age(show)
    newest, removed = _parted(islice(newest_first, count - full * size))
    while full and len(newest) < size:
        more, gone = _parted(islice(newest_first, size))
        newest, removed, full = newest + more, removed + gone, full - 1
    older = _older(show, size, full)
    return _chained(chain(older, [(NEWEST, newest, removed)]))


def _by_age(show: ChangedShow) -> Iterator[tuple[EpisodeHeader, bool]]:
    """Yield every episode, newest first, and whether it is visible."""
    shown = ((header, True) for header in show.headers)
    hidden = ((header, False) for header in show.hidden)
    return heapq.merge(shown, hidden, key=_age, reverse=True)


def _from_oldest(show: ChangedShow) -> Iterator[tuple[EpisodeHeader, bool]]:
    """Yield every episode, oldest first, and whether it is visible."""
    shown = ((header, True) for header in reversed(show.headers))
    hidden = ((header, False) for header in reversed(show.hidden))
    return heapq.merge(shown, hidden, key=_age)


def _age(place: tuple[EpisodeHeader, bool]) -> tuple[datetime, str]:
    return place[0].published, place[0].id


def _older(show: ChangedShow, size: int, full: int) -> Iterator[_Part]:
    """Yield the full pages that have a visible episode, the oldest first."""
    places = _from_oldest(show)
    for number in range(1, full + 1):
        headers, gone = _parted(reversed([*islice(places, size)]))
        if headers:
            yield number + 1, headers, gone


def _parted(places: Iterable[tuple[EpisodeHeader, bool]]) -> tuple[list[EpisodeHeader], list[EpisodeHeader]]:
    """Return those that are visible, and those that listeners no longer get; others wait for their time."""
    visible: list[EpisodeHeader] = []
    removed: list[EpisodeHeader] = []
    for header, is_visible in places:
        if is_visible:
            visible.append(header)
        elif header.removed:
            removed.append(header)
    return visible, removed


def _chained(parts: Iterable[_Part]) -> Iterator[ListPage]:
    """Yield the pages of these parts, each with the numbers of its neighbours."""
    oldest = older = None
    waiting: _Part | None = None
    for part in chain(parts, (None,)):
        oldest = oldest or (part and part[0])
        if waiting:
            number, headers, gone = waiting
            newer = part and part[0]
            yield ListPage(
                number=number, headers=headers, newer=newer, older=older, oldest=oldest or NEWEST, removed=gone
            )
            older = number
        waiting = part


def sections(show: ChangedShow) -> Iterator[tuple[str, ChangedShow]]:
    """Yield each section, in the order of the settings, by its key and as a show of its own."""
    facts = show.facts
    for key, name in facts.sections.items():
        own = replace(facts, title=f"{facts.title}: {name}", guid=facts.section_guids.get(key, ""), sections={})
        headers, hidden = (_of_section(all_, key) for all_ in (show.headers, show.hidden))
        yield key, replace(show, facts=own, headers=headers, hidden=hidden)


def _of_section(headers: Sequence[EpisodeHeader], key: str) -> Sequence[EpisodeHeader]:
    return headers.of_section(key) if isinstance(headers, Sectioned) else [one for one in headers if one.section == key]


def months(headers: Iterable[EpisodeHeader]) -> Iterator[tuple[tuple[int, int], list[EpisodeHeader]]]:
    """Yield each month (year, month), newest first, with its episodes, newest first.

    Args:
        headers: The episodes, newest first. Those of the first hours of a month, in zones of their own, may come
            between others of the month before.
    """
    found: dict[tuple[int, int], list[EpisodeHeader]] = {}
    for header in headers:
        month = header.published.year, header.published.month
        if month not in found and len(found) > 1:
            newest = max(found)
            yield newest, found.pop(newest)
        found.setdefault(month, []).append(header)
    yield from ((month, found[month]) for month in sorted(found, reverse=True))
