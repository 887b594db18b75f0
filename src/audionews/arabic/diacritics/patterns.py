"""How well the marks of a word go together: kutiba and kataba are forms, kutaba is none.

A model weighs each letter by itself, and may choose marks that do not go together. The list ``mark_patterns`` counts
how words of the same shape were read in vowelled text. A shape has "C" for each letter that is only a part of a root,
"+" for the article, and the letters that inflect words as they are. A pattern has one character a letter: a u i for a
vowel, "-" for none or sukun; A U I and "~" if the letter is doubled.

What counts is how much more often marks occur together than by chance (their pointwise mutual information), not how
often: the model knows already which marks are frequent.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING

from audionews.arabic.letters import DAMMA, FATHA, FATHATAN, KASRA, SHADDA, clusters, is_letter
from audionews.arabic.word_lists import derived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audionews.arabic.word_lists import WordLists

_ARTICLE = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
_OWN = frozenset("اويىةءآأإؤئ")
_FIRST, _EARLY, _LATE = frozenset("تنموفبلكس"), frozenset("تن"), frozenset("تنهكم")
_EARLIEST = 3  # so far into a word there may be letters of its form: infa'ala, ifta'ala
_SIGNS = {FATHA: "a", DAMMA: "u", KASRA: "i", FATHATAN: "a"}
_POWER = 0.4  # what the ratio is raised to; measured on news that neither the model nor the list had seen
_FEW = 0.5  # added to counts, so that what was seen once or never decides little


def weigh(readings: Sequence[str], lists: WordLists | None = None) -> list[float]:
    """Return by how much each reading of a word is to be favoured for its form; 1.0 if nothing is known.

    Args:
        readings: Of the same word; punctuation may be around it.
        lists: Word lists; by default those that ship.
    """
    split = [_split(reading) for reading in readings]
    shape = shape_of("".join(letter for letter, _ in split[0]))
    counts = _counts(lists).get(shape)
    if counts is None:
        return [1.0] * len(readings)
    letters = _letter_counts(shape, lists)
    return [_ratio(_pattern(each), counts, letters) ** _POWER for each in split]


def _ratio(pattern: str, counts: Mapping[str, int], letters: Sequence[Mapping[str, int]]) -> float:
    """Return how much more often a pattern occurs than its marks would by chance."""
    whole = sum(counts.values())
    chance = prod((marks.get(sign, 0) + _FEW) / (whole + 1) for sign, marks in zip(pattern, letters, strict=True))
    return (counts.get(pattern, 0) + _FEW) / (whole * chance + _FEW)


def shape_of(word: str) -> str:
    """Return the shape of a word without marks.

    >>> shape_of("والصحيفة"), shape_of("يستخدمون"), shape_of("عرض")
    ('+CCيCة', 'يCتCCCون', 'CCC')
    """
    start = _stem(word)
    stem = word[start:]
    return ("+" if start else "") + "".join(_sign(letter, at, len(stem)) for at, letter in enumerate(stem))


def pattern_of(word: str) -> str:
    """Return the pattern of a word with its marks, apart from its article and its case.

    >>> pattern_of("وَالشَّمْسُ"), pattern_of("كُتِبَ"), pattern_of("عَدُوٌّ")
    ('a--', 'ui-', 'au~')
    """
    return _pattern(_split(word))


def _split(word: str) -> list[tuple[str, frozenset[str]]]:
    return [(each[0], frozenset(each[1:])) for each in clusters(word) if is_letter(each[0])]


def _pattern(letters: Sequence[tuple[str, frozenset[str]]]) -> str:
    start = _stem("".join(letter for letter, _ in letters))
    signs = [_mark_sign(marks) for _, marks in letters[start:]]
    if start:
        signs[0] = signs[0].lower().replace("~", "-")  # a sun letter is doubled by the article
    signs[-1] = "~" if SHADDA in letters[-1][1] else "-"
    return "".join(signs)


def _mark_sign(marks: frozenset[str]) -> str:
    sign = next((_SIGNS[mark] for mark in marks if mark in _SIGNS), "-")
    if SHADDA not in marks:
        return sign
    return "~" if sign == "-" else sign.upper()


def _stem(word: str) -> int:
    """Return where a word starts after its article, or 0 if it has none."""
    article = _ARTICLE.match(word)
    return article.end() if article else 0


def _sign(letter: str, at: int, size: int) -> str:
    if letter in _OWN or (at == 0 and letter in _FIRST) or (at >= size - 2 and letter in _LATE):
        return letter
    return letter if 0 < at <= _EARLIEST and (letter in _EARLY or (at == 1 and letter == "م")) else "C"


@derived
def _counts(lists: WordLists) -> dict[str, dict[str, int]]:
    """Return the counts of patterns by shape."""
    counts: dict[str, dict[str, int]] = {}
    for shape, pattern, count in lists.rows("mark_patterns"):
        counts.setdefault(shape, {})[pattern] = int(count)
    return counts


@lru_cache(maxsize=4096)
def _letter_counts(shape: str, lists: WordLists | None) -> tuple[Counter[str], ...]:
    """Return how often each letter of a shape has each mark."""
    marks: list[Counter[str]] = [Counter() for _ in shape.removeprefix("+")]
    for pattern, count in _counts(lists)[shape].items():
        for sign, found in zip(pattern, marks, strict=True):
            found[sign] += count
    return tuple(marks)
