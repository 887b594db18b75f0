"""The words of a script that are most worth a look: guessed, perhaps wrong, and heard if they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.diacritics.agree import inside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import LikelyReading, Line, Script, Word

_WORD = re.compile(r"\S+")
_ENDING = 0.7  # how much a wrong case ending counts beside a word that is read as another one


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word that may be spoken wrongly.

    Attributes:
        confidence: The probability that it is spoken correctly, 0 to 1.
        written: As it is written.
        spoken: As it is spoken.
        word: Its place, "3.5" for the fifth word of the third segment.
        readings: The likeliest ways to speak it, likeliest first; the first is ``spoken``. () if they are not known.
    """

    confidence: float
    written: str
    spoken: str
    word: str
    readings: tuple[LikelyReading, ...]


def doubts(script: Script) -> list[Doubt]:
    """Return the words of a script that have another likely reading, most harmful first; each form once.

    The harm that is to be expected of a word is the chance that it is wrong; that its case ending alone is wrong counts
    less. Readings of the lexicon and fixed readings are sure, and so are endings that no one hears.

    A script in which no word has a reading was kept by an earlier version, or its voice gets no marks: then all words
    that are not sure are returned.
    """
    is_known = any(word.readings for line in script.lines for word in line.words)
    found: dict[tuple[str, str], tuple[float, Doubt]] = {}
    starts = [[each.start() for each in _WORD.finditer(segment.text)] for segment in script.segments]
    for line in script.lines:
        for word in line.words:
            if word.readings or (not is_known and word.confidence < 1):
                doubt = _doubt(starts, line, word)
                harm = _harm(word)
                if harm > found.get((doubt.written, doubt.spoken), (0.0, doubt))[0]:
                    found[doubt.written, doubt.spoken] = (harm, doubt)
    return [doubt for _, doubt in sorted(found.values(), key=lambda pair: -pair[0])]


def _harm(word: Word) -> float:
    """Return how much harm is to be expected of a word, 0 to 1."""
    if not word.readings:
        return 1 - word.confidence
    (first, *others) = [(inside(each.spoken), each.chance) for each in word.readings]
    known = sum(chance for _, chance in others)
    endings = sum(chance for key, chance in others if key == first[0])
    return (1 - word.confidence) * (known - (1 - _ENDING) * endings) / known


def _doubt(starts: Sequence[Sequence[int]], line: Line, word: Word) -> Doubt:
    """Return the doubt about a word; ``starts`` says where the words of each segment begin."""
    number = bisect_right(starts[line.segment], line.offset + word.written_start)
    return Doubt(
        confidence=word.confidence,
        written=line.written[word.written_start : word.written_end],
        spoken=line.spoken[word.start : word.end],
        word=f"{line.segment + 1}.{number}",
        readings=word.readings,
    )
