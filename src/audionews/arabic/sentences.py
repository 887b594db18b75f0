"""Where sentences end: spans of the text as written, with nothing but white space between them.

A stop ends a sentence unless it stands inside balanced quotes or brackets, after an abbreviation or an initial, or in a
number, an address or an enumeration.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import is_letter, strip_marks
from audionews.arabic.quotes import quotations
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_STOP = re.compile(r"\n+|[.!؟?…]+[»”\"'’)\]]*")
_TOKEN = re.compile(r"[^\s«»“”\"'‘’()\[\]،؛:/]*$")
_PREFIXES = ("و", "ف", "ب", "ل", "ك")


class _Words(NamedTuple):
    abbreviation: frozenset[str]
    lettered: frozenset[str]


@derived
def _words(lists: WordLists) -> _Words:
    return _Words(*(frozenset(lists.of_kind("sentence_words", kind)) for kind in _Words._fields))


def sentences(text: str, lists: WordLists | None = None) -> list[Span]:
    """Return the spans of the sentences; each starts and ends with a character that is not white space.

    Args:
        text: As written.
        lists: The words at whose stop no sentence ends; by default those that ship.

    >>> sentences("قال د. علي: نعم. ثم خرج!")
    [(0, 16), (17, 24)]
    """
    spans = []
    start = 0
    for end in [*_ends(text, _words(lists)), len(text)]:
        stretch = text[start:end]
        if stretch.strip():
            spans.append((start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())))
        start = end
    return spans


def _ends(text: str, words: _Words) -> Iterator[int]:
    quoted = quotations(text)
    for stop in _STOP.finditer(text):
        start, end = stop.span()
        inside = any(opens < end < closes for opens, closes in quoted)
        if text[start] == "\n" or (not inside and _ends_sentence(text, start, end, words)):
            yield end


def _ends_sentence(text: str, start: int, end: int, words: _Words) -> bool:
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
        return not _is_short(text[:start], words)
    # A question or a shout inside quotes goes on after them; dots that stand apart are a pause, not an end.
    return end == start + len(stop) and not (stop[0] in ".…" and text[start - 1 : start].isspace())


def _between_words(text: str, at: int) -> bool:
    before, after = text[max(0, at - 3) : at], text[at + 1 : at + 3]
    return len(before) == 3 and len(after) == 2 and all(is_letter(char) for char in strip_marks(before + after))


def _is_short(before: str, words: _Words) -> bool:
    """Return whether the word before a single stop is an abbreviation, an initial or the number of an enumeration."""
    written = _token(before)
    head = before[: len(before) - len(written)]
    token, previous = strip_marks(written), _token(head.rstrip())
    if token.isdecimal():
        return not head.strip(" ") or head.endswith("\n")
    stem = token[1:] if token.startswith(_PREFIXES) and len(token) > 1 else token
    if len(stem) == 1 and stem.isalpha():  # an initial; after a number it is a unit, and the stop is a stop
        return strip_marks(previous) not in words.lettered and not previous[-1:].isdecimal()
    return token in words.abbreviation or stem in words.abbreviation


def _token(text: str) -> str:
    found = _TOKEN.search(text)
    return found.group() if found else ""
