"""Amounts: percent, currencies, units, scale words (مليون) and degrees below zero."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.normalize.cardinal import speak_plain
from audionews.arabic.normalize.context import NOT_WORD, Said, read_number
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.units import CURRENCIES, DEGREE, HUNDREDTHS, NOUNS, SCALES, UNITS, any_of
from audionews.arabic.numbers.cardinal import Case, Gender, Scale, cardinal, scaled
from audionews.arabic.numbers.counted_noun import Noun, counted, counted_decimal, singular
from audionews.arabic.numbers.decimal import decimal
from audionews.arabic.numbers.gender import gender_of, is_counted

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, Spot

_SCALE_WORD = "[أا]لف(?:ا|ً|اً|ًا)?|[آا]لاف|ملايين|بلايين|(?:مليون|مليار|بليون|تري?ليون)(?:ات|ا|اً|ًا)?"
_SCALE = re.compile(rf" ?(?P<scale>{_SCALE_WORD}){NOT_WORD}")
_LATIN_SCALE = re.compile(r" ?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[KkMmBbT])(?![A-Za-z0-9])")
_LATIN_SCALES = {"k": "الف", "t": "الف", "m": "مليون", "b": "مليار", "tr": "تريليون", "tn": "تريليون"}
_SIGN = re.compile(rf" ?(?P<sign>{any_of(CURRENCIES)})(?![A-Za-z]){NOT_WORD}")
_SIGN_FIRST = re.compile(rf"(?P<sign>{any_of(CURRENCIES)}) ?(?=\d)")
_CODE = "|".join(sign for sign in CURRENCIES if re.fullmatch("[A-Z]{3}", sign))
_UNIT = re.compile(rf" ?(?P<sign>{any_of(UNITS)})(?![A-Za-z\d]){NOT_WORD}")
_PERCENT = re.compile(rf" ?(?:[%‰]|(?:في|ب) ?(?:ال)?(?:مئة|مائة|المئة|المائة){NOT_WORD})")
_PAIR = re.compile(rf"(?P<first>{_CODE}) ?/ ?(?P<second>{_CODE})(?![A-Za-z])")
_PERCENT_FIRST = re.compile(r"% ?(?=\d)")
_DEGREES = re.compile(rf" ?(?:درجات|درجة|درجه|°){NOT_WORD}(?P<kind> (?:مئوية|فهرنهايت){NOT_WORD}| ?[مCس](?![\w.]))?")


def quantity(number: Number, case: Case) -> str:
    """Return a number that counts no noun, a half said as a half: ثلاثة ونصف."""
    tail = number.decimals.rstrip("0")
    if not tail:
        return cardinal(number.whole, case=case)
    if tail != "5":
        return decimal(number.whole, number.decimals, case)
    return f"{cardinal(number.whole, case=case)} ونصف" if number.whole else "نصف"


def _scale_of(written: str) -> Scale:
    return SCALES[fold(written)]


def _in_scale(number: Number, scale: Scale, case: Case, *, construct: bool) -> str:
    tail = number.decimals.rstrip("0")
    if not tail:
        return scaled(number.whole, scale, case, construct=construct) if number.whole else f"صفر {scale.singular}"
    if tail != "5":
        return f"{decimal(number.whole, number.decimals, case)} {scale.singular}"
    half = f"نصف {scale.singular}"
    return f"{scaled(number.whole, scale, case)} و{half}" if number.whole else half


def _latin_scale(text: str, at: int) -> tuple[int, Scale] | None:
    found = _LATIN_SCALE.match(text, at)
    if found is None:
        return None
    name = found["scale"].lower()
    key = name if name in _LATIN_SCALES else name[:2] if name[:2] in _LATIN_SCALES else name[0]
    return found.end(), SCALES[_LATIN_SCALES["tr" if name == "t" else key]]


def _scale_at(text: str, at: int, *, latin: bool) -> tuple[int, Scale] | None:
    """Return where a scale word ends and which it is."""
    found = _SCALE.match(text, at)
    if found:
        return found.end(), _scale_of(found["scale"])
    return _latin_scale(text, at) if latin else None


def _money(number: Number, scale: Scale | None, noun: Noun, case: Case) -> str:
    """Return a sum of money in words: 3.25 of a currency with hundredths is said as two sums."""
    if scale:
        return f"{_in_scale(number, scale, case, construct=True)} {singular(noun)}"
    small = HUNDREDTHS.get(noun.singular)
    cents = int(number.decimals) if len(number.decimals) == 2 else 0
    if small is None or cents in {0, 50}:
        return counted_decimal(number.whole, number.decimals, noun, case)
    parts = [counted(number.whole, noun, case)] if number.whole else []
    return " و".join([*parts, counted(cents, small, case)])


def _currency_first(spot: Spot, sign: re.Match[str]) -> Said | None:
    number = read_number(spot.text, sign.end())
    if number is None:
        return None
    end, scale = _scale_at(spot.text, number.end, latin=True) or (number.end, None)
    return Said(end, _money(number, scale, CURRENCIES[sign["sign"]], case_at(spot)))


def speak_currency(spot: Spot) -> Said | None:
    """Say a number with the sign of a currency before or behind it.

    >>> speak_text("بقيمة $3.5 مليار"), speak_text("بسعر 2,500 ر.س")
    ('بقيمة ثلاثة مليارات ونصف مليار دولار', 'بسعر ألفين وخمسمئة ريال سعودي')
    >>> speak_text("بسعر €3.25"), speak_text("نحو 50 مليون $")
    ('بسعر ثلاثة يورو وخمسة وعشرين سنتاً', 'نحو خمسين مليون دولار')
    """
    first = spot.match(_SIGN_FIRST)
    if first:
        return _currency_first(spot, first)
    number = spot.number
    if number is None:
        return None
    end, scale = _scale_at(spot.text, number.end, latin=False) or (number.end, None)
    sign = _SIGN.match(spot.text, end)
    if sign is None:
        return None
    return Said(sign.end(), _money(number, scale, CURRENCIES[sign["sign"]], case_at(spot)))


def speak_currency_pair(spot: Spot) -> Said | None:
    """Say the codes of two currencies that are priced in each other.

    >>> speak_text("تراجع EUR/USD")
    'تراجع اليورو مقابل الدولار'
    """
    found = spot.match(_PAIR)
    if found is None:
        return None
    first, second = (
        " ".join(f"ال{word}" for word in singular(CURRENCIES[code]).split())
        for code in (found["first"], found["second"])
    )
    return Said(found.end(), f"{first} مقابل {second}")


def speak_percent(spot: Spot) -> Said | None:
    """Say percent; the sign may stand on either side.

    >>> speak_text("ارتفعت بنسبة ٢٥٪"), speak_text("تراجع 0.15%"), speak_text("نحو 3.5 في المائة")
    ('ارتفعت بنسبة خمسة وعشرين في المئة', 'تراجع صفر فاصلة خمسة عشر في المئة', 'نحو ثلاثة ونصف في المائة')
    """
    first = spot.match(_PERCENT_FIRST)
    number = read_number(spot.text, first.end()) if first else spot.number
    sign = None if number is None or first else _PERCENT.match(spot.text, number.end)
    if number is None or not (first or sign):
        return None
    words = quantity(number, case_at(spot))
    if sign is None or "%" in sign[0]:
        return Said(sign.end() if sign else number.end, f"{words} في المئة")
    if "‰" in sign[0]:
        return Said(sign.end(), f"{words} في الألف")
    return Said(number.end, words)


def noun_at(text: str, at: int) -> Noun | None:
    """Return the unit or currency whose sign stands at ``at``."""
    unit, sign = _UNIT.match(text, at), _SIGN.match(text, at)
    return UNITS[unit["sign"]] if unit else CURRENCIES[sign["sign"]] if sign else None


def speak_unit(spot: Spot) -> Said | None:
    """Say a number with the sign of a unit.

    >>> speak_text("على بعد 20 كلم"), speak_text("بمساحة 8504م2"), speak_text("بسرعة 120 كم/س")
    ('على بعد عشرين كيلومتراً', 'بمساحة ثمانية آلاف وخمسمئة وأربعة أمتار مربعة', 'بسرعة مئة وعشرين كيلومتراً في الساعة')
    """
    number = spot.number
    if number is None:
        return None
    end, scale = _scale_at(spot.text, number.end, latin=False) or (number.end, None)
    found = _UNIT.match(spot.text, end)
    if found is None or (found["sign"] == "م" and spot.counts_centuries):
        return None
    noun, case = UNITS[found["sign"]], case_at(spot)
    if scale:
        return Said(found.end(), f"{_in_scale(number, scale, case, construct=True)} {singular(noun)}")
    return Said(found.end(), counted_decimal(number.whole, number.decimals, noun, case))


def speak_negative(spot: Spot) -> Said | None:
    """Say a number below zero; degrees are said to be below zero.

    >>> speak_text("وصلت إلى -5 درجات مئوية"), speak_text("بلغ -3%")
    ('وصلت إلى خمس درجات مئوية تحت الصفر', 'بلغ ناقص ثلاثة في المئة')
    """
    if spot.text[spot.at] not in "-+":
        return None
    prefix = "ل" if spot.text[spot.at - 1 : spot.at].isdigit() else spot.prefix  # 45+2: زائد asks for the genitive
    positive, number = replace(spot, at=spot.at + 1, prefix=prefix), read_number(spot.text, spot.at + 1)
    sign = "ناقص" if spot.text[spot.at] == "-" else "زائد"
    degrees = _DEGREES.match(spot.text, number.end) if number else None
    if number and degrees and sign == "ناقص":
        return _below_zero(number, degrees, case_at(positive))
    said = next((said for rule in (*RULES, speak_plain) if (said := rule(positive))), None)
    return Said(said.end, f"{sign} {said.words}") if said else None


def speak_minus_behind(spot: Spot) -> Said | None:
    """Say degrees below zero whose minus stands behind the number, where a right-to-left line shows it in front.

    >>> speak_text("تنخفض إلى 7- درجات")
    'تنخفض إلى سبع درجات تحت الصفر'
    """
    number = spot.number
    degrees = _DEGREES.match(spot.text, number.end + 1) if number and spot.text.startswith("-", number.end) else None
    return _below_zero(number, degrees, case_at(spot)) if number and degrees else None


def _below_zero(number: Number, degrees: re.Match[str], case: Case) -> Said:
    kind = (degrees["kind"] or "").strip()
    fahrenheit = kind == "فهرنهايت"
    noun = replace(DEGREE, adjective="" if fahrenheit or not kind else "مئوي", tail=kind if fahrenheit else "")
    return Said(degrees.end(), f"{counted_decimal(number.whole, number.decimals, noun, case)} تحت الصفر")


def speak_scaled(spot: Spot) -> Said | None:
    """Say a number with its scale word, which takes the form that the number asks for.

    >>> speak_text("نزوح 1.5 مليون شخص"), speak_text("قُتل 2 مليون شخص"), speak_text("نحو 5 ألف")
    ('نزوح مليون ونصف مليون شخص', 'قُتل مليونا شخص', 'نحو خمسة آلاف')
    """
    number = spot.number
    found = _SCALE.match(spot.text, number.end) if number else None
    if number is None or found is None or spot.prefix.endswith("ال"):
        return None
    scale = _scale_of(found["scale"])
    construct = is_counted(spot.next_word(found.end()))
    if number.whole > 2:  # as written: 25 ألف leans on what follows, 25 ألفاً does not
        construct = not found[0].endswith(("ا", "\u064b"))
    return Said(found.end(), _in_scale(number, scale, case_at(spot), construct=construct))


def _feminine_noun(word: str) -> Noun | None:
    """Return the noun that a word in ة is: its forms show in its spelling."""
    plain = strip_marks(word)
    if len(plain) < 4 or not plain.endswith("ة") or not is_counted(word) or gender_of(word) is Gender.MASCULINE:
        return None
    return Noun(singular=plain, plural=plain, gender=Gender.FEMININE)


def speak_known_noun(spot: Spot) -> Said | None:
    """Say one, two, a hundred and one or so-and-a-half of a noun; any other number leaves the noun as written.

    >>> speak_text("نحو 2 كيلومتر"), speak_text("لمدة 1.5 ساعة"), speak_text("فاز 1 شخص")
    ('نحو كيلومترين', 'لمدة ساعة ونصف ساعة', 'فاز شخص واحد')
    >>> speak_text("قُتل 102 شخص"), speak_text("قصة 1001 ليلة"), speak_text("نفذ 2 غارة")
    ('قُتل مئة شخص وشخصان', 'قصة ألف ليلة وليلة', 'نفذ غارتين')
    """
    number = spot.number
    if number is None:
        return None
    half = number.decimals.rstrip("0") == "5"
    word = spot.next_word(number.end)
    noun = NOUNS.get(fold(word)) or (None if half else _feminine_noun(word))
    cents = len(number.decimals) == 2 and noun is not None and noun.singular in HUNDREDTHS
    if noun is None or not (half or cents or (number.whole % 100 in {1, 2} and not number.decimals)):
        return None
    end = spot.text.index(word, number.end) + len(word)
    return Said(end, _money(number, None, noun, case_at(spot)))


RULES = (speak_minus_behind, speak_currency, speak_percent, speak_unit, speak_scaled, speak_known_noun)
