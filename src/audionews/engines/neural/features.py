"""What a neural voice knows of each phone: one row of numbers a phone, the same for the training and for the engine.

The numbers are counts and ids as they are; how they are scaled is part of the network. They are the measures that the
labels of an HTS voice hold (toolkit.utterance), those of the phrase, which such a voice does not know, and how the
phrase ends.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from audionews.arabic.phonemes.line import Ending
from audionews.arabic.phonemes.tables import CONSONANTS, DOUBLED, VOWELS
from audionews.engines.toolkit.utterance import EDGE, PAUSE, Utterance, beside, measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.phonemes.line import Phrase

Rows: TypeAlias = NDArray[np.float32]

PHONES: Final = (EDGE, PAUSE, *sorted(VOWELS), *sorted({*CONSONANTS.values(), *DOUBLED.values()}))
"""The phone of each id. A voice file lists them too, so that another order is noticed."""

FIELDS: Final = (
    "phone",  # id, as the next two
    "consonant",  # of a doubled one the single one, else the phone
    "vowel",  # of its syllable; 0 if there is none
    "doubled",  # 0 or 1
    "ending",  # an Ending; of a pause, that of the phrase before it
    "phone in syllable",  # places are counted from 1 and from both ends; a pause has none and counts 0
    "phone in syllable, from its end",
    "syllable before",  # sizes in phones
    "syllable",
    "syllable after",
    "syllable in word",
    "syllable in word, from its end",
    "word before",  # sizes in syllables
    "word",
    "word after",
    "syllable in line",
    "syllable in line, from its end",
    "word in line",
    "word in line, from its end",
    "syllable in phrase",
    "syllable in phrase, from its end",
    "word in phrase",
    "word in phrase, from its end",
    "syllables in line",
    "words in line",
)
"""What stands in each column."""

_IDS: Final = {phone: at for at, phone in enumerate(PHONES)}
_SINGLE: Final = {double: single for single, double in DOUBLED.items() if double != single}


_NOWHERE: Final = (0, 0, 0, 0)  # the place of a pause in a phrase


def features(phrases: Sequence[Phrase]) -> tuple[Rows, list[int]]:
    """Return the features of a line and the word of each of its phones.

    The phones are those of the labels of an HTS voice: an edge, the phrases with a pause between two of them, an edge.

    Args:
        phrases: At least one.

    Returns:
        Rows of FIELDS, shape (phones, fields), and for each row the index of its word among all words of the phrases;
        -1 for a pause and an edge.
    """
    whole = measure(phrases)
    total = (len(whole.sizes), len(whole.words))
    rows = [_edge(Ending.STATEMENT, (0, whole.sizes[0]), (0, whole.words[0]), total)]
    words = [-1]
    for at, (place, ending) in enumerate(_places(phrases, whole)):
        number = whole.numbers[whole.syllables[at].word]
        around = (*_sizes(whole, at), *place, *total)
        found = [(*ids, ending, *inside, *around) for ids, inside in _phones(whole.syllables[at].phones)]
        rows += found
        words += [number] * len(found)
    rows.append(_edge(phrases[-1].ending, (whole.sizes[-1], 0), (whole.words[-1], 0), total))
    return np.array(rows, np.float32), [*words, -1]


def _places(phrases: Sequence[Phrase], whole: Utterance) -> Iterator[tuple[tuple[int, int, int, int], Ending]]:
    """Yield of each syllable its place and that of its word in their phrase, and how the phrase ends."""
    endings = iter([phrase.ending for phrase in phrases])
    ending = Ending.STATEMENT
    for is_pause, group in groupby(whole.syllables, lambda one: whole.numbers[one.word] < 0):
        if is_pause:
            yield _NOWHERE, ending
            continue
        ending, syllables = next(endings), list(group)
        size, first, last = len(syllables), syllables[0].word, syllables[-1].word
        for at, one in enumerate(syllables):
            yield (at + 1, size - at, one.word - first + 1, last - one.word + 1), ending


def _phones(phones: Sequence[str]) -> Iterator[tuple[tuple[int, ...], tuple[int, int]]]:
    """Yield of each phone of a syllable its ids and its place from both ends."""
    vowel = next((_IDS[phone] for phone in phones if phone in VOWELS), 0)
    for at, phone in enumerate(phones):
        single = _SINGLE.get(phone, phone)
        yield (_IDS[phone], _IDS[single], vowel, int(single != phone)), (at + 1, len(phones) - at)


def _sizes(whole: Utterance, at: int) -> tuple[int, ...]:
    """Return the columns from "syllable before" to "word in line, from its end" of the syllable at this index."""
    one = whole.syllables[at]
    (before, after), (last, following) = beside(at, whole.sizes), beside(one.word, whole.words)
    size, words = whole.words[one.word], len(whole.words)
    return (
        before, whole.sizes[at], after, one.in_word, size + 1 - one.in_word, last, size, following,
        one.in_phrase, len(whole.sizes) + 1 - one.in_phrase, one.word + 1, words - one.word,
    )  # fmt: skip


def _edge(ending: Ending, around: tuple[int, int], words: tuple[int, int], total: tuple[int, int]) -> tuple[int, ...]:
    """Return the row of the pause at an edge of the line.

    Args:
        ending: How the phrase before it ends.
        around: The sizes of the syllables before and after.
        words: The sizes of the words before and after.
        total: Syllables and words of the line.
    """
    nowhere = (0,) * (FIELDS.index("syllables in line") - FIELDS.index("syllable in line"))
    return (
        _IDS[EDGE], _IDS[EDGE], 0, 0, ending, 0, 0,
        around[0], 0, around[1], 0, 0, words[0], 0, words[1], *nowhere, *total,
    )  # fmt: skip
