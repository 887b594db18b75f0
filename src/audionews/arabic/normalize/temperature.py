"""Degrees below zero, whichever side of the number the minus stands on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.nouns import make_noun
from audionews.arabic.numbers.counted_noun import counted_decimal
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext
    from audionews.arabic.numbers.cardinal import Case

_DEGREES = re.compile(rf" ?(?:درجات|درجة|درجه|°){NOT_WORD}(?P<kind> (?:مئوية|فهرنهايت){NOT_WORD}| ?[مCس](?![\w.]))?")
_CENTIGRADE = re.compile(rf" مئوية{NOT_WORD}")
_ALONE = re.compile(r"[ )\]،.؛]|$")
_TO_DEGREES = re.compile(r" ?(?:و|إلى|الى|حتى) ?[+-]?\d{1,2}-? ?(?:درج|°)")  # بين 3- و5 درجات
_LOOK_BACK = 6  # words
_DEGREE = make_noun("درجة", "درجات")


@derived
def _weather(lists: WordLists) -> re.Pattern[str]:
    return re.compile(rf"[وبل]?(?:ال)?(?:{'|'.join(sorted(lists.folded('temperature_words')))})")


def _is_weather(context: NumberContext) -> bool:
    return any(map(_weather(context.lists).fullmatch, context.near[-_LOOK_BACK:]))


def below_zero(text: str, at: int, number: Number, case: Case) -> Verbalized | None:
    """Return degrees below zero in words, if a word or sign for degrees stands at ``at``."""
    degrees = _DEGREES.match(text, at)
    if degrees is None:
        return None
    kind = (degrees["kind"] or "").strip()
    fahrenheit = kind == "فهرنهايت"
    noun = replace(_DEGREE, adjective="" if fahrenheit or not kind else "مئوي", tail=kind if fahrenheit else "")
    return Verbalized(degrees.end(), f"{counted_decimal(number.whole, number.decimals, noun, case)} تحت الصفر")


def below_zero_in_weather(context: NumberContext, at: int, number: Number, case: Case) -> Verbalized | None:
    """Return a bare number as degrees below zero, in words, if words of the weather stand before it."""
    if not _ALONE.match(context.text, at) or not _is_weather(context):
        return None
    centigrade = _CENTIGRADE.match(context.text, at)
    noun = replace(_DEGREE, adjective="مئوي") if centigrade else _DEGREE
    words = f"{counted_decimal(number.whole, number.decimals, noun, case)} تحت الصفر"
    return Verbalized(centigrade.end() if centigrade else at, words)


def speak_minus_behind(context: NumberContext) -> Verbalized | None:
    """Say degrees below zero whose minus stands behind the number, where a right-to-left line shows it in front.

    >>> speak_text("تنخفض إلى 7- درجات"), speak_text("الحرارة 5- الليلة")
    ('تنخفض إلى سبع درجات تحت الصفر', 'الحرارة خمس درجات تحت الصفر الليلة')
    """
    number = context.number
    if number is None or not context.text.startswith("-", number.end):
        return None
    case, end = case_at(context), number.end + 1
    if _TO_DEGREES.match(context.text, end):
        return Verbalized(end, f"{counted_decimal(number.whole, number.decimals, _DEGREE, case)} تحت الصفر")
    return below_zero(context.text, end, number, case) or below_zero_in_weather(context, end, number, case)
