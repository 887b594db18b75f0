"""Balanced quotes and brackets in a text."""

from __future__ import annotations

import re

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
    spans = []
    opened: list[tuple[str, int]] = []
    for sign in _SIGN.finditer(text):
        at, char = sign.start(), sign[0]
        if char == "\n":
            opened.clear()
        elif _closes(text, at):
            partners = [place for place, (closer, _) in enumerate(opened) if closer == char]
            if partners:
                spans.append((opened[partners[-1]][1], at + 1))
                del opened[partners[-1] :]
        else:
            if char == '"':
                opened = [pair for pair in opened if pair[0] != '"']
            opened.append((_PARTNERS[char], at))
    return spans


def _closes(text: str, at: int) -> bool:
    if text[at] != '"':
        return text[at] in _CLOSERS
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in _PARTNERS and '"' in text[:at]
