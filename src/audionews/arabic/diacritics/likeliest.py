"""The likeliest readings of words: the k best combinations of the marks of their letters, corrected by grammar.

A model gives the chances of each letter by itself, so that the chance of a reading is a product, and the k best
products of the first letters are all that the k best of one letter more can be made of: nothing is missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from math import prod
from operator import itemgetter
from typing import TYPE_CHECKING

from audionews.arabic.diacritics import patterns
from audionews.arabic.diacritics.glyph import Glyph, glyph_words
from audionews.arabic.diacritics.repair import repair_words
from audionews.model import LikelyReading, MarkedText, WordChances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.word_lists import WordLists

    Combination = tuple[float, tuple[frozenset[str], ...]]

LEAST = 0.02  # chance of a reading that is worth mentioning
_MOST = 6  # readings of one word
_LONGEST = 60  # letters of a word; the time to weigh one grows with their square, and no word has so many
_BEFORE, _AFTER = 2, 1  # words that may change how grammar corrects a word


@dataclass(frozen=True, slots=True)
class Guess:
    """What a model says about one letter, among the marks that it may have.

    Attributes:
        sure: The chance of the marks that were chosen.
        paused: The chance that nothing else is heard if they are a case ending before a pause.
        options: Marks and their chances, likeliest first; those that were chosen are first.
    """

    sure: float
    paused: float
    options: tuple[tuple[float, frozenset[str]], ...]


class Likeliest:
    """Finds the likeliest readings of the words of one line. Make it when marks are chosen, before they are repaired.

    Args:
        glyphs: Of the line, with the marks that were chosen.
        guesses: Of each glyph; None where there was no choice.
        lists: Word lists for the grammar; by default those that ship.
    """

    def __init__(
        self, glyphs: Sequence[Glyph], guesses: Sequence[Guess | None], lists: WordLists | None = None
    ) -> None:
        self._glyphs, self._guesses, self._lists = glyphs, guesses, lists
        self._drafts = [(each.marks, each.is_fixed) for each in glyphs]
        self._spans = _spans(glyphs)

    def text(self) -> MarkedText:
        """Return the line with the likeliest reading of each word, now that the marks are repaired."""
        words = tuple(self._word(number) for number in range(len(self._spans)))
        text: list[str] = []
        reached = 0
        for (start, end), word in zip(self._spans, words, strict=True):
            text += self._text(reached, start), word.readings[0].spoken if word.readings else self._text(start, end)
            reached = end
        return MarkedText("".join([*text, self._text(reached, len(self._glyphs))]), words)

    def _word(self, number: int) -> WordChances:
        start, end = self._spans[number]
        open_ = [at for at in range(start, end) if self._guesses[at] and not self._glyphs[at].is_fixed]
        guesses = [guess for at in open_ if (guess := self._guesses[at])]
        sure = prod((guess.sure for guess in guesses), start=1.0)
        if sure > 1 - LEAST or end - start > _LONGEST:
            return WordChances(sure, sure)
        ending = self._ending(start, end)
        silent = prod(guess.paused / guess.sure for at, guess in zip(open_, guesses, strict=True) if at in ending)
        (_, *other) = likeliest([guess.options for guess in guesses])
        if not other or self._is_listed(start, end, ending):
            return WordChances(sure, min(1.0, sure * silent))
        chances = {self._text(start, end): sure}
        for text, chance in self._alternatives(number, open_, other):
            chances[text] = chances.get(text, 0.0) + chance
        readings = self._weighed(chances)
        sure = readings[0].chance
        return WordChances(sure, min(1.0, sure * silent), readings if len(readings) > 1 else ())

    def _is_listed(self, start: int, end: int, ending: frozenset[int]) -> bool:
        """Return whether a list has the word, so that nothing but its ending was guessed."""
        inside = [at for at in range(start, end) if self._glyphs[at].letter and at not in ending]
        return bool(inside) and all(self._drafts[at][1] for at in inside)

    def _weighed(self, chances: dict[str, float]) -> tuple[LikelyReading, ...]:
        """Return the readings of a word, likeliest first, after those that are unusual for its shape lost weight."""
        weights = patterns.weigh(tuple(chances), self._lists)
        favoured = [chance * weight for chance, weight in zip(chances.values(), weights, strict=True)]
        scale = sum(chances.values()) / sum(favoured)
        readings = (LikelyReading(text, chance * scale) for text, chance in zip(chances, favoured, strict=True))
        return tuple(sorted(readings, key=lambda reading: -reading.chance))

    def _ending(self, start: int, end: int) -> frozenset[int]:
        """Return which letters carry the case ending: the last one, and the one before a final alif."""
        letters = [at for at in range(start, end) if self._glyphs[at].letter][-2:]
        return frozenset(letters if self._glyphs[letters[-1]].letter in {"ا", "ى"} else letters[-1:])

    def _text(self, start: int, end: int) -> str:
        return "".join(each.text for each in self._glyphs[start:end])

    def _alternatives(
        self, number: int, letters: Sequence[int], combinations: Sequence[Combination]
    ) -> list[tuple[str, float]]:
        """Return a word as grammar corrects it if some of its letters have other marks, and the chances."""
        start, end = self._spans[number]
        first = self._spans[max(0, number - _BEFORE)][0]
        last = self._spans[min(len(self._spans) - 1, number + _AFTER)][1]
        around = [Glyph(each.cluster, each.letter, each.given, each.marks) for each in self._glyphs[first:last]]
        words = glyph_words(around)
        found = []
        for chance, marks in combinations:
            for copy, (was, fixed) in zip(around, self._drafts[first:last], strict=True):
                copy.marks, copy.is_fixed = was, fixed
            for at, own in zip(letters, marks, strict=True):
                around[at - first].marks = own
            repair_words(words, self._lists)
            found.append(("".join(each.text for each in around[start - first : end - first]), chance))
        return found


def likeliest(letters: Sequence[Sequence[tuple[float, frozenset[str]]]]) -> list[Combination]:
    """Return the likeliest combinations of marks, likeliest first, that are worth mentioning; at least one.

    Args:
        letters: The options of each letter and their chances, likeliest first.

    >>> [round(chance, 2) for chance, _ in likeliest([((0.7, frozenset()), (0.3, frozenset("ّ")))] * 2)]
    [0.49, 0.21, 0.21, 0.09]
    """
    found: list[Combination] = [(1.0, ())]
    for options in letters:
        longer = [
            (chance * before, (*marks, own))
            for before, marks in found
            for chance, own in options
            if chance * before >= LEAST or (own is options[0][1] and marks == found[0][1])
        ]
        found = nlargest(_MOST, longer, key=itemgetter(0))
    return found


def _spans(glyphs: Sequence[Glyph]) -> list[tuple[int, int]]:
    """Return where the words start and end that white space parts."""
    spans = []
    start = None
    for at, each in enumerate(glyphs):
        if each.cluster.isspace():
            if start is not None:
                spans.append((start, at))
            start = None
        elif start is None:
            start = at
    return [*spans, (start, len(glyphs))] if start is not None else spans
