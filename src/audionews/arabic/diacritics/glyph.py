"""The characters of a line with the marks on them, while the marks are being chosen."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.letters import TATWEEL, is_letter, is_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

HAMZAS = frozenset("\u0653\u0654\u0655")  # madda, hamza above, hamza below: part of the letter, not marks on it


@dataclass(slots=True)
class Glyph:
    """One character of a text with the marks on it, while the marks are being chosen.

    Attributes:
        cluster: As written: a character and the combining marks after it.
        letter: The Arabic letter, composed with its hamza, or "" if it is none.
        given: The marks that the author wrote on it.
        marks: The marks that it will have; never fewer than ``given``.
        is_fixed: Its marks are no guess: a list has the word, or grammar decides.
    """

    cluster: str
    letter: str
    given: frozenset[str]
    marks: frozenset[str]
    is_fixed: bool = False

    @property
    def text(self) -> str:
        """The character with its marks; in Unicode's canonical order if any was added."""
        added = self.marks - self.given
        if not added:
            return self.cluster
        return self.cluster[0] + "".join(sorted([*self.cluster[1:], *added], key=unicodedata.combining))

    def mark(self, *marks: str) -> None:
        """Put exactly these marks on it, unless the author marked it."""
        if not self.given:
            self.marks = frozenset(marks)
            self.is_fixed = True


def glyph(cluster: str) -> Glyph:
    """Return a cluster as a glyph, with the marks that are written on it and no others yet."""
    letter = unicodedata.normalize("NFC", cluster[0] + "".join(char for char in cluster[1:] if char in HAMZAS))
    given = frozenset(char for char in cluster[1:] if is_mark(char))
    return Glyph(cluster, letter if is_letter(letter) else "", given, given)


def glyph_words(glyphs: Sequence[Glyph]) -> list[tuple[list[Glyph], bool]]:
    """Return the letters of each word, and whether nothing but white space parts it from the next word."""
    words: list[tuple[list[Glyph], bool]] = []
    word: list[Glyph] = []
    for each in glyphs:
        if each.letter:
            word.append(each)
        elif each.cluster[0] != TATWEEL and not is_mark(each.cluster[0]):
            if word:
                words.append((word, True))
                word = []
            if words and not each.cluster.isspace():
                words[-1] = (words[-1][0], False)
    return [*words, (word, True)] if word else words


def letters_of(word: Sequence[Glyph]) -> str:
    """Return the letters of a word."""
    return "".join([each.letter for each in word])  # a list is twice as fast here
