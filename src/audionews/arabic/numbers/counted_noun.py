"""Counted nouns: the form that a noun takes after its number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audionews.arabic.numbers.cardinal import Case, Gender, cardinal, dual
from audionews.arabic.numbers.decimal import decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun that the rules add to a number (a unit, a currency), and what follows it.

    Attributes:
        singular: ريال.
        plural: ريالات.
        gender: Of the singular.
        adjective: Masculine singular of an adjective that goes with it: سعودي.
        tail: Follows and never changes: في الساعة.
        frozen: Takes no endings: يورو.
    """

    singular: str
    plural: str
    gender: Gender = Gender.MASCULINE
    adjective: str = ""
    tail: str = ""
    frozen: bool = False


def _with_tail(noun: Noun, words: str, adjective: str, one: str = "") -> str:
    return " ".join(word for word in (words, adjective if noun.adjective else "", one, noun.tail) if word)


def _adjective(noun: Noun) -> str:
    return noun.adjective + ("ة" if noun.gender is Gender.FEMININE else "")


def _accusative(word: str) -> str:
    return word if word.endswith(("ة", "اء")) else word + "اً"


def _opened(word: str) -> str:
    return word.removesuffix("ة") + "ت" if word.endswith("ة") else word


def _dual(noun: Noun, case: Case) -> str:
    if noun.frozen:
        return _with_tail(noun, f"{cardinal(2, case=case)} {noun.singular}", "")
    return _with_tail(noun, dual(_opened(noun.singular), case), dual(_opened(_adjective(noun)), case))


def _one(noun: Noun, case: Case, one: str = "") -> str:
    if case is Case.ACCUSATIVE and not noun.frozen:
        return _with_tail(noun, _accusative(noun.singular), _accusative(_adjective(noun)), one)
    return _with_tail(noun, noun.singular, _adjective(noun), one)


def singular(noun: Noun) -> str:
    """Return the noun in the singular, with its adjective and tail.

    >>> singular(Noun(singular="متر", plural="أمتار", adjective="مربع"))
    'متر مربع'
    """
    return _with_tail(noun, noun.singular, _adjective(noun))


def noun_form(number: int, noun: Noun) -> str:
    """Return the form after 3 and up: the number's last two digits decide.

    >>> metre = Noun(singular="متر", plural="أمتار", adjective="مربع")
    >>> noun_form(103, metre), noun_form(25, metre), noun_form(100, metre)
    ('أمتار مربعة', 'متراً مربعاً', 'متر مربع')
    """
    last = number % 100
    if 3 <= last <= 10:
        return _with_tail(noun, noun.plural, noun.adjective + "ة")
    if last < 11 or noun.frozen:
        return singular(noun)
    return _with_tail(noun, _accusative(noun.singular), _accusative(_adjective(noun)))


def counted(number: int, noun: Noun, case: Case = Case.NOMINATIVE) -> str:
    """Return number and noun.

    >>> dollar = Noun(singular="دولار", plural="دولارات")
    >>> [counted(number, dollar, Case.GENITIVE) for number in (1, 2, 5, 11, 200)]
    ['دولار واحد', 'دولارين', 'خمسة دولارات', 'أحد عشر دولاراً', 'مئتي دولار']
    >>> counted(101, dollar), counted(1002, dollar, Case.GENITIVE)
    ('مئة دولار ودولار', 'ألف دولار ودولارين')
    """
    if number == 1:
        return _one(noun, case, cardinal(1, noun.gender, case))
    if number == 2:
        return _dual(noun, case)
    last = number % 100
    if last in {1, 2} and not noun.frozen:  # a hundred riyals and a riyal
        round_sum = f"{cardinal(number - last, noun.gender, case, construct=True)} {noun.singular}"
        return f"{round_sum} و{_one(noun, case) if last == 1 else _dual(noun, case)}"
    return f"{cardinal(number, noun.gender, case, construct=True)} {noun_form(number, noun)}"


def counted_in_parts(whole: int, noun: Noun, count: int, part: Noun, case: Case = Case.NOMINATIVE) -> str:
    """Return an amount of two units; the adjective of a dual goes with the smaller one.

    >>> dinar = Noun(singular="دينار", plural="دنانير", adjective="كويتي")
    >>> fils = Noun(singular="فلس", plural="فلوس")
    >>> [counted_in_parts(whole, dinar, 250, fils) for whole in (0, 1, 2)]
    ['مئتان وخمسون فلساً', 'دينار كويتي ومئتان وخمسون فلساً', 'ديناران ومئتان وخمسون فلساً كويتياً']
    """
    if not whole:
        return counted(count, part, case)
    if whole == 2 and noun.adjective:
        noun, part = replace(noun, adjective=""), replace(part, adjective=noun.adjective)
    first = _one(noun, case) if whole == 1 else counted(whole, noun, case)
    return f"{first} و{counted(count, part, case)}"


def counted_decimal(whole: int, fraction: str, noun: Noun, case: Case = Case.NOMINATIVE) -> str:
    """Return a decimal number and its noun; a half is said as a half.

    >>> metre = Noun(singular="متر", plural="أمتار")
    >>> counted_decimal(3, "5", metre), counted_decimal(0, "5", metre), counted_decimal(1, "5", metre)
    ('ثلاثة أمتار ونصف متر', 'نصف متر', 'متر ونصف متر')
    >>> counted_decimal(2, "35", metre, Case.GENITIVE)
    'اثنين فاصلة خمسة وثلاثين متر'
    """
    if fraction.rstrip("0") == "":
        return counted(whole, noun, case)
    if fraction.rstrip("0") != "5":
        return f"{decimal(whole, fraction, case)} {singular(noun)}"
    half = f"نصف {singular(noun)}"
    if whole == 0:
        return half
    if whole == 1:
        first = _accusative(noun.singular) if case is Case.ACCUSATIVE and not noun.frozen else noun.singular
        return f"{first} و{half}"
    return f"{counted(whole, noun, case)} و{half}"
