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
    return {sign.replace("_", " "): make_noun(*forms) for signs, *forms in rows for sign in signs.split()}


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
def thousandths(lists: WordLists) -> dict[str, Noun]:
    """Return the thousandth of a currency or unit by its singular, with its adjective if it has one."""
    return {name: make_noun(*forms) for name, *forms in lists.rows("thousandths")}


def thousandth_of(noun: Noun, lists: WordLists) -> Noun | None:
    """Return the thousandth of a noun: the one that the noun has with its adjective (دينار كويتي), or else without."""
    parts = thousandths(lists)
    return parts.get(f"{noun.singular} {noun.adjective}".rstrip())


@derived
def two_word_nouns(lists: WordLists) -> dict[str, Noun]:
    """Return the currencies and units with an adjective, by noun and adjective as authors write them, folded."""
    found = {}
    for _, singular, plural, adjective, *tail in (*lists.rows("currencies"), *lists.rows("units")):
        if any(tail):
            continue
        noun = make_noun(singular, plural, adjective)
        nouns = (singular, plural, singular + "ا") if adjective else ()
        for form in nouns:
            for ending in ("", "ة", "ا"):
                found[fold(f"{form} {adjective}{ending}")] = noun
    return found


@derived
def counted_nouns(lists: WordLists) -> dict[str, Noun]:
    """Return the nouns that authors write out by their forms, folded."""
    nouns = [make_noun(*forms) for forms in lists.rows("counted_nouns")]
    return {fold(form): noun for noun in nouns for form in (noun.singular, noun.plural, noun.singular + "ا")}


def any_of(signs: Iterable[str]) -> str:
    """Return a regular expression for the signs, longest first."""
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
