"""The gender of counted nouns, and whether a word is one, from its ending and lists of news words.

A plural has the gender of its singular here, because that is what a number agrees with: ثلاث سنوات, ثلاثة دولارات.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.word_lists import WordLists, derived

_VERBAL = re.compile(r"(?:ا\w+ا\w|ت\w{2}ي\w|ت\w{3}|ت\wا\w\w)ات")  # انفجارات: a verbal noun, masculine
_AFILA = re.compile(r"أ\w{2}[^ي]ة")  # أجهزة، أنظمة: a plural of masculine singulars
_FAILA = re.compile(r"\w\wائ\w")  # دقائق، وثائق، رسائل: the plural of فعيلة


class _Words(NamedTuple):
    """Words by what their looks do not show, folded."""

    feminine: frozenset[str]
    feminine_singular: frozenset[str]
    masculine: frozenset[str]
    counted: frozenset[str]
    not_counted: frozenset[str]


@derived
def _words(lists: WordLists) -> _Words:
    def listed(kinds: dict[str, str], *wanted: str) -> frozenset[str]:
        return frozenset(word for word, kind in kinds.items() if kind in wanted)

    nouns, after = lists.kinds("nouns"), lists.kinds("after_numbers")
    return _Words(
        feminine=listed(nouns, "feminine", "feminine-singular"),
        feminine_singular=listed(nouns, "feminine-singular"),
        masculine=listed(nouns, "masculine"),
        counted=listed(after, "counted"),
        not_counted=listed(after, "other"),
    )


def gender_of(word: str, lists: WordLists | None = None) -> Gender:
    """Return the gender that a number before the word agrees with: that of the word's singular.

    >>> [gender_of(word).value[0] for word in ("سنوات", "دول", "دولارات", "أشخاص", "جثة", "إجراءات", "قادة")]
    ['f', 'f', 'm', 'm', 'f', 'm', 'm']
    """
    words = _words(lists)
    folded = fold(word)
    bare = folded[2:] if word.startswith("ال") else folded
    if bare in words.feminine or folded in words.feminine or bare.removesuffix("ا") in words.feminine_singular:
        return Gender.FEMININE
    if bare in words.masculine:
        return Gender.MASCULINE
    if bare.endswith("ات"):
        return Gender.MASCULINE if _VERBAL.fullmatch(bare) else Gender.FEMININE
    plain = strip_marks(word)
    if (plain.endswith("ة") and not _AFILA.fullmatch(plain)) or _FAILA.fullmatch(bare):
        return Gender.FEMININE
    return Gender.MASCULINE


def is_counted(word: str, lists: WordLists | None = None) -> bool:
    """Return whether a word after a number looks like the noun that it counts.

    >>> [is_counted(word) for word in ("شخصاً", "وحدة", "والجيش", "من", "يشاركون", "الماضية", "يوماً")]
    [True, True, False, False, False, False, True]
    """
    words = _words(lists)
    folded = fold(word)
    if len(folded) < 2 or folded in words.not_counted or strip_marks(word).startswith(("ال", "لل")):
        return False
    if folded.startswith("و"):
        return folded.removesuffix("ا") in words.counted
    return not folded.startswith("ي") or folded in words.counted
