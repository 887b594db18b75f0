"""Stretches of a sentence that are in Latin letters, and long enough to be said by a voice of their language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.latin.languages import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FEWEST_WORDS = 4  # in a sentence that goes on in Arabic
FEWEST_ALONE = 3  # where the whole sentence is Latin
_FEWEST_SMALL = 2  # words in small letters; a name has fewer: the Wall Street Journal, Bank of America
_FEWEST_LONG = 7  # words of a stretch that is no name, whatever its letters
_TELLING = 200  # characters that tell the language
_JOINING = frozenset("a an and at by de for in la of on or the to with".split())  # in names too

_TOKEN = re.compile(r"\S+")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ADDRESS = re.compile(r"[@#/\\_]|www\.")
_CLOSING = re.compile(r"[\s\"'’”»)\].,;:!?،؛؟…-]*")

Stretch = tuple[int, int, bool]
"""Where a stretch begins and ends, and whether it is Latin."""


def part_latin(text: str, start: int, end: int, language: str) -> list[Stretch]:
    """Return a sentence in stretches: those for a voice of the language, and the rest.

    A stretch of at least four Latin words counts, or of three that are the whole sentence, unless it looks like a name:
    fewer than two of its words begin with a small letter, not counting "of", "the" and their kind. What has seven words
    or more, or is in capitals throughout, is no name.

    Args:
        text: As written.
        start: Where the sentence begins in it.
        end: Where it ends.
        language: Of the voice, a BCP 47 tag; stretches of other languages stay with the rest.

    >>> part_latin('قال: "The future is bright" أمس', 0, 31, "en-US")
    [(0, 4, False), (5, 27, True), (28, 31, False)]
    """
    found: list[Stretch] = []
    reached, opening = start, _TOKEN.search(text, start, end)
    for first, last in _runs(text, start, end):
        begins = opening is not None and first == opening.start()
        alone = begins and _CLOSING.fullmatch(text, last, end) is not None
        if not _is_said(text[first:last], FEWEST_ALONE if alone else FEWEST_WORDS, language):
            continue
        found += _rest(text, reached, first)
        found.append((first, last, True))
        reached = last
    return found + _rest(text, reached, end)


def _rest(text: str, start: int, end: int) -> list[Stretch]:
    stretch = text[start:end]
    if not stretch.strip():
        return []
    return [(start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip()), False)]


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where words in Latin letters follow each other; figures and signs between them belong to them."""
    run: tuple[int, int] | None = None
    for token in _TOKEN.finditer(text, start, end):
        letters = _LETTER.findall(token[0])
        if letters and all(map(_LATIN.match, letters)) and not _ADDRESS.search(token[0]):
            run = (run[0] if run else token.start(), token.end())
        elif letters and run:
            yield run
            run = None
    if run:
        yield run


def _is_said(stretch: str, fewest: int, language: str) -> bool:
    """Return whether a stretch is a sentence of the language, or a part of one, and no name."""
    words = [word for token in stretch.split() if (word := "".join(_LETTER.findall(token)))]
    if len(words) < fewest or language_of(stretch[:_TELLING].lower()) != language.partition("-")[0].lower():
        return False
    return len(words) >= _FEWEST_LONG or _is_sentence(words)


def _is_sentence(words: Sequence[str]) -> bool:
    small = sum(word[0].islower() and word.lower() not in _JOINING for word in words)
    return small >= _FEWEST_SMALL or all(word.isupper() for word in words)
