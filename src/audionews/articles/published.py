"""Which of the dates around an article is the one of its publication."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.dates import Date, is_bare_date, is_hijri, is_stamp, is_update, read_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audionews.arabic.word_lists import WordLists

_OF_A_PAGE = re.compile(r"[ء-ي]+[,،] [ء-ي]+ \d{1,2}[,،] \d{4}")  # "الخميس, سبتمبر 11, 2025": a theme prints its day so
_NEAR = 3  # lines above the headline; what stands further up is of the page


class PlacedDate(NamedTuple):
    """A date and where it stands.

    Attributes:
        date: What the line gives.
        line: How many filled lines below the headline it stands: 1 is right below; above the headline it is negative.
        stamp: The line says that it is the date of publication ("نشر في").
        bare: The line says nothing beside the date.
        dateline: It opens the first paragraph.
        hijri: It is given in the Hijri calendar alone.
    """

    date: Date
    line: int
    stamp: bool = False
    bare: bool = True
    dateline: bool = False
    hijri: bool = False


def place_date(text: str, line: int, lists: WordLists | None = None) -> PlacedDate | None:
    """Return the date of a date line with where it stands, or None if it gives no day.

    Args:
        text: The line.
        line: How many filled lines below the headline it stands, negative above it.
        lists: Words around dates; by default those that ship.
    """
    date = read_date(text, lists)
    if date is None:
        return None
    bare = is_bare_date(text, lists) and _OF_A_PAGE.fullmatch(text) is None
    return PlacedDate(date, line, is_stamp(text, lists) and not is_update(text), bare, hijri=is_hijri(text))


def published(dates: Iterable[PlacedDate]) -> PlacedDate | None:
    """Return the date of publication with the best evidence, or None if none can be trusted.

    The order, best first; of two with the same evidence the Gregorian one counts, then the one that is nearer to the
    headline:

    1. below the headline with a label ("نشر في");
    2. below the headline, before the first paragraph;
    3. the dateline of the first paragraph;
    4. above the headline with a label;
    5. right above the headline, said once, and nothing but a date;
    6. an update.

    A page prints its own day above everything. So a date above without a label counts only if no date of the article
    is of an earlier day.
    """
    dates = list(dates)
    ranked = [
        (rank, placed.hijri, abs(placed.line), placed) for placed in dates if (rank := _rank(placed, dates)) is not None
    ]
    return min(ranked, key=lambda each: each[:3])[3] if ranked else None


def _rank(placed: PlacedDate, dates: Sequence[PlacedDate]) -> int | None:
    if placed.date.updated:
        return 6
    if placed.dateline:
        return 3
    if placed.line > 0:
        return 1 if placed.stamp else 2
    if placed.stamp:
        return 4
    return 5 if _is_near(placed, dates) else None


def _is_near(placed: PlacedDate, dates: Sequence[PlacedDate]) -> bool:
    """Return whether a date without a label above the headline can be of the article."""
    above = [other for other in dates if other.line < 0 and not other.stamp]
    days = {other.date.at.date() for other in above}
    again = any(other.line < -_NEAR and other.date == placed.date for other in above)  # the page's own day
    alone = placed.bare and placed.line >= -_NEAR and len(days) == 1 and not again
    return alone and all(other.date.at.date() >= placed.date.at.date() for other in dates)
