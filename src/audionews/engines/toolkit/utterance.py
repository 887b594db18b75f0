"""A line as the rules of the voice "ziad" see it: syllables, how long they and the words are, and where each one is.

The voice was trained on the syllables of a Festival front end. They are odd, and kept, because its trees ask for them,
and so does every voice that learned from it. To the voice the phrases of a line are one, and a pause between two of
them is a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.tables import VOWELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.phonemes.line import Phrase

__all__ = ["EDGE", "PAUSE", "Syllable", "Utterance", "beside", "measure", "syllables"]

EDGE, PAUSE = "pau", "sil"
_NASALS = frozenset({"m", "mm", "n", "nn"})
_LIQUIDS = frozenset({"r", "rr"})
_VOICELESS = frozenset(
    "ah ahh t tt ^ ^^ H HH x xx s ss ch chh S SS T TT f ff q qq k kk h hh".split()  # noqa: SIM905 - reads as a list of phones
)


def _sonority(phone: str) -> int:
    """Return how open a phone is: vowel 5, r 4, nasal 3, voiced 2, voiceless 1."""
    for rank, group in ((5, VOWELS), (4, _LIQUIDS), (3, _NASALS), (1, _VOICELESS)):
        if phone in group:
            return rank
    return 2


def _counts_as_vowel(phone: str) -> bool:
    """Return whether the voice's front end takes the phone for a vowel: by its first letter, ``ah`` and ``E`` too."""
    return phone[0] in "aiuAIUE"


def _breaks(syllable: Sequence[str], rest: Sequence[str]) -> bool:
    """Return whether a syllable ends between these phones."""
    if not any(map(_counts_as_vowel, rest)) or not any(map(_counts_as_vowel, syllable)):
        return False
    if rest[0] in VOWELS:
        return True
    return len(rest) > 1 and _sonority(syllable[-1]) <= _sonority(rest[0]) <= _sonority(rest[1])


def syllables(phones: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the syllables of a word as the voice was taught them.

    >>> syllables(("m", "u", "s", "t", "a", "w", "aa"))
    [('m', 'u', 's'), ('t', 'a', 'w'), ('aa',)]
    """
    found: list[tuple[str, ...]] = []
    current: list[str] = []
    for at, phone in enumerate(phones):
        if current and _breaks(current, phones[at:]):
            found.append(tuple(current))
            current = []
        current.append(phone)
    return [*found, tuple(current)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Syllable:
    """A syllable, its places counted from 1, and the index of its word (pauses are words here)."""

    phones: tuple[str, ...]
    in_word: int
    in_phrase: int
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A line, measured.

    Attributes:
        syllables: All of them.
        sizes: How many phones each has.
        words: How many syllables each word has.
        numbers: The index of each word among those that are spoken; -1 for a pause.
    """

    syllables: tuple[Syllable, ...]
    sizes: tuple[int, ...]
    words: tuple[int, ...]
    numbers: tuple[int, ...]


def measure(phrases: Sequence[Phrase]) -> Utterance:
    """Return the measures of a line: its phrases, and a pause between two of them.

    Args:
        phrases: At least one.
    """
    words = [phones for phrase in phrases for phones in ((PAUSE,), *(word.phones for word in phrase.words))][1:]
    spoken = iter(range(len(words)))
    cut = [syllables(word) for word in words]
    places = ((word, at, phones) for word, parts in enumerate(cut) for at, phones in enumerate(parts, 1))
    found = tuple(
        Syllable(phones=phones, in_word=at, in_phrase=number, word=word)
        for number, (word, at, phones) in enumerate(places, 1)
    )
    return Utterance(
        syllables=found,
        sizes=tuple(len(one.phones) for one in found),
        words=tuple(map(len, cut)),
        numbers=tuple(-1 if phones == (PAUSE,) else next(spoken) for phones in words),
    )


def beside(at: int, sizes: Sequence[int]) -> tuple[int, int]:
    """Return the sizes before and after this index, 0 beyond the ends."""
    return (sizes[at - 1] if at else 0, sizes[at + 1] if at + 1 < len(sizes) else 0)
