"""Sums of money: a sign or code of a currency on either side of its number, and pairs of currencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.normalize.context import NOT_WORD, Verbalized, read_number
from audionews.arabic.normalize.dinar import priced_with_comma
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.nouns import any_of, currencies, hundredths, thousandth_of
from audionews.arabic.normalize.scale import in_scale, scale_at
from audionews.arabic.numbers.counted_noun import counted, counted_decimal, counted_in_parts, singular
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext
    from audionews.arabic.numbers.cardinal import Case, Scale
    from audionews.arabic.numbers.counted_noun import Noun


class _Patterns(NamedTuple):
    sign: re.Pattern[str]
    sign_first: re.Pattern[str]
    pair: re.Pattern[str]


@derived
def _patterns(lists: WordLists) -> _Patterns:
    signs = any_of(currencies(lists))
    code = "|".join(sign for sign in currencies(lists) if re.fullmatch("[A-Z]{3}", sign))
    return _Patterns(
        sign=re.compile(rf" ?(?P<sign>{signs})(?![A-Za-z]){NOT_WORD}"),
        sign_first=re.compile(rf"(?P<sign>{signs}) ?(?=\d)"),
        pair=re.compile(rf"(?P<first>{code}) ?/ ?(?P<second>{code})(?![A-Za-z])"),
    )


def say_amount(number: Number, scale: Scale | None, noun: Noun, case: Case, lists: WordLists) -> str:
    """Return an amount in words; 3.25 of a currency with hundredths is said as two, so is 3.125 with thousandths."""
    if scale:
        return f"{in_scale(number, scale, case, construct=True)} {singular(noun)}"
    part = thousandth_of(noun, lists) if len(number.decimals) == 3 and int(number.decimals) else None
    if part:
        return counted_in_parts(number.whole, noun, int(number.decimals), part, case)
    small = hundredths(lists).get(noun.singular)
    cents = int(number.decimals) if len(number.decimals) == 2 else 0
    if small is None or cents in {0, 50}:
        return counted_decimal(number.whole, number.decimals, noun, case)
    parts = [counted(number.whole, noun, case)] if number.whole else []
    return " و".join([*parts, counted(cents, small, case)])


def currency_at(text: str, at: int, lists: WordLists) -> tuple[int, Noun] | None:
    """Return where the sign of a currency ends that stands at ``at``, and the currency."""
    found = _patterns(lists).sign.match(text, at)
    return (found.end(), currencies(lists)[found["sign"]]) if found else None


def speak_amount(context: NumberContext) -> Verbalized | None:
    """Say a number with the sign of a currency before or behind it.

    >>> speak_text("بقيمة $3.5 مليار"), speak_text("بسعر 2,500 ر.س")
    ('بقيمة ثلاثة مليارات ونصف مليار دولار', 'بسعر ألفين وخمسمئة ريال سعودي')
    >>> speak_text("بسعر €3.25"), speak_text("نحو 50 مليون $")
    ('بسعر ثلاثة يورو وخمسة وعشرين سنتاً', 'نحو خمسين مليون دولار')
    """
    first = context.match(_patterns(context.lists).sign_first)
    number = read_number(context.text, first.end()) if first else context.number
    if number is None:
        return None
    end, scale = scale_at(context.text, number.end, latin=first is not None)
    if first:
        noun = currencies(context.lists)[first["sign"]]
    elif behind := currency_at(context.text, end, context.lists):
        end, noun = behind
    else:
        return None
    number = priced_with_comma(context, number, noun, end)
    return Verbalized(end, say_amount(number, scale, noun, case_at(context), context.lists))


def speak_pair(context: NumberContext) -> Verbalized | None:
    """Say the codes of two currencies that are priced in each other.

    >>> speak_text("تراجع EUR/USD")
    'تراجع اليورو مقابل الدولار'
    """
    found = context.match(_patterns(context.lists).pair)
    if found is None:
        return None
    nouns = (currencies(context.lists)[code] for code in found.group("first", "second"))
    first, second = (" ".join(f"ال{word}" for word in singular(noun).split()) for noun in nouns)
    return Verbalized(found.end(), f"{first} مقابل {second}")
