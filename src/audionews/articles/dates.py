"""Lines that say when an article was published: what such a line looks like, and the date in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.word_lists import WordLists, derived
from audionews.articles.boilerplate import Page, page_line
from audionews.articles.date_forms import (
    MASK,
    MONTHS,
    WEEKDAY_NUMBERS,
    Clock,
    Day,
    find_clocks,
    find_days,
    fold_line,
    mask,
)
from audionews.articles.zones import Zone, find_zones, local_zone, moment, offset_after
from audionews.model import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, tzinfo

_LONGEST = 300  # characters; no line that is nearly only a date is longer
_MOST_WORDS = 2  # beside a date, set off from it
_MOST_WORDS_WITH_TIME = 6  # beside a date with its time, parted by dashes
_MOST_WORDS_OF_PART = 3
_MOST_WORDS_WITH_LABEL = 4  # beside "نشر في", "نشر يوم"
_UPDATE = re.compile(r"تحديث|محدث|updated|modified")
_PUBLICATION = re.compile(r"نشر|اضيف|published|posted")
_STAMP = re.compile(r"(?<!\w)(?:نشرت?|اضيفت?|published|posted) ?(?::|في|يوم|بتاريخ|on)(?!\w)")
_PARTS = re.compile(r"\s[-–—ـ|•·]\s|[|•]")
_DAY_BEGINS = re.compile(
    r"\s(?:في\s)?(?:يوم\s)?(?:ال[اإ]ثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|\d)"
)
_OUTLET_BEHIND = re.compile(r"[\W\d]*(?:[^\W\d_]+\W+)?\0.*\0\W*(?:وكاله|صحيفه|جريده|شبكه) [^\0]+")
_DESK_BEHIND = re.compile(r"[\0\W]*\0 ?[^\W\d_]+(?: [^\W\d_]+)? ?[/-] ?[^\W\d_]+(?: [^\W\d_]+)?")
_DOMAIN = re.compile(r"(?<![\w@.])(?:[a-z][a-z0-9-]{1,30}\.){1,4}[a-z]{2,10}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE = re.compile(r"[^\w+]*+(?:(?:بالتوقيت المحلي|بتوقيت المحلي|المحلي|محلي)[^\w+]*+)?")


class Date(NamedTuple):
    """A date as a line gives it.

    Attributes:
        at: The moment, with its offset from UTC if the line says one; else naive, in the zone of whoever wrote it. Its
            time is 00:00 if ``precision`` is DAY.
        precision: DAY if the line does not say a time.
        updated: The line speaks of an update and not of the publication.
    """

    at: datetime
    precision: Precision
    updated: bool = False


class _Table(NamedTuple):
    label: frozenset[str]
    around: frozenset[str]
    generic: frozenset[str]
    places: frozenset[str]
    sources: frozenset[str]


class _Readable(NamedTuple):
    """A day that the calendar has, and where it stands."""

    start: int
    end: int
    on: date


class _Line(NamedTuple):
    """A folded line with its days and times, and what it says beside them (days, times and zones as ``MASK``)."""

    text: str
    days: list[Day]
    clocks: list[Clock]
    zones: list[Zone]
    rest: str


@derived
def _table(lists: WordLists) -> _Table:
    label, around, generic = (lists.folded("date_lines", kind) for kind in ("label", "around", "generic"))
    places = frozenset(word for place in lists.folded("places") for word in place.split())
    sources = frozenset(lists.folded("credits", "source"))
    return _Table(label, around, generic, places, sources)


def _parse(text: str, lists: WordLists | None) -> _Line:
    line = fold_line(text)
    days = find_days(line)
    dayless = mask(line, [day[:2] for day in days])
    clocks = find_clocks(dayless)
    timeless = mask(dayless, [clock[:2] for clock in clocks])
    zones = find_zones(timeless, lists) if clocks or days else []
    return _Line(line, days, clocks, zones, _DOMAIN.sub("", mask(timeless, [zone[:2] for zone in zones])))


def is_date(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is nearly only a date, as newspapers print it under a headline.

    Nothing but a date or a time with its label; or a full date with words that name no event ("أبرز أخبار السبت 27 ماي
    2017"), with at most two more words, set off from it or behind it ("غزة - 20 يونيو 2024"), with a few behind a label
    ("نشر في الوفد يوم 11 - 3 - 2013"), or with its time and a few in parts ("المرسى - منى سالم - 26 نوفمبر 2025 -
    09:14"). A year alone is no date.

    >>> is_date("الجمعة 20 نونبر 2020 - 09:00"), is_date("ذكرى هجمات 11 سبتمبر 2001"), is_date("2024")
    (True, False, False)
    """
    if len(text) > _LONGEST:
        return False
    table, line = _table(lists), _parse(text, lists)
    words = _WORD.findall(line.rest)
    left = [
        word for word in words if not any(word in each for each in (table.label, table.around, WEEKDAY_NUMBERS, MONTHS))
    ]
    if not left:
        return bool(line.days or line.clocks) or any(word in WEEKDAY_NUMBERS or word in MONTHS for word in words)
    if not any(day.whole for day in line.days):
        return False
    return table.generic.issuperset(left) or _is_set_off(line, left, table, lists)


