"""Measures: a number with the sign of a unit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.nouns import any_of, thousandth_of, units
from audionews.arabic.normalize.scale import in_scale, scale_at
from audionews.arabic.numbers.counted_noun import counted_decimal, counted_in_parts, singular
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext
    from audionews.arabic.numbers.cardinal import Case
    from audionews.arabic.numbers.counted_noun import Noun


_SHAPE = re.compile(rf" (?P<adjective>مربع|مكعب)(?:ة|اً|ا|ًا)?{NOT_WORD}")


@derived
def _sign(lists: WordLists) -> re.Pattern[str]:
    return re.compile(rf" ?(?P<sign>{any_of(units(lists))})(?![A-Za-z\d]){NOT_WORD}")


def unit_at(text: str, at: int, lists: WordLists) -> re.Match[str] | None:
    """Return the match (group "sign") of the sign of a unit that stands at ``at``."""
    return _sign(lists).match(text, at)


def say_measure(number: Number, noun: Noun, case: Case, lists: WordLists) -> str:
    """Return so much of a unit in words; 3.250 of a unit with thousandths is said as two amounts."""
    part = thousandth_of(noun, lists) if len(number.decimals) == 3 and number.part not in {"", "5"} else None
    if part:
        return counted_in_parts(number.whole, noun, int(number.decimals), part, case)
    return counted_decimal(number.whole, number.decimals, noun, case)


def speak_measure(context: NumberContext) -> Verbalized | None:
    """Say a number with the sign of a unit.

    >>> speak_text("على بعد 20 كلم"), speak_text("بمساحة 8504م2"), speak_text("بسرعة 120 كم/س")
    ('على بعد عشرين كيلومتراً', 'بمساحة ثمانية آلاف وخمسمئة وأربعة أمتار مربعة', 'بسرعة مئة وعشرين كيلومتراً في الساعة')
    """
    number = context.number
    if number is None:
        return None
    end, scale = scale_at(context.text, number.end)
    found = unit_at(context.text, end, context.lists)
    if found is None or (found["sign"] == "م" and context.counts_centuries):
        return None
    noun, case, end = units(context.lists)[found["sign"]], case_at(context), found.end()
    shape = None if noun.adjective or noun.tail else _SHAPE.match(context.text, end)
    if shape:  # 20 سم مكعب
        noun, end = replace(noun, adjective=shape["adjective"]), shape.end()
    if scale:
        return Verbalized(end, f"{in_scale(number, scale, case, construct=True)} {singular(noun)}")
    return Verbalized(end, say_measure(number, noun, case, context.lists))
