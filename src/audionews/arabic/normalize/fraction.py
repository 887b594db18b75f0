"""Fractions: 2/3, 2 1/2, ¾."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.figure_words import is_near
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.measure import unit_at
from audionews.arabic.normalize.nouns import units
from audionews.arabic.normalize.scale import quantity
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.counted_noun import counted
from audionews.arabic.numbers.decimal import fraction

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_PLAIN = re.compile(r"(?P<above>\d{1,3}) ?[/\u2044] ?(?P<below>\d{1,3})(?![\d/])")
_RATED = re.compile(r"\d{1,2}[.,]\d{1,2} ?/ ?(?P<below>\d{1,3})(?![\d/.])")
_MIXED = re.compile(r"(?P<whole>\d{1,3}) (?P<above>\d)/(?P<below>\d{1,2})(?![\d/.])")
_OUT_OF = frozenset({5, 10})
_CHARACTERS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_CHARACTER = re.compile(rf"(?P<whole>\d{{1,3}})? ?(?P<part>[{''.join(_CHARACTERS)}])")


def _owns_word(context: NumberContext, end: int) -> bool:
    """Return whether the word after ``end`` is what the fraction is taken of: ثلثا الأعضاء."""
    return context.next_word(end).startswith("ال") or context.counts_noun(end)


def speak_fraction(context: NumberContext) -> Verbalized | None:
    """Say a fraction.

    >>> speak_text("نحو 1/3 السكان"), speak_text("صوت 2/3 الأعضاء"), speak_text("نال 15/20"), speak_text("بعد 2 1/2")
    ('نحو ثُلث السكان', 'صوت ثُلثا الأعضاء', 'نال خمسة عشر على عشرين', 'بعد اثنين ونصف')
    """
    mixed = context.match(_MIXED)
    if mixed and (part := fraction(int(mixed["above"]), int(mixed["below"]), case_at(context))):
        return Verbalized(mixed.end(), f"{cardinal(int(mixed['whole']), case=case_at(context))} و{part}")
    exact = context.match(_RATED)
    if exact and context.number:
        return Verbalized(
            exact.end(),
            f"{quantity(context.number, case_at(context))} على {cardinal(int(exact['below']), case=Case.GENITIVE)}",
        )
    found = context.match(_PLAIN)
    if found is None:
        return None
    above, below, case = int(found["above"]), int(found["below"]), case_at(context)
    owned = _owns_word(context, found.end())
    rated = below in _OUT_OF and not owned and is_near(context, "rating")
    words = None if rated else fraction(above, below, case, construct=owned)
    if words:
        return Verbalized(found.end(), words)
    unit = unit_at(context.text, found.end(), context.lists)  # 120/80 ملم زئبق
    noun = units(context.lists)[unit["sign"]] if unit else None
    said = counted(below, noun, Case.GENITIVE) if noun else cardinal(below, case=Case.GENITIVE)
    return Verbalized(unit.end() if unit else found.end(), f"{cardinal(above, case=case)} على {said}")


def speak_fraction_character(context: NumberContext) -> Verbalized | None:
    """Say a fraction that is one character, alone or after a whole number.

    >>> speak_text("نحو ¾ المساحة"), speak_text("بعد 2½ ساعة")
    ('نحو ثلاثة أرباع المساحة', 'بعد اثنين ونصف ساعة')
    """
    found = context.match(_CHARACTER)
    if found is None:
        return None
    case = case_at(context)
    part = str(fraction(*_CHARACTERS[found["part"]], case, construct=_owns_word(context, found.end())))
    return Verbalized(found.end(), f"{cardinal(int(found['whole']), case=case)} و{part}" if found["whole"] else part)
