"""Reads one spelled word, letter by letter, into phones: its body, and an ending that depends on what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.tables import ALIFS, COLOURED, CONSONANTS, DOUBLED, EMPHATICS, LONG, VOWELS

if TYPE_CHECKING:
    from audionews.arabic.phonemes.spelling import Letter, Spelling


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A word as phones, its end still open.

    Attributes:
        prefix: Phones of the one-letter words before an article or wasl within the word.
        body: The phones up to the last consonant or long vowel.
        vowel: The short vowel at the end, or "".
        nunation: An n follows it.
        feminine: The word ends in ta marbuta, which comes between body and vowel.
        carried: The tanwin stands with an alif, and so is a long a in pause.
        closed: The last consonant has a sukun, written or understood because other marks are written.
        spelling: Where it came from.
    """

    prefix: tuple[str, ...]
    body: tuple[str, ...]
    vowel: str
    nunation: bool
    feminine: bool
    carried: bool
    closed: bool
    spelling: Spelling


def colour(phones: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phones with every vowel before an emphatic coloured: the voice's convention, one word at a time.

    >>> colour(("m", "a", "n", "T", "i", "q", "a"))
    ('m', 'a', 'n', 'T', 'I', 'q', 'a')
    """
    followers = (*phones[1:], "")
    return tuple(
        COLOURED.get(phone, phone) if after in EMPHATICS else phone
        for phone, after in zip(phones, followers, strict=True)
    )


def close(phones: tuple[str, ...]) -> tuple[str, ...]:
    """Return the phones with the i or u of a closed last syllable as the voice names it.

    >>> close(("m", "i", "n"))
    ('m', 'ia', 'n')
    """
    if len(phones) > 1 and phones[-2] in {"i", "u"} and len(DOUBLED.get(phones[-1], "")) > len(phones[-1]):
        return (*phones[:-2], phones[-2] + "a", phones[-1])
    return phones


def _lengthens(letters: tuple[Letter, ...], at: int) -> str:
    """Return the vowel that the letter at this index makes long, or "" where it is a consonant.

    A waw or ya is long after its own vowel or an unmarked letter, unless it has a vowel or an alif, ى or ة follows.
    """
    letter, before = letters[at], letters[at - 1]
    if letter.char in ALIFS:
        return "a"
    if letter.char == "ى" and letter.vowel is None:
        return "i" if before.vowel == "i" else "a"
    kind = {"و": "u", "ي": "i", "ی": "i", "ى": "i"}.get(letter.char, "")
    if not kind or letter.vowel or letter.double or before.vowel not in {None, kind} or before.char in "اٱآى":
        return ""
    silent_alif = kind == "u" and at + 2 == len(letters) and letters[at + 1].char == "ا"
    followed = at + 1 < len(letters) and letters[at + 1].char in "اىةآ" and not silent_alif
    return "" if followed else kind


def _default(letters: tuple[Letter, ...], at: int, before: str) -> str:
    """Return the vowel of an unmarked letter, so that the word can be spoken: no three consonants, none at the start.

    Args:
        letters: The word.
        at: Index of the letter.
        before: The phone before the letter, or "".
    """
    left = len(letters) - at - 1
    if not left or letters[at + 1].char == "آ":
        return ""
    after = letters[at + 1]
    if left <= 2 and after.double and after.char == "ي":
        return "i"  # عربيّ is arabiyy
    if not at and left > 2 and after.char == "ي" and letters[2].char == "ا":
        return "i"  # سياسة is siyaasa
    if after.char == "ة" or before not in VOWELS:
        return "a"
    open_end = left == 1 and not letters[at].double and after.vowel is None
    return ("i" if before == "aa" else "a") if open_end else ""  # كاتب is kaatib, بحث is bahath


def _consonant(letters: tuple[Letter, ...], at: int, before: str) -> list[str]:
    """Return the phones of a consonant and its vowel.

    Args:
        letters: The word.
        at: Index of the letter.
        before: The phone before the letter, or "".
    """
    letter = letters[at]
    phone = CONSONANTS[letter.char]
    phones = [DOUBLED[phone] if letter.double else phone]
    if letter.char == "آ":
        return [*phones, "aa"]
    vowel = letter.vowel
    if vowel is None:
        carried = _lengthens(letters, at + 1) if at + 1 < len(letters) else ""
        vowel = carried or ("i" if letter.char == "إ" else _default(letters, at, before))
    if not vowel:
        return phones
    return [*phones, LONG[vowel] if letter.long else vowel, *(["n"] if letter.tanwin else [])]


def _phones(letters: tuple[Letter, ...]) -> tuple[str, ...]:
    """Return the phones of these letters; a long vowel letter lengthens the vowel before it."""
    phones: list[str] = []
    for at, letter in enumerate(letters):
        vowel = _lengthens(letters, at) if at else ""
        before = phones[-1] if phones else ""
        if letter.char in ALIFS and not at:
            phones += ["ah", "aa"]
        elif not vowel:
            phones += _consonant(letters, at, before)
        elif before == vowel:
            phones[-1] = LONG[vowel]
        elif before not in VOWELS and not (before == "w" and letter.char == "ا" and at + 1 == len(letters)):
            phones.append(LONG[vowel])  # but the alif of دَعَوْا is silent
    return tuple(phones)


def _carried(letters: tuple[Letter, ...]) -> tuple[Letter, ...] | None:
    """Return the letters without the alif or ى that carries a tanwin, or None if there is none: كِتَابًا, مُسْتَوًى."""
    last = letters[-1]
    if len(letters) > 1 and last.char in "اى" and (last.tanwin or letters[-2].tanwin):
        return (*letters[:-2], replace(letters[-2], vowel="a", tanwin=True))
    return letters if last.char == "ء" and last.vowel == "a" and last.tanwin else None


def read(spelling: Spelling) -> Reading:
    """Return the reading of a spelled word."""
    carried = _carried(spelling.letters)
    letters = carried or spelling.letters
    last = letters[-1]
    phones = _phones(letters)
    feminine = last.char == "ة" and len(letters) > 1
    vowel = (last.vowel or "") if last.char in CONSONANTS and not last.long and phones[-1] != "aa" else ""
    vowel = vowel if last.tanwin or phones[-1] == vowel else ""
    tail = len(vowel) + (last.tanwin and vowel != "") + feminine
    return Reading(
        prefix=_phones(spelling.prefix) if spelling.prefix else (),
        body=phones[: len(phones) - tail],
        vowel=vowel,
        nunation=last.tanwin and vowel != "",
        feminine=feminine,
        carried=carried is not None,
        closed=last.vowel == "" or (spelling.marked and not vowel),
        spelling=spelling,
    )
