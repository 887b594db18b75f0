"""From written Arabic words to letters with their marks, ready to be read letter by letter.

The article's lam and hamzat al-wasl are resolved, silent letters are gone, and long vowels that are not written are
there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from audionews.arabic.letters import (
    DAGGER_ALIF,
    DAMMA,
    DAMMATAN,
    FATHA,
    FATHATAN,
    KASRA,
    KASRATAN,
    SHADDA,
    SUKUN,
    SUN,
    strip_marks,
)
from audionews.arabic.phonemes.tables import (
    ALIFS,
    CONSONANTS,
    GOD,
    PREFIXES,
    SILENT,
    UNWRITTEN,
)
from audionews.arabic.word_lists import shipped_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

_VOWEL = {FATHA: "a", DAMMA: "u", KASRA: "i", FATHATAN: "a", DAMMATAN: "u", KASRATAN: "i", SUKUN: ""}
_RELATIVE = re.compile("(?<=..)(ي)(ة|ات)$")
_IBN = frozenset({"بن", "بنة"})  # without their alif; other words that begin without a vowel are foreign: بْلَاك
_TANWIN = frozenset({FATHATAN, DAMMATAN, KASRATAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A base letter and its marks.

    Attributes:
        char: The letter.
        vowel: "a", "i" or "u"; "" is a sukun; None is not marked.
        double: It has a shadda.
        tanwin: An n follows the vowel.
        long: The vowel is long though no letter says so.
    """

    char: str
    vowel: str | None = None
    double: bool = False
    tanwin: bool = False
    long: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A word ready to be read.

    Attributes:
        letters: Its letters without prefix and hamzat al-wasl.
        bare: The bare letters as written.
        prefix: Letters before an article or wasl within the word (وَ in وَالشَّمْس).
        wasl: The vowel that hamzat al-wasl has after a pause, or "" where the word does not begin with one.
        article: The wasl belongs to the article.
        marked: At least one vowel mark is written.
    """

    letters: tuple[Letter, ...]
    bare: str
    prefix: tuple[Letter, ...] = ()
    wasl: str = ""
    article: bool = False
    marked: bool = False


def parse(word: str) -> tuple[Letter, ...]:
    """Return the letters of a word with their marks; what is neither is left out."""
    found: list[Letter] = []
    for char in word:
        if char in CONSONANTS or char in ALIFS:
            found.append(Letter(char=char))
        elif found and char in _VOWEL:
            found[-1] = replace(found[-1], vowel=_VOWEL[char], tanwin=char in _TANWIN)
        elif found and char == SHADDA:
            found[-1] = replace(found[-1], double=True)
        elif found and char == DAGGER_ALIF and found[-1].char not in "اى":
            found[-1] = replace(found[-1], vowel="a", long=True)
    return tuple(found)


@cache
def _unmarked() -> dict[str, str]:
    """Return how frequent words are spelled with marks that have none."""
    return shipped_lists().mapping("unmarked_words")


@cache
def _radical_lam() -> tuple[str, ...]:
    """Return words that begin with hamzat al-wasl and a lam of their own."""
    return shipped_lists().of_kind("radical_lam_words")


def _marked(word: str, bare: str) -> str:
    """Return the spelling with marks of a frequent word or ending that has none.

    >>> _marked("ومن", "ومن"), _marked("قومية", "قومية")
    ('وَمِن', 'قومِيَّة')
    """
    if strip_marks(word) != word:
        return word
    readings = _unmarked()
    if bare[:1] in {"و", "ف"} and bare[1:] in readings and bare not in readings:
        return bare[0] + FATHA + readings[bare[1:]]
    return readings.get(bare) or _RELATIVE.sub(rf"{KASRA}\1{SHADDA}{FATHA}\2", bare)


def _lengthen(letters: tuple[Letter, ...], bare: str) -> list[Letter]:
    """Return the letters with the long vowels that are not written, and God's name as it is spoken."""
    result = list(letters)
    for vowel, pattern in UNWRITTEN:
        if match := re.fullmatch(pattern, bare):
            for group in range(1, match.re.groups + 1):
                index = match.start(group)
                result[index] = replace(result[index], vowel=vowel, long=True)
    if match := re.fullmatch(GOD, bare):
        index = match.start(1)
        result[index] = replace(result[index], vowel="a", double=True, long=True)
        if "ا" not in bare:
            result[index - 1] = replace(result[index - 1], vowel="i")  # لِلَّهِ
    return result


def _silence(letters: list[Letter], bare: str) -> list[Letter]:
    """Return the letters without those that are not spoken."""
    for vowel, pattern in SILENT:
        if match := re.fullmatch(pattern, bare):
            at = match.start(1)
            silent, before = letters[at], letters[at - 1]
            before = replace(before, vowel=vowel or silent.vowel or before.vowel, tanwin=silent.tanwin or before.tanwin)
            return [*letters[: at - 1], before, *letters[at + 1 :]]
    return letters


