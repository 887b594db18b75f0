"""Figures with primes and quotes behind them: inches, minutes of arc, minutes of a game."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.figure_words import is_near
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.nouns import make_noun
from audionews.arabic.normalize.time import MINUTE
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.counted_noun import Noun, counted, counted_decimal
from audionews.arabic.numbers.ordinal import ordinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext
    from audionews.arabic.word_lists import WordLists

_INCHES = re.compile(r" ?(?:\"|”|″|''|′′)(?![\w])")
_QUOTED = re.compile(r"[\"“«][^\"”»]*$")
_ANGLE = re.compile(
    r"(?P<degrees>\d{1,3}) ?° ?(?P<minutes>\d{1,2}) ?['’′](?: ?(?P<seconds>\d{1,2})(?:\.\d{1,3})? ?(?:\"|”|″|''|′′))?"
)
_OF_GAME = re.compile(r"(?P<minute>\d{1,3})(?: ?\+ ?(?P<added>\d{1,2}))? ?['’′](?![\w'’′])")
_LETTERED = re.compile(r"[دق] ?[.:]? ?(?P<minute>\d{1,3})(?: ?\+ ?(?P<added>\d{1,2}))?(?=[)،,\s-])(?! ?[\d/])")
_LONGEST = 130  # minutes
_REACH = 40  # characters
_INCH = make_noun("بوصة", "بوصات")
_DEGREE = make_noun("درجة", "درجات")
_SECOND = Noun(singular="ثانية", plural="ثوانٍ", gender=Gender.FEMININE)


def speak_inches(context: NumberContext) -> Verbalized | None:
    """Say a size in inches.

    >>> speak_text('شاشة 55" بسعر'), speak_text('فيلم "شاشة 55"')
    ('شاشة خمس وخمسين بوصة بسعر', 'فيلم "شاشة خمسة وخمسين"')
    """
    number = context.number
    sign = _INCHES.match(context.text, number.end) if number else None
    if number is None or sign is None or not is_near(context, "inch"):
        return None
    if _QUOTED.search(context.text[max(0, context.at - _REACH) : context.at]):
        return None
    return Verbalized(sign.end(), counted_decimal(number.whole, number.decimals, _INCH, case_at(context)))


def speak_angle(context: NumberContext) -> Verbalized | None:
    """Say degrees with their minutes and seconds.

    >>> speak_text("عند 33°30′ شمالاً")
    'عند ثلاث وثلاثين درجة وثلاثين دقيقة شمالاً'
    """
    found = context.match(_ANGLE)
    if found is None:
        return None
    case = case_at(context)
    parts = [
        counted(int(found[name]), noun, case)
        for name, noun in (("degrees", _DEGREE), ("minutes", MINUTE), ("seconds", _SECOND))
        if found[name] and int(found[name])
    ]
    return Verbalized(found.end(), " و".join(parts)) if parts else None


def _minute(found: re.Match[str]) -> str | None:
    minute = int(found["minute"])
    if not 0 < minute <= _LONGEST:
        return None
    added = f" زائد {cardinal(int(found['added']), Gender.FEMININE, Case.GENITIVE)}" if found["added"] else ""
    return f"الدقيقة {ordinal(minute, Gender.FEMININE, Case.GENITIVE)}{added}"


def speak_minute_mark(context: NumberContext) -> Verbalized | None:
    """Say the minute of a game that a prime marks.

    >>> speak_text("هدف سالم (23')"), speak_text("(90+2′)")
    ('هدف سالم (الدقيقة الثالثة والعشرين)', '(الدقيقة التسعين زائد اثنتين)')
    """
    found = context.match(_OF_GAME)
    words = (
        _minute(found) if found and not _QUOTED.search(context.text[max(0, context.at - _REACH) : context.at]) else None
    )
    return Verbalized(found.end(), words) if found and words else None


def speak_minute_letter(text: str, at: int, lists: WordLists) -> Verbalized | None:  # noqa: ARG001 - the signature of all such rules
    """Say the minute of a game that a letter in brackets marks.

    >>> speak_text("هدف ماجد (د 67)"), speak_text("(ق.45+2)"), speak_text("د 5")
    ('هدف ماجد (الدقيقة السابعة والستين)', '(الدقيقة الخامسة والأربعين زائد اثنتين)', 'د خمسة')
    """
    found = _LETTERED.match(text, at) if text[at - 1 : at] == "(" else None
    words = _minute(found) if found else None
    return Verbalized(found.end(), words) if found and words else None
