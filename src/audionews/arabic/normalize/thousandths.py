"""Amounts with three decimals of a noun that the author wrote out: fils, baisas, grams, or thousands after all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, Verbalized
from audionews.arabic.normalize.dinar import part_of_dinar, with_decimals
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.nouns import (
    counted_nouns,
    currencies,
    hundredths,
    thousandth_of,
    thousandths,
    two_word_nouns,
)
from audionews.arabic.numbers.counted_noun import counted, counted_in_parts
from audionews.arabic.numbers.decimal import decimal
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext
    from audionews.arabic.numbers.counted_noun import Noun

_DINAR = "دينار"
_TWO_WORDS = re.compile(rf" ?(?P<noun>[{ARABIC}{MARK}]+)(?: (?P<adjective>[{ARABIC}{MARK}]+))?")


@derived
def _coins(lists: WordLists) -> frozenset[str]:
    """Return the words for coins, folded: of them there are decimals, and no thousands are written with a point."""
    money = {noun.singular for noun in currencies(lists).values()}
    parts = (part for name, part in thousandths(lists).items() if name.split()[0] in money)
    nouns = (*parts, *hundredths(lists).values())
    return frozenset(fold(form) for noun in nouns for form in (noun.singular, noun.singular + "ا", noun.plural))


def _noun_at(context: NumberContext, at: int) -> tuple[int, Noun] | None:
    """Return where the noun at ``at`` ends, with the adjective of a currency, and the noun."""
    found = _TWO_WORDS.match(context.text, at)
    if found is None:
        return None
    noun = two_word_nouns(context.lists).get(fold(f"{found['noun']} {found['adjective']}"))
    if noun:
        return found.end(), noun
    noun = counted_nouns(context.lists).get(fold(found["noun"]))
    return (found.end("noun"), noun) if noun else None


def _dinars(context: NumberContext, number: Number) -> Verbalized | None:
    """Return dinars without the name of their country, with three figures behind a point or comma, in words."""
    number, comma = with_decimals(context, number)
    found = _noun_at(context, number.end)
    if len(number.decimals) != 3 or found is None or found[1].singular != _DINAR or found[1].adjective:
        return None
    end, noun = found
    part, case = part_of_dinar(context, number, end, comma=comma), case_at(context)
    if part:
        return Verbalized(end, counted_in_parts(number.whole, noun, int(number.decimals), part, case))
    return Verbalized(end, counted(int(f"{number.whole}{number.decimals}"), noun, case))


def speak_thousandths(context: NumberContext) -> Verbalized | None:
    """Say an amount with three decimals as two amounts, if its noun has thousandths.

    >>> speak_text("بسعر 53.525 دينار كويتي"), speak_text("طوله 42.195 كيلومتر")
    ('بسعر ثلاثة وخمسين ديناراً كويتياً وخمسمئة وخمسة وعشرين فلساً', 'طوله اثنان وأربعون كيلومتراً ومئة وخمسة وتسعون متراً')
    >>> speak_text("سعر السهم 12.750 فلساً"), speak_text("نحو 12.750 ديناراً"), speak_text("نحو 0.750 دينار")
    ('سعر السهم اثنا عشر فاصلة سبعمئة وخمسون فلساً', 'نحو اثني عشر ألفاً وسبعمئة وخمسين ديناراً', 'نحو سبعمئة وخمسين فلساً')
    """
    number = context.number
    dinars = _dinars(context, number) if number else None
    if number is None or dinars or len(number.decimals) != 3:
        return dinars
    case = case_at(context)
    if fold(context.next_word(number.end)) in _coins(context.lists):
        return Verbalized(number.end, decimal(number.whole, number.decimals, case))
    found = _noun_at(context, number.end)
    if found is None:
        return None
    end, noun = found
    part = thousandth_of(noun, context.lists)
    is_unit = part is not None and not noun.adjective
    if part is None or not number.part or (is_unit and len(number.part) == 1):  # 2.500 كيلومتر are thousands or a half
        return None
    return Verbalized(end, counted_in_parts(number.whole, noun, int(number.decimals), part, case))
