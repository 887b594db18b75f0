"""Plain numbers: cardinals that agree with the noun behind them, decimals and fractions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import ARABIC, Said
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.decimal import decimal, fraction, spell_digits
from audionews.arabic.numbers.gender import gender_of, is_counted

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_FRACTION = re.compile(r"(?P<above>\d{1,3}) ?[/\u2044] ?(?P<below>\d{1,3})(?![\d/])")
_WITH_FRACTION = re.compile(r"(?P<whole>\d{1,3}) (?P<above>\d)/(?P<below>\d{1,2})(?![\d/.])")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_MIXED = re.compile(rf"(?P<whole>\d{{1,3}})? ?(?P<part>[{''.join(_VULGAR)}])")
_OF_THEM = re.compile(rf" من (?P<noun>ال[{ARABIC}]+(?<!ة))(?![{ARABIC}])")
_REST_OF_LIST = re.compile(r"(?: (?:و|أو |إلى |الى |حتى )\d{1,3}(?![\d.,:/%-])){1,3}")
_DIGITS = re.compile(r"\d+")


def counted_gender(spot: Spot, end: int) -> Gender:
    """Return the gender of the noun behind a number that ends at ``end``; masculine when there is none."""
    following = _REST_OF_LIST.match(spot.text, end)  # بين 5 و7 سنوات
    end = following.end() if following else end
    word = spot.next_word(end)
    if is_counted(word):
        return gender_of(word)
    found = _OF_THEM.match(spot.text, end)
    return gender_of(found["noun"]) if found else Gender.MASCULINE


def speak_fraction(spot: Spot) -> Said | None:
    """Say a fraction.

    >>> speak_text("نحو 1/3 السكان"), speak_text("صوت 2/3 الأعضاء"), speak_text("نال 15/20"), speak_text("بعد 2 1/2")
    ('نحو ثُلث السكان', 'صوت ثُلثا الأعضاء', 'نال خمسة عشر على عشرين', 'بعد اثنين ونصف')
    """
    mixed = spot.match(_WITH_FRACTION)
    if mixed and (part := fraction(int(mixed["above"]), int(mixed["below"]), case_at(spot))):
        return Said(mixed.end(), f"{cardinal(int(mixed['whole']), case=case_at(spot))} و{part}")
    found = spot.match(_FRACTION)
    if found is None:
        return None
    above, below, case = int(found["above"]), int(found["below"]), case_at(spot)
    word = spot.next_word(found.end())
    words = fraction(above, below, case, construct=word.startswith("ال") or is_counted(word))
    return Said(found.end(), words or f"{cardinal(above, case=case)} على {cardinal(below, case=Case.GENITIVE)}")


def speak_vulgar_fraction(spot: Spot) -> Said | None:
    """Say a fraction that is one character, alone or after a whole number.

    >>> speak_text("نحو ¾ المساحة"), speak_text("بعد 2½ ساعة")
    ('نحو ثلاثة أرباع المساحة', 'بعد اثنين ونصف ساعة')
    """
    found = spot.match(_MIXED)
    if found is None:
        return None
    case, word = case_at(spot), spot.next_word(found.end())
    part = str(fraction(*_VULGAR[found["part"]], case, construct=word.startswith("ال") or is_counted(word)))
    return Said(found.end(), f"{cardinal(int(found['whole']), case=case)} و{part}" if found["whole"] else part)


def speak_plain(spot: Spot) -> Said | None:
    """Say a number as a cardinal in the case of the sentence and the gender of the noun.

    >>> speak_text("أصيب 3 أشخاص و5 نساء"), speak_text("خلال 24 ساعة"), speak_text("قُتل 200 شخص")
    ('أصيب ثلاثة أشخاص وخمس نساء', 'خلال أربع وعشرين ساعة', 'قُتل مئتا شخص')
    """
    number = spot.number
    if number is None:
        found = spot.match(_DIGITS)
        return Said(found.end(), spell_digits(found[0])) if found else None
    noun = is_counted(spot.next_word(number.end))
    whole, case = number.whole, case_at(spot)
    if number.decimals:
        if len(number.decimals) != 3 or not 0 < whole < 1000 or not noun:
            return Said(number.end, decimal(whole, number.decimals, case))
        whole = int(f"{whole}{number.decimals}")  # 15.541 خريج: a point between thousands
    return Said(number.end, cardinal(whole, counted_gender(spot, number.end), case, construct=noun))


RULES = (speak_vulgar_fraction, speak_fraction, speak_plain)
