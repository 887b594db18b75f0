"""Dates with their label that are glued to the front of another text ("date 2026-01-08 ...", "نشر: 5 مايو 2024")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.date_forms import Clock, find_clocks, find_days, fold_in_place, mask
from audionews.articles.dates import Date, is_date, read_date

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists

_LONGEST = 120  # characters of a stamp
_LABEL = re.compile(
    r"\W*(?:(?:date|published|posted|updated)(?: on)?(?: ?:)?"
    r"|(?:تاريخ|وقت|اخر) (?:النشر|الخبر|المقال|الاضافه|التحديث|تحديث)(?: ?:)?"
    r"|(?:نشرت?|اضيفت?|التاريخ|تحديث)(?: في| بتاريخ| يوم)? ?:)"
    r"(?: ?[^\W\d_]{3,9}[,،]?)? ?"  # the weekday
)
_ERA = re.compile(r" ?(?:م|ه)(?!\w)")
_BETWEEN = re.compile(r"(?: ?[^\w ]? ?|t| الساعه | at )")
_SIGNS = " -–—|:،,/"


class Stamp(NamedTuple):
    """A labelled date as written, the text behind it, and the date."""

    text: str
    rest: str
    date: Date


def split_stamp(text: str, lists: WordLists | None = None) -> Stamp | None:
    """Return a text as the labelled date at its front and what stands behind, or None if there is none or nothing else.

    A dateline can have a label too: ask ``datelines.split_dateline`` first.

    >>> split_stamp("date 2026-01-08 طاقم تحكيم جديد").rest, split_stamp("نشر في 5 مايو 2024 تقرير عن المياه")
    ('طاقم تحكيم جديد', None)
    """
    line, places = fold_in_place(text[:_LONGEST])
    day = next((day for day in find_days(line) if day.on is not None), None)
    if day is None or not _LABEL.fullmatch(line, 0, day.start) or is_date(text, lists):
        return None
    end = _end_of_time(mask(line, [day[:2]]), day.end)
    cut = len(text) if end == len(places) else places[end]
    stamp, rest = text[:cut], text[cut:].lstrip(_SIGNS)
    date = read_date(stamp, lists)
    return Stamp(stamp.strip(), rest, date) if date and rest else None


def _end_of_time(line: str, end: int) -> int:
    """Return where the day ends, with "م" or "هـ" and the time right behind it."""
    if era := _ERA.match(line, end):
        end = era.end()
    clock: Clock | None = next((clock for clock in find_clocks(line) if clock.start >= end), None)
    return clock.end if clock and _BETWEEN.fullmatch(line, end, clock.start) else end
