"""Numbers with a sign between them: ranges, results of games, measures of sides, short lists."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize import amounts
from audionews.arabic.normalize import cardinal as cardinals
from audionews.arabic.normalize.context import NOT_WORD, Said, read_number
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, Spot

_DASH = re.compile(r" ?[-–—] ?(?=\d)")
_PERCENT_DASH = re.compile(r" ?% ?[-–—] ?(?=\d)")
_SIDES = re.compile(r"(?P<first>\d{1,5}) ?[×xX] ?(?P<more>(?:\d{1,5} ?[×xX] ?){0,2})(?=\d)")
_LIST = re.compile(r"\d{1,3}(?:,\d{1,3}){2,20}(?![\d,.])")
_NIL = re.compile(rf" ?[-–—/:] ?صفر{NOT_WORD}")
_COLON = re.compile(r":(?=\d)")
_GAME = re.compile(
    r"(?:و|ف|ب|ل|ال|بال|ي|ت)*(?:فاز|فوز|تعادل|خسر|خساره|خسار|نتيج|تغلب|هزم|هزيم|سحق|اكتسح|تفوق|انتصر|انتصار|اهداف|هدف"
    r"|مبارا|تقدم|متقدم|انتهت|سقط|شوط|الشوط|بلغ نصف)\w*"
)
_LOOK_BACK = 12


def _is_game(spot: Spot) -> bool:
    """Return whether the words before speak of a game."""
    return any(_GAME.match(fold(word)) for word in spot.before[-_LOOK_BACK:])


def _second(spot: Spot, number: Number, dash: re.Pattern[str]) -> tuple[Number, int] | None:
    """Return the number behind the dash and where it begins."""
    found = dash.match(spot.text, number.end)
    other = read_number(spot.text, found.end()) if found else None
    if found is None or other is None or dash.match(spot.text, other.end):
        return None
    return other, found.end()


def _side_by_side(first: Number, second: Number) -> str:
    return " ".join(amounts.quantity(number, Case.GENITIVE) for number in (first, second))


def speak_score(spot: Spot) -> Said | None:
    """Say the result of a game: the bare numbers, as commentators do.

    >>> speak_text("فاز الفريق 2-1"), speak_text("بنتيجة 3:0")
    ('فاز الفريق اثنين واحد', 'بنتيجة ثلاثة صفر')
    """
    first = spot.number
    nil = _NIL.match(spot.text, first.end) if first else None
    if first and nil and _is_game(spot):
        return Said(nil.end(), f"{cardinal(first.whole, case=Case.GENITIVE)} صفر")
    pair = first and (_second(spot, first, _DASH) or _second(spot, first, _COLON))
    if not first or not pair or not _is_game(spot):
        return None
    second = pair[0]
    if first.decimals or second.decimals or max(first.whole, second.whole) > 200:
        return None
    return Said(second.end, _side_by_side(first, second))


def _said_second(spot: Spot, at: int) -> Said:
    """Say the second number with all that belongs to it; it stands after إلى or بين."""
    there = replace(spot, start=at, at=at, prefix="ل")  # a particle asks for the genitive
    return next(said for rule in (*amounts.RULES, *cardinals.RULES) if (said := rule(there)))


def _gender_behind(spot: Spot, end: int) -> Gender:
    noun = amounts.noun_at(spot.text, end)
    return noun.gender if noun else cardinals.counted_gender(spot, end)


def speak_range(spot: Spot) -> Said | None:
    """Say a range, or two numbers side by side when the second is not the larger one.

    >>> speak_text("بين 3-5 سنوات"), speak_text("نحو 10-15%"), speak_text("خطة 4-2")
    ('بين ثلاث وخمس سنوات', 'نحو عشرة إلى خمسة عشر في المئة', 'خطة أربعة اثنين')
    """
    first = spot.number
    pair = first and (_second(spot, first, _DASH) or _second(spot, first, _PERCENT_DASH))
    if not first or not pair:
        return None
    second, at = pair
    if "%" not in spot.text[first.end : at] and (first.whole, first.decimals) >= (second.whole, second.decimals):
        return Said(second.end, _side_by_side(first, second))
    said = _said_second(spot, at)
    gender, case = _gender_behind(spot, second.end), case_at(spot)
    words = amounts.quantity(first, case) if first.decimals else cardinal(first.whole, gender, case)
    link = " و" if fold(spot.previous) in {"بين", "ما", "مابين"} else " إلى "
    return Said(said.end, f"{words}{link}{said.words}")


def speak_sides(spot: Spot) -> Said | None:
    """Say the measures of something with sides, or how often something: each number after the first is genitive.

    >>> speak_text("غرفة 10×20 متراً"), speak_text("سباق 4×100 متر")
    ('غرفة عشرة في عشرين متراً', 'سباق أربعة في مئة متر')
    """
    found = spot.match(_SIDES)
    if found is None or not int(found["first"]):
        return None
    first = cardinal(int(found["first"]), case=case_at(spot))
    more = [cardinal(int(number), case=Case.GENITIVE) for number in re.findall(r"\d+", found["more"])]
    said = _said_second(spot, found.end())
    return Said(said.end, " في ".join([first, *more, said.words]))


def speak_list(spot: Spot) -> Said | None:
    """Say a list of numbers with commas that are not those of thousands.

    >>> speak_text("البنود (1,2,3)")
    'البنود (واحد، اثنان، ثلاثة)'
    """
    found = spot.match(_LIST)
    if found is None or (spot.number and spot.number.end == found.end()):
        return None
    case = case_at(spot)
    return Said(found.end(), "، ".join(cardinal(int(number), case=case) for number in found[0].split(",")))


RULES = (speak_score, speak_list, speak_sides, speak_range)
