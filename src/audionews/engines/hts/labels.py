"""Full-context labels of the voice "ziad", one a phone, in the layout HTS_TTS_ENG.

The layout is the HTS working group's "An example of context-dependent label format for HMM-based speech synthesis in
English". The voice was trained on labels of a Festival front end: its syllables, its constant stress and accent (0) and
its one part of speech ("content") are odd, and kept, because the trees of the voice ask for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.tables import VOWELS
from audionews.engines.toolkit.utterance import EDGE, Utterance, beside, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.phonemes.line import Phrase


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


def _total(whole: Utterance) -> str:
    """Return the end of every label: the whole in syllables, words and phrases."""
    return f"/J:{len(whole.syllables)}+{len(whole.words)}-1"


def _content(size: int) -> str:
    return f"content_{size}" if size else "0_0"


def _spoken(whole: Utterance, at: int) -> str:
    """Return the label from /A: on for the phones of the syllable at this index."""
    one = whole.syllables[at]
    before, after = beside(at, whole.sizes)
    last, following = beside(one.word, whole.words)
    vowel = next((phone for phone in one.phones if phone in VOWELS), "novowel")
    size, left, right = whole.words[one.word], one.word, len(whole.words) - 1 - one.word
    return (
        f"/A:0_0_{before}/B:0-0-{len(one.phones)}@{one.in_word}-{size + 1 - one.in_word}"
        f"&{one.in_phrase}-{len(whole.syllables) + 1 - one.in_phrase}#1-1$1-1!0-0;0-0|{vowel}/C:0+0+{after}"
        f"/D:{_content(last)}/E:content+{size}@{left + 1}+{right + 1}&{left}+{right}#{int(left > 0)}+{int(right > 0)}"
        f"/F:{_content(following)}/G:0_0/H:{len(whole.syllables)}={len(whole.words)}@1=1|NONE/I:0=0{_total(whole)}"
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


def _edges(whole: Utterance) -> tuple[str, str]:
    """Return the labels from /A: on for the pauses at the beginning and at the end."""
    sizes, words, count, total = whole.sizes, whole.words, len(whole.sizes), _total(whole)
    begin = _silence(0, sizes[0], 0, words[0], f"/G:0_0/H:x=x@1=1|0/I:{count}={len(words)}{total}")
    end = _silence(sizes[-1], 0, words[-1], 0, f"/G:{count}_{len(words)}/H:x=x@1=1|0/I:0=0{total}")
    return begin, end


def labels(phrases: Sequence[Phrase]) -> list[Label]:
    """Return the labels of an utterance: a pause before, between and after its phrases.

    To the voice, the phrases are one, and the pause between two of them a word: so it was taught.

    Args:
        phrases: At least one.
    """
    whole = measure(phrases)
    begin, end = _edges(whole)
    units = [(EDGE, "x_x", begin, -1)]  # phone, place in the syllable, context, word
    for at, one in enumerate(whole.syllables):
        context, size = _spoken(whole, at), len(one.phones)
        units += [
            (phone, f"{n + 1}_{size - n}", context, whole.numbers[one.word]) for n, phone in enumerate(one.phones)
        ]
    units.append((EDGE, "x_x", end, -1))
    names = ["x", "x", *(unit[0] for unit in units), "x", "x"]
    return [
        Label(text="{}^{}-{}+{}={}".format(*names[at : at + 5]) + f"@{place}{context}", phone=phone, word=word)
        for at, (phone, place, context, word) in enumerate(units)
    ]
