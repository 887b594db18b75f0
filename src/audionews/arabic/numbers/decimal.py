"""Decimals, fractions and digits in Arabic words."""

from __future__ import annotations

from audionews.arabic.numbers.cardinal import Case, Gender, cardinal, dual

# The damma tells خُمس (a fifth) from خمس (five); four of the nine are spelled like a cardinal.
_PARTS = {
    2: ("نصف", "أنصاف"),
    3: ("ثُلث", "أثلاث"),
    4: ("رُبع", "أرباع"),
    5: ("خُمس", "أخماس"),
    6: ("سُدس", "أسداس"),
    7: ("سُبع", "أسباع"),
    8: ("ثُمن", "أثمان"),
    9: ("تُسع", "أتساع"),
    10: ("عُشر", "أعشار"),
}


def spell_digits(digits: str) -> str:
    """Return ASCII digits one by one.

    >>> spell_digits("0501")
    'صفر خمسة صفر واحد'
    """
    return " ".join(cardinal(int(digit)) for digit in digits)


def decimal(whole: int, fraction: str, case: Case = Case.NOMINATIVE) -> str:
    """Return a decimal number in words: up to three decimals as one number, its leading zeros first.

    >>> decimal(7, "69", Case.GENITIVE), decimal(0, "02"), decimal(3, "1415")
    ('سبعة فاصلة تسعة وستين', 'صفر فاصلة صفر اثنان', 'ثلاثة فاصلة واحد أربعة واحد خمسة')
    """
    bare = Case.NOMINATIVE if case is Case.NOMINATIVE else Case.GENITIVE  # no واحداً inside a number
    digits = fraction.lstrip("0")
    zeros = "صفر " * (len(fraction) - len(digits))
    rest = cardinal(int(digits), case=bare) if 0 < len(digits) <= 3 else spell_digits(digits)
    return f"{cardinal(whole, case=bare)} فاصلة {zeros}{rest}".rstrip()


def fraction(above: int, below: int, case: Case = Case.NOMINATIVE, *, construct: bool = False) -> str | None:
    """Return a proper fraction with a denominator up to ten in words, or None for any other.

    >>> fraction(1, 3), fraction(2, 3, Case.GENITIVE, construct=True), fraction(3, 4), fraction(7, 12)
    ('ثُلث', 'ثُلثي', 'ثلاثة أرباع', None)
    """
    if not 0 < above < below or below not in _PARTS:
        return None
    singular, plural = _PARTS[below]
    if above == 1:
        return singular
    if above == 2:
        return dual(singular, case, construct=construct)
    return f"{cardinal(above, case=case, construct=True)} {plural}"


def year(number: int, gender: Gender = Gender.MASCULINE) -> str:
    """Return a year as it is said after عام (or, feminine, after سنة): always oblique.

    >>> year(2024), year(1967, Gender.FEMININE)
    ('ألفين وأربعة وعشرين', 'ألف وتسعمئة وسبع وستين')
    """
    return cardinal(number, gender, Case.GENITIVE)
