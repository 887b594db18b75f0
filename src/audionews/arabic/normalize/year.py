"""Years: after عام or a month, in pairs, with the sign of their era, and bare ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.months import GREGORIAN, HIJRI
from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.date import ERA, era_words
from audionews.arabic.normalize.figure_words import is_near
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.decimal import year
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

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
_NAMED_YEAR = re.compile(r"(?<!\w)[وف]?[بكل]?(?:عام|سنه) ال\w+$")
_YEAR_OF_NAME = re.compile(rf"(?P<year>\d{{3,4}}) ?م{NOT_WORD}")
_YEAR = re.compile(rf"(?P<year>\d{{1,4}})(?!\d|[.,:]\d|%){ERA}")
_PAIRING = frozenset({"بين", "عامي", "سنتي"})
_HIJRI_YEAR = re.compile(r"1[34]\d\d")
_LIKELY = re.compile(r"(?:19|20)\d\d")


@derived
def _before_metres(lists: WordLists) -> frozenset[str]:
    return lists.folded("date_words", "metres")


@derived
def _before_amounts(lists: WordLists) -> frozenset[str]:
    return lists.folded("date_words", "amount")


def _is_year_word(word: str) -> bool:
    return bool(_YEAR_WORD.fullmatch(fold(word)))


def _gender(word: str) -> Gender:
    return Gender.FEMININE if fold(word).endswith(("سنه", "سنتي", "سنوات")) else Gender.MASCULINE


def _full(first: str, second: str) -> int:
    """Return the second year of a pair: 2023-24 leaves its century out."""
    return int(second) if len(second) >= len(first) else int(first[:2] + second)


def _are_lives(context: NumberContext, found: re.Match[str]) -> bool:
    """Return whether two years with an era stand in brackets behind a name: (1126-1198م)."""
    around = context.text[context.at - 1 : context.at] + context.text[found.end() : found.end() + 1]
    return bool(found["era"]) and around == "()"


def speak_year_pair(context: NumberContext) -> Verbalized | None:
    """Say two years that are joined by a dash or a stroke.

    >>> speak_text("موسم 2023-2024"), speak_text("خلال 2010-2015")
    ('موسم ألفين وثلاثة وعشرين ألفين وأربعة وعشرين', 'خلال ألفين وعشرة إلى ألفين وخمسة عشر')
    >>> speak_text("موسم 24/25"), speak_text("(750م - 1258م)")
    ('موسم أربعة وعشرين خمسة وعشرين', '(سبعمئة وخمسين إلى ألف ومئتين وثمانية وخمسين للميلاد)')
    """
    season = _SEASON_WORD.fullmatch(context.previous_folded)
    found = context.match(_PAIR) or context.match(_SHORT_PAIR) or (context.match(_SEASON) if season else None)
    if found is None:
        return None
    named = bool(season) or _is_year_word(context.previous)
    if found["era"] and "era1" in found.groupdict() and found["era1"] not in {None, found["era"]}:
        return None  # 1443هـ - 2022م is one year twice
    first, second = found["first"], found["second"]
    if len(first) == 2 < len(second):
        first, named = second[:2] + first, True
    if not (named or _are_lives(context, found)) and not 1300 <= int(first) < _full(first, second) <= 2100:
        return None
    link = " و" if context.previous_folded in _PAIRING else " " if named or "/" in found[0] else " إلى "
    words = f"{year(int(first))}{link}{year(_full(first, second))}"
    return Verbalized(found.end(), words + era_words(found["era"]))


def speak_era_year(context: NumberContext) -> Verbalized | None:
    """Say a year that carries the sign of its era, and is a year for that.

    >>> speak_text("عام 1445هـ"), speak_text("سنة 500 ق.م")
    ('عام ألف وأربعمئة وخمسة وأربعين للهجرة', 'سنة خمسمئة قبل الميلاد')
    >>> speak_text("عام الفيل 571م"), speak_text("808هـ/1406م")
    ('عام الفيل خمسمئة وواحد وسبعين للميلاد', 'ثمانمئة وثمانية للهجرة ألف وأربعمئة وستة للميلاد')
    """
    named = context.match(_YEAR_OF_NAME)
    if named and (_is_lived(context) or _NAMED_YEAR.search(" ".join(map(fold, context.before[-2:])))):
        return Verbalized(named.end(), f"{year(int(named['year']), _gender(context.previous))} للميلاد")
    found = context.match(_ERA_NEEDED)
    if (
        found is None
        or context.has_article
        or context.counts_centuries
        or (found["ad"] and context.previous_folded in _before_metres(context.lists))
    ):
        return None
    era = " قبل الميلاد" if found["bc"] else era_words(found["ad"] or found["era"])
    return Verbalized(found.end(), year(int(found["year"]), _gender(context.previous)) + era)


def _is_lived(context: NumberContext) -> bool:
    """Return whether somebody was born or died then, or something was built: ولد نحو 760م."""
    return is_near(context, "lived", 3) and context.previous_folded not in _before_metres(context.lists)


def _follows_year(context: NumberContext) -> bool:
    """Return whether a year stands shortly before, in a list that this one goes on: في 2011 و2014."""
    return context.prefix.startswith("و") and any(
        _LIKELY.fullmatch(word) or _is_year_word(word) for word in context.before[-3:]
    )


def _is_bare_year(context: NumberContext, digits: str, end: int) -> bool:
    return (
        bool(_LIKELY.fullmatch(digits))
        and context.previous_folded not in _before_amounts(context.lists)
        and not context.counts_noun(end)
    )


def speak_year(context: NumberContext) -> Verbalized | None:
    """Say a year after عام and the like, after a month, or by its looks.

    >>> speak_text("بين عامي 2023 و2024"), speak_text("منذ سنة 1991")
    ('بين عامي ألفين وثلاثة وعشرين وألفين وأربعة وعشرين', 'منذ سنة ألف وتسعمئة وإحدى وتسعين')
    >>> speak_text("منذ مايو 2020"), speak_text("رؤية 2030")
    ('منذ مايو عام ألفين وعشرين', 'رؤية ألفين وثلاثين')
    """
    found = context.match(_YEAR)
    if found is None or context.has_article:
        return None
    number, gender, era = int(found["year"]), _gender(context.previous), era_words(found["era"])
    likely = bool(_LIKELY.fullmatch(found["year"]))
    if _is_year_word(context.previous) and number > 0 and (likely or not context.prefix):  # not سنة و6 أشهر
        return Verbalized(found.end(), year(number, gender) + era)
    if likely and _follows_year(context):
        return Verbalized(found.end(), year(number) + era)
    dated = likely or bool(_HIJRI_YEAR.fullmatch(found["year"]))
    if dated and not context.prefix and context.previous_folded in _MONTHS:
        return Verbalized(found.end(), f"عام {year(number)}{era}")
    return Verbalized(found.end(), year(number) + era) if _is_bare_year(context, found["year"], found.end()) else None
