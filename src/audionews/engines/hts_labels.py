"""Full-context labels of the voice "ziad", one a phone, in the layout HTS_TTS_ENG.

The layout is the HTS working group's "An example of context-dependent label format for HMM-based speech synthesis in
English". The voice was trained on labels of a Festival front end: its syllables, its constant stress and accent (0) and
its one part of speech ("content") are odd, and kept, because the trees of the voice ask for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.text.phoneme_tables import VOWELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.text.phonemes import Phrase

PAUSE = "pau"
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
    """A syllable and its places, counted from 1 and, as ``back``, from the end."""

    phones: tuple[str, ...]
    in_word: int
    in_word_back: int
    in_phrase: int
    in_phrase_back: int
    word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word: how many syllables it has, its place in its phrase, and the phrase."""

    size: int
    place: int
    back: int
    phrase: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Utterance:
    """All words and syllables, and the phrases as (syllables, words)."""

    syllables: tuple[_Syllable, ...]
    words: tuple[_Word, ...]
    phrases: tuple[tuple[int, int], ...]


def _measure(phrases: Sequence[Phrase]) -> _Utterance:
    """Return the counts that labels are made of."""
    found: list[_Syllable] = []
    words: list[_Word] = []
    sizes: list[tuple[int, int]] = []
    for number, phrase in enumerate(phrases):
        cut = [syllables(word.phones) for word in phrase.words]
        total, so_far = sum(map(len, cut)), 0
        for place, parts in enumerate(cut, 1):
            for at, phones in enumerate(parts, 1):
                so_far += 1
                places = {"in_word": at, "in_word_back": len(parts) + 1 - at, "in_phrase": so_far}
                found.append(_Syllable(phones=phones, **places, in_phrase_back=total + 1 - so_far, word=len(words)))
            words.append(_Word(size=len(parts), place=place, back=len(cut) + 1 - place, phrase=number))
        sizes.append((total, len(cut)))
    return _Utterance(syllables=tuple(found), words=tuple(words), phrases=tuple(sizes))


def _neighbours(before: int, after: int, sizes: Sequence[int]) -> tuple[int, int]:
    """Return the sizes at these indices, 0 beyond the ends."""
    return (sizes[before] if before >= 0 else 0, sizes[after] if after < len(sizes) else 0)


def _content(size: int) -> str:
    return f"content_{size}" if size else "0_0"


def _spoken(spoken: _Utterance, at: int) -> str:
    """Return the label from /A: on for the phones of the syllable at this index."""
    one = spoken.syllables[at]
    before, after = _neighbours(at - 1, at + 1, [len(other.phones) for other in spoken.syllables])
    word = spoken.words[one.word]
    last, following = _neighbours(one.word - 1, one.word + 1, [other.size for other in spoken.words])
    vowel = next((phone for phone in one.phones if phone in VOWELS), "novowel")
    size, words = spoken.phrases[word.phrase]
    past, future = _around(spoken, word.phrase - 1, word.phrase + 1)
    return (
        f"/A:0_0_{before}/B:0-0-{len(one.phones)}@{one.in_word}-{one.in_word_back}&{one.in_phrase}-{one.in_phrase_back}"
        f"#1-1$1-1!0-0;0-0|{vowel}/C:0+0+{after}/D:{_content(last)}"
        f"/E:content+{word.size}@{word.place}+{word.back}&{word.place - 1}+{word.back - 1}"
        f"#{int(word.place > 1)}+{int(word.back > 1)}/F:{_content(following)}/G:{past[0]}_{past[1]}"
        f"/H:{size}={words}@{word.phrase + 1}={len(spoken.phrases)}|NONE/I:{future[0]}={future[1]}{_total(spoken)}"
    )


def _around(spoken: _Utterance, before: int, after: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the sizes of the phrases at these indices, (0, 0) beyond the ends."""
    phrases = spoken.phrases
    return (phrases[before] if before >= 0 else (0, 0), phrases[after] if after < len(phrases) else (0, 0))


def _total(spoken: _Utterance) -> str:
    return f"/J:{len(spoken.syllables)}+{len(spoken.words)}-{len(spoken.phrases)}"


def _silent(spoken: _Utterance, phrase: int) -> str:
    """Return the label from /A: on for the pause before the phrase at this index, or after the last one."""
    at = sum(size for size, _ in spoken.phrases[:phrase])
    word = sum(words for _, words in spoken.phrases[:phrase])
    before, after = _neighbours(at - 1, at, [len(one.phones) for one in spoken.syllables])
    last, following = _neighbours(word - 1, word, [one.size for one in spoken.words])
    past, future = _around(spoken, phrase - 1, phrase)
    return (
        f"/A:0_0_{before}/B:x-x-x@x-x&x-x#x-x$x-x!x-x;x-x|x/C:0+0+{after}/D:{_content(last)}/E:x+x@x+x&x+x#x+x"
        f"/F:{_content(following)}/G:{past[0]}_{past[1]}/H:x=x@{max(1, phrase)}={len(spoken.phrases)}|0"
        f"/I:{future[0]}={future[1]}{_total(spoken)}"
    )


def labels(phrases: Sequence[Phrase]) -> list[Label]:
    """Return the labels of an utterance: a pause before, between and after its phrases.

    Args:
        phrases: At least one.
    """
    spoken = _measure(phrases)
    units: list[tuple[str, str, str, int]] = []  # phone, place in the syllable, context, word
    phrase = -1
    for at, one in enumerate(spoken.syllables):
        if spoken.words[one.word].phrase > phrase:
            phrase += 1
            units.append((PAUSE, "x_x", _silent(spoken, phrase), -1))
        context = _spoken(spoken, at)
        size = len(one.phones)
        units += [(phone, f"{place + 1}_{size - place}", context, one.word) for place, phone in enumerate(one.phones)]
    units.append((PAUSE, "x_x", _silent(spoken, len(spoken.phrases)), -1))
    names = ["x", "x", *(unit[0] for unit in units), "x", "x"]
    return [
        Label(text="{}^{}-{}+{}={}".format(*names[at : at + 5]) + f"@{place}{context}", phone=phone, word=word)
        for at, (phone, place, context, word) in enumerate(units)
    ]
