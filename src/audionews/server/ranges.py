"""Byte ranges of a request (RFC 9110, 14): what cannot be understood is ignored, what is not there is refused."""

from __future__ import annotations

import re

MOST = 32  # ranges of one request; a client that asks for more gets the whole file
_UNIT = re.compile(r"bytes[ \t]*=(.*)", re.IGNORECASE)
_RANGE = re.compile(r"(?:([0-9]+)-([0-9]*)|-([0-9]+))")
_DIGITS = 18  # no file has a size with more


def parse_ranges(header: str, size: int) -> list[tuple[int, int]] | None:
    """Return the ranges that a client wants, in order and without overlaps: each from its first byte to before its end.

    Args:
        header: The value of Range.
        size: The size of the file in bytes.

    Returns:
        None if the header is to be ignored; no ranges if none of them is in the file.

    >>> parse_ranges("bytes=0-4, 3-9, -2", 100), parse_ranges("bytes=100-", 100), parse_ranges("items=0-5", 100)
    ([(0, 10), (98, 100)], [], None)
    """
    unit = _UNIT.fullmatch(header.strip())
    parts = [part.strip(" \t") for part in unit[1].split(",")] if unit else []
    found = [_RANGE.fullmatch(part) for part in parts if part]
    if not found or len(found) > MOST:
        return None
    ranges = []
    for one in found:
        span = one and _span(one, size)
        if span is None:
            return None
        if span[0] < span[1]:
            ranges.append(span)
    return _joined(sorted(ranges))


def _span(found: re.Match[str], size: int) -> tuple[int, int] | None:
    """Return a range, which is empty if it is outside of the file; None if it ends before it begins."""
    first, last, suffix = found.groups()
    if suffix is not None:
        return max(0, size - _number(suffix)), size
    start, end = _number(first), _number(last) + 1 if last else size
    if last and end <= start:
        return None
    return start, min(end, size)


def _number(digits: str) -> int:
    digits = digits.lstrip("0")
    return int(digits or "0") if len(digits) <= _DIGITS else 10**_DIGITS


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted ranges with those joined that overlap or touch."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
