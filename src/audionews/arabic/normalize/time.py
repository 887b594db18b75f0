"""Times of day, with their zone, and how long something took."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import NOT_WORD, Said
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.numbers.cardinal import Case, Gender
from audionews.arabic.numbers.counted_noun import Noun, counted
from audionews.arabic.numbers.gender import is_counted
from audionews.arabic.numbers.ordinal import ordinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_MINUTE = Noun(singular="دقيقة", plural="دقائق", gender=Gender.FEMININE)
_SPANS = {
    "hours": Noun(singular="ساعة", plural="ساعات", gender=Gender.FEMININE),
    "minutes": _MINUTE,
    "seconds": Noun(singular="ثانية", plural="ثوانٍ", gender=Gender.FEMININE),
}
_PERIOD = r"(?: ?(?P<period>[صم]|[AaPp]\.?[Mm]\.?)(?![\w.]))?"
_ZONE = rf"(?: ?(?P<open>\()?(?P<zone>ت ?\.? ?غ|GMT|UTC|ت ?\.? ?م){NOT_WORD}(?![A-Za-z])(?(open)\)))?"
_CLOCK = re.compile(rf"(?P<hour>\d{{1,2}})(?P<by>[:.,])(?P<minute>\d\d)(?::\d\d)?(?![\d:]|[.,]\d){_PERIOD}{_ZONE}")
_PLAIN = re.compile(rf"(?P<hour>\d\d)(?P<minute>\d\d)(?!\d|[.,]\d){_PERIOD}{_ZONE}")
_HOUR = re.compile(rf"(?P<hour>\d{{1,2}})(?P<minute>)(?!\d|[.,:/]\d| ?[-–] ?\d){_PERIOD}{_ZONE}")
_HOUR_WORDS = frozenset({"الساعه", "للساعه", "بالساعه"})
_DAYTIME = "صباحا|مساء|ظهرا|عصرا|فجرا|ليلا|قبل الظهر|بعد (?:ال)?(?:ظهر|منتصف)"
_TOLD = re.compile(rf" ?(?:من )?(?:{_DAYTIME}|صباح)")
_UNTIL = re.compile(rf" ?[-–] ?(?=\d{{1,2}}(?::\d\d| ?(?:{_DAYTIME})))")
_LISTED = re.compile(
    rf"(?P<hour>\d{{1,2}})(?P<minute>)(?P<period>)(?P<zone>)(?= ?(?:[-–]|و|إلى|حتى|أو) ?\d{{1,2}} ?(?:{_DAYTIME}))"
)
_AFTER_EVENING = re.compile(r" ?(?:بتوقيت|بالتوقيت)| (?:حتى|إلى) \d{1,2}(?::\d\d)? ?ص(?![\w.])")
_ZONE_TOLD = re.compile(r" ?(?:بتوقيت|بالتوقيت)")
_HOUR_TOLD = re.compile(rf" ?(?:{_DAYTIME}|ص(?![\w.])|[AaPp]\.?[Mm](?!\w))")
_DURATION = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d):(?P<seconds>[0-5]\d)(?![\d:])")
_LASTING = re.compile(
    r"(?:[وبل]?(?:ال)?)(?:زمن|زمنا|زمنه|زمنها|مده|مدته|مدتها|(?:ي|ت)?(?:ستمر|ستغرق|دوم)|(?:استمر|استغرق|دام)ت?)"
)
_ZONES = {"غ": " بتوقيت غرينتش", "T": " بتوقيت غرينتش", "C": " بتوقيت غرينتش", "م": " بتوقيت مكة المكرمة"}
_MINUTES = {0: "", 15: " والربع", 30: " والنصف"}


def _period(hour: int, minute: int, found: re.Match[str]) -> str:
    """Return the part of the day: what is written, or what a 24-hour time says."""
    if found["period"]:
        return " صباحاً" if found["period"][0] in "صAa" else " مساءً"
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
    return " و" + (_MINUTE.singular if minute == 1 else counted(minute, _MINUTE, Case.GENITIVE))


def _said(found: re.Match[str], spot: Spot) -> Said | None:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    told = _TOLD.match(spot.text, found.end())
    zone = _ZONES[found["zone"][-1]] if found["zone"] else ""
    period = "" if told else _period(hour, minute, found)
    until = _UNTIL.match(spot.text, found.end())
    words = f"{_hour(hour)}{_minutes(minute)}{period}{zone}"
    return Said(until.end(), f"{words} إلى") if until else Said(found.end(), words)


def _is_clock(spot: Spot, found: re.Match[str]) -> bool:
    """Return whether hours and minutes with a point or comma between are a time: something else has to say so."""
    told = found["by"] == ":" or found["zone"] or fold(spot.previous) in _HOUR_WORDS
    return bool(told or _TOLD.match(spot.text, found.end()) or _ZONE_TOLD.match(spot.text, found.end()))


def _ends_hours(spot: Spot, end: int) -> bool:
    """Return whether the number is the second hour of two: من الساعة 9 إلى 5, من 8 ص إلى 4 م, بين 10 ص و2 م."""
    if is_counted(spot.next_word(end)):
        return False
    if spot.prefix == "و":
        return spot.previous == "ص"
    if len(spot.before) < 3 or fold(spot.previous) not in {"الي", "حتي"}:
        return False
    *_, ahead, hour, _ = spot.before
    return hour == "ص" or (hour[0].isdigit() and fold(ahead) in _HOUR_WORDS)


def _is_hour(spot: Spot, found: re.Match[str]) -> bool:
    """Return whether a lone number is an hour: what follows says so (6 م بتوقيت مكة, 11 م حتى 5 ص), or it ends two."""
    told = found["zone"] or (found["period"] and _AFTER_EVENING.match(spot.text, found.end()))
    return bool(told or _HOUR_TOLD.match(spot.text, found.end("hour"))) or _ends_hours(spot, found.end())


def speak_duration(spot: Spot) -> Said | None:
    """Say hours, minutes and seconds where the words before speak of how long something took.

    >>> speak_text("بعد مباراة استمرت 1:45:30"), speak_text("بزمن 2:03:15")
    ('بعد مباراة استمرت ساعة واحدة وخمساً وأربعين دقيقة وثلاثين ثانية', 'بزمن ساعتين وثلاث دقائق وخمس عشرة ثانية')
    """
    found = spot.match(_DURATION)
    if found is None or not any(_LASTING.fullmatch(fold(word)) for word in spot.before[-3:]):
        return None
    case = case_at(spot)
    spans = [counted(int(found[name]), noun, case) for name, noun in _SPANS.items() if int(found[name])]
    return Said(found.end(), " و".join(spans)) if spans else None


def speak_time(spot: Spot) -> Said | None:
    """Say a time of day as hour and minutes.

    >>> speak_text("عند الساعة 14:00"), speak_text("في الساعة 9:45 مساءً")
    ('عند الساعة الثانية بعد الظهر', 'في الساعة التاسعة وخمس وأربعين دقيقة مساءً')
    >>> speak_text("الساعة 06:30 ت.غ"), speak_text("حتى 11 ليلاً")
    ('الساعة السادسة والنصف بتوقيت غرينتش', 'حتى الحادية عشرة ليلاً')
    >>> speak_text("(10,00 ت غ)"), speak_text("من الساعة 9 إلى 5")
    ('(العاشرة بتوقيت غرينتش)', 'من الساعة التاسعة إلى الخامسة')
    """
    after_hour = fold(spot.previous) in _HOUR_WORDS
    found = spot.match(_CLOCK)
    if found and _is_clock(spot, found):
        return _said(found, spot)
    if after_hour and (found := spot.match(_PLAIN)):
        return _said(found, spot)
    found = spot.match(_LISTED)
    if found:
        return _said(found, spot)
    found = spot.match(_HOUR)
    return _said(found, spot) if found and (after_hour or _is_hour(spot, found)) else None


RULES = (speak_duration, speak_time)
