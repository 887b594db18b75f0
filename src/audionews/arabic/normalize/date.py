"""Dates: day and month by name, in figures, ISO, Hijri. A date is oblique: it stands after في or says when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import folded_words
from audionews.arabic.months import GREGORIAN, GREGORIAN_NAMES, HIJRI, HIJRI_NAMES, alternation
from audionews.arabic.normalize.context import NOT_WORD, WORD, Verbalized
from audionews.arabic.numbers.cardinal import Case, Gender
from audionews.arabic.numbers.decimal import year
from audionews.arabic.numbers.ordinal import ordinal
from audionews.arabic.weekdays import WEEKDAYS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_MONTH = f"(?:{alternation(GREGORIAN)}|{alternation(HIJRI)}){NOT_WORD}"
_DAY = r"0?(?P<day>[0-3]?\d)(?!\d)"
ERA = rf"(?: ?(?P<era>هـ|ه|م|ميلادية?|هجرية?){NOT_WORD})?"
_NAMED = re.compile(
    rf"{_DAY}(?P<of> من)?(?P<moon> شهر)? ?(?P<month>{_MONTH}(?:(?: ?/ ?|(?P<open> ?\()| ){_MONTH}(?(open)\)))?)"
    rf"(?:,?،? (?:(?P<word>لعام|لسنة|عام|سنة) )?(?P<year>1[3-9]\d\d|20\d\d|\d{{1,4}}(?= ?هـ))"
    rf"(?!\d|[.,]\d| ?[-/] ?\d){ERA})?"
)
_LISTED = re.compile(rf"{_DAY}(?P<dash> ?[-–] ?)?(?= ?(?:و|أو|إلى|حتى|أو)? ?[0-3]?\d(?: من)?(?: شهر)? {_MONTH})")
_FIGURES = re.compile(
    rf"(?P<day>\d{{1,2}}) ?(?P<by>[-/.]) ?(?P<month>\d{{1,2}}) ?(?P=by) ?(?P<year>\d{{4}}|\d\d)(?![\d.]|[-/]\d){ERA}"
)
_ISO = re.compile(rf"(?P<year>\d{{4}}) ?(?P<by>[-/]) ?(?P<month>\d{{1,2}}) ?(?P=by) ?(?P<day>\d{{1,2}})(?!\d){ERA}")
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2}) ?/ ?(?P<month>\d{1,2})(?![\d/])")


@derived
def _before_dates(lists: WordLists) -> frozenset[str]:
    return lists.folded("date_words", "date") | folded_words(" ".join(WEEKDAYS))


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


def _day(number: int) -> str:
    return ordinal(number, case=Case.GENITIVE)


def _named_year(found: re.Match[str]) -> str:
    if not found["year"]:
        return ""
    word = found["word"] or "عام"
    gender = Gender.FEMININE if "سنة" in word else Gender.MASCULINE
    return f" {word} {year(int(found['year']), gender)}{era_words(found['era'])}"


def speak_named_date(context: NumberContext) -> Verbalized | None:
    """Say a day with its month by name.

    >>> speak_text("في 7 تشرين الأول/أكتوبر 2023"), speak_text("25 من شهر شوال")
    ('في السابع من تشرين الأول أكتوبر عام ألفين وثلاثة وعشرين', 'الخامس والعشرين من شهر شوال')
    """
    found = context.match(_NAMED)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    month = " ".join(WORD.findall(found["month"]))
    moon = "شهر " if found["moon"] else ""
    return Verbalized(found.end(), f"{_day(int(found['day']))} من {moon}{month}{_named_year(found)}")


def speak_listed_day(context: NumberContext) -> Verbalized | None:
    """Say a day whose month comes with the next day.

    >>> speak_text("في 30 أو 31 يوليو"), speak_text("من 20-22 يونيو")
    ('في الثلاثين أو الحادي والثلاثين من يوليو', 'من العشرين إلى الثاني والعشرين من يونيو')
    """
    found = context.match(_LISTED)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    return Verbalized(found.end(), _day(int(found["day"])) + (" إلى " if found["dash"] else ""))


def _is_day_of_month(found: re.Match[str]) -> bool:
    return 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12


def _verbalized(found: re.Match[str]) -> Verbalized | None:
    if not _is_day_of_month(found):
        return None
    number = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    hijri = era_words(found["era"]) == " للهجرة" or 1300 <= number <= 1500
    month = (HIJRI_NAMES if hijri else GREGORIAN_NAMES)[int(found["month"]) - 1]
    return Verbalized(found.end(), f"{_day(int(found['day']))} من {month} عام {year(number)}{era_words(found['era'])}")


def speak_date_in_figures(context: NumberContext) -> Verbalized | None:
    """Say a date in figures, day first or year first.

    >>> speak_text("في 2024-06-20"), speak_text("بتاريخ 9/ 10/ 1436 هـ")
    ('في العشرين من يونيو عام ألفين وأربعة وعشرين', 'بتاريخ التاسع من شوال عام ألف وأربعمئة وستة وثلاثين للهجرة')
    """
    found = context.match(_ISO) or context.match(_FIGURES)
    return _verbalized(found) if found else None


def speak_day_and_month(context: NumberContext) -> Verbalized | None:
    """Say day/month where the word before shows that it is a date.

    >>> speak_text("يوم 15/5"), speak_text("نحو 1/3 السكان")
    ('يوم الخامس عشر من مايو', 'نحو ثُلث السكان')
    """
    found = context.match(_DAY_AND_MONTH)
    if found is None or not _is_day_of_month(found) or context.next_word(found.end()).startswith("ال"):
        return None
    if context.previous_folded not in _before_dates(context.lists):
        return None
    return Verbalized(found.end(), f"{_day(int(found['day']))} من {GREGORIAN_NAMES[int(found['month']) - 1]}")
