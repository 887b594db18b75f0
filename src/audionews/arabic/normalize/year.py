"""Years: after عام or a month, in pairs, with the sign of their era, and bare ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, folded_words
from audionews.arabic.months import GREGORIAN, HIJRI
from audionews.arabic.normalize.context import NOT_WORD, Said
from audionews.arabic.normalize.date import ERA, era_words
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.decimal import year
from audionews.arabic.numbers.gender import is_counted

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

_PARTICLES = r"(?:[وف]?(?:[بكل]?ال|لل|[بكل])?)"
_YEAR_WORD = re.compile(rf"{_PARTICLES}(?:عام|عامي|عامين|اعوام|سنه|سنتي|سنوات)")
_SEASON_WORD = re.compile(rf"{_PARTICLES}(?:موسم|موسمي|مواسم)")
_MONTHS = frozenset(name.split()[-1] for name in (*GREGORIAN, *HIJRI))
_PAIR = re.compile(
    rf"(?P<first>\d{{3,4}}){ERA.replace('era', 'era1')}(?: ?(?P<by>[-–/]) ?)(?P<second>\d{{3,4}}|\d\d)(?![\d.,%]){ERA}"
)
_SHORT_PAIR = re.compile(rf"(?P<first>\d\d) ?/ ?(?P<second>1[34]\d\d|20\d\d)(?!\d|/){ERA}")
_SEASON = re.compile(r"(?P<first>\d\d) ?[-/] ?(?P<second>\d\d)(?![\d/-])(?P<era>)")
_BOTH_ERAS = r"(?:(?<=هـ/)|(?<=هـ-)|(?<=هـ / )|(?<=هـ - ))"
_ERA_NEEDED = re.compile(
    rf"(?P<year>(?:(?:19|20)\d\d|{_BOTH_ERAS}\d{{3,4}})(?= ?م)|\d{{1,4}}(?= ?[قهم])(?! ?م{NOT_WORD})) ?"
    rf"(?:(?P<bc>ق ?\.? ?م)|(?P<era>هـ|هجرية?|ميلادية?)|(?P<ad>م)){NOT_WORD}"
)
_BEFORE_METRES = folded_words("سباق مسافة ارتفاع عمق طول بطول بعمق بارتفاع لمسافة")
_NAMED_YEAR = re.compile(r"(?<!\w)[وف]?[بكل]?(?:عام|سنه) ال\w+$")
_YEAR_OF_NAME = re.compile(rf"(?P<year>\d{{3,4}}) ?م{NOT_WORD}")
_YEAR = re.compile(rf"(?P<year>\d{{1,4}})(?!\d|[.,:]\d|%){ERA}")
_PAIRING = frozenset({"بين", "عامي", "سنتي"})
_HIJRI_YEAR = re.compile(r"1[34]\d\d")
_LIKELY = re.compile(r"(?:19|20)\d\d")
_NOT_YEARS = folded_words("نحو حوالي قرابة زهاء أكثر أقل بلغ بلغت رقم الرقم القرار قرار بواقع مسافة ارتفاع")


def _is_year_word(word: str) -> bool:
    return bool(_YEAR_WORD.fullmatch(fold(word)))


def _gender(word: str) -> Gender:
    return Gender.FEMININE if fold(word).endswith(("سنه", "سنتي", "سنوات")) else Gender.MASCULINE


def _full(first: str, second: str) -> int:
    """Return the second year of a pair: 2023-24 leaves its century out."""
    return int(second) if len(second) >= len(first) else int(first[:2] + second)


def _are_lives(spot: Spot, found: re.Match[str]) -> bool:
    """Return whether two years with an era stand in brackets behind a name: (1126-1198م)."""
    around = spot.text[spot.at - 1 : spot.at] + spot.text[found.end() : found.end() + 1]
    return bool(found["era"]) and around == "()"


def speak_year_pair(spot: Spot) -> Said | None:
    """Say two years that are joined by a dash or a stroke.

    >>> speak_text("موسم 2023-2024"), speak_text("خلال 2010-2015")
    ('موسم ألفين وثلاثة وعشرين ألفين وأربعة وعشرين', 'خلال ألفين وعشرة إلى ألفين وخمسة عشر')
    >>> speak_text("موسم 24/25"), speak_text("(750م - 1258م)")
    ('موسم أربعة وعشرين خمسة وعشرين', '(سبعمئة وخمسين إلى ألف ومئتين وثمانية وخمسين للميلاد)')
    """
    season = _SEASON_WORD.fullmatch(fold(spot.previous))
    found = spot.match(_PAIR) or spot.match(_SHORT_PAIR) or (spot.match(_SEASON) if season else None)
    if found is None:
        return None
    named = bool(season) or _is_year_word(spot.previous)
    if found["era"] and "era1" in found.groupdict() and found["era1"] not in {None, found["era"]}:
        return None  # 1443هـ - 2022م is one year twice
    first, second = found["first"], found["second"]
    if len(first) == 2 < len(second):
        first, named = second[:2] + first, True
    if not (named or _are_lives(spot, found)) and not 1300 <= int(first) < _full(first, second) <= 2100:
        return None
    link = " و" if fold(spot.previous) in _PAIRING else " " if named or "/" in found[0] else " إلى "
    words = f"{year(int(first))}{link}{year(_full(first, second))}"
    return Said(found.end(), words + era_words(found["era"]))


def speak_era_year(spot: Spot) -> Said | None:
    """Say a year that carries the sign of its era, and is a year for that.

    >>> speak_text("عام 1445هـ"), speak_text("سنة 500 ق.م")
    ('عام ألف وأربعمئة وخمسة وأربعين للهجرة', 'سنة خمسمئة قبل الميلاد')
    >>> speak_text("عام الفيل 571م"), speak_text("808هـ/1406م")
    ('عام الفيل خمسمئة وواحد وسبعين للميلاد', 'ثمانمئة وثمانية للهجرة ألف وأربعمئة وستة للميلاد')
    """
    named = spot.match(_YEAR_OF_NAME)
    if named and _NAMED_YEAR.search(" ".join(map(fold, spot.before[-2:]))):
        return Said(named.end(), f"{year(int(named['year']))} للميلاد")
    found = spot.match(_ERA_NEEDED)
    if (
        found is None
        or spot.prefix.endswith("ال")
        or spot.counts_centuries
        or (found["ad"] and fold(spot.previous) in _BEFORE_METRES)
    ):
        return None
    era = " قبل الميلاد" if found["bc"] else era_words(found["ad"] or found["era"])
    return Said(found.end(), year(int(found["year"]), _gender(spot.previous)) + era)


def _follows_year(spot: Spot) -> bool:
    """Return whether a year stands shortly before, in a list that this one goes on: في 2011 و2014."""
    return spot.prefix.startswith("و") and any(
        _LIKELY.fullmatch(word) or _is_year_word(word) for word in spot.before[-3:]
    )


def _is_bare_year(spot: Spot, digits: str, end: int) -> bool:
    return (
        bool(_LIKELY.fullmatch(digits))
        and fold(spot.previous) not in _NOT_YEARS
        and not is_counted(spot.next_word(end))
    )


def speak_year(spot: Spot) -> Said | None:
    """Say a year after عام and its kin, after a month, or by its looks.

    >>> speak_text("بين عامي 2023 و2024"), speak_text("منذ سنة 1991")
    ('بين عامي ألفين وثلاثة وعشرين وألفين وأربعة وعشرين', 'منذ سنة ألف وتسعمئة وإحدى وتسعين')
    >>> speak_text("منذ مايو 2020"), speak_text("رؤية 2030")
    ('منذ مايو عام ألفين وعشرين', 'رؤية ألفين وثلاثين')
    """
    found = spot.match(_YEAR)
    if found is None or spot.prefix.endswith("ال"):
        return None
    number, gender, era = int(found["year"]), _gender(spot.previous), era_words(found["era"])
    likely = bool(_LIKELY.fullmatch(found["year"]))
    if _is_year_word(spot.previous) and number > 0 and (likely or not spot.prefix):  # not سنة و6 أشهر
        return Said(found.end(), year(number, gender) + era)
    if likely and _follows_year(spot):
        return Said(found.end(), year(number) + era)
    dated = likely or bool(_HIJRI_YEAR.fullmatch(found["year"]))
    if dated and not spot.prefix and fold(spot.previous) in _MONTHS:
        return Said(found.end(), f"عام {year(number)}{era}")
    return Said(found.end(), year(number) + era) if _is_bare_year(spot, found["year"], found.end()) else None


RULES = (speak_year_pair, speak_era_year, speak_year)
