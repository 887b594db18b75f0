"""Where sentences end: spans of the text as written, with nothing but white space between them.

A stop ends a sentence unless it stands inside balanced quotes or brackets, after an abbreviation or an initial, or in a
number, an address or an enumeration.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import is_letter, strip_marks
from audionews.arabic.quotes import outermost, quotations
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

_STOP = re.compile(r"\n+|[.!؟?…]+[»”\"'’)\]]*")
_NEXT = re.compile(r"\s*(\S)")
_NOT_IN_TOKENS = frozenset("«»“”\"'‘’()[]،؛:/")
_LONGEST_TOKEN = 100  # characters; no abbreviation is longer
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
    quoted = outermost(quotations(text))
    starts = [opens for opens, _ in quoted]
    first = len(text) - len(text.lstrip(" "))
    for stop in _STOP.finditer(text):
        start, end = stop.span()
        before = bisect_left(starts, end) - 1
        inside = before >= 0 and end < quoted[before][1]
        if text[start] == "\n" or (not inside and _ends_sentence(text, start, end, words, first)):
            yield end


def _ends_sentence(text: str, start: int, end: int, words: _Words, first: int) -> bool:
    """Return whether the stop at start:end, closing quotes included, ends a sentence; ``first`` begins the text."""
    stop = text[start:end].rstrip("»”\"'’)]")
    after = _NEXT.match(text, end)
    if after is None:
        return True
    if after[1] in "،؛:,;-–»”)]/":
        return False
    if not text[end].isspace():  # somebody forgot the space: "انتهى.وقال"
        return stop in {".", "؟", "!"} and end == start + 1 and _between_words(text, start)
    if stop == ".":
        return not _is_short(text, start, words, first)
    # A question or a shout inside quotes goes on after them; dots that stand apart are a pause, not an end.
    return end == start + len(stop) and not (stop[0] in ".…" and text[start - 1 : start].isspace())


def _between_words(text: str, at: int) -> bool:
    before, after = text[max(0, at - 3) : at], text[at + 1 : at + 3]
    return len(before) == 3 and len(after) == 2 and all(is_letter(char) for char in strip_marks(before + after))


def _is_short(text: str, end: int, words: _Words, first: int) -> bool:
    """Return whether the word before the single stop at ``end`` is short for another one, or numbers an enumeration.

    It may be an abbreviation or an initial. Nothing but blanks stands before ``first``.
    """
    start = _start_of_token(text, end)
    token = strip_marks(text[start:end])
    if token.isdecimal():
        return start <= first or text[start - 1] == "\n"
    stem = token[1:] if token.startswith(_PREFIXES) and len(token) > 1 else token
    if len(stem) == 1 and stem.isalpha():  # an initial; after a number it is a unit, and the stop is a stop
        previous = _token_before(text, start)
        return strip_marks(previous) not in words.lettered and not previous[-1:].isdecimal()
    return token in words.abbreviation or stem in words.abbreviation


def _token_before(text: str, end: int) -> str:
    """Return the token before the white space before a place."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[_start_of_token(text, end) : end]


def _start_of_token(text: str, end: int) -> int:
    """Return where the token begins that ends at a place; only the last characters of a long one are looked at."""
    least = max(0, end - _LONGEST_TOKEN)
    while end > least and not text[end - 1].isspace() and text[end - 1] not in _NOT_IN_TOKENS:
        end -= 1
    return end
