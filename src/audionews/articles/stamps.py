"""Dates that are glued to the front of another text.

With their label ("date 2026-01-08 ...", "نشر: 5 مايو 2024"), or behind the names of a site, a city and the writer, all
with dashes between ("المرسى اليوم - منى سالم - 26 نوفمبر 2025 09:14 - افتتحت ...").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.date_forms import Clock, find_clocks, find_days, fold_in_place, mask
from audionews.articles.dates import Date, beside_date, is_date, read_date

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
_MONTH_STAMP = re.compile(r"\W*(?:date|published|posted) ?:? ?\d{4}-\d{2}(?![-\d])")
_DASH = re.compile(r"\s[-–—ـ]+\s")
_LONGEST_HEAD = 160  # characters with site, city and writer


class Stamp(NamedTuple):
    """A date as written with what belongs to it, the text behind it, and the date.

    Attributes:
        text: The date with its label, or with the names before it.
        rest: The text behind it.
        date: The date; None if it has no day.
        names: The names before it, as written.
    """

    text: str
    rest: str
    date: Date | None
    names: tuple[str, ...] = ()


def split_stamp(text: str, lists: WordLists | None = None) -> Stamp | None:
    """Return a text as the labelled date at its front and what stands behind, or None if there is none or nothing else.

    A dateline can have a label too: ask ``datelines.split_dateline`` first.

    >>> split_stamp("date 2026-01-08 طاقم تحكيم جديد").rest, split_stamp("نشر في 5 مايو 2024 تقرير عن المياه")
    ('طاقم تحكيم جديد', None)
    """
    line, places = fold_in_place(text[:_LONGEST])
    day = next((day for day in find_days(line) if day.on is not None), None)
    if month := _MONTH_STAMP.match(line):
        cut = places[month.end() - 1] + 1
        rest = text[cut:].lstrip(_SIGNS)
        return Stamp(text[:cut].strip(), rest, None) if rest else None
    if day is None or not _LABEL.fullmatch(line, 0, day.start) or is_date(text, lists):
        return None
    end = _end_of_time(mask(line, [day[:2]]), day.end)
    cut = len(text) if end == len(places) else places[end]
    stamp, rest = text[:cut], text[cut:].lstrip(_SIGNS)
    date = read_date(stamp, lists)
    return Stamp(stamp.strip(), rest, date) if date and rest else None


def split_dated_head(text: str, lists: WordLists | None = None) -> Stamp | None:
    """Return a paragraph as the names and the full date at its front and what stands behind their dash, or None.

    >>> split_dated_head("المرسى اليوم - منى سالم - 26 نوفمبر 2025 09:14 - افتتحت البلدية").names
    ('المرسى اليوم', 'منى سالم')
    >>> split_dated_head("وقع الاتفاق - الثاني هذا العام - في 5 مايو 2024 - بعد جولات")
    """
    for dash in reversed(list(_DASH.finditer(text, 0, _LONGEST_HEAD))):
        head, rest = text[: dash.start()].strip(), text[dash.end() :].strip()
        if is_date(head, lists) and (date := read_date(head, lists)) and rest:
            return Stamp(text[: dash.end()].strip(), rest, date, beside_date(head, lists))
    return None


def _end_of_time(line: str, end: int) -> int:
    """Return where the day ends, with "م" or "هـ" and the time right behind it."""
    if era := _ERA.match(line, end):
        end = era.end()
    clock: Clock | None = next((clock for clock in find_clocks(line) if clock.start >= end), None)
    return clock.end if clock and _BETWEEN.fullmatch(line, end, clock.start) else end
