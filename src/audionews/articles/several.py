"""Several articles in one text: parts between dividing lines, each with a date of its own."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean
from audionews.articles.datelines import split_dateline
from audionews.articles.dates import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.arabic.word_lists import WordLists

_DIVIDER = re.compile(r"\s*(?:[-=_*~#•—–]\s?){3,}\s*|\f\s*")
_HEAD = 6  # filled lines of a part, among which its date stands
_LEAST = 200  # characters of an article
_MOST = 100  # parts


def parts_of(text: str, lists: WordLists | None = None) -> list[str]:
    """Return the articles in a text; the whole text if it has only one.

    A dividing line alone is no evidence, since it may stand within an article: each part must have some length, and a
    date or a dateline near its beginning. The parts together are the text; a dividing line goes with the part above it.
    """
    lines = text.splitlines(keepends=True)
    starts = [at + 1 for at, line in enumerate(lines[:-1]) if _DIVIDER.fullmatch(line) or line.endswith("\f")]
    if not 0 < len(starts) < _MOST:
        return [text]
    bounds = [0, *starts, len(lines)]
    parts = ["".join(lines[start:end]) for start, end in pairwise(bounds)]
    return parts if all(_is_dated_article(part, lists) for part in parts) else [text]


def _is_dated_article(part: str, lists: WordLists | None) -> bool:
    head = list(_head(part))
    dated = any(is_date(line, lists) or _has_dated_line(line, lists) for line in head[1:])
    return len(part) >= _LEAST and dated


def _head(part: str) -> Iterator[str]:
    """Return the first filled lines of a part."""
    texts = (clean(line) for line in part.splitlines() if not _DIVIDER.fullmatch(line))
    return islice(filter(None, texts), _HEAD)


def _has_dated_line(line: str, lists: WordLists | None) -> bool:
    dateline = split_dateline(line, lists)
    return dateline is not None and dateline.date is not None
