"""Balanced quotes and brackets in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTNERS = {"«": "»", "“": "”", "(": ")", "[": "]", '"': '"'}
_CLOSERS = frozenset(_PARTNERS.values())
_SIGN = re.compile(f"[{re.escape(''.join([*_PARTNERS, *_CLOSERS]))}\n]")


def quotations(text: str) -> list[tuple[int, int]]:
    """Return the spans of the balanced quotations and brackets, marks included, in the order in which they close.

    A mark without a partner encloses nothing, and no pair crosses the end of a line. A straight quote after white space
    opens; if one is open already, its partner was forgotten.

    >>> quotations('قال "نعم (غدا)" ثم "لا')
    [(9, 14), (4, 15)]
    """
    spans: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    waiting: dict[str, list[int]] = defaultdict(list)  # by the mark that closes it: where in ``opened`` it is
    straight = text.find('"')
    for sign in _SIGN.finditer(text):
        at, char = sign.start(), sign[0]
        if char == "\n":
            opened.clear()
            waiting.clear()
        elif not _closes(text, at, straight):
            if char == '"':
                waiting[char].clear()
            waiting[_PARTNERS[char]].append(len(opened))
            opened.append((_PARTNERS[char], at))
        elif waiting[char]:
            partner = waiting[char][-1]
            spans.append((opened[partner][1], at + 1))
            _forget(opened, waiting, partner)
    return spans


def outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans that stand in no other one, in order.

    >>> outermost([(9, 14), (4, 15), (20, 22)])
    [(4, 15), (20, 22)]
    """
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found


def _forget(opened: list[tuple[str, int]], waiting: dict[str, list[int]], partner: int) -> None:
    """Take all marks from ``partner`` on out of ``opened``; each mark is taken out once, so that the time is linear."""
    while len(opened) > partner:
        closer, _ = opened.pop()
        if waiting[closer][-1:] == [len(opened)]:
            waiting[closer].pop()


def _closes(text: str, at: int, straight: int) -> bool:
    """Return whether a mark closes; ``straight`` is where the first straight quote of the text stands."""
    if text[at] != '"':
        return text[at] in _CLOSERS
    return at > straight and not text[at - 1].isspace() and text[at - 1] not in _PARTNERS
