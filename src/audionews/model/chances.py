"""How sure the diacritizer is of a word, and which readings it found likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class LikelyReading:
    """One way to read a word whose marks were guessed.

    Attributes:
        spoken: The word with its marks.
        chance: The probability that it is read so, 0 to 1.
    """

    spoken: str
    chance: float


@dataclass(frozen=True, slots=True)
class WordChances:
    """What the diacritizer says about one word that it marked.

    Attributes:
        sure: The probability that all its marks are right, 0 to 1; 1.0 where there was no choice.
        paused: The same if a pause follows, in which its case ending is not heard.
        readings: The likeliest ways to read it, likeliest first; the first is the one that was chosen. () if there is
            no other that is worth mentioning.
    """

    sure: float = 1.0
    paused: float = 1.0
    readings: tuple[LikelyReading, ...] = ()


class MarkedText(NamedTuple):
    """A text with its vowel marks.

    Attributes:
        text: The text.
        words: The chances of each of its words, parted by white space.
    """

    text: str
    words: tuple[WordChances, ...]
