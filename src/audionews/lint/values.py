"""Values in feeds and files, read without trust: numbers of any length, digits of any script, any text."""

from __future__ import annotations

import re
import uuid

_NUMBER = re.compile(r"[0-9]{1,15}")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
_DURATION = re.compile(r"[0-9]{1,9}|(?:[0-9]{1,4}:[0-5]?[0-9]|[0-9]{1,3}):[0-5][0-9]")
_CLOCK = re.compile(r"(?:(?:([0-9]{1,4}):)?([0-5]?[0-9]):)?([0-9]{1,9}(?:\.[0-9]{1,9})?)")
_EMAIL = re.compile(r"[^\s@<>()\",;:]{1,64}@[^\s@<>()\",;:.]++(?:\.[^\s@<>()\",;:.]++)++")
_SHOWN = 100  # characters of a value in a finding
_MINUTE = 60
_GENERATED = 5  # version of a podcast:guid


def shown(value: object) -> str:
    """Return a value as a finding quotes it: in one line, and short.

    >>> shown("a  b"), shown("x" * 199)[-3:]
    ('"a b"', 'x…"')
    """
    text = " ".join(str(value)[: _SHOWN * 4].split())
    return f'"{text if len(text) <= _SHOWN else text[:_SHOWN] + "…"}"'


def whole_number(text: str) -> int | None:
    """Return a whole number in ASCII digits; None if the text is none, or has more than fifteen digits."""
    return int(text) if _NUMBER.fullmatch(text) else None


def decimal(text: str) -> float | None:
    """Return a number such as 62 or 4.770; None if the text is none."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def duration_of(text: str) -> int | None:
    """Return a duration of the form 62, 1:02 or 0:01:02 in seconds; None for any other.

    >>> duration_of("62"), duration_of("1:02"), duration_of("0:01:02"), duration_of("62.5"), duration_of("١٢")
    (62, 62, 62, None, None)
    """
    if not _DURATION.fullmatch(text):
        return None
    whole = 0
    for part in text.split(":"):
        whole = whole * _MINUTE + int(part)
    return whole


def clock_of(text: str) -> float | None:
    """Return a normal play time (RFC 2326, 3.6) in seconds: 62, 1:02 or 00:01:02.500; None for any other.

    >>> clock_of("00:01:02.500"), clock_of("62"), clock_of("1:2:3:4")
    (62.5, 62.0, None)
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    if match[2] and seconds >= _MINUTE:
        return None
    return (hours * _MINUTE + minutes) * _MINUTE + seconds


def is_email(text: str) -> bool:
    """Return whether a text can be an e-mail address.

    >>> is_email("desk@example.org"), is_email("desk at example.org"), is_email("desk@localhost")
    (True, False, False)
    """
    return _EMAIL.fullmatch(text) is not None


def is_feed_guid(text: str) -> bool:
    """Return whether a text is a podcast:guid: a UUIDv5 with its hyphens."""
    try:
        found = uuid.UUID(text)
    except ValueError:
        return False
    return found.version == _GENERATED and str(found) == text.lower()
