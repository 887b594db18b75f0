"""Full-context labels of the voice "ziad", one a phone, in the layout HTS_TTS_ENG.

The layout is the HTS working group's "An example of context-dependent label format for HMM-based speech synthesis in
English". The voice was trained on labels of a Festival front end: its syllables, its constant stress and accent (0) and
its one part of speech ("content") are odd, and kept, because the trees of the voice ask for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.tables import VOWELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.phonemes.line import Phrase

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
class Label:
    """One line for the voice and the word that it belongs to.

    Attributes:
        text: The full-context label.
        phone: Its phone.
        word: Index of the word among all words of the utterance; -1 for a pause.
    """

    text: str
    phone: str
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syllable:
    """A syllable, its places counted from 1, and the index of its word (pauses are words here)."""

    phones: tuple[str, ...]
    in_word: int
    in_phrase: int
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Utterance:
    """All syllables, how many phones each has, and how many syllables each word has."""

    syllables: tuple[_Syllable, ...]
    sizes: tuple[int, ...]
    words: tuple[int, ...]

    def total(self) -> str:
        """Return the end of every label: the whole in syllables, words and phrases."""
        return f"/J:{len(self.syllables)}+{len(self.words)}-1"


def _measure(words: Sequence[Sequence[str]]) -> _Utterance:
    """Return the counts that labels are made of."""
    cut = [syllables(word) for word in words]
    places = ((word, at, phones) for word, parts in enumerate(cut) for at, phones in enumerate(parts, 1))
    found = tuple(
        _Syllable(phones=phones, in_word=at, in_phrase=number, word=word)
        for number, (word, at, phones) in enumerate(places, 1)
    )
    return _Utterance(syllables=found, sizes=tuple(len(one.phones) for one in found), words=tuple(map(len, cut)))


def _beside(at: int, sizes: Sequence[int]) -> tuple[int, int]:
    """Return the sizes before and after this index, 0 beyond the ends."""
    return (sizes[at - 1] if at else 0, sizes[at + 1] if at + 1 < len(sizes) else 0)


def _content(size: int) -> str:
    return f"content_{size}" if size else "0_0"


def _spoken(whole: _Utterance, at: int) -> str:
    """Return the label from /A: on for the phones of the syllable at this index."""
    one = whole.syllables[at]
    before, after = _beside(at, whole.sizes)
    last, following = _beside(one.word, whole.words)
    vowel = next((phone for phone in one.phones if phone in VOWELS), "novowel")
    size, left, right = whole.words[one.word], one.word, len(whole.words) - 1 - one.word
    return (
        f"/A:0_0_{before}/B:0-0-{len(one.phones)}@{one.in_word}-{size + 1 - one.in_word}"
        f"&{one.in_phrase}-{len(whole.syllables) + 1 - one.in_phrase}#1-1$1-1!0-0;0-0|{vowel}/C:0+0+{after}"
        f"/D:{_content(last)}/E:content+{size}@{left + 1}+{right + 1}&{left}+{right}#{int(left > 0)}+{int(right > 0)}"
        f"/F:{_content(following)}/G:0_0/H:{len(whole.syllables)}={len(whole.words)}@1=1|NONE/I:0=0{whole.total()}"
    )


def _silence(before: int, after: int, last: int, following: int, around: str) -> str:
    """Return the label from /A: on for a pause at an edge.

    Args:
        before: Phones of the syllable before.
        after: Phones of the syllable after.
        last: Syllables of the word before.
        following: Syllables of the word after.
        around: The label from /G: on.
    """
    return (
        f"/A:0_0_{before}/B:x-x-x@x-x&x-x#x-x$x-x!x-x;x-x|x/C:0+0+{after}/D:{_content(last)}/E:x+x@x+x&x+x#x+x"
        f"/F:{_content(following)}{around}"
    )


def _edges(whole: _Utterance) -> tuple[str, str]:
    """Return the labels from /A: on for the pauses at the beginning and at the end."""
    sizes, words, count, total = whole.sizes, whole.words, len(whole.sizes), whole.total()
    begin = _silence(0, sizes[0], 0, words[0], f"/G:0_0/H:x=x@1=1|0/I:{count}={len(words)}{total}")
    end = _silence(sizes[-1], 0, words[-1], 0, f"/G:{count}_{len(words)}/H:x=x@1=1|0/I:0=0{total}")
    return begin, end


def labels(phrases: Sequence[Phrase]) -> list[Label]:
    """Return the labels of an utterance: a pause before, between and after its phrases.

    To the voice, the phrases are one, and the pause between two of them a word: so it was taught.

    Args:
        phrases: At least one.
    """
    words = [phones for phrase in phrases for phones in ((PAUSE,), *(word.phones for word in phrase.words))][1:]
    spoken = iter(range(len(words)))
    numbers = [-1 if phones == (PAUSE,) else next(spoken) for phones in words]
    whole = _measure(words)
    begin, end = _edges(whole)
    units = [(EDGE, "x_x", begin, -1)]  # phone, place in the syllable, context, word
    for at, one in enumerate(whole.syllables):
        context, size = _spoken(whole, at), len(one.phones)
        units += [(phone, f"{n + 1}_{size - n}", context, numbers[one.word]) for n, phone in enumerate(one.phones)]
    units.append((EDGE, "x_x", end, -1))
    names = ["x", "x", *(unit[0] for unit in units), "x", "x"]
    return [
        Label(text="{}^{}-{}+{}={}".format(*names[at : at + 5]) + f"@{place}{context}", phone=phone, word=word)
        for at, (phone, place, context, word) in enumerate(units)
    ]
