"""Cutting a sentence into lines that an engine can take, written and spoken side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from audionews.arabic.letters import clusters, strip_marks
from audionews.arabic.phrase_breaks import cut, weigh_cuts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.arabic.words import Spoken

LONGEST = 220  # letters in a line: about 15 seconds of speech
_MARKED = 3 * LONGEST  # a letter has at most a shadda and a vowel: no line of LONGEST letters is longer than this
_GLUE = re.compile(r"[^\s،,؛;:.!؟?…]*")  # between words that are written together: الـ"أخضر"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A written stretch and the words that are spoken for it.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        words: What is spoken.
        latin: It is spoken as written, by a voice of its language.
        goes_on: Another stretch of the same sentence follows.
    """

    start: int
    end: int
    words: tuple[Spoken, ...]
    latin: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures what a line may hold: characters for the engine, letters for the speech.

    Attributes:
        limit: Longest line, by this ruler.
        scale: What a letter without marks counts at least, so that ``limit`` is also LONGEST letters.
    """

    limit: int
    scale: float

    @classmethod
    def of(cls, max_chars: int | None) -> Ruler:
        """Return the ruler for an engine; one character of a line is kept for the punctuation at its end."""
        limit = min(max_chars or _MARKED, _MARKED)
        return cls(max(1, limit - 1), max(1.0, limit / LONGEST))

    @property
    def gap(self) -> int:
        """What a space counts."""
        return ceil(self.scale)

    def length(self, word: str) -> int:
        """Return what a word counts."""
        return max(len(word), ceil(self.scale * len(strip_marks(word))))

    def size(self, words: Sequence[Spoken]) -> int:
        """Return what the words count, with their punctuation and the spaces between them."""
        return sum(self.length(word.text) + len(word.mark) for word in words) + self.gap * (len(words) - 1)


def break_lines(text: str, sentence: Passage, ruler: Ruler, lists: WordLists | None = None) -> list[Passage]:
    """Return the sentence in lines that fit, each with its written stretch; together they cover the sentence.

    Words that share a written stretch stay together unless they are over the limit by themselves; then what is written
    is shared out evenly.

    Args:
        text: What the offsets point into.
        sentence: Has at least one word.
        ruler: Measures the words.
        lists: The words beside which a cut is good or bad; by default those that ship.
    """
    if ruler.size(sentence.words) <= ruler.limit:
        return [sentence]
    units = [piece for unit in _units(text, sentence) for piece in _break(unit, ruler)]
    sizes = [ruler.size(unit.words) for unit in units]
    costs = weigh_cuts([text[unit.start : unit.end] for unit in units], sizes, ruler.limit, lists)
    lines = []
    first = 0
    for last in cut(sizes, [ruler.gap] * (len(units) - 1), costs, ruler.limit):
        words = tuple(word for unit in units[first:last] for word in unit.words)
        lines.append(Passage(start=units[first].start, end=units[last - 1].end, words=words))
        first = last
    return lines


def _units(text: str, sentence: Passage) -> Iterator[Passage]:
    """Yield the smallest stretches that can be told apart: they share out all that is written."""
    groups: list[list[Spoken]] = []
    for word in sentence.words:
        if groups and _GLUE.fullmatch(text, groups[-1][-1].end, max(groups[-1][-1].end, word.start)):
            groups[-1].append(word)
        else:
            groups.append([word])
    starts = [sentence.start]
    for before, after in pairwise(groups):
        gap = text[before[-1].end : after[0].start]
        opening = len(gap) - gap.rfind(" ") - 1 if " " in gap else 0  # quotes and brackets directly before the word
        starts.append(after[0].start - opening)
    ends = [_before_space(text, start, least) for least, start in pairwise(starts)] + [sentence.end]
    for group, start, end in zip(groups, starts, ends, strict=True):
        yield Passage(start=start, end=end, words=tuple(group))


def _before_space(text: str, end: int, least: int) -> int:
    """Return where the text ends that has white space behind it up to a place; not before ``least``."""
    while end > least and text[end - 1].isspace():
        end -= 1
    return end


def _break(unit: Passage, ruler: Ruler) -> list[Passage]:
    """Return the unit, or if it is over the limit by itself, stretches of it that are not."""
    if ruler.size(unit.words) <= ruler.limit:
        return [unit]
    packs: list[list[Spoken]] = []
    for word in (piece for whole in unit.words for piece in _slice(whole, ruler)):
        if packs and ruler.size([*packs[-1], word]) <= ruler.limit:
            packs[-1].append(word)
        else:
            packs.append([word])
    bounds = [unit.start + (unit.end - unit.start) * place // len(packs) for place in range(len(packs) + 1)]
    return [
        Passage(start=start, end=end, words=tuple(pack))
        for (start, end), pack in zip(pairwise(bounds), packs, strict=True)
    ]


def _slice(word: Spoken, ruler: Ruler) -> list[Spoken]:
    """Return the word, or if it is over the limit by itself, slices of it; no mark is parted from its letter."""
    if ruler.size([word]) <= ruler.limit:
        return [word]
    slices: list[str] = []
    for cluster in clusters(word.text):
        if slices and ruler.length(slices[-1] + cluster) < ruler.limit:
            slices[-1] += cluster
        else:
            slices.append(cluster)
    marks = [""] * (len(slices) - 1) + [word.mark]
    return [replace(word, text=piece, given=piece, mark=mark) for piece, mark in zip(slices, marks, strict=True)]
