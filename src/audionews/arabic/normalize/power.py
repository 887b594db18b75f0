"""Powers, multiples and open ends: 10⁶, 10^6, 3×, 18+."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.scale import quantity
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.counted_noun import Noun, counted

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_POWER = re.compile(r"(?:(?P<minus>⁻)?(?P<raised>[¹²³⁰⁴-⁹]{1,3})|\^(?P<sign>-)?(?P<plain>\d{1,3}))(?![\d.])")
_TIMES = re.compile(r" ?(?:×|[xX](?![A-Za-z]))(?! ?\d)")
_OPEN = re.compile(r"\+(?! ?\d)")
_HIGHEST_BASE = 1_000  # 2020¹ is a year with a footnote
_TIMES_NOUN = Noun(singular="ضعف", plural="أضعاف")


def speak_power(context: NumberContext) -> Verbalized | None:
    """Say a number raised to a power.

    >>> speak_text("نحو 10⁶"), speak_text("قدره 10^-3")
    ('نحو عشرة أس ستة', 'قدره عشرة أس ناقص ثلاثة')
    """
    number = context.number
    found = _POWER.match(context.text, number.end) if number else None
    if number is None or found is None or number.whole > _HIGHEST_BASE:
        return None
    digits = found["plain"] or "".join(str(unicodedata.digit(char)) for char in found["raised"])
    minus = "ناقص " if found["minus"] or found["sign"] else ""
    return Verbalized(
        found.end(), f"{quantity(number, case_at(context))} أس {minus}{cardinal(int(digits), case=Case.GENITIVE)}"
    )


def speak_multiple(context: NumberContext) -> Verbalized | None:
    """Say how many times as much, and numbers that are the least of more.

    >>> speak_text("تضاعف 3× أمس"), speak_text("للفئة 18+")
    ('تضاعف ثلاثة أضعاف أمس', 'للفئة ثمانية عشر فأكثر')
    """
    number = context.number
    times = _TIMES.match(context.text, number.end) if number else None
    if number and times and not number.decimals and number.whole > 1:
        return Verbalized(times.end(), counted(number.whole, _TIMES_NOUN, case_at(context)))
    more = _OPEN.match(context.text, number.end) if number else None
    if number is None or more is None:
        return None
    noun = context.next_word(more.end()) if context.counts_noun(more.end()) and not number.decimals else ""
    if noun:  # 5+ سنوات
        words = cardinal(number.whole, context.gender_of(noun), case_at(context), construct=True)
        return Verbalized(context.text.index(noun, more.end()) + len(noun), f"{words} {noun} فأكثر")
    return Verbalized(more.end(), f"{quantity(number, case_at(context))} فأكثر")