def _is_article(letters: list[Letter], at: int, bare: str) -> bool:
    """Return whether the alif at this index begins the article."""
    if len(letters) < at + 4 or letters[at + 1].char != "ل":
        return False
    lam, after = letters[at + 1], letters[at + 2]
    if lam.double or lam.vowel is None:
        return not bare[at:].startswith(_radical_lam())
    if lam.vowel == "":
        return after.char not in SUN or after.double
    return lam.vowel == "i" and after.char in ALIFS


def _without_article(rest: list[Letter]) -> tuple[Letter, ...]:
    """Return what is left of the article's lam and its word: الشَّمْس is شَّمْس, الْاِسْم is لِسْم."""
    lam, after = rest[0], rest[1]
    if lam.double:  # الَّذِي: the lam of the article and that of the word are one
        return tuple(rest)
    if after.char in SUN:
        return (replace(after, double=True), *rest[2:])
    if after.char in ALIFS:
        return (replace(lam, vowel=after.vowel or "i"), *rest[2:])
    return (replace(lam, vowel=""), *rest[1:])


def _wasl_follows(letters: list[Letter], at: int) -> bool:
    """Return whether the alif at this index, after prefixes, is a hamzat al-wasl: وَاسْتَقْبَلَ, وَاتَّفَقَ, بِاجْتِماع."""
    before, after = letters[at - 1], letters[at + 1 :]
    if before.vowel in {"i", "u"} or (after and after[0].vowel == ""):
        return True
    if len(after) < 3:
        return False
    if after[0].double:
        return after[0].char in "تطدذظ"
    return len(after) > 3 and after[0].vowel is None and after[1].char == "ت" and after[1].vowel is None


def _prefixes(letters: list[Letter]) -> int:
    """Return how many one-letter words stand before an alif at the beginning of the word, or 0."""
    for count in (1, 2):
        if len(letters) > count + 1 and letters[count].char in ALIFS:
            are_prefixes = all(
                one.char in PREFIXES and one.vowel in {None, PREFIXES[one.char]} and not one.double
                for one in letters[:count]
            )
            return count if are_prefixes and (count == 1 or letters[0].char in "وف") else 0
    return 0


def _opening(letters: list[Letter]) -> str:
    """Return the vowel of hamzat al-wasl: the one written, else u before a third letter with u, else i."""
    if letters[0].vowel:
        return letters[0].vowel
    return "u" if len(letters) > 3 and letters[2].vowel == "u" else "i"


def _lil(letters: list[Letter], bare: str) -> Spelling | None:
    """Return the spelling of a word with لِلْ, where the article has lost its alif: لِلْبَيْت, لِلنَّاس, وَلِلِاسْم."""
    first = 1 if bare[:1] in {"و", "ف"} else 0
    if not bare.startswith("لل", first) or len(letters) < first + 4 or letters[first].vowel not in {None, "i"}:
        return None
    lam, after = letters[first + 1], letters[first + 2]
    if (
        lam.double
        or (lam.vowel and after.char not in ALIFS)
        or (lam.vowel == "" and after.char in SUN and not after.double)
    ):
        return None
    prefix = _voiced(letters[: first + 1])
    rest = _without_article(letters[first + 1 :])
    return Spelling(prefix=prefix, letters=rest, article=True, bare=bare)


def _voiced(prefix: list[Letter]) -> tuple[Letter, ...]:
    return tuple(replace(one, vowel=PREFIXES[one.char]) for one in prefix)


def _begun(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Return the letters after a hamzat al-wasl: the first has no vowel."""
    first = letters[0]
    return (first if first.double else replace(first, vowel=first.vowel or ""), *letters[1:])


def _resolve(letters: list[Letter], bare: str) -> Spelling:
    """Return the spelling with article and wasl resolved."""
    if fused := _lil(letters, bare):
        return fused
    count = _prefixes(letters)
    alif = letters[count].char in ALIFS
    prefix = _voiced(letters[:count])
    if alif and _is_article(letters, count, bare):
        rest = _without_article(letters[count + 1 :])
        return Spelling(prefix=prefix, letters=rest, wasl="" if count else "a", article=True, bare=bare)
    if count and _wasl_follows(letters, count):
        return Spelling(prefix=prefix, letters=_begun(letters[count + 1 :]), bare=bare)
    if len(letters) > 1 and not count and (alif or (letters[0].vowel == "" and bare in _IBN)):
        return Spelling(letters=_begun(letters[alif:]), wasl=_opening(letters), bare=bare)
    return Spelling(letters=tuple(letters), bare=bare)


def spell(word: str) -> Spelling:
    """Return the word ready to be read letter by letter.

    Args:
        word: A written word with at least one Arabic letter.
    """
    bare = "".join(letter.char for letter in parse(word))
    letters = parse(_marked(word, bare))
    spoken = _silence(_lengthen(letters, bare) if len(letters) == len(bare) else list(letters), bare)
    return replace(_resolve(spoken, bare), marked=strip_marks(word) != word)
