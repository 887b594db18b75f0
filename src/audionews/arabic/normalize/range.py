"""Ranges: two numbers with a dash between them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.normalize.amount import AMOUNT_RULES
from audionews.arabic.normalize.cardinal import counted_gender, speak_cardinal
from audionews.arabic.normalize.context import Verbalized, read_number
from audionews.arabic.normalize.fraction import speak_fraction, speak_fraction_character
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.measure import unit_at
from audionews.arabic.normalize.money import currency_at
from audionews.arabic.normalize.nouns import units
from audionews.arabic.normalize.power import speak_power
from audionews.arabic.normalize.scale import quantity
from audionews.arabic.numbers.cardinal import Case, cardinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext
    from audionews.arabic.numbers.cardinal import Gender

DASH = re.compile(r" ?[-–—~] ?(?=\d)")
_PERCENT_DASH = re.compile(r" ?% ?[-–—] ?(?=\d)")
_SECOND_RULES = (speak_power, *AMOUNT_RULES, speak_fraction_character, speak_fraction, speak_cardinal)


def second_number(context: NumberContext, first: Number, dash: re.Pattern[str]) -> tuple[Number, int] | None:
    """Return the number behind the dash and where it begins; None if there is none, or more than one."""
    found = dash.match(context.text, first.end)
    second = read_number(context.text, found.end()) if found else None
    if found is None or second is None or dash.match(context.text, second.end):
        return None
    return second, found.end()


def side_by_side(first: Number, second: Number) -> str:
    """Return two numbers in words with nothing between them."""
    return " ".join(quantity(number, Case.GENITIVE) for number in (first, second))


def speak_second(context: NumberContext, at: int) -> Verbalized:
    """Say the number at ``at`` with all that belongs to it; it stands after إلى, بين or في."""
    second = replace(context, start=at, at=at, prefix="ل")  # a particle asks for the genitive
    return next(said for rule in _SECOND_RULES if (said := rule(second)) is not None)


def _gender_behind(context: NumberContext, end: int) -> Gender:
    unit = unit_at(context.text, end, context.lists)
    if unit:
        return units(context.lists)[unit["sign"]].gender
    currency = currency_at(context.text, end, context.lists)
    return currency[1].gender if currency else counted_gender(context, end)


def speak_range(context: NumberContext) -> Verbalized | None:
    """Say a range, or two numbers side by side if the second is not the larger one.

    >>> speak_text("بين 3-5 سنوات"), speak_text("نحو 10-15%"), speak_text("خطة 4-2")
    ('بين ثلاث وخمس سنوات', 'نحو عشرة إلى خمسة عشر في المئة', 'خطة أربعة اثنين')
    """
    first = context.number
    pair = first and (second_number(context, first, DASH) or second_number(context, first, _PERCENT_DASH))
    if not first or not pair:
        return None
    second, at = pair
    if "%" not in context.text[first.end : at] and (first.whole, first.decimals) >= (second.whole, second.decimals):
        return Verbalized(second.end, side_by_side(first, second))
    said = speak_second(context, at)
    gender, case = _gender_behind(context, second.end), case_at(context)
    words = quantity(first, case) if first.decimals else cardinal(first.whole, gender, case)
    link = " و" if context.previous_folded in {"بين", "ما", "مابين"} else " إلى "
    return Verbalized(said.end, f"{words}{link}{said.words}")
