"""Amounts for so much of something: دولار/برميل, ملغ/كغ, لتر/100 كم."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.normalize.cardinal import counted_gender
from audionews.arabic.normalize.context import ARABIC, MARK, NOT_WORD, Verbalized, read_number
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.measure import unit_at
from audionews.arabic.normalize.money import currency_at, say_amount
from audionews.arabic.normalize.nouns import any_of, counted_nouns, currencies, two_word_nouns, units
from audionews.arabic.normalize.scale import in_scale, quantity, scale_at
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.counted_noun import Noun, counted
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_NOUN = re.compile(rf" ?(?P<noun>[{ARABIC}{MARK}]+)(?: (?P<adjective>[{ARABIC}{MARK}]+))?(?= ?/)")
_ADJECTIVES = frozenset({"مربع", "مكعب", "طولي"})
_STROKE = re.compile(r" ?/ ?")
_POWER_OF_TIME = re.compile("واط")  # كيلوواط/ساعة: a product and no rate


class _Per(NamedTuple):
    sign: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]
    money: frozenset[str]


@derived
def _per(lists: WordLists) -> _Per:
    kinds = {
        sign.replace("_", " "): (kind, spoken)
        for signs, kind, spoken in lists.rows("per_units")
        for sign in signs.split()
    }
    money = frozenset(noun.singular for noun in currencies(lists).values()) | {"سنت", "فلس", "قرش", "بيسة", "مليم"}
    return _Per(re.compile(rf"(?P<sign>{any_of(kinds)})(?![A-Za-z\d²³]){NOT_WORD}"), kinds, money)


def _to(spoken: str) -> str:
    """Return one of something with the article and ل: للبرميل, للتر, للمتر المربع."""
    first, *more = spoken.split(" ")
    more = [f"ال{word}" if word in _ADJECTIVES else word for word in more]
    return " ".join(["لل" + first.removeprefix("ل"), *more])


def _rate(context: NumberContext, at: int, noun: str) -> Verbalized | None:
    """Return what the amount before the stroke at ``at`` is for, in words."""
    stroke = _STROKE.match(context.text, at)
    if stroke is None:
        return None
    per, start = _per(context.lists), stroke.end()
    found = per.sign.match(context.text, start)
    if found is None:
        return _rate_of_many(context, start)
    kind, spoken = per.kinds[found["sign"]]
    if kind == "time":
        return Verbalized(found.end(), spoken if _POWER_OF_TIME.search(noun) else f"في ال{spoken}")
    return Verbalized(found.end(), _to(spoken) if noun in per.money else f"لكل {spoken}")


def _rate_of_many(context: NumberContext, at: int) -> Verbalized | None:
    """Return the words for so much of a unit: لتر/100 كم."""
    number = read_number(context.text, at)
    unit = unit_at(context.text, number.end, context.lists) if number else None
    if number is None:
        return None
    if unit:
        return Verbalized(unit.end(), f"لكل {counted(number.whole, units(context.lists)[unit['sign']], Case.GENITIVE)}")
    named = counted_nouns(context.lists).get(fold(context.next_word(number.end)))
    if named is None:
        return None
    end = context.text.index(context.next_word(number.end), number.end) + len(context.next_word(number.end))
    return Verbalized(end, f"لكل {counted(number.whole, named, Case.GENITIVE)}")


def _noun_at(context: NumberContext, at: int) -> tuple[int, Noun | None, str] | None:
    """Return where the noun of the amount ends, the noun if it is a known one, and the word as written."""
    lists = context.lists
    unit = unit_at(context.text, at, lists)
    if unit:
        return unit.end(), units(lists)[unit["sign"]], ""
    currency = currency_at(context.text, at, lists)
    if currency:
        return *currency, ""
    found = _NOUN.match(context.text, at)
    if found is None:
        return None
    if found["adjective"]:
        return found.end(), two_word_nouns(lists).get(fold(f"{found['noun']} {found['adjective']}")), found[0].strip()
    return found.end(), counted_nouns(lists).get(fold(found["noun"])), found["noun"]


def speak_rate(context: NumberContext) -> Verbalized | None:
    """Say an amount and what it is for.

    >>> speak_text("بلغ 75 دولار/برميل"), speak_text("جرعة 5 ملغ/كغ"), speak_text("يستهلك 5.5 لتر/100 كم")
    ('بلغ خمسة وسبعين دولاراً للبرميل', 'جرعة خمسة مليغرامات لكل كيلوغرام', 'يستهلك خمسة لترات ونصف لتر لكل مئة كيلومتر')
    >>> speak_text("نحو 2 مليون برميل/يوم"), speak_text("نبضه 72 نبضة/دقيقة"), speak_text("بقدرة 50 ميغاواط/ساعة")
    ('نحو مليوني برميل في اليوم', 'نبضه اثنتان وسبعون نبضة في الدقيقة', 'بقدرة خمسين ميغاواط ساعة')
    """
    number = context.number
    end, scale = scale_at(context.text, number.end if number else context.at)
    counted_noun = _noun_at(context, end)
    if number is None or counted_noun is None:
        return None
    noun_end, noun, written = counted_noun
    rate = _rate(context, noun_end, noun.singular if noun else written)
    if rate is None:
        return None
    case = case_at(context)
    if noun:
        words = say_amount(number, scale, noun, case, context.lists)
    elif scale:
        words = f"{in_scale(number, scale, case, construct=True)} {written}"
    elif number.decimals:
        words = f"{quantity(number, case)} {written}"
    else:
        words = f"{cardinal(number.whole, counted_gender(context, number.end), case, construct=True)} {written}"
    return Verbalized(rate.end, f"{words} {rate.words}")
