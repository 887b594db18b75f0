"""The forms in which newspapers write days and times, found in a folded line with the places where they stand.

Days are read day/month/year. Month/day/year is taken only if nothing else makes a day, or if the weekday in the line
fits that day alone. Nothing that the calendar does not have is a day.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from audionews.arabic.letters import fold, fold_digits
from audionews.arabic.months import ENGLISH, GREGORIAN, HIJRI

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MASK = "\0"
"""Stands for each character of a day or time that is taken out of a line, so that places stay the same."""

MONTHS = {**GREGORIAN, **ENGLISH, **HIJRI}
_WEEK = (
    "الاثنين|الإثنين|monday|mon",
    "الثلاثاء|tuesday|tues|tue",
    "الأربعاء|wednesday|wed",
    "الخميس|thursday|thurs|thu",
    "الجمعة|friday|fri",
    "السبت|saturday|sat",
    "الأحد|sunday|sun",
)
WEEKDAY_NUMBERS = {fold(name): number for number, names in enumerate(_WEEK) for name in names.split("|")}
"""From Monday on, as ``date.weekday`` counts."""

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−_", "-"))
_TATWEEL_DASH = re.compile(r"(?<![^\s\d)])ـ+(?![^\s\d(])")

_NAMES = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
_END = r"(?![^\W\d_])"  # no letter follows
_MONTH = rf"(?P<month>{_NAMES}){_END}\.?(?: ?[/(\\-]? ?(?P<same>{_NAMES}){_END} ?\)?)?"
_BEFORE = r"(?<!\d)(?<!\d[:/.\\])"
_DAY = r"(?P<day>0?\d{1,2})"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_TO = r" ?[/.\\-] ?"
_AFTER = r"(?![/.\\-]?\d)"
_BY_NAME = rf"{_BEFORE}{_DAY}(?:st|nd|rd|th)?(?:[/-]|,? ?)(?:of |من )?(?:شهر )?{_MONTH}"
_ITS_YEAR = rf"(?: ?[,،./-]? ?(?:من )?(?:عام |سنه |لعام |لسنه )?{_YEAR}(?! ?جمت))?"
_DAY_FORMS = (
    re.compile(_BY_NAME + _ITS_YEAR),
    re.compile(rf"{_MONTH} {_DAY}(?:st|nd|rd|th)? ?[,،]? {_YEAR}"),
    re.compile(rf"{_BEFORE}{_YEAR} ?[,،-]? ?{_MONTH} ?[,،-]? ?{_DAY}(?![\d:])"),
    re.compile(rf"{_BEFORE}{_DAY}{_TO}(?P<number>\d{{1,2}}){_TO}{_YEAR}(?![/.\\]\d)"),
    re.compile(rf"{_BEFORE}{_YEAR}{_TO}(?P<number>\d{{1,2}}){_TO}{_DAY}{_AFTER}(?:t(?=\d))?"),
)
_RANGE = re.compile(
    rf"(?<![\d:/.\\])(?:\d{{1,2}}-|\d{{1,2}} (?:الي |حتي |و ?)|\d{{1,2}} (?:{_NAMES}) ?(?:-|الي|حتي|و) ?)$"
)

_MARKS = {
    "am": "ص|صباحا|فجرا|قبل الظهر|am|a.m.|a.m",
    "pm": "م|مساء|عصرا|بعد الظهر|بعد ظهر|pm|p.m.|p.m",
    "noon": "ظهرا|الظهر",
    "night": "ليلا",
}
_MARK_OF = {word: mark for mark, words in _MARKS.items() for word in words.split("|")}
_ANY = "|".join(map(re.escape, sorted(_MARK_OF, key=len, reverse=True)))
_LONG = "|".join(map(re.escape, sorted(_MARK_OF.keys() - {"ص", "م"}, key=len, reverse=True)))
_MARKED = rf" ?(?:من )?(?P<mark>{_ANY})(?!\w)"
_NUMBER = r"(?<![\d:.,/-])"
_HOUR = r"(?P<hour>\d{1,2})"
_MINUTE = r"(?P<minute>\d\d)"
_SECOND = r"(?P<second>:\d\d(?:[.,]\d{1,9})?)?(?![\d:])"
_TIME_FORMS = (
    re.compile(rf"(?<![\d:.]){_HOUR}(?: ?: ?|h){_MINUTE}{_SECOND}(?:(?P<utc>z)(?!\w)|{_MARKED})?"),
    re.compile(rf"{_NUMBER}{_HOUR}[.,٫]{_MINUTE}{_MARKED}"),
    re.compile(rf"(?<=الساعه ){_HOUR}(?:[.,٫]{_MINUTE})?(?![\d:.,٫/-])(?:{_MARKED})?"),
    re.compile(rf"{_NUMBER}{_HOUR} ?(?:من )?(?P<mark>{_LONG})(?!\w)"),
    re.compile(rf"{_NUMBER}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?= ?(?:جمت|gmt)(?!\w))"),
)
_HALF_OF_DAY = re.compile(r"(?<!\w)(?:(?P<am>صباح|فجر)|(?P<pm>مساء|عصر))(?!\w)")


class Day(NamedTuple):
    """A day as it stands in a line.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        on: The Gregorian day; None if the year is missing, there is no such day or it only ends a range of days.
        whole: Day, month and year stand there.
        hijri: It is a day of the Hijri calendar.
    """

    start: int
    end: int
    on: date | None
    whole: bool
    hijri: bool


class Clock(NamedTuple):
    """A time as it stands in a line.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        hour: 0 to 23.
        minute: 0 to 59.
        utc: A "Z" follows.
        machine: It has seconds or follows the "T" of ISO 8601, as programs write times.
    """

    start: int
    end: int
    hour: int
    minute: int
    utc: bool
    machine: bool


def fold_line(text: str) -> str:
    """Return a line for finding dates: folded, lower case, ASCII digits, all dashes as "-", single blanks.

    >>> fold_line("٢٦ ـ ١١ – ٢٠٢٥  هـ")
    '26 - 11 - 2025 ه'
    """
    return " ".join(fold(_TATWEEL_DASH.sub("-", fold_digits(text.translate(_DASHES)))).lower().split())


def fold_in_place(text: str) -> tuple[str, list[int]]:
    """Return the folded text, blanks as they are, and for each of its characters where it stands in the text.

    >>> fold_in_place("وَفا – 5")
    ('وفا - 5', [0, 2, 3, 4, 5, 6, 7])
    """
    dashed = _TATWEEL_DASH.sub(lambda dashes: "-" * len(dashes[0]), text.translate(_DASHES))
    chars = [(char, at) for at, raw in enumerate(dashed) for char in fold(fold_digits(raw)).lower()]
    return "".join(" " if char.isspace() else char for char, _ in chars), [at for _, at in chars]


def find_days(line: str) -> list[Day]:
    """Return the days of a folded line in order; none overlaps another.

    >>> [day.on for day in find_days("26 نوفمبر تشرين الثاني 2025")], [day.on for day in find_days("31/6/2025")]
    ([datetime.date(2025, 11, 26)], [None])
    """
    weekdays = {WEEKDAY_NUMBERS[word] for word in re.findall(r"[^\W\d_]+", line) if word in WEEKDAY_NUMBERS}
    return [_day(match, line, weekdays) for match in _apart(_DAY_FORMS, line)]


def find_clocks(line: str) -> list[Clock]:
    """Return the times of a folded line in order; mask its days first, whose digits can look like times.

    >>> [(clock.hour, clock.minute) for clock in find_clocks("5.30 م 25:00 الساعه 8 مساء")]
    [(17, 30), (20, 0)]
    """
    halves = {half.lastgroup for half in _HALF_OF_DAY.finditer(line)}
    half = halves.pop() if len(halves) == 1 else None
    return [clock for match in _apart(_TIME_FORMS, line) if (clock := _clock(match, half)) is not None]


def mask(line: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the line with these spans, in order, as ``MASK``."""
    parts, end = [], 0
    for start, stop in spans:
        parts += [line[end:start], MASK * (stop - start)]
        end = stop
    return "".join([*parts, line[end:]])


