"""Definite nouns before a number: whether a word is one, its gender, and the case of the phrase that it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import strip_marks
from audionews.arabic.normalize.grammatical_case import case_after
from audionews.arabic.normalize.verbs import is_one_of, verbs_of
from audionews.arabic.numbers.cardinal import Case
from audionews.arabic.numbers.gender import gender_of

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext
    from audionews.arabic.numbers.cardinal import Gender
    from audionews.arabic.word_lists import WordLists

_DEFINITE = re.compile(r"(?:[وفبك]*ال|لل|ولل)\w+")
_OWNED = re.compile(r"(\w{2,})(?:ه|ها|هم|هن|نا)")


def is_definite(word: str) -> bool:
    """Return whether a word has the article or a pronoun."""
    plain = strip_marks(word)
    return bool(_DEFINITE.fullmatch(plain)) or (bool(_OWNED.fullmatch(plain)) and not plain.endswith("ة"))


def definite_gender(word: str, lists: WordLists) -> Gender:
    """Return the gender of a definite word; the ت of دورته is a ة, the ا of ذكراها a ى."""
    plain = strip_marks(word)
    owned = _OWNED.fullmatch(plain)
    if owned and not _DEFINITE.fullmatch(plain):
        return gender_of(re.sub("ت$", "ة", re.sub("ا$", "ى", owned[1])), lists)
    return gender_of(re.sub("^[وفبك]*ال|^و?لل", "", plain), lists)


def is_feminine_verb(word: str, lists: WordLists) -> bool:
    """Return whether the word looks like a verb whose subject follows: انطلقت."""
    plain = strip_marks(word)
    if not plain.endswith("ت") or plain.endswith("ات"):
        return False
    return not is_one_of(plain, verbs_of(lists).object)


def phrase_case(context: NumberContext) -> Case:
    """Return the case of the definite phrase that the number ends: what stands before the phrase decides."""
    if context.prefix not in {"", "ال", "وال"}:
        return Case.GENITIVE
    return phrase_case_after(context.before, context.lists)


def phrase_case_after(words: tuple[str, ...], lists: WordLists) -> Case:
    """Return the case of the definite phrase that ends these words."""
    while words and is_definite(words[-1]):
        if re.match("[وف]?(?:لل|[بك]ال)", words[-1]):
            return Case.GENITIVE
        words = words[:-1]
    if words and is_feminine_verb(words[-1], lists):
        return Case.NOMINATIVE
    return case_after(words, lists)
