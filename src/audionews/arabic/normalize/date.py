"""Dates: day and month by name, in figures, ISO, Hijri. A date is oblique: it stands after في or says when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, folded_words
from audionews.arabic.months import GREGORIAN, HIJRI, alternation
from audionews.arabic.normalize.context import NOT_WORD, WORD, Said
from audionews.arabic.numbers.cardinal import Case, Gender
from audionews.arabic.numbers.decimal import year
from audionews.arabic.numbers.ordinal import ordinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_NAMES = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
_HIJRI_NAMES = "محرم،صفر،ربيع الأول،ربيع الآخر،جمادى الأولى،جمادى الآخرة،رجب،شعبان،رمضان،شوال،ذي القعدة،ذي الحجة"
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
_BEFORE_DATES = folded_words("""
يوم بتاريخ تاريخ في منذ حتى الموافق ليوم مساء صباح فجر أحداث هجمات السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء
الخميس الجمعة
""")


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


def speak_named_date(spot: Spot) -> Said | None:
    """Say a day with its month by name.

    >>> speak_text("في 7 تشرين الأول/أكتوبر 2023"), speak_text("25 من شهر شوال")
    ('في السابع من تشرين الأول أكتوبر عام ألفين وثلاثة وعشرين', 'الخامس والعشرين من شهر شوال')
    """
    found = spot.match(_NAMED)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    month = " ".join(WORD.findall(found["month"]))
    moon = "شهر " if found["moon"] else ""
    return Said(found.end(), f"{_day(int(found['day']))} من {moon}{month}{_named_year(found)}")


def speak_listed_day(spot: Spot) -> Said | None:
    """Say a day whose month comes with the next day.

    >>> speak_text("في 30 أو 31 يوليو"), speak_text("من 20-22 يونيو")
    ('في الثلاثين أو الحادي والثلاثين من يوليو', 'من العشرين إلى الثاني والعشرين من يونيو')
    """
    found = spot.match(_LISTED)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return None
    return Said(found.end(), _day(int(found["day"])) + (" إلى " if found["dash"] else ""))


def _is_day_of_month(found: re.Match[str]) -> bool:
    return 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12


def _said_figures(found: re.Match[str]) -> Said | None:
    if not _is_day_of_month(found):
        return None
    number = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    hijri = era_words(found["era"]) == " للهجرة" or 1300 <= number <= 1500
    names = _HIJRI_NAMES.split("،") if hijri else _NAMES.split()
    month = names[int(found["month"]) - 1]
    return Said(found.end(), f"{_day(int(found['day']))} من {month} عام {year(number)}{era_words(found['era'])}")


def speak_figures_date(spot: Spot) -> Said | None:
    """Say a date in figures, day first or year first.

    >>> speak_text("في 2024-06-20"), speak_text("بتاريخ 9/ 10/ 1436 هـ")
    ('في العشرين من يونيو عام ألفين وأربعة وعشرين', 'بتاريخ التاسع من شوال عام ألف وأربعمئة وستة وثلاثين للهجرة')
    """
    found = spot.match(_ISO) or spot.match(_FIGURES)
    return _said_figures(found) if found else None


def speak_day_and_month(spot: Spot) -> Said | None:
    """Say day/month where the word before shows that it is a date.

    >>> speak_text("يوم 15/5"), speak_text("نحو 1/3 السكان")
    ('يوم الخامس عشر من مايو', 'نحو ثُلث السكان')
    """
    found = spot.match(_DAY_AND_MONTH)
    if found is None or not _is_day_of_month(found) or fold(spot.previous) not in _BEFORE_DATES:
        return None
    if spot.next_word(found.end()).startswith("ال"):
        return None
    return Said(found.end(), f"{_day(int(found['day']))} من {_NAMES.split()[int(found['month']) - 1]}")


RULES = (speak_figures_date, speak_named_date, speak_listed_day, speak_day_and_month)
