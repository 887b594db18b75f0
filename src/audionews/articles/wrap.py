"""Joins the lines of hard-wrapped paragraphs, as e-mails and old pages have them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTHS = range(40, 121)  # characters; paragraphs that were not wrapped are longer, lists of names narrower
_FEWEST = 4  # wrapped lines; fewer may be chance


def unwrap(lines: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the indexes of the lines in groups: each group is one paragraph.

    Lines are taken together only in a text that was surely wrapped: no line is long, and nearly every line is so full
    that the first word of the line after it had no room (the mark of every line-filling editor).

    >>> unwrap(["a line", "", "another"])
    [(0,), (1,), (2,)]
    """
    full = _full(lines, max(map(len, lines), default=0))
    pairs = sum(bool(line and then) for line, then in pairwise(lines))
    wrapped = len(full) >= _FEWEST and len(full) * 3 >= pairs * 2
    groups: list[tuple[int, ...]] = []
    for index in range(len(lines)):
        if wrapped and index - 1 in full:
            groups[-1] += (index,)
        else:
            groups.append((index,))
    return groups


def _full(lines: Sequence[str], width: int) -> set[int]:
    """Return the lines that had no room for the first word of the line after them."""
    if width not in _WIDTHS:
        return set()
    return {
        index
        for index, (line, then) in enumerate(pairwise(lines))
        if line and then and len(line) + 1 + len(then.split()[0]) > width
    }
