"""Lines that say when an article was published: what such a line looks like, and the date in it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, fold_digits, folded_words
from audionews.arabic.months import ENGLISH, GREGORIAN, HIJRI
from audionews.arabic.weekdays import WEEKDAYS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = {**GREGORIAN, **ENGLISH, **HIJRI}
_NAMES = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_END = r"(?![^\W\d_])"  # no letter follows
_MONTH = rf"(?P<month>{_NAMES}){_END}(?:\s?[/(\\–-]\s?(?:{_NAMES}){_END}\s?\)?)?"
_DAY = r"(?<![\d:])(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SEPARATED = r"\s?[/.-]\s?"
_DATES = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY},?\s?(?:من )?(?:شهر )?{_MONTH}(?:\s?[,،.-]?\s?(?:من )?(?:عام |سنه |لعام )?{_YEAR})?",
        rf"{_MONTH}\s{_DAY}\s?[,،]?\s{_YEAR}",
        rf"{_DAY}{_SEPARATED}(?P<number>\d{{1,2}}){_SEPARATED}{_YEAR}",
        rf"(?<![\d:]){_YEAR}{_SEPARATED}(?P<number>\d{{1,2}}){_SEPARATED}(?P<day>\d{{1,2}})(?!\d)t?",
    )
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?:z|\+\d\d:?\d\d)?"
    r"\s?(?:(?P<before>ص|صباحا|am|a\.m\.)|(?P<after>م|مساء|ظهرا|عصرا|pm|p\.m\.))?(?!\w)"
)

_WEEKDAYS = folded_words(f"""
    {" ".join(WEEKDAYS)} saturday sunday monday tuesday wednesday thursday friday sat sun mon tue wed thu fri
""")


class _Table(NamedTuple):
    label: frozenset[str]
    around: frozenset[str]


@derived
def _table(lists: WordLists) -> _Table:
    return _Table(*(lists.folded("date_lines", kind) for kind in _Table._fields))


def is_date(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is nearly only a date, as newspapers print it under a headline.

    Nothing but a date or a time with its label, or a full date with at most two more words that are set off from it
    ("غزة - 20 يونيو 2024"). A year alone is no date.

    >>> is_date("الجمعة 20 نونبر 2020 - 09:00"), is_date("ذكرى هجمات 11 سبتمبر 2001"), is_date("2024")
    (True, False, False)
    """
    table = _table(lists)
    rest, full, found = _without_dates(_folded(text))
    words = re.findall(r"[^\W\d_]+", rest)
    left = [word for word in words if not any(word in each for each in (*table, _WEEKDAYS, _MONTHS))]
    if not left:
        return found or any(word in _WEEKDAYS or word in _MONTHS for word in words)
    set_off = len(words) > len(left) or re.search(r"[-–—|,،:•·/]", rest) is not None
    return full and set_off and len(left) <= 2


def is_stamp(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is nearly only a date and says that it is the one of publication or update.

    >>> is_stamp("نُشر في: 20 يونيو 2024"), is_stamp("20 يونيو 2024")
    (True, False)
    """
    labels = _table(lists).label
    return is_date(text, lists) and any(word in labels for word in re.findall(r"\w+", _folded(text)))


def is_update(text: str) -> bool:
    """Return whether a date line speaks of an update and not of the publication.

    >>> is_update("آخر تحديث: 21 يونيو 2024"), is_update("نشر 20 يونيو 2024، آخر تحديث 21 يونيو 2024")
    (True, False)
    """
    folded = _folded(text)
    return re.search(r"تحديث|updated", folded) is not None and re.search(r"نشر|published", folded) is None


def read_date(text: str) -> datetime | None:
    """Return the first date of the line with its first time, naive as it stands there, or None.

    If a line has dates of two calendars, the Gregorian one counts; a Hijri date alone is converted (Umm al-Qura).
    Numbers are read day/month/year, unless only month/day/year makes a date. An offset from UTC is ignored.

    >>> read_date("الجمعة 16/8/1433 هـ - الموافق 6/7/2012 م (آخر تحديث) الساعة 13:24 (مكة المكرمة)، 10:24 (غرينتش)")
    datetime.datetime(2012, 7, 6, 13, 24)
    """
    folded = _folded(text)
    matches = sorted((match for form in _DATES for match in form.finditer(folded)), key=re.Match.start)
    dates = [date for match in matches if match["year"] for date in _dated(match)]
    dates.sort(key=lambda dated: dated[0])
    if not dates:
        return None
    hour, minute = next(_times(folded), (0, 0))
    return dates[0][1].replace(hour=hour, minute=minute)


def _folded(text: str) -> str:
    return " ".join(fold(fold_digits(text)).lower().split())


def _without_dates(folded: str) -> tuple[str, bool, bool]:
    """Return the text without its dates and times, whether one had day, month and year, and whether there was any."""
    rest, full = folded, False
    for form in _DATES:
        full = full or any(match["year"] for match in form.finditer(rest))
        rest = form.sub(" ", rest)
    rest = _TIME.sub(" ", rest)
    return rest, full, rest != folded


def _dated(match: re.Match[str]) -> Iterator[tuple[bool, datetime]]:
    """Yield (is Hijri, the Gregorian date), or nothing if there is no such day."""
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = _MONTHS[parts["month"]] if parts.get("month") else int(parts["number"])
    if month > 12 >= day:
        month, day = day, month
    hijri = parts.get("month") in HIJRI or 1300 <= year < 1600
    try:
        yield hijri, _from_hijri(year, month, day) if hijri else _from_gregorian(year, month, day)
    except (ValueError, OverflowError):
        return


def _from_gregorian(year: int, month: int, day: int) -> datetime:
    if not 1900 <= year < 2100:
        raise ValueError(year)
    return datetime(year, month, day)  # noqa: DTZ001 - naive on purpose: the line does not say the zone


def _from_hijri(year: int, month: int, day: int) -> datetime:
    from hijridate import Hijri  # noqa: PLC0415 - loads when used

    return _from_gregorian(*Hijri(year, month, day).to_gregorian().datetuple())


def _times(folded: str) -> Iterator[tuple[int, int]]:
    for match in _TIME.finditer(folded):
        hour, minute = int(match["hour"]), int(match["minute"])
        if match["before"] or match["after"]:
            hour = hour % 12 + (12 if match["after"] else 0) if hour <= 12 else hour
        if hour < 24 and minute < 60:
            yield hour, minute
