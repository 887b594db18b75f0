"""Which episodes stand on which page of a list. A page keeps its name and its episodes while the show grows.

Pages are counted from the oldest episode on, so that a new one touches the newest page only. Hidden episodes keep their
places in this counting, so that a take-down moves no other episode to another page.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.model import ChangedShow, EpisodeHeader

NEWEST = 1  # number of the page that holds the newest episodes; it has the plain name


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


def list_pages(show: ChangedShow, size: int) -> list[ListPage]:
    """Return the pages of a list, newest first; there is always a newest one.

    Of n episodes, hidden ones included, full pages of ``size`` are cut off from the oldest end while more than twice
    ``size`` are left for the newest page. A page without a visible episode is left out. If fewer than ``size`` are
    visible on the newest page, it takes in the pages that follow until they are that many.

    Args:
        show: The show, or a part of it.
        size: Episodes of a full page.
    """
    places = list(_by_age(show))
    full = max(0, -(-len(places) // size) - 2)
    first = len(places) - full * size
    newest, removed, older = _visible(places[:first]), _removed(places[:first]), []
    for number in range(full, 0, -1):
        start = len(places) - number * size
        headers, gone = _visible(places[start : start + size]), _removed(places[start : start + size])
        if len(newest) < size:
            newest, removed = newest + headers, removed + gone
        elif headers:
            older.append((number + 1, headers, gone))
    return list(_chained([(NEWEST, newest, removed), *older]))


def _by_age(show: ChangedShow) -> Iterator[tuple[EpisodeHeader, bool]]:
    """Yield every episode, newest first, and whether it is visible."""
    shown = ((header, True) for header in show.headers)
    hidden = ((header, False) for header in show.hidden)
    return heapq.merge(shown, hidden, key=lambda place: (place[0].published, place[0].id), reverse=True)


def _visible(places: Iterable[tuple[EpisodeHeader, bool]]) -> list[EpisodeHeader]:
    return [header for header, visible in places if visible]


def _removed(places: Iterable[tuple[EpisodeHeader, bool]]) -> list[EpisodeHeader]:
    """Return those that listeners no longer get; others are hidden because they wait for their time."""
    return [header for header, visible in places if header.removed and not visible]


def _chained(pages: Sequence[tuple[int, Sequence[EpisodeHeader], Sequence[EpisodeHeader]]]) -> Iterator[ListPage]:
    numbers = [None, *(number for number, *_ in pages), None]
    for (number, headers, gone), newer, older in zip(pages, numbers, numbers[2:], strict=False):
        yield ListPage(number=number, headers=headers, newer=newer, older=older, oldest=pages[-1][0], removed=gone)


def sections(show: ChangedShow) -> Iterator[tuple[str, ChangedShow]]:
    """Yield each section, in the order of the settings, by its key and as a show of its own."""
    facts = show.facts
    for key, name in facts.sections.items():
        own = replace(facts, title=f"{facts.title}: {name}", guid=facts.section_guids.get(key, ""), sections={})
        headers, hidden = ([one for one in all_ if one.section == key] for all_ in (show.headers, show.hidden))
        yield key, replace(show, facts=own, headers=headers, hidden=hidden)


def months(headers: Iterable[EpisodeHeader]) -> dict[tuple[int, int], list[EpisodeHeader]]:
    """Return the episodes of each month (year, month), newest first."""
    dated = sorted(headers, key=_month, reverse=True)  # stable: within a month they stay in order
    return {month: list(group) for month, group in groupby(dated, key=_month)}


def _month(header: EpisodeHeader) -> tuple[int, int]:
    return header.published.year, header.published.month
