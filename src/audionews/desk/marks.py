"""Marks at the lines of a script that a recognizer finds least like their text: which word, and what it took it for."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.building.kept_script import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.desk.words import ShownLine

MOST = 10  # lines of an article that are marked ...
SHARE = 3  # ... and at most one line in so many, or nothing would stand out in a short one
_LONGEST = 4  # words in the place of one; where more differ, nobody knows which stands for which
_SIGNS = ".,،؛:!؟…»"
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMark:
    """The mark of a line. It says how the line ranks, and not that anything is wrong with it.

    Attributes:
        line: The number of the line in its script, from 1.
        rank: Its rank, from 1, the line that is least like its text.
        place: The place of the most surprising word, such as "3.5", or "".
        word: That word as it should be spoken, or "".
        before: What was recognized in front of what stands in the place of that word.
        instead: What was recognized in its place, or "".
        after: What was recognized behind that.
    """

    line: int
    rank: int
    place: str
    word: str
    before: str
    instead: str
    after: str


def marked(lines: int) -> int:
    """Return how many of so many lines are marked.

    >>> [marked(lines) for lines in (0, 1, 4, 12, 300)]
    [0, 1, 2, 4, 10]
    """
    return min(MOST, math.ceil(lines / SHARE))


def mark_of(line: ShownLine, rank: int, chances: Sequence[float], transcript: str) -> LineMark:
    """Return the mark of a line.

    Args:
        line: The line.
        rank: Its rank, from 1.
        chances: The log-probability of each word of what is spoken, by white space.
        transcript: What was recognized.
    """
    spoken = list(_WORD.finditer(line.spoken))[: len(chances)]
    number = min(range(len(spoken)), key=lambda at: chances[at], default=None)
    before, instead, after = transcript, "", ""
    if number is not None:
        before, instead, after = _parted([found[0] for found in spoken], number, transcript)
    return LineMark(
        line=line.number,
        rank=rank,
        place="" if number is None else _place(line, spoken[number].start()),
        word="" if number is None else spoken[number][0].rstrip(_SIGNS),
        before=before,
        instead=instead,
        after=after,
    )


def _place(line: ShownLine, at: int) -> str:
    """Return the place of the written word for which a stretch of what is spoken stands, or ""."""
    found = (word.place for word in line.words if word.start <= at < word.start + len(word.spoken))
    return next(found, "")


def _parted(spoken: Sequence[str], number: int, transcript: str) -> tuple[str, str, str]:
    """Return a transcript cut into what stands before, in place of and behind a spoken word."""
    words = transcript.split()
    matcher = SequenceMatcher(None, _plain(spoken), _plain(words), autojunk=False)
    for kind, first, last, start, stop in matcher.get_opcodes():
        if kind == "replace" and first <= number < last:
            is_word_for_word = last - first == stop - start
            begin, end = (start + number - first, start + number - first + 1) if is_word_for_word else (start, stop)
            if end - begin > _LONGEST:
                break
            return " ".join(words[:begin]), " ".join(words[begin:end]), " ".join(words[end:])
    return transcript, "", ""


def _plain(words: Sequence[str]) -> list[str]:
    return [fold(bare(word)) for word in words]