def _is_set_off(line: _Line, left: Sequence[str], table: _Table, lists: WordLists | None) -> bool:
    """Return whether the other words are few and set off from the date: by a sign, behind it, or as a place."""
    if len(left) <= _MOST_WORDS:
        before = _WORD.findall(line.rest.partition(MASK)[0])
        signed = re.search(r"[-|,،:•·/]|[^\W\d_\0]\0", line.rest) is not None
        return (
            signed
            or table.places.issuperset(left)
            or " ".join(left) in table.sources
            or page_line(" ".join(left), lists) is Page.SECTION
            or not any(word in left for word in before)
        )
    if len(left) <= _MOST_WORDS_WITH_TIME and _OUTLET_BEHIND.fullmatch(line.rest):
        return True
    if len(left) <= _MOST_WORDS_WITH_LABEL and line.clocks and _DESK_BEHIND.fullmatch(line.rest):
        return True
    if len(left) <= _MOST_WORDS_WITH_LABEL and _STAMP.search(line.rest) and line.text[-1].isdigit():
        return True
    parts = [_WORD.findall(part) for part in _PARTS.split(line.rest)]
    few = len(left) <= _MOST_WORDS_WITH_TIME and all(len(part) <= _MOST_WORDS_OF_PART for part in parts)
    return few and bool(line.clocks) and len(parts) > 1 and re.search(r"[.؟?!:]", line.rest) is None


def beside_date(text: str, lists: WordLists | None = None) -> tuple[str, ...]:
    """Return the parts of a date line that are no dates: the city, who wrote the article.

    >>> beside_date("المرسى - منى سالم - 26 نوفمبر 2025 - 09:14 ص"), beside_date("كتب محمد علي السبت، 27 فبراير 2021")
    (('المرسى', 'منى سالم'), ('كتب محمد علي',))
    """
    parts = (part.strip() for part in _PARTS.split(text))
    found = (_DAY_BEGINS.split(part, maxsplit=1)[0].strip(" ،,") for part in parts)
    return tuple(part for part in found if part and not is_date(part, lists))


