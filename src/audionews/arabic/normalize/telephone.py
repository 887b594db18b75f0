"""Digits that are no quantity: phone numbers, ids, versions, networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import Said
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.decimal import spell_digits
from audionews.arabic.numbers.ordinal import ordinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_CALLS = (
    r"(?:و|ب|ل)?(?:ال|لل)?(?:هاتف|جوال|موبايل|تليفون|تلفون|فاكس|واتساب|اتصل|اتصلوا|اتصال|طوارئ|موحد|هويه|ساخن|مجاني)"
)
_NUMBERS = r"(?:و|ب|ل)?(?:ال|لل)?(?:رقم|ارقام|خط|تحويله|ايبان|ت|محمول|نقال)"
_CALL_WORD = re.compile(_CALLS)
_PHONE_WORD = re.compile(f"{_CALLS}|{_NUMBERS}")
_GROUPED = re.compile(r"\+?\d[\d() -]{5,20}\d(?!\d|[.,/:]\d)")
_GROUPED_ZERO = re.compile(r"0\d{1,4}(?:[ -]\d{2,4}){2,4}(?!\d|[.,:/]\d)")
_PLUS = re.compile(r"\+\d[\d() -]{6,20}\d(?!\d)")
_LEADING_ZERO = re.compile(r"0\d+(?![\d.,:/]\d)(?!\d|[.,:/]\d)")
_LONG = re.compile(r"\d{16,}|\d{9,15}(?!\d|[.,]\d)")
_GROUPS = re.compile(r"\d{1,6}(?:-\d{1,6}){2,6}(?![\d-])")
_SHORT = re.compile(r"\d{3,6}(?!\d|[.,:/]\d)")
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,5}){2,6}(?![\d.])")
_DAY = re.compile(r"[0-3]?\d\.[01]?\d\.(?:1[3-9]|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_GENERATION = re.compile(r"([2-6])G(?![A-Za-z\d])")


def _spelt(found: re.Match[str]) -> Said:
    plus = "زائد " if found[0].startswith("+") else ""
    return Said(found.end(), plus + spell_digits(re.sub(r"\D", "", found[0])))


def _near(spot: Spot, words: re.Pattern[str]) -> bool:
    before = spot.before
    if before[-1:] == ("أو",) and before[-2:-1] and before[-2].isdigit():  # اتصل على 19911 أو 16676
        before = before[:-2]
    return any(words.fullmatch(fold(word)) for word in before[-2:])


def speak_phone(spot: Spot) -> Said | None:
    """Say a phone number or an id digit by digit.

    >>> speak_text("هاتف 0501 234"), speak_text("على الرقم 911")
    ('هاتف صفر خمسة صفر واحد اثنان ثلاثة أربعة', 'على الرقم تسعة واحد واحد')
    >>> speak_text("+966 11 401")
    'زائد تسعة ستة ستة واحد واحد أربعة صفر واحد'
    """
    found = spot.match(_PLUS) or spot.match(_GROUPED_ZERO)
    if found is None and _near(spot, _PHONE_WORD):
        found = spot.match(_GROUPED)
    if found is None and (_near(spot, _CALL_WORD) or fold(spot.previous) == "الرقم"):
        found = spot.match(_SHORT)
    return _spelt(found) if found else None


def speak_digits(spot: Spot) -> Said | None:
    """Say digits that begin with a zero, come in groups, or are too many for a quantity, one by one.

    >>> speak_text("العميل 007")
    'العميل صفر صفر سبعة'
    """
    found = spot.match(_LEADING_ZERO) or spot.match(_GROUPS)
    if found is None and not spot.next_word(spot.number.end if spot.number else spot.at):
        found = spot.match(_LONG)
    return _spelt(found) if found else None


def speak_version(spot: Spot) -> Said | None:
    """Say a version or a network address: numbers with نقطة between them.

    >>> speak_text("الإصدار 2.1.3")
    'الإصدار اثنان نقطة واحد نقطة ثلاثة'
    """
    found = spot.match(_VERSION)
    if found is None or _THOUSANDS.fullmatch(found[0]) or _DAY.fullmatch(found[0]):
        return None
    return Said(found.end(), " نقطة ".join(cardinal(int(part)) for part in found[0].split(".")))


def speak_generation(spot: Spot) -> Said | None:
    """Say the generation of a mobile network.

    >>> speak_text("شبكات 5G")
    'شبكات الجيل الخامس'
    """
    found = spot.match(_GENERATION)
    if found is None:
        return None
    return Said(found.end(), f"الجيل {ordinal(int(found[1]), Gender.MASCULINE, Case.GENITIVE)}")


RULES = (speak_phone, speak_version, speak_generation)
LAST_RULES = (speak_digits,)
