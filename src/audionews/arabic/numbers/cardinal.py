"""Cardinal numbers in Arabic words: gender, case and construct, up to 15 digits.

The grammar is that of Ryding, A Reference Grammar of Modern Standard Arabic (2005), chapter 15; the spelling is
that of today's newspapers: مئة (not مائة) and joined hundreds (ثلاثمئة). Words come without vowel marks; tanwin that
shows in the letters is written (ثلاثاً, ثمانٍ).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LIMIT = 10**15


class Gender(StrEnum):
    """The gender of what is counted (3 to 10 show the other one)."""

    MASCULINE = "masculine"
    FEMININE = "feminine"


class Case(StrEnum):
    """The case that the sentence asks of the number."""

    NOMINATIVE = "nominative"
    ACCUSATIVE = "accusative"
    GENITIVE = "genitive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A power of a thousand: its value and its word, one and many."""

    value: int
    singular: str
    plural: str


THOUSAND = Scale(value=10**3, singular="ألف", plural="آلاف")
MILLION = Scale(value=10**6, singular="مليون", plural="ملايين")
BILLION = Scale(value=10**9, singular="مليار", plural="مليارات")
TRILLION = Scale(value=10**12, singular="تريليون", plural="تريليونات")
_SCALES = (TRILLION, BILLION, MILLION, THOUSAND)

_UNITS = {
    Gender.MASCULINE: ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"],
    Gender.FEMININE: ["صفر", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"],
}
_TENS = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
_HUNDREDS = ["", "مئة", "", *(f"{word}مئة" for word in ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"])]


def dual(stem: str, case: Case, *, construct: bool = False) -> str:
    """Return the dual of a stem (ة already opened to ت).

    >>> dual("ألف", Case.NOMINATIVE), dual("مئت", Case.GENITIVE, construct=True)
    ('ألفان', 'مئتي')
    """
    ending = "ا" if case is Case.NOMINATIVE else "ي"
    return stem + ending if construct else stem + ending + "ن"


def _up_to_ten(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    word = _UNITS[gender][number]
    if number == 2:
        return dual(word.removesuffix("ان"), case)
    if construct or word.endswith("ة") or number == 0:
        return word
    if case is Case.ACCUSATIVE:
        return word + "اً"
    return "ثمانٍ" if word == "ثماني" else word


def _up_to_nineteen(number: int, gender: Gender, case: Case) -> str:
    ten = "عشر" if gender is Gender.MASCULINE else "عشرة"
    if number == 11:
        return f"{'أحد' if gender is Gender.MASCULINE else 'إحدى'} {ten}"
    if number == 12:
        return f"{_up_to_ten(2, gender, case, construct=False).removesuffix('ن')} {ten}"
    return f"{_UNITS[gender][number - 10]} {ten}"


def _below_hundred(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    if number <= 10:
        return _up_to_ten(number, gender, case, construct=construct)
    if number < 20:
        return _up_to_nineteen(number, gender, case)
    tens, unit = divmod(number, 10)
    words = _TENS[tens - 2] + ("ون" if case is Case.NOMINATIVE else "ين")
    if not unit:
        return words
    one = unit == 1 and gender is Gender.FEMININE
    return f"{'إحدى' if one else _up_to_ten(unit, gender, case, construct=False)} و{words}"


def _below_thousand(number: int, gender: Gender, case: Case, *, construct: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds:
        two = dual("مئت", case, construct=construct and not rest)
        parts.append(two if hundreds == 2 else _HUNDREDS[hundreds])
    if rest:
        parts.append(_below_hundred(rest, gender, case, construct=construct))
    return " و".join(parts)


def scaled(count: int, scale: Scale, case: Case, *, construct: bool = False) -> str:
    """Return so many thousands, millions ... in words; ``construct`` if the counted noun follows.

    >>> scaled(2, THOUSAND, Case.GENITIVE, construct=True), scaled(25, THOUSAND, Case.NOMINATIVE)
    ('ألفي', 'خمسة وعشرون ألفاً')
    >>> scaled(200, MILLION, Case.NOMINATIVE), scaled(103, BILLION, Case.NOMINATIVE)
    ('مئتا مليون', 'مئة وثلاثة مليارات')
    """
    accusative = scale.singular if construct else scale.singular + "اً"
    if count == 1:
        return accusative if case is Case.ACCUSATIVE else scale.singular
    if count == 2:
        return dual(scale.singular, case, construct=construct)
    words = cardinal(count, Gender.MASCULINE, case, construct=True)
    last = count % 100
    if 3 <= last <= 10:
        return f"{words} {scale.plural}"
    return f"{words} {accusative if last > 10 else scale.singular}"


def cardinal(
    number: int, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE, *, construct: bool = False
) -> str:
    """Return the number in words.

    Args:
        number: Below 10**15 in size.
        gender: Of the counted noun's singular. Masculine if nothing is counted.
        case: What the sentence asks for.
        construct: The counted noun follows in the genitive: مئتا شخص, not مئتان شخص.

    Raises:
        ValueError: The number has more than 15 digits.

    >>> cardinal(12, case=Case.ACCUSATIVE), cardinal(3, Gender.FEMININE), cardinal(200, construct=True)
    ('اثني عشر', 'ثلاث', 'مئتا')
    >>> cardinal(37_396, case=Case.GENITIVE)
    'سبعة وثلاثين ألفاً وثلاثمئة وستة وتسعين'
    """
    if abs(number) >= LIMIT:
        message = f"{number} has more than 15 digits"
        raise ValueError(message)
    if number < 0:
        return f"ناقص {cardinal(-number, gender, case, construct=construct)}"
    if number == 0:
        return "صفر"
    parts, rest = [], number
    for scale in _SCALES:
        count, rest = divmod(rest, scale.value)
        if count:
            parts.append(scaled(count, scale, case, construct=construct and not rest))
    if rest:
        parts.append(_below_thousand(rest, gender, case, construct=construct))
    return " و".join(parts)