def is_bare_date(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line is a date with its time, zone, weekday and labels, and says nothing else but the section.

    >>> [is_bare_date(text) for text in ("الجمعة 19 أبريل 2024", "سياسة 19-4-2024", "الجمعة 19 أبريل 2024 أبوظبي")]
    [True, True, False]
    """
    table = _table(lists)
    known = table.label | table.around | WEEKDAY_NUMBERS.keys()
    words = [word for word in _WORD.findall(_parse(text, lists).rest) if word not in known]
    return is_date(text, lists) and (not words or page_line(" ".join(words), lists) is Page.SECTION)


def is_stamp(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is nearly only a date and says that it is the one of publication or update.

    >>> is_stamp("نُشر في: 20 يونيو 2024"), is_stamp("20 يونيو 2024")
    (True, False)
    """
    labels = _table(lists).label
    return is_date(text, lists) and any(word in labels for word in re.findall(r"\w+", fold_line(text)))


def is_update(text: str) -> bool:
    """Return whether a date line speaks of an update and not of the publication.

    >>> is_update("آخر تحديث: 21 يونيو 2024"), is_update("نشر 20 يونيو 2024، آخر تحديث 21 يونيو 2024")
    (True, False)
    """
    folded = fold_line(text)
    return _UPDATE.search(folded) is not None and _PUBLICATION.search(folded) is None


def is_hijri(text: str) -> bool:
    """Return whether the days that a line gives are all of the Hijri calendar.

    >>> is_hijri("24/12/1437هـ"), is_hijri("24/12/1437هـ الموافق 26/9/2016"), is_hijri("26/9/2016")
    (True, False, False)
    """
    days = [day for day in find_days(fold_line(text)) if day.on is not None]
    return bool(days) and all(day.hijri for day in days)


def read_date(text: str, lists: WordLists | None = None) -> Date | None:
    """Return the date of publication that a line gives, else that of the update, or None if it gives no day.

    If a line has days of two calendars, the Gregorian one counts; a Hijri day alone is converted (Umm al-Qura). The
    time is the one nearest to the day, with the zone that is named behind it.

    Raises:
        SettingsError: A show added a time zone that does not exist.

    >>> read_date("الجمعة 16/8/1433 هـ - الموافق 6/7/2012 م (آخر تحديث) الساعة 13:24 (مكة المكرمة)").at.isoformat()
    '2012-07-06T13:24:00+03:00'
    >>> read_date("26 ـ 11 ـ 2025")
    Date(at=datetime.datetime(2025, 11, 26, 0, 0), precision=<Precision.DAY: 'day'>, updated=False)
    """
    line = _parse(text, lists)
    days = _readable(line.days)
    if not days:
        return None
    labels = [line.text[before : day.start] for before, day in zip([0, *(day.end for day in days)], days, strict=False)]
    updates = [_UPDATE.search(label) is not None for label in labels]
    chosen = updates.index(False) if False in updates else 0
    updated = updates[chosen] or (len(days) == 1 and is_update(line.text))
    day = days[chosen]
    clock = _clock_of(line, days, chosen)
    if clock is None:
        return Date(moment(day.on, 0, 0, None), Precision.DAY, updated)
    return Date(moment(day.on, clock.hour, clock.minute, _zone_of(line, clock, day.on)), Precision.MINUTE, updated)


def read_days(text: str) -> list[date]:
    """Return the days that a line gives in full, in order; of two calendars the Gregorian ones.

    >>> [str(day) for day in read_days("25 شوال 1436 هـ الموافق 10 أغسطس 2015 م، ثم 12 أغسطس")]
    ['2015-08-10']
    """
    return [day.on for day in _readable(find_days(fold_line(text)))]


def read_clocks(text: str) -> list[tuple[int, int]]:
    """Return the times that a line gives, in order: hour and minute.

    >>> read_clocks("26.11.2025 - 5.30 م")
    [(17, 30)]
    """
    line = fold_line(text)
    return [(clock.hour, clock.minute) for clock in find_clocks(mask(line, [day[:2] for day in find_days(line)]))]


def _readable(days: Iterable[Day]) -> list[_Readable]:
    gregorian = [_Readable(day.start, day.end, day.on) for day in days if day.on is not None and not day.hijri]
    return gregorian or [_Readable(day.start, day.end, day.on) for day in days if day.on is not None]


def _clock_of(line: _Line, days: Sequence[_Readable], chosen: int) -> Clock | None:
    """Return the time nearest to the chosen day that no other day stands between, or None."""
    day = days[chosen]
    after = days[chosen - 1].end if chosen else 0
    before = days[chosen + 1].start if chosen + 1 < len(days) else len(line.text)
    near = [clock for clock in line.clocks if after <= clock.start < before]
    if not near:
        return None
    gaps = [clock.start - day.end if clock.start > day.start else day.start - clock.end for clock in near]
    nearest = gaps.index(min(gaps))
    local = nearest > 0 and _BESIDE.fullmatch(line.text, near[nearest - 1].end, near[nearest].start)
    return near[nearest - 1 if local else nearest]


def _zone_of(line: _Line, clock: Clock, on: date) -> tzinfo | None:
    """Return the zone of a time: named behind it, by the same moment in another zone, or alone in the line."""
    then = next((other for other in line.clocks if other.start >= clock.end), None)
    if found := _zone_behind(line, clock, then):
        return found.zone
    if (
        then is not None
        and (other := _zone_behind(line, then, None))
        and _BESIDE.fullmatch(line.text, clock.end, then.start)
    ):
        return local_zone(on, clock, then, other.zone)
    return line.zones[0].zone if len(line.zones) == 1 and len(line.clocks) == 1 else None


def _zone_behind(line: _Line, clock: Clock, then: Clock | None) -> Zone | None:
    """Return the zone named behind a time and before the next one."""
    if offset := offset_after(line.text, clock):
        return offset
    end = len(line.text) if then is None else then.start
    return next((zone for zone in line.zones if clock.end <= zone.start < end), None)
