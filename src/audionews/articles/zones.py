"""Time zones in lines: as an offset ("+03:00", "غرينتش+3"), and by a name from the list ``time_zones``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from audionews.arabic.letters import fold
from audionews.arabic.word_lists import WordLists, derived
from audionews.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.articles.date_forms import Clock

_OFFSET = re.compile(r" ?(?P<sign>[+-])(?P<hours>\d\d)(?::?(?P<minutes>\d\d))?(?![\d:])")
_FURTHEST = timedelta(hours=14)  # no zone is further from UTC


class Zone(NamedTuple):
    """A time zone as it stands in a line: where it begins and ends, and what it is."""

    start: int
    end: int
    zone: tzinfo


class _Table(NamedTuple):
    zones: dict[str, tzinfo]
    phrase: re.Pattern[str]


@derived
def _table(lists: WordLists) -> _Table:
    rows = [(fold(name).lower(), kind, _zone(zone)) for name, kind, zone in lists.rows("time_zones")]
    zones = {name: zone for name, _, zone in rows}
    universal = _any(name for name, zone in zones.items() if zone is UTC)
    alone, named = _any(name for name, kind, _ in rows if kind == "alone"), _any(zones)
    phrase = re.compile(
        rf"(?<!\w)(?:(?:{universal}) ?(?P<sign>[+-]) ?(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?![\d:])"
        rf"|(?P<sign2>[+-])(?P<hours2>\d\d?)(?::?(?P<minutes2>\d\d))? ?(?:{universal})(?!\w)"
        rf"|(?:ب|ل|حسب |وفق )?(?:ال)?توقيت (?:مدينه |دوله |العاصمه )?(?P<name>{named})(?!\w)"
        rf"|[(\[] ?(?P<bracketed>{named}) ?[)\]]"
        rf"|(?P<alone>{alone})(?!\w))"
    )
    return _Table(zones, phrase)


def _any(names: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


def _zone(name: str) -> tzinfo:
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ValueError, LookupError, OSError) as error:
        what = f'time_zones.tsv: there is no time zone "{name}"'
        raise SettingsError(what, 'write one as "Asia/Riyadh"; if none is found, install tzdata') from error


def find_zones(line: str, lists: WordLists | None = None) -> list[Zone]:
    """Return the zones that a folded line names, in order.

    >>> [str(zone.zone) for zone in find_zones("17:45 (بتوقيت القاهره)، 14:45 gmt+3")]
    ['Africa/Cairo', 'UTC+03:00']
    """
    table = _table(lists)
    return [Zone(*match.span(), zone) for match in table.phrase.finditer(line) if (zone := _named(match, table))]


def _named(match: re.Match[str], table: _Table) -> tzinfo | None:
    if name := match["name"] or match["bracketed"] or match["alone"]:
        return table.zones[name]
    return _offset(
        match["sign"] or match["sign2"], match["hours"] or match["hours2"], match["minutes"] or match["minutes2"]
    )


def offset_after(line: str, clock: Clock) -> Zone | None:
    """Return the offset right behind a time ("17:45:00+03:00", "17:45 +0300"), or None.

    A minus counts only behind seconds or behind the "T" of ISO 8601: "09:00-10:00" is from nine to ten.
    """
    if clock.utc:
        return Zone(clock.end, clock.end, UTC)
    match = _OFFSET.match(line, clock.end)
    if match is None or (match["sign"] == "-" and not clock.machine):
        return None
    zone = _offset(match["sign"], match["hours"], match["minutes"])
    return Zone(*match.span(), zone) if zone else None


def _offset(sign: str, hours: str, minutes: str | None) -> tzinfo | None:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > _FURTHEST:
        return None
    return timezone(offset if sign == "+" else -offset)


def moment(on: date, hour: int, minute: int, zone: tzinfo | None) -> datetime:
    """Return the moment with a fixed offset from UTC; naive if the zone is not known.

    >>> moment(date(2024, 7, 1), 12, 0, ZoneInfo("Africa/Cairo")).isoformat()
    '2024-07-01T12:00:00+03:00'
    """
    at = datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone)
    return at if zone is None else at.replace(tzinfo=timezone(zone.utcoffset(at) or timedelta(0)))


def local_zone(on: date, local: Clock, other: Clock, zone: tzinfo) -> tzinfo | None:
    """Return the zone of a time that stands beside the same moment in another zone, or None if none fits.

    The day is that of the local time: "01:30 (22:30 غرينتش)" is half past one, three hours ahead of UTC.
    """
    of_other = moment(on, other.hour, other.minute, zone).utcoffset() or timedelta(0)
    minutes = (local.hour - other.hour) * 60 + local.minute - other.minute + of_other // timedelta(minutes=1)
    minutes = (minutes + 12 * 60 - 1) % (24 * 60) - 12 * 60 + 1  # above -12 h, up to +12 h
    return timezone(timedelta(minutes=minutes)) if minutes % 15 == 0 else None
