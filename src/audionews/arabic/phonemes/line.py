"""Diacritized Arabic to phones, as a newsreader says it: words run together, and phrases end in pausal forms.

Each step is a table or a rule with an example: ``spelling`` resolves the spelling of a word, ``word`` reads its letters
one by one, and this module joins words. Unmarked letters get the vowels that make the word speakable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from audionews.arabic.letters import MARK_CHARS, TATWEEL
from audionews.arabic.phonemes.spelling import spell
from audionews.arabic.phonemes.tables import ABD_NAME, ALIFS, BREAKS, CONSONANTS, SHORTENED, VOWELS
from audionews.arabic.phonemes.word import Reading, close, colour, read

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = "".join(sorted({*CONSONANTS, *ALIFS}))
_MARKED = f"[{MARK_CHARS}{TATWEEL}\u0610-\u061a\u0653-\u065f\u06d6-\u06ed]*"
_TOKEN = re.compile(
    f"(?P<word>[{_LETTERS}](?:[{_LETTERS}]|{_MARKED[:-1]})*)|(?P<mark>[{re.escape(''.join(sorted(BREAKS)))}])"
)
_ABD_NAME = re.compile("".join(char + _MARKED if char in CONSONANTS or char in ALIFS else char for char in ABD_NAME))


class Ending(IntEnum):
    """How a phrase ends; the larger one wins where several marks stand together, as in ")؟"."""

    CONTINUATION = 0
    STATEMENT = 1
    EXCLAMATION = 2
    QUESTION = 3


_ENDINGS = dict.fromkeys(BREAKS, Ending.CONTINUATION) | {
    ".": Ending.STATEMENT, "…": Ending.STATEMENT, "\n": Ending.STATEMENT, "": Ending.STATEMENT,
    "!": Ending.EXCLAMATION, "؟": Ending.QUESTION, "?": Ending.QUESTION,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenWord:
    """A word and its phones.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset after its last character.
        phones: Names of the voice's phones, never empty.
    """

    start: int
    end: int
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The words between two pauses.

    Attributes:
        words: Never empty.
        mark: The punctuation that ends it, or "" at the end of the text.
    """

    words: tuple[SpokenWord, ...]
    mark: str = ""

    @property
    def ending(self) -> Ending:
        """How it ends, for the tune of a voice."""
        return _ENDINGS[self.mark]


def _full(reading: Reading) -> tuple[str, ...]:
    """Return the body of a word with its ending, spoken on its own."""
    feminine = ("t",) if reading.feminine and reading.vowel else ()
    return (*reading.body, *feminine, *(reading.vowel and (reading.vowel,)), *(("n",) if reading.nunation else ()))


def _pausal(reading: Reading) -> tuple[str, ...]:
    """Return the body of a word before a pause: its last short vowel and tanwin fall, ة is a, اً is aa."""
    body = reading.body
    if reading.carried:
        return (*body, "aa")
    if not VOWELS & set(body):  # وَ keeps what makes it a syllable
        return _full(reading)
    if reading.vowel and body[-2:] in {("u", "w"), ("i", "y")}:  # هُوَ, هِيَ
        return (*body[:-2], {"w": "uu", "y": "ii"}[body[-1]])
    return body


def _helping_vowel(reading: Reading, after: Reading) -> str:
    """Return the vowel between a closed word and a wasl: مِنَ الْبَيْت, هُمُ الَّذِينَ, دَعَوُا النَّاس, else i: عَنِ الْبَيْت."""
    bare = reading.spelling.bare
    if bare in {"من", "ومن", "فمن"} and after.spelling.article and reading.body[-2:] == ("i", "n"):
        return "a"
    if len(bare) > 1 and reading.body[-2:] in {("u", "m"), ("i", "m")} and bare[-2] in "هكت":
        return "u"
    return "u" if reading.body[-2:] == ("a", "w") and bare not in {"أو", "لو", "ولو", "او"} else "i"


