"""Two numbers with a dash: ranges and results of games."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.text.letters import fold
from audionews.text.normal import amounts, plain
from audionews.text.normal.cases import case_at
from audionews.text.normal.spot import NOT_WORD, Said, read_number
from audionews.text.normal.units import SCALES
from audionews.text.numbers import Case, Gender, cardinal

if TYPE_CHECKING:
    from audionews.text.normal.spot import Number, Spot

_DASH = re.compile(r" ?[-–—] ?(?=\d)")
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
    return next(said for rule in (*amounts.RULES, *plain.RULES) if (said := rule(there)))


def _gender_behind(spot: Spot, end: int) -> Gender:
    masculine = fold(spot.next_word(end)) in SCALES
    return Gender.MASCULINE if masculine else plain.counted_gender(spot, end)


def speak_range(spot: Spot) -> Said | None:
    """Say a range, or two numbers side by side when the second is not the larger one.

    >>> speak_text("بين 3-5 سنوات"), speak_text("نحو 10-15%"), speak_text("خطة 4-2")
    ('بين ثلاث وخمس سنوات', 'نحو عشرة إلى خمسة عشر في المئة', 'خطة أربعة اثنين')
    """
    first = spot.number
    pair = first and _second(spot, first, _DASH)
    if not first or not pair:
        return None
    second, at = pair
    if (first.whole, first.decimals) >= (second.whole, second.decimals):
        return Said(second.end, _side_by_side(first, second))
    said = _said_second(spot, at)
    gender, case = _gender_behind(spot, second.end), case_at(spot)
    words = amounts.quantity(first, case) if first.decimals else cardinal(first.whole, gender, case)
    link = " و" if fold(spot.previous) in {"بين", "ما", "مابين"} else " إلى "
    return Said(said.end, f"{words}{link}{said.words}")


RULES = (speak_score, speak_range)
