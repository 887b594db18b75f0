"""Times of day, with their zone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, folded_words
from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.numbers.cardinal import Case, Gender
from audionews.arabic.numbers.counted_noun import Noun, counted
from audionews.arabic.numbers.ordinal import ordinal
from audionews.arabic.weekdays import WEEKDAYS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

MINUTE = Noun(singular="دقيقة", plural="دقائق", gender=Gender.FEMININE)
_PERIOD = r"(?: ?(?P<period>[صمظ]|[AaPp]\.?[Mm]\.?)(?![\w.]))?"
_ZONE = rf"(?: ?(?P<open>\()?(?P<zone>ت ?\.? ?غ|GMT|UTC|ت ?\.? ?م){NOT_WORD}(?![A-Za-z])(?(open)\)))?"
_CLOCK = re.compile(rf"(?P<hour>\d{{1,2}})(?P<by>[:.,])(?P<minute>\d\d)(?::\d\d)?(?![\d:]|[.,]\d){_PERIOD}{_ZONE}")
_PLAIN = re.compile(rf"(?P<hour>\d\d)(?P<minute>\d\d)(?!\d|[.,]\d){_PERIOD}{_ZONE}")
_HOUR = re.compile(rf"(?P<hour>\d{{1,2}})(?P<minute>)(?!\d|[.,:/]\d| ?[-–] ?\d){_PERIOD}{_ZONE}")
_HOUR_WORDS = frozenset({"الساعه", "للساعه", "بالساعه"})
_DAYTIME = "صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|قبل الظهر|بعد (?:ال)?(?:ظهر|منتصف)"
_TOLD = re.compile(rf" ?(?:من )?(?:{_DAYTIME}|صباح)")
_UNTIL = re.compile(rf" ?[-–] ?(?=\d{{1,2}}(?::\d\d| ?(?:{_DAYTIME}|[صم]{NOT_WORD})))")
_SPAN = " ?(?:[-–]|إلى|الى|حتى) ?"
_BOTH_EVENING = re.compile(rf"\d{{1,2}} ?م{_SPAN}\d{{1,2}} ?م{NOT_WORD}")
_AFTER_HOUR = re.compile(rf"\d ?[صم]{_SPAN}$")
_HOURS_AHEAD = re.compile(rf"ساع[ةه] \d{{1,2}}{_SPAN}$")
_FIRST_OF_TWO = re.compile(
    rf"(?P<hour>\d{{1,2}})(?P<minute>)(?P<period>)(?P<zone>)(?={_SPAN}\d{{1,2}} ?[صم]{NOT_WORD})"
)
_REACH = 20  # characters
_DAYS = folded_words(" ".join([*WEEKDAYS, "اليوم", "غدا", "الليلة", "أمس"]))
_LOOK_BACK = 6  # words
_LISTED = re.compile(
    rf"(?P<hour>\d{{1,2}})(?P<minute>)(?P<period>)(?P<zone>)(?= ?(?:[-–]|و|إلى|حتى|أو) ?\d{{1,2}} ?(?:{_DAYTIME}))"
)
_AFTER_EVENING = re.compile(r" ?(?:بتوقيت|بالتوقيت)| (?:حتى|إلى) \d{1,2}(?::\d\d)? ?ص(?![\w.])")
_ZONE_TOLD = re.compile(r" ?(?:بتوقيت|بالتوقيت)")
_HOUR_TOLD = re.compile(rf" ?(?:{_DAYTIME}|[صظ](?![\w.])|[AaPp]\.?[Mm](?!\w))")
_ZONES = {"غ": " بتوقيت غرينتش", "T": " بتوقيت غرينتش", "C": " بتوقيت غرينتش", "م": " بتوقيت مكة المكرمة"}
_MINUTES = {0: "", 15: " والربع", 30: " والنصف"}


def _period(hour: int, minute: int, found: re.Match[str]) -> str:
    """Return the part of the day: what is written, or what a 24-hour time says."""
    if found["period"]:
        return " صباحاً" if found["period"][0] in "صAa" else " ظهراً" if found["period"] == "ظ" else " مساءً"
    if hour in {0, 24}:
        return " بعد منتصف الليل" if minute else " ليلاً"
    if hour < 13:
        return ""
    return " بعد الظهر" if hour < 18 else " مساءً"


def _hour(hour: int) -> str:
    on_the_dial = hour % 12 or 12
    return "الواحدة" if on_the_dial == 1 else ordinal(on_the_dial, Gender.FEMININE, Case.GENITIVE)


def _minutes(minute: int) -> str:
    if minute in _MINUTES:
        return _MINUTES[minute]
    return " و" + (MINUTE.singular if minute == 1 else counted(minute, MINUTE, Case.GENITIVE))


def _verbalized(found: re.Match[str], context: NumberContext) -> Verbalized | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    told = _TOLD.match(context.text, found.end())
    zone = _ZONES[found["zone"][-1]] if found["zone"] else ""
    period = "" if told else _period(hour, minute, found)
    until = _UNTIL.match(context.text, found.end())
    words = f"{_hour(hour)}{_minutes(minute)}{period}{zone}"
    return Verbalized(until.end(), f"{words} إلى") if until else Verbalized(found.end(), words)


def _is_clock(context: NumberContext, found: re.Match[str]) -> bool:
    """Return whether hours and minutes with a point or comma between are a time: something else has to say so."""
    told = found["by"] == ":" or found["zone"] or context.previous_folded in _HOUR_WORDS
    told = told or found["period"] in {"ص", "ظ"} or (found["period"] == "م" and _tells_hours(context))
    return bool(told or _TOLD.match(context.text, found.end()) or _ZONE_TOLD.match(context.text, found.end()))


def _ends_hours(context: NumberContext, end: int) -> bool:
    """Return whether the number is the second hour of two: من الساعة 9 إلى 5, من 8 ص إلى 4 م, بين 10 ص و2 م."""
    if context.counts_noun(end):
        return False
    if context.prefix == "و":
        return context.previous == "ص"
    if len(context.before) < 3 or context.previous_folded not in {"الي", "حتي"}:
        return False
    *_, ahead, hour, _ = context.before
    return hour == "ص" or (hour[0].isdigit() and fold(ahead) in _HOUR_WORDS)


@derived
def _hours_words(lists: WordLists) -> frozenset[str]:
    return lists.folded("date_words", "hours")


@derived
def _metres_words(lists: WordLists) -> frozenset[str]:
    return lists.folded("date_words", "metres")


def _tells_hours(context: NumberContext) -> bool:
    """Return whether the words before speak of opening or beginning, and not of a length."""
    near = context.near[-_LOOK_BACK:]
    return any(word in _hours_words(context.lists) for word in near) and not any(
        word in _metres_words(context.lists) for word in near
    )


def _is_evening(context: NumberContext, found: re.Match[str]) -> bool:
    """Return whether م behind a number is the evening and not metres: 8 ص - 4 م, من 4 م إلى 10 م, يغلق 9 م."""
    near = context.near[-_LOOK_BACK:]
    if found["period"] != "م" or int(found["hour"]) > 12 or any(word in _metres_words(context.lists) for word in near):
        return False
    ahead = context.text[max(0, context.start - _REACH) : context.start]
    if _AFTER_HOUR.search(ahead) or _HOURS_AHEAD.search(ahead) or context.previous_folded in _DAYS:
        return True
    return bool(context.match(_BOTH_EVENING)) or _tells_hours(context)


def _is_hour(context: NumberContext, found: re.Match[str]) -> bool:
    """Return whether a lone number is an hour: what follows says so (6 م بتوقيت مكة, 11 م حتى 5 ص), or it ends two."""
    told = found["zone"] or (found["period"] and _AFTER_EVENING.match(context.text, found.end()))
    told = told or _is_evening(context, found)
    return bool(told or _HOUR_TOLD.match(context.text, found.end("hour"))) or _ends_hours(context, found.end())


def speak_time(context: NumberContext) -> Verbalized | None:
    """Say a time of day as hour and minutes.

    >>> speak_text("عند الساعة 14:00"), speak_text("في الساعة 9:45 مساءً")
    ('عند الساعة الثانية بعد الظهر', 'في الساعة التاسعة وخمس وأربعين دقيقة مساءً')
    >>> speak_text("الساعة 06:30 ت.غ"), speak_text("حتى 11 ليلاً")
    ('الساعة السادسة والنصف بتوقيت غرينتش', 'حتى الحادية عشرة ليلاً')
    >>> speak_text("(10,00 ت غ)"), speak_text("من الساعة 9 إلى 5")
    ('(العاشرة بتوقيت غرينتش)', 'من الساعة التاسعة إلى الخامسة')
    """
    after_hour = context.previous_folded in _HOUR_WORDS
    found = context.match(_CLOCK)
    if found and _is_clock(context, found):
        return _verbalized(found, context)
    if after_hour and (found := context.match(_PLAIN)):
        return _verbalized(found, context)
    found = context.match(_LISTED) or (context.match(_FIRST_OF_TWO) if after_hour or _tells_hours(context) else None)
    if found:
        return _verbalized(found, context)
    found = context.match(_HOUR)
    return _verbalized(found, context) if found and (after_hour or _is_hour(context, found)) else None
