"""The rules of dates: RFC 5322 with English names, a weekday that is right, a zone, and no date of the future."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from audionews.lint.rules import Fault
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ZONES = {
    "UT": 0, "GMT": 0, "UTC": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # hours; RFC 822, 5.1  # fmt: skip
_FORM = re.compile(
    rf"""(?:({"|".join(_DAYS)}),[ ]{{1,3}})?
    ([0-9]{{1,2}})[ ]{{1,3}}({"|".join(_MONTHS)})[ ]{{1,3}}([0-9]{{4}})[ ]{{1,3}}
    ([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}}))?
    (?:[ ]{{0,3}}(?:([+-])([0-9]{{2}})([0-9]{{2}})|([A-Z]{{1,4}})))?""",
    re.VERBOSE,
)
_EARLY = timedelta(days=1)  # clocks differ, and a feed may be made shortly before its date


def date_faults(written: str, what: str, now: datetime) -> Iterator[Fault]:
    """Yield what is wrong with a date.

    Args:
        written: The date, as the feed writes it.
        what: The name of its tag.
        now: The time of the check, with its zone.
    """
    match = _FORM.fullmatch(written)
    if match is None:
        yield Fault("date", f"{what} is not a date of RFC 5322: {shown(written)}")
        return
    if match[8] is None and match[11] is None:
        yield Fault("zone", f"{what} has no zone: {shown(written)}")
    elif match[11] and match[11] not in _ZONES:
        yield Fault("zone", f"{what} has a zone that readers do not know: {shown(written)}")
    date = _date_of(match)
    if date is None:
        yield Fault("date", f"{what} is a date that does not exist: {shown(written)}")
        return
    if match[1] and match[1] != _DAYS[date.weekday()]:
        yield Fault("weekday", f"{what} says {match[1]}, but that day is a {_DAYS[date.weekday()]}: {shown(written)}")
    if date - now > _EARLY:
        yield Fault("future", f"{what} is in the future: {shown(written)}")


def updated_faults(written: str, what: str, now: datetime) -> Iterator[Fault]:
    """Yield what is wrong with a date of Atom, such as 2024-06-20T09:30:00+03:00. Source: RFC 4287, 3.3.

    Args:
        written: The date, as the feed writes it.
        what: The name of its tag.
        now: The time of the check, with its zone.
    """
    try:
        date = datetime.fromisoformat(written)
    except ValueError:
        yield Fault("date", f"{what} is not a date of RFC 3339: {shown(written)}")
        return
    if date.tzinfo is None:
        yield Fault("zone", f"{what} has no zone: {shown(written)}")
    elif (date - now) > _EARLY:
        yield Fault("future", f"{what} is in the future: {shown(written)}")


def _date_of(match: re.Match[str]) -> datetime | None:
    day, year, hour, minute = (int(match[group]) for group in (2, 4, 5, 6))
    month, second = _MONTHS.index(match[3]) + 1, min(59, int(match[7] or 0))  # 60 is a leap second
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone_of(match))
    except (ValueError, OverflowError):
        return None


def _zone_of(match: re.Match[str]) -> timezone:
    if match[8]:
        away = timedelta(hours=int(match[9]), minutes=int(match[10]))
    else:
        away = timedelta(hours=_ZONES.get(match[11] or "", 0))
    return timezone(-away if match[8] == "-" else away)
