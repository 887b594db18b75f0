"""The nouns of the word lists: currencies and units by their signs, and the nouns that authors write out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.counted_noun import Noun
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.arabic.word_lists import Row


def make_noun(singular: str, plural: str = "", adjective: str = "", tail: str = "") -> Noun:
    """Return a noun; one without a plural never changes, one in ة is feminine."""
    gender = Gender.FEMININE if singular.endswith("ة") else Gender.MASCULINE
    return Noun(
        singular=singular,
        plural=plural or singular,
        gender=gender,
        adjective=adjective,
        tail=tail,
        frozen=not plural,
    )


def _by_sign(rows: Iterable[Row]) -> dict[str, Noun]:
    return {sign: make_noun(*forms) for signs, *forms in rows for sign in signs.split()}


@derived
def currencies(lists: WordLists) -> dict[str, Noun]:
    """Return the currency of each sign."""
    return _by_sign(lists.rows("currencies"))


@derived
def units(lists: WordLists) -> dict[str, Noun]:
    """Return the unit of each sign."""
    return _by_sign(lists.rows("units"))


@derived
def hundredths(lists: WordLists) -> dict[str, Noun]:
    """Return the hundredth of a currency by the currency's singular."""
    return {currency: make_noun(*forms) for currency, *forms in lists.rows("hundredths")}


@derived
def counted_nouns(lists: WordLists) -> dict[str, Noun]:
    """Return the nouns that authors write out by their forms, folded."""
    nouns = [make_noun(*forms) for forms in lists.rows("counted_nouns")]
    return {fold(form): noun for noun in nouns for form in (noun.singular, noun.plural, noun.singular + "ا")}


def any_of(signs: Iterable[str]) -> str:
    """Return a regular expression for the signs, longest first."""
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