def _joined(reading: Reading, after: Reading) -> tuple[str, ...]:
    """Return the body of a word as it runs into a wasl: long vowels are cut short, closed words get a helping vowel."""
    if reading.nunation:
        full = _full(reading)
        return full[:-1] if after.spelling.bare.startswith("بن") else (*full, "i")  # مُحَمَّدُ بْنُ, مُحَمَّدُنِ الْأَوَّل
    if reading.vowel:
        return _full(reading)
    if reading.feminine:
        return (*reading.body, "t")  # وزارة الخارجية without marks
    if reading.body[-1] in SHORTENED:
        return (*reading.body[:-1], SHORTENED[reading.body[-1]])
    return (*reading.body, _helping_vowel(reading, after)) if reading.closed else reading.body


def _opened(reading: Reading, before: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return how a word begins: hamzat al-wasl is heard after a pause only, and is a bare vowel after an unmarked end.

    Args:
        reading: The word.
        before: The phones of the word before it in the phrase, or None after a pause.
    """
    wasl = reading.spelling.wasl
    if not wasl or (before and before[-1] in VOWELS):
        return ()
    return ("ah", wasl) if before is None else (wasl,)


def _finished(opening: tuple[str, ...], reading: Reading, body: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phones of a word in the voice's own names. The article's vowel takes no colour from a sun letter."""
    start = (*opening, *reading.prefix)
    if reading.spelling.article or not start:
        return (*start, *colour(close(body)))
    return colour(close((*start, *body)))


def _speak(readings: list[Reading], *, pausal: bool) -> list[tuple[str, ...]]:
    """Return the phones of the words of one phrase."""
    spoken: list[tuple[str, ...]] = []
    for reading, after in zip(readings, [*readings[1:], None], strict=True):
        opening = _opened(reading, spoken[-1] if spoken else None)
        if after is None:
            body = _pausal(reading) if pausal else _full(reading)
        else:
            body = _joined(reading, after) if after.spelling.wasl else _full(reading)
        spoken.append(_finished(opening, reading, body))
    return spoken


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, "") for each word and (start, end, mark) for each mark that makes a pause."""
    for token in _TOKEN.finditer(text):
        if token["mark"]:
            yield (*token.span(), token["mark"])
            continue
        parts = _ABD_NAME.fullmatch(token[0])
        middle = token.start() + len(parts[1]) if parts else token.start()
        if parts:
            yield token.start(), middle, ""
        yield middle, token.end(), ""


def _phrase(text: str, spans: list[tuple[int, int]], mark: str, *, pausal: bool) -> Phrase:
    spoken = _speak([read(spell(text[start:end])) for start, end in spans], pausal=pausal)
    words = (
        SpokenWord(start=start, end=end, phones=phones) for (start, end), phones in zip(spans, spoken, strict=True)
    )
    return Phrase(words=tuple(words), mark=mark)


def phonemes(text: str, *, pausal: bool = True) -> tuple[Phrase, ...]:
    """Return the phrases of a text, their words and phones.

    Args:
        text: Arabic in NFC, diacritized or not. Anything but letters, marks and pausing punctuation is skipped.
        pausal: The last word of a phrase is said in its pausal form.

    >>> [word.phones for word in phonemes("مِنَ الْبَيْتِ")[0].words]
    [('m', 'i', 'n', 'a'), ('l', 'b', 'a', 'y', 't')]
    """
    phrases: list[Phrase] = []
    spans: list[tuple[int, int]] = []
    for start, end, mark in [*_spans(text), (len(text), len(text), "\n")]:
        if not mark:
            spans.append((start, end))
        elif spans:
            phrases.append(_phrase(text, spans, mark.strip(), pausal=pausal))
            spans = []
        elif phrases and mark.strip() and _ENDINGS[mark] > phrases[-1].ending:
            phrases[-1] = replace(phrases[-1], mark=mark)
    return tuple(phrases)


def phoneme_line(text: str, *, pausal: bool = True) -> str:
    """Return the phones in one line: blanks between phones, "|" between words, the mark or "," between phrases.

    >>> phoneme_line("نَعَمْ، هَذَا بَيْتٌ")
    'n a E a m ، h aa th aa | b a y t'
    """
    phrases = phonemes(text, pausal=pausal)
    parts = [
        " | ".join(" ".join(word.phones) for word in phrase.words) + f" {phrase.mark}".rstrip() for phrase in phrases
    ]
    return " ".join(parts)
