"""Dinars with three figures behind the point: fils in Kuwait, millimes in Tunis, thousands in Baghdad.

The author writes 1.350 دينار for both. What decides, in this order: a leading zero, the country (named in the sentence,
or that of the show), and whether the sentence names a price or a sum.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import Number
from audionews.arabic.normalize.figure_words import is_around, is_near, is_one
from audionews.arabic.normalize.nouns import make_noun

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext
    from audionews.arabic.numbers.counted_noun import Noun

_PARTS = {
    "fils": make_noun("فلس", "فلوس"),
    "millime": make_noun("مليم", "مليمات"),
    "dirham": make_noun("درهم", "دراهم"),
}
_REGIONS = {
    "KW": "fils",
    "BH": "fils",
    "JO": "fils",
    "TN": "millime",
    "LY": "dirham",
    "IQ": "thousand",
    "DZ": "thousand",
}
_HIGHEST_PRICE = 200  # dollars
_COMMA = re.compile(r"(?P<whole>\d{1,3}),(?P<decimals>\d{3})(?![\d,.])")


def with_decimals(context: NumberContext, number: Number) -> tuple[Number, bool]:
    """Return the number with the three figures behind a comma as decimals, and whether a comma stands there."""
    found = context.match(_COMMA)
    return (Number(found.end(), int(found["whole"]), found["decimals"]), True) if found else (number, False)


def is_exact(context: NumberContext, number: Number) -> bool:
    """Return whether three figures behind a point are decimals of a dollar: of a barrel, of another currency."""
    word = fold(context.next_word(number.end))
    return number.whole < _HIGHEST_PRICE and word.startswith("دولار") and is_near(context, "exact")


def _country(context: NumberContext, end: int) -> str:
    """Return what a dinar is parted into where the sentence or the show is at home; "" if neither says so."""
    for kind in ("thousand", *_PARTS):
        if is_around(context, end, kind):
            return kind
    return _REGIONS.get(context.lists.region, "")


def part_of_dinar(context: NumberContext, number: Number, end: int, *, comma: bool) -> Noun | None:
    """Return the coin of which the three decimals are so many; None if the figures are thousands.

    Args:
        context: Of the number.
        number: With three decimals.
        end: Where the written dinar ends.
        comma: A comma stands before them, as in the Maghreb.
    """
    country = _country(context, end)
    part = _PARTS.get(country)
    if not number.whole:
        return part or _PARTS["millime" if comma else "fils"]
    if part is None or (comma and country == "fils"):
        return None
    if is_around(context, end, "price"):
        return part
    round_sum = number.decimals.endswith("00") or is_around(context, end, "sum")
    return None if round_sum or comma else part


def priced_with_comma(context: NumberContext, number: Number, noun: Noun, end: int) -> Number:
    """Return a price in dinars of the Maghreb with what stands behind its comma as decimals: سعر اللتر 1,295 د.ت."""
    decimal, comma = with_decimals(context, number)
    if comma and noun.adjective and is_one(noun.adjective, "comma", context.lists) and is_around(context, end, "price"):
        return decimal
    return number
