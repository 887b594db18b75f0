"""Dates: day and month by name, in figures, ISO, Hijri. A date is oblique: it stands after في or says when."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.months import GREGORIAN, HIJRI, HIJRI_NAMES
from audionews.arabic.normalize.context import ARABIC, NOT_WORD, Verbalized
from audionews.arabic.normalize.day import is_day_of_month, say_day
from audionews.arabic.normalize.month import BARE, MONTH, is_one_month, month_names, say_month
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.decimal import year

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext
    from audionews.arabic.word_lists import WordLists

_DAY = r"0?(?P<day>[0-3]?\d)(?!\d)"
ERA = rf"(?: ?(?P<era>هـ|ه|م|ميلادية?|هجرية?){NOT_WORD})?"
# Patterns with the names of all months take 20 ms each to compile: this one finds where they are worth it.
_MONTH_NEXT = rf"(?: من)?(?: شهر)? ?(?P<word>[{ARABIC}]+)"
_MAY_BE_NAMED = re.compile(_DAY + _MONTH_NEXT)
_NEXT_DAY = r"(?P<dash> ?[-–] ?)?(?= ?(?:و|أو|إلى|حتى|أو)? ?[0-3]?\d"
_MAY_BE_LISTED = re.compile(rf"{_DAY}{_NEXT_DAY}{_MONTH_NEXT})")
_FIRST_WORDS = frozenset(name.split()[0] for name in (*GREGORIAN, *HIJRI, *BARE.split("|")))
_DASH = re.compile("[–-]")
_FIGURES = re.compile(
    rf"(?P<day>\d{{1,2}}) ?(?P<by>[-/.]) ?(?P<month>\d{{1,2}}) ?(?P=by) ?(?P<year>\d{{4}}|\d\d)(?![\d.]|[-/]\d){ERA}"
)
_ISO = re.compile(rf"(?P<year>\d{{4}}) ?(?P<by>[-/]) ?(?P<month>\d{{1,2}}) ?(?P=by) ?(?P<day>\d{{1,2}})(?!\d){ERA}")


@cache
def _named() -> re.Pattern[str]:
    return _between("/–-")


@cache
def _named_with_slash() -> re.Pattern[str]:
    return _between("/")


def _between(signs: str) -> re.Pattern[str]:
    """Return the pattern of a day and its month, which may have two names with one of these signs between them."""
    return re.compile(
        rf"{_DAY}(?P<of> من)?(?P<moon> شهر)? ?"
        rf"(?P<month>{MONTH}(?:(?: ?[{signs}] ?|(?P<open> ?\()| ){MONTH}(?(open)\)))?)"
        rf"(?:,?،? (?:(?P<word>لعام|لسنة|عام|سنة) )?(?P<year>1[3-9]\d\d|20\d\d|\d{{1,4}}(?= ?هـ))"
        rf"(?!\d|[.,]\d| ?[-/] ?\d){ERA})?"
    )


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"{_DAY}{_NEXT_DAY}(?: من)?(?: شهر)? {MONTH})")


def _may_be(pattern: re.Pattern[str], context: NumberContext) -> bool:
    """Return whether a word that begins the name of a month stands where the pattern has it."""
    found = context.match(pattern)
    return found is not None and fold(found["word"]) in _FIRST_WORDS


def era_words(era: str | None) -> str:
    """Return how an era sign after a year is said.

    >>> era_words("هـ"), era_words("م"), era_words(None)
    (' للهجرة', ' للميلاد', '')
    """
    if not era:
        return ""
    if len(era) > 2:
        return f" {era}"
    return " للميلاد" if era == "م" else " للهجرة"


def _named_year(found: re.Match[str]) -> str:
    if not found["year"]:
        return ""
    word = found["word"] or "عام"
    gender = Gender.FEMININE if "سنة" in word else Gender.MASCULINE
    return f" {word} {year(int(found['year']), gender)}{era_words(found['era'])}"


def speak_named_date(context: NumberContext) -> Verbalized | None:
    """Say a day with its month by name.

    >>> speak_text("في 7 تشرين الأول/أكتوبر 2023"), speak_text("25 من شهر شوال")
    ('في السابع من أكتوبر عام ألفين وثلاثة وعشرين', 'الخامس والعشرين من شهر شوال')
    """
    found = context.match(_named()) if _may_be(_MAY_BE_NAMED, context) else None
    if found and _DASH.search(found["month"]) and not is_one_month(found["month"], context.lists):
        found = context.match(_named_with_slash())
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    month = say_month(found["month"], context.lists)
    moon = "شهر " if found["moon"] else ""
    return Verbalized(found.end(), f"{say_day(int(found['day']))} من {moon}{month}{_named_year(found)}")


def speak_listed_day(context: NumberContext) -> Verbalized | None:
    """Say a day whose month comes with the next day.

    >>> speak_text("في 30 أو 31 يوليو"), speak_text("من 20-22 يونيو")
    ('في الثلاثين أو الحادي والثلاثين من يوليو', 'من العشرين إلى الثاني والعشرين من يونيو')
    """
    found = context.match(_listed()) if _may_be(_MAY_BE_LISTED, context) else None
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    return Verbalized(found.end(), say_day(int(found["day"])) + (" إلى " if found["dash"] else ""))


def _verbalized(found: re.Match[str], lists: WordLists) -> Verbalized | None:
    if not is_day_of_month(found):
        return None
    number = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    hijri = era_words(found["era"]) == " للهجرة" or 1300 <= number <= 1500
    month = (HIJRI_NAMES if hijri else month_names(lists))[int(found["month"]) - 1]
    return Verbalized(
        found.end(), f"{say_day(int(found['day']))} من {month} عام {year(number)}{era_words(found['era'])}"
    )


def speak_date_in_figures(context: NumberContext) -> Verbalized | None:
    """Say a date in figures, day first or year first.

    >>> speak_text("في 2024-06-20"), speak_text("بتاريخ 9/ 10/ 1436 هـ")
    ('في العشرين من يونيو عام ألفين وأربعة وعشرين', 'بتاريخ التاسع من شوال عام ألف وأربعمئة وستة وثلاثين للهجرة')
    """
    found = context.match(_ISO) or context.match(_FIGURES)
    return _verbalized(found, context.lists) if found else None
