"""Telephone numbers, and what is dialled or written down like one: said digit by digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, Verbalized
from audionews.arabic.numbers.decimal import spell_digits
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_GROUPED = re.compile(r"\+?\d[\d() -]{5,20}\d(?!\d|[.,/:]\d)")
_GROUPED_ZERO = re.compile(r"0\d{1,4}(?:[ -]\d{2,4}){2,4}(?!\d|[.,:/]\d)")
_PAIRS = re.compile(r"0\d(?:\.\d\d){4}(?![\d.]\d|\d)")  # 05.22.34.56.78
_INTERNATIONAL = re.compile(r"\+\d[\d() -]{6,20}\d(?!\d)")
_SHORT = re.compile(r"\d{3,6}(?!\d|[.,:/]\d)")
# A code and a number (06/5601234), one run, or groups; none with the separators of a sum or a date.
_LABELLED = re.compile(
    r"(?:\d{1,6} ?[/-] ?\d{5,9}|\d{5,9}(?:/\d{1,2}){1,3}|\d{5,15}|\d{4}[ -]\d{4}|\d{1,4}(?:[ -]\d{2,4}){2,5})"
    r"(?!\d|[.,:]\d|[/-]\d{1,4}(?!\d)|[./]\d)"
)
_CODE = re.compile(r"0\d{1,5}(?=\) ?\d)")
# What may stand between the label and the number: a colon, a code in brackets, further numbers.
_LABEL = re.compile(
    rf"(?P<words>[{ARABIC}]+(?: [{ARABIC}]+){{0,2}})[ :.(]{{0,4}}(?:\d[\d() /+-]{{1,40}}(?:أو |و|،)? ?)?$"
)
_EMERGENCY = re.compile(r"\d{3,4}(?=$|[)،.]|,? ?(?:و|أو|،)? ?\d{3,4}(?!\d))")
_COLON = re.compile(r": ?(?:\d{3,4} ?(?:أو|و|،) ?)?$")
_COLON_REACH = 12  # characters
_LABEL_REACH = 90  # characters


class _Words(NamedTuple):
    call: re.Pattern[str]
    any: re.Pattern[str]
    label: re.Pattern[str]


@derived
def _words(lists: WordLists) -> _Words:
    kinds = (("call",), ("call", "number"), ("call", "contact", "label"))
    each = ("|".join(map(re.escape, lists.folded("telephone_words", *kind))) for kind in kinds)
    return _Words(*(re.compile(rf"(?:و|ب|ل)?(?:ال|لل)?(?:{words})") for words in each))


def say_digits(found: re.Match[str]) -> Verbalized:
    """Return the digits of a match one by one, with a leading plus."""
    plus = "زائد " if found[0].startswith("+") else ""
    return Verbalized(found.end(), plus + spell_digits(re.sub(r"\D", "", found[0])))


def _follows(context: NumberContext, words: re.Pattern[str]) -> bool:
    before = context.before
    if before[-1:] == ("أو",) and before[-2:-1] and before[-2].isdigit():  # اتصل على 19911 أو 16676
        before = before[:-2]
    return any(words.fullmatch(fold(word)) for word in before[-2:])


def _is_labelled(context: NumberContext, label: re.Pattern[str]) -> bool:
    """Return whether a label that asks for a telephone number stands shortly before (هاتف: 06/5601234)."""
    found = _LABEL.search(context.text[max(0, context.start - _LABEL_REACH) : context.start])
    return found is not None and any(label.fullmatch(fold(word)) for word in found["words"].split())


def _labelled(context: NumberContext) -> re.Match[str] | None:
    if context.prefix.strip("وف"):
        return None
    words, found = _words(context.lists), context.match(_LABELLED) or context.match(_CODE)
    if found is None:
        found = context.match(_EMERGENCY)
        told = (
            words.label
            if _COLON.search(context.text[max(0, context.start - _COLON_REACH) : context.start])
            else words.call
        )
        return found if found and _is_labelled(context, told) else None
    counts = found[0].isdigit() and not found[0].startswith("0") and context.counts_noun(found.end())
    return found if _is_labelled(context, words.call if counts else words.label) else None


def speak_telephone(context: NumberContext) -> Verbalized | None:
    """Say a telephone number digit by digit.

    >>> speak_text("هاتف 0501 234"), speak_text("على الرقم 911")
    ('هاتف صفر خمسة صفر واحد اثنان ثلاثة أربعة', 'على الرقم تسعة واحد واحد')
    >>> speak_text("فاكس: 06/56012"), speak_text("للحجز: 44556677")
    ('فاكس: صفر ستة خمسة ستة صفر واحد اثنان', 'للحجز: أربعة أربعة خمسة خمسة ستة ستة سبعة سبعة')
    >>> speak_text("+966 11 401")
    'زائد تسعة ستة ستة واحد واحد أربعة صفر واحد'
    """
    words = _words(context.lists)
    found = context.match(_INTERNATIONAL) or context.match(_GROUPED_ZERO) or context.match(_PAIRS) or _labelled(context)
    if found is None and _follows(context, words.any):
        found = context.match(_GROUPED)
    if found is None and (_follows(context, words.call) or context.previous_folded == "الرقم"):
        found = context.match(_SHORT)
    return say_digits(found) if found else None
