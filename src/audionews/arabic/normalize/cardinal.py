"""Plain numbers: cardinals that agree with the noun behind them, and decimals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import ARABIC, Verbalized
from audionews.arabic.normalize.dinar import is_exact
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.numbers.cardinal import Gender, cardinal
from audionews.arabic.numbers.decimal import decimal, spell_digits

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_OF_THEM = re.compile(rf" من (?P<noun>ال[{ARABIC}]+(?<!ة))(?![{ARABIC}])")
_REST_OF_LIST = re.compile(r"(?: (?:و|أو |إلى |الى |حتى )\d{1,3}(?![\d.,:/%-])){1,3}")
_WRITTEN_UNIT = re.compile(" (?:متر|هكتار|فدان|دونم|ميغاواط|كيلوواط|قدم)")
_DIGITS = re.compile(r"\d+")


def counted_gender(context: NumberContext, end: int) -> Gender:
    """Return the gender of the noun behind a number that ends at ``end``; masculine if there is none."""
    following = _REST_OF_LIST.match(context.text, end)  # بين 5 و7 سنوات
    end = following.end() if following else end
    if context.counts_noun(end):
        return context.gender_of(context.next_word(end))
    found = _OF_THEM.match(context.text, end)
    return context.gender_of(found["noun"]) if found else Gender.MASCULINE


def speak_cardinal(context: NumberContext) -> Verbalized | None:
    """Say a number as a cardinal in the case of the sentence and the gender of the noun.

    >>> speak_text("أصيب 3 أشخاص و5 نساء"), speak_text("خلال 24 ساعة"), speak_text("قُتل 200 شخص")
    ('أصيب ثلاثة أشخاص وخمس نساء', 'خلال أربع وعشرين ساعة', 'قُتل مئتا شخص')
    """
    number = context.number
    if number is None:
        found = context.match(_DIGITS)
        return Verbalized(found.end(), spell_digits(found[0])) if found else None
    noun = context.counts_noun(number.end)
    whole, case = number.whole, case_at(context)
    if number.decimals and not (noun and number.decimals in {"0", "00"}):
        thousands = noun or bool(_WRITTEN_UNIT.match(context.text, number.end))
        if len(number.decimals) != 3 or not 0 < whole < 1000 or not thousands or is_exact(context, number):
            return Verbalized(number.end, decimal(whole, number.decimals, case))
        whole = int(f"{whole}{number.decimals}")  # 15.541 خريج: a point between thousands
    return Verbalized(number.end, cardinal(whole, counted_gender(context, number.end), case, construct=noun))
