"""Dates as programs write them: in feeds, wires and markup."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import clean, fold_digits
from audionews.articles.dates import read_date
from audionews.model import Precision

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 100  # characters
_FIRST_YEAR, _LAST_YEAR = 1990, 2099  # programs write 1970, 1900, or the year 1 or 9999 if there is no date
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_OFFSET = r"(?:(?:GMT|UTC?)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?|(?P<name>[A-Z]{1,4}))"
_ISO = re.compile(rf"(?P<day>\d{{4}}-?\d\d-?\d\d)[T ](?P<time>\d[\d:.,]*)\s?{_OFFSET}?", re.IGNORECASE)
_RFC_822 = re.compile(
    r"(?:[A-Z]{3,9}\.?,?\s?)?(?P<day>\d{1,2}[ -][A-Z]{3,9}\.?[ -](?:\d{4}|\d\d))"
    rf"(?:\s(?P<time>\d{{1,2}}:\d\d(?::\d\d)?)(?:\.\d+)?(?:\s?{_OFFSET})?(?:\s?\([^()]*\))?)?",
    re.IGNORECASE,
)
# Hours ahead of UTC. AST is Arabia Standard Time in Arabic feeds, and the Atlantic's in the standard.
_ZONES = {"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "AST": 3, "KSA": 3}
_ZONES |= {"MSK": 3, "GST": 4, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}


class Moment(NamedTuple):
    """A date and how exactly it is known.

    Attributes:
        at: With its offset from UTC if it is written there.
        precision: MINUTE, or DAY if no time is written there.
    """

    at: datetime
    precision: Precision


def read_moment(text: str) -> Moment | None:
    """Return the date that a text is: ISO 8601, RFC 822 with its usual faults, or as newspapers write it; else None.

    >>> read_moment("Thu, 26 Nov 2026 10:05:00 +0300").at.isoformat(), read_moment("2026-11-26").precision.value
    ('2026-11-26T10:05:00+03:00', 'day')
    """
    line = fold_digits(clean(text))
    if not line or len(line) > _LONGEST:
        return None
    found = _iso(line) or _rfc822(line) or _written(line)
    return found if found and _FIRST_YEAR <= found.at.year <= _LAST_YEAR else None


def read_utc(text: str) -> Moment | None:
    """Return the date that a text is, which is UTC where it says no offset; else None."""
    found = read_moment(text)
    if found is None or found.precision is Precision.DAY or found.at.tzinfo is not None:
        return found
    return found._replace(at=found.at.replace(tzinfo=UTC))


def _iso(line: str) -> Moment | None:
    if _DAY.fullmatch(line):
        return _moment(datetime.fromisoformat, line, None)
    match = _ISO.fullmatch(line)
    if match is None:
        return None
    return _moment(datetime.fromisoformat, f"{match['day']}T{match['time'].replace(',', '.')}", match)


def _rfc822(line: str) -> Moment | None:
    match = _RFC_822.fullmatch(line)
    if match is None:
        return None
    day = match["day"].replace("-", " ").replace(".", "")
    return _moment(parsedate_to_datetime, f"{day} {match['time'] or '00:00'}", match if match["time"] else None)


def _moment(parse: Callable[[str], datetime], text: str, timed: re.Match[str] | None) -> Moment | None:
    """Return the moment with the offset that the match has; None if there is no such day or time."""
    try:
        at = parse(text)
        if timed is None:
            return Moment(at, Precision.DAY)
        return Moment(at.replace(tzinfo=_zone(timed)), Precision.MINUTE)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _zone(match: re.Match[str]) -> timezone | None:
    if match["sign"]:
        ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return timezone(ahead if match["sign"] == "+" else -ahead)
    hours = _ZONES.get((match["name"] or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _written(line: str) -> Moment | None:
    date = read_date(line)
    return Moment(date.at, date.precision) if date else None
