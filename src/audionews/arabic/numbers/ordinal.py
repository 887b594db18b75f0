"""Ordinal numbers and definite cardinals in Arabic words: الحادي والعشرون, الساعات الأربع والعشرين."""

from __future__ import annotations

from audionews.arabic.numbers.cardinal import Case, Gender, cardinal

_STEMS = ["حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"]


def _unit(number: int, gender: Gender) -> str:
    """Return 1 to 10 as they stand alone (أول)."""
    if number == 1:
        return "أول" if gender is Gender.MASCULINE else "أولى"
    return _stem(number, gender)


def _stem(number: int, gender: Gender) -> str:
    """Return 1 to 10 as they stand before a ten (حادي)."""
    return _STEMS[number - 1] + ("" if gender is Gender.MASCULINE else "ة")


def _below_hundred(number: int, gender: Gender, case: Case) -> list[str]:
    """Return the words that take the article, in order."""
    if number <= 10:
        return [_unit(number, gender)]
    if number < 20:
        return [f"{_stem(number - 10, gender)} {'عشر' if gender is Gender.MASCULINE else 'عشرة'}"]
    tens, unit = divmod(number, 10)
    words = [cardinal(tens * 10, case=case)]
    return [_stem(unit, gender), *words] if unit else words


def ordinal(number: int, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """Return the definite ordinal of a number from 1 up.

    From 100 on the hundreds come first and each part takes the article, as newsreaders say it.

    >>> ordinal(21, case=Case.GENITIVE), ordinal(11, Gender.FEMININE), ordinal(250, case=Case.GENITIVE)
    ('الحادي والعشرين', 'الحادية عشرة', 'المئتين والخمسين')
    """
    hundreds, rest = number - number % 100, number % 100
    parts = cardinal(hundreds, case=case).split(" و") if hundreds else []
    if rest == 1 and hundreds:
        parts.append("واحد" if gender is Gender.MASCULINE else "واحدة")
    elif rest:
        parts += _below_hundred(rest, gender, case)
    return " و".join(f"ال{part}" for part in parts)


def definite_cardinal(number: int, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """Return a cardinal whose parts all take the article, as after a definite plural (الساعات الأربع والعشرين).

    >>> definite_cardinal(24, Gender.FEMININE, Case.GENITIVE), definite_cardinal(18)
    ('الأربع والعشرين', 'الثمانية عشر')
    """
    # With the article there is no tanwin, so the accusative is spelled like the genitive.
    bare = Case.GENITIVE if case is Case.ACCUSATIVE else case
    parts = cardinal(number, gender, bare).replace("ثمانٍ", "ثماني").split(" و")
    return " و".join(f"ال{part}" for part in parts)
