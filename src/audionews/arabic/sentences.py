"""Where sentences end: spans of the text as written, with nothing but white space between them.

A stop ends a sentence unless it stands inside balanced quotes or brackets, after an abbreviation or an initial, or in a
number, an address or an enumeration.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import is_letter, strip_marks
from audionews.arabic.quotes import quotations

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_STOP = re.compile(r"\n+|[.!؟?…]+[»”\"'’)\]]*")
_TOKEN = re.compile(r"[^\s«»“”\"'‘’()\[\]،؛:/]*$")
_ABBREVIATIONS = frozenset(  # titles, eras and units that are written with a stop in mid-sentence
    "أ.د ا.د م.م د.م ق.م ب.م ت.غ ر.س د.إ د.ك ج.م ل.ل ص.ب ش.م ش.م.م ش.م.ل ذ.م.م م.ض إلخ الخ "
    "Dr Mr Mrs Ms Prof St vs Inc Ltd Co Jr U.S U.K U.N".split()
)
_LETTERED = frozenset("فيتامين المجموعة مجموعة الفئة فئة المستوى القسم الدرجة درجة الملحق النموذج البند".split())
_PREFIXES = ("و", "ف", "ب", "ل", "ك")


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences; each starts and ends with a character that is not white space.

    >>> sentences("قال د. علي: نعم. ثم خرج!")
    [(0, 16), (17, 24)]
    """
    spans = []
    start = 0
    for end in [*_ends(text), len(text)]:
        stretch = text[start:end]
        if stretch.strip():
            spans.append((start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())))
        start = end
    return spans


def _ends(text: str) -> Iterator[int]:
    quoted = quotations(text)
    for stop in _STOP.finditer(text):
        start, end = stop.span()
        inside = any(opens < end < closes for opens, closes in quoted)
        if text[start] == "\n" or (not inside and _ends_sentence(text, start, end)):
            yield end


def _ends_sentence(text: str, start: int, end: int) -> bool:
    """Return whether the stop at start:end, closing quotes included, ends a sentence."""
    stop = text[start:end].rstrip("»”\"'’)]")
    after = text[end:].lstrip()
    if not after:
        return True
    if after[0] in "،؛:,;-–»”)]/":
        return False
    if not text[end].isspace():  # somebody forgot the space: "انتهى.وقال"
        return stop in {".", "؟", "!"} and end == start + 1 and _between_words(text, start)
    if stop == ".":
        return not _is_short(text[:start])
    # A question or a shout inside quotes goes on after them; dots that stand apart are a breath, not an end.
    return end == start + len(stop) and not (stop[0] in ".…" and text[start - 1 : start].isspace())


def _between_words(text: str, at: int) -> bool:
    before, after = text[max(0, at - 3) : at], text[at + 1 : at + 3]
    return len(before) == 3 and len(after) == 2 and all(is_letter(char) for char in strip_marks(before + after))


def _is_short(before: str) -> bool:
    """Return whether the word before a single stop is an abbreviation, an initial or the number of an enumeration."""
    written = _token(before)
    head = before[: len(before) - len(written)]
    token, previous = strip_marks(written), _token(head.rstrip())
    if token.isdecimal():
        return not head.strip(" ") or head.endswith("\n")
    stem = token[1:] if token.startswith(_PREFIXES) and len(token) > 1 else token
    if len(stem) == 1 and stem.isalpha():  # an initial; after a number it is a unit, and the stop is a stop
        return strip_marks(previous) not in _LETTERED and not previous[-1:].isdecimal()
    return token in _ABBREVIATIONS or stem in _ABBREVIATIONS


def _token(text: str) -> str:
    found = _TOKEN.search(text)
    return found.group() if found else ""
