"""Prefixes, which are written together with a word: wa-, fa-, bi-, ka-, li- and the article."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from audionews.arabic.letters import MARK_CHARS, SHADDA, SUKUN, SUN

_PARTICLES = dict(
    zip(
        ["", *"و ف ب ك ل وب ول وك فب فل فك".split()],
        ["", *"وَ فَ بِ كَ لِ وَبِ وَلِ وَكَ فَبِ فَلِ فَكَ".split()],
        strict=True,
    )
)
_ARTICLE = "ال"
_SHORTEST = 3  # letters of a word behind a prefix; shorter ones would be found in too many words


@dataclass(frozen=True, slots=True)
class Head:
    """One way to see a written word as prefixes and a word.

    Attributes:
        particle: The particles, with their marks.
        article: What is written of the article: "ال", or "ل" after li-, or "" if there is none before the word.
        word: The word, which may bring an article of its own: in للسودان the word may be سودان or السودان.
        owns_article: The article is the word's own; behind li- its alif is not written.
    """

    particle: str
    article: str
    word: str
    owns_article: bool = False

    @property
    def adds_article(self) -> bool:
        """Whether an article stands before the word that is none of its own."""
        return bool(self.article) and not self.owns_article

    def join(self, reading: str) -> str:
        """Return the prefixes, with marks, before the reading of the word.

        >>> Head("بِ", "ال", "دوحة").join("دَوْحَة"), Head("لِ", "ل", "لجنة").join("لَجْنَة")
        ('بِالدَّوْحَة', 'لِلَّجْنَة')
        >>> Head("لِ", "ل", "اللاذقية", owns_article=True).join("اللَّاذِقِيَّة")
        'لِلَّاذِقِيَّة'
        """
        if not self.article:
            return self.particle + reading
        if self.owns_article:
            lams = reading[1:].lstrip(MARK_CHARS)
            one = lams[1:].lstrip(MARK_CHARS)
            return self.particle + (one if one.startswith("ل") else lams)
        if reading[0] not in SUN:
            return self.particle + self.article + SUKUN + reading
        article = "" if self.article == reading[0] else self.article  # li-, al- and a lam are written with two lams
        return self.particle + article + _doubled(reading)


@lru_cache(maxsize=8192)
def heads(word: str, shortest: int = _SHORTEST) -> tuple[Head, ...]:
    """Return the ways to see a word without marks, the whole word first.

    Args:
        word: The word.
        shortest: The fewest letters that a word behind a prefix has.

    >>> [head.word for head in heads("وللسودان")]
    ['وللسودان', 'للسودان', 'لسودان', 'اللسودان', 'لسودان', 'سودان', 'السودان']
    """
    found = [Head("", "", word)]
    for particle, marked in _PARTICLES.items():
        rest = word.removeprefix(particle)
        if not word.startswith(particle) or len(rest) < shortest:
            continue
        if particle.endswith("ل") and rest.startswith("ل"):
            found += _contracted(marked, rest)  # للبنانيين is "for the Lebanese" far more often than "for Lebanese"
        if particle:
            found.append(Head(marked, "", rest))
        if rest.startswith(_ARTICLE):
            found.append(Head(marked, _ARTICLE, rest[2:]))
        if particle.endswith("ل") and rest.startswith("ل") and not rest.startswith("لل"):
            found += _contracted(marked, rest[1:])
    return tuple(head for head in found if head.word == word or len(head.word) >= shortest)


def _contracted(marked: str, word: str) -> tuple[Head, Head]:
    """Return the ways to see a word behind li- and an article without its alif."""
    return Head(marked, "ل", word), Head(marked, "ل", _ARTICLE + word, owns_article=True)


def _doubled(reading: str) -> str:
    marks = reading[1 : len(reading) - len(reading[1:].lstrip(MARK_CHARS))]
    if SHADDA in marks:
        return reading
    return unicodedata.normalize("NFC", reading[0] + SHADDA + reading[1:])
