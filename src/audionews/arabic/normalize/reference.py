"""Numbers of laws, resolutions and cases: a number and its year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.definite_noun import phrase_case_after
from audionews.arabic.normalize.money import currency_at
from audionews.arabic.normalize.scale import scale_at
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.decimal import spell_digits, year
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_WRITTEN = re.compile(r"(?P<first>\d{1,6})(?P<by> ?/ ?|[-.])(?P<second>\d{1,6})(?![\d%]|[.,/-]\d)")
_BRACKETED = re.compile(r"(?P<first>\d{1,6}) ?\((?P<second>19\d\d|20\d\d)\)")
_YEAR = re.compile(r"1[89]\d\d|20\d\d|1[34]\d\d")
_OF_COURT = re.compile(rf"(?P<year>\d{{1,3}}) ?ق(?:ضائية)?{NOT_WORD}(?! ?\.? ?م)")
_NUMBER_WORDS = frozenset({"رقم", "ورقم", "الرقم", "برقم", "بالرقم", "رقمي"})
_LOOK_BACK = 4  # words


class _Named(NamedTuple):
    """The words up to the text that the number names, whether رقم stands between, and the case that they ask for."""

    law: bool
    numbered: bool
    case: Case


@derived
def _law(lists: WordLists) -> re.Pattern[str]:
    words = sorted(lists.folded("law_words"), key=len, reverse=True)
    stems = "|".join(re.sub("ه$", "ت", word) for word in words)
    return re.compile(rf"(?:[وفبكل]*ال|[وفبكل]*|لل)(?:{'|'.join(words)}|(?:{stems})(?:ين|ان|ات))")


def _named(context: NumberContext) -> _Named:
    if context.text[context.start - 1 : context.start] == "(":  # رقم (10/2018)
        context = replace(context, start=context.start - 1)
    words = context.before
    while words and words[-1][0].isdigit():  # القانونين 10/2018 و11/2019
        words = words[:-1]
    numbered = bool(words) and fold(words[-1]) in _NUMBER_WORDS
    by_particle = numbered and words[-1].startswith("ب")
    words = words[:-1] if numbered else words
    law = any(_law(context.lists).fullmatch(fold(word)) for word in words[-_LOOK_BACK:])
    case = Case.GENITIVE if by_particle else phrase_case_after(words, context.lists)
    return _Named(law, numbered, case)


def _dated(number: str, when: str, case: Case) -> str:
    return f"{cardinal(int(number), case=case)} لسنة {year(int(when))}"


def _part(digits: str, case: Case) -> str:
    return spell_digits(digits) if digits.startswith("0") else cardinal(int(digits), case=case)


def speak_reference(context: NumberContext) -> Verbalized | None:
    """Say the number of a law, a resolution or a case, with its year.

    >>> speak_text("بموجب القانون 94/2015"), speak_text("القضية رقم 12/98")
    ('بموجب القانون أربعة وتسعين لسنة ألفين وخمسة عشر', 'القضية رقم اثنا عشر لسنة ثمانية وتسعين')
    >>> speak_text("القرار 1967/242"), speak_text("القانون رقم 103.13")
    ('القرار مئتان واثنان وأربعون لسنة ألف وتسعمئة وسبعة وستين', 'القانون رقم مئة وثلاثة نقطة ثلاثة عشر')
    >>> speak_text("القانون 31-08")
    'القانون واحد وثلاثون صفر ثمانية'
    """
    bracket = context.match(_BRACKETED)
    if bracket and (named := _named(context)).law:  # القرار 1701 (2006)
        return Verbalized(bracket.end(), _dated(bracket["first"], bracket["second"], named.case))
    found = context.match(_WRITTEN)
    if found is None or scale_at(context.text, found.end())[1] or currency_at(context.text, found.end(), context.lists):
        return None
    named = _named(context)
    first, second, stroke = found["first"], found["second"], "/" in found["by"]
    if not named.law and not (named.numbered and stroke and _YEAR.fullmatch(second)):
        return None
    if stroke and _YEAR.fullmatch(first) and not _YEAR.fullmatch(second):
        first, second = second, first
    bracketed = context.text[context.start - 1 : context.start] == "("  # perhaps a volume and its page
    if _YEAR.fullmatch(second) or (stroke and len(second) == 2 and (named.numbered or not bracketed)):
        return Verbalized(found.end(), _dated(first, second, named.case))
    if stroke:
        return None
    point = " نقطة " if found["by"] == "." else " "
    return Verbalized(found.end(), point.join(_part(digits, named.case) for digits in (first, second)))


def speak_court_year(context: NumberContext) -> Verbalized | None:
    """Say the year of a court, which is written with a ق.

    >>> speak_text("الطعن رقم 15 لسنة 56 ق")
    'الطعن رقم خمسة عشر لسنة ست وخمسين قضائية'
    """
    found = context.match(_OF_COURT)
    if found is None or not context.previous_folded.endswith("سنه"):
        return None
    return Verbalized(found.end(), f"{year(int(found['year']), Gender.FEMININE)} قضائية")
