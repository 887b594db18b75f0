"""Numbers with a plus or minus before them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.normalize.amount import AMOUNT_RULES
from audionews.arabic.normalize.cardinal import speak_cardinal
from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.temperature import below_zero, below_zero_in_weather

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_WORDS = {"-": "ناقص", "+": "زائد"}


def speak_signed(context: NumberContext) -> Verbalized | None:
    """Say a number with its sign; degrees are said to be below zero.

    >>> speak_text("وصلت إلى -5 درجات مئوية"), speak_text("بلغ -3%")
    ('وصلت إلى خمس درجات مئوية تحت الصفر', 'بلغ ناقص ثلاثة في المئة')
    """
    sign = context.text[context.at]
    if sign not in _WORDS:
        return None
    # 45+2: زائد asks for the genitive
    prefix = "ل" if context.text[context.at - 1 : context.at].isdigit() else context.prefix
    positive = replace(context, at=context.at + 1, prefix=prefix)
    if sign == "-" and positive.number:
        number, case = positive.number, case_at(positive)
        degrees = below_zero(context.text, number.end, number, case)
        degrees = degrees or below_zero_in_weather(positive, number.end, number, case)
        if degrees:
            return degrees
    said = next((said for rule in (*AMOUNT_RULES, speak_cardinal) if (said := rule(positive)) is not None), None)
    return Verbalized(said.end, f"{_WORDS[sign]} {said.words}") if said else None