def _apart(forms: Sequence[re.Pattern[str]], line: str) -> Iterator[re.Match[str]]:
    """Yield the matches of all forms from left to right, of those that overlap the first and longest."""
    found = [match for form in forms for match in form.finditer(line)]
    end = 0
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end:
            end = match.end()
            yield match


def _day(match: re.Match[str], line: str, weekdays: set[int]) -> Day:
    parts = match.groupdict()
    hijri = parts.get("month") in HIJRI or (parts["year"] is not None and 1300 <= int(parts["year"]) < 1600)
    ends_range = _RANGE.search(line[max(0, match.start() - 30) : match.start()]) is not None
    on = None if parts["year"] is None or ends_range else _calendar_day(parts, weekdays, hijri=hijri)
    return Day(match.start(), match.end(), on, parts["year"] is not None, hijri)


def _calendar_day(parts: Mapping[str, Any], weekdays: set[int], *, hijri: bool) -> date | None:
    """Return the Gregorian day, or None if there is none."""
    year, day = int(parts["year"]), int(parts["day"])
    if parts.get("month"):
        month, same = MONTHS[parts["month"]], parts["same"]
        return _existing(year, month, day, hijri=hijri) if same is None or MONTHS[same] == month else None
    month = int(parts["number"])
    read = [_existing(year, *pair, hijri=hijri) for pair in ((month, day), (day, month))]
    if len(weekdays) == 1 and not hijri:
        read.sort(key=lambda on: on is None or on.weekday() not in weekdays)
    return read[0] or read[1]


def _existing(year: int, month: int, day: int, *, hijri: bool) -> date | None:
    try:
        if hijri:
            from hijridate import Hijri  # noqa: PLC0415 - loads when used

            year, month, day = Hijri(year, month, day).to_gregorian().datetuple()
        return date(year, month, day) if 1900 <= year < 2100 else None
    except (ValueError, OverflowError):
        return None


def _clock(match: re.Match[str], half: str | None) -> Clock | None:
    """Return the time, or None if the day has none such; "مساء" elsewhere in the line counts if no mark follows."""
    parts = match.groupdict()
    hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
    mark = _MARK_OF[parts["mark"]] if parts.get("mark") else half
    if mark is not None and hour <= 12 and (hour or parts.get("mark")):
        hour = hour % 12 + 12 * _is_afternoon(hour % 12, mark)
    if hour > 23 or minute > 59:
        return None
    machine = bool(parts.get("second")) or match.string[: match.start()].endswith(MASK)
    return Clock(match.start(), match.end(), hour, minute, bool(parts.get("utc")), machine)


def _is_afternoon(hour: int, mark: str) -> bool:
    """Return whether an hour (0 to 11) with this mark is of the second half of the day; 12 at night is not."""
    return mark == "pm" or (mark == "noon" and hour < 6) or (mark == "night" and hour >= 6)
