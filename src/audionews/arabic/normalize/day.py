"""Days without the name of their month: 7/10 in a date, يومي 24 و25 الجاري."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, folded_words
from audionews.arabic.normalize.context import ARABIC, Verbalized
from audionews.arabic.normalize.month import month_names
from audionews.arabic.numbers.cardinal import Case
from audionews.arabic.numbers.decimal import year
from audionews.arabic.numbers.ordinal import ordinal
from audionews.arabic.weekdays import WEEKDAYS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2}) ?/ ?(?P<month>\d{1,2})(?![\d/])(?!\.\d)")
_MONTH_AND_YEAR = re.compile(r"(?P<month>\d{1,2}) ?/ ?(?P<year>(?:19|20)\d\d)(?![\d/])")
_LINK = r" ?(?:و?(?:إلى|الى|حتى|لغاية)|و|[-–]) ?"
_ANOTHER = re.compile(rf"(?P<link>{_LINK})(?:يوم )?(?P<day>\d{{1,2}}) ?/ ?(?P<month>\d{{1,2}})(?![\d/])")
_DATED_BEFORE = re.compile(r"\d{1,2}/\d{1,2}")
_OF_THE_MONTH = re.compile(" من (?:هذا )?(?:ال)?شهر")
_DASH = re.compile(r" ?[-–] ?")
_AFTER_ANOTHER = re.compile(rf"(?P<word>[{ARABIC}]+) (?P<day>\d{{1,2}}) ?/ ?(?P<month>\d{{1,2}}){_LINK}$")
_BEFORE = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}) ?/ ?(?P<month>\d{{1,2}}){_LINK}$")
_OF = re.compile(f" من (?:[{ARABIC}]*ال|أصل)")
_DAY = re.compile(r"(?P<day>[0-3]?\d)(?![\d/:.,%])")
_MORE = re.compile(rf"(?:(?:{_LINK}|، ?و?)[0-3]?\d){{0,5}} (?P<word>[{ARABIC}]+)")
_NEXT_LISTED = re.compile(r" ?(?:و|،) ?و?[0-3]?\d(?![\d/:.,%])")
_MOST_GAMES = 12  # of a set; 25 points of volleyball are no month
_STARTING = folded_words("اعتبارا ابتداء بدءا انطلاقا")
_DUAL = folded_words("يومي ليلتي اليومين")
_FROM = folded_words("من بين إلى حتى خلال لغاية فترة الفترة")
_REACH = 40  # characters
_LOOK_BACK = 4  # words


class _Words(NamedTuple):
    date: frozenset[str]
    near: frozenset[str]
    event: frozenset[str]


@derived
def _words(lists: WordLists) -> _Words:
    date, near, event = (lists.folded("date_words", kind) for kind in _Words._fields)
    return _Words(date | folded_words(" ".join(WEEKDAYS)), near, event)


def say_day(number: int) -> str:
    """Return the day of a month in words."""
    return ordinal(number, case=Case.GENITIVE)


def is_day_of_month(found: re.Match[str]) -> bool:
    """Return whether day and month (groups of those names) can be those of a date."""
    return 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12


def _is_fraction(found: re.Match[str]) -> bool:
    """Return whether day and month look like a fraction that the news have: 2/3, but not 7/10."""
    return int(found["day"]) < int(found["month"]) <= 5


def _are_surely_days(first: re.Match[str], second: re.Match[str]) -> bool:
    """Return whether two days with months are no fractions and no sets of tennis: 10/6 - 25/6."""
    days = [int(each["day"]) for each in (first, second)]
    months = [int(each["month"]) for each in (first, second)]
    return min(days) >= max(months) and max(days) > _MOST_GAMES


def _beside_another(context: NumberContext, found: re.Match[str], words: _Words) -> bool:
    """Return whether another day and month stands beside this one, and both are no fractions: من 1/5 إلى 30/6."""
    behind = _ANOTHER.match(context.text, found.end())
    before = _AFTER_ANOTHER.search(context.text[max(0, context.at - _REACH) : context.at])
    beside = behind or _BEFORE.search(context.text[max(0, context.at - _REACH) : context.at])
    if beside and is_day_of_month(beside) and _are_surely_days(found, beside):
        return True
    other = behind or before
    if other is None or not is_day_of_month(other) or (_is_fraction(found) and _is_fraction(other)):
        return False
    return (fold(before["word"]) if before else context.previous_folded) in _FROM | words.date


def _is_date(context: NumberContext, found: re.Match[str]) -> bool:
    """Return whether the words around say that day and month are a date."""
    words = _words(context.lists)
    following = fold(context.next_word(found.end()))
    if following.startswith("ال") and following not in words.near | {"الي"}:
        return False  # 2/3 الأعضاء
    if _is_fraction(found) and _OF.match(context.text, found.end()):
        return False
    previous = context.previous_folded
    if (
        {previous, previous.removeprefix("و")} & words.date
        or (previous == "من" and _STARTING & set(context.near[-2:]))
        or following in words.near
        or _beside_another(context, found, words)
    ):
        return True
    if not _is_fraction(found) and any(map(_DATED_BEFORE.fullmatch, context.near)) and set(context.near) & words.date:
        return True
    proper = int(found["day"]) < int(found["month"])
    return not proper and any(word in words.event for word in context.near[-_LOOK_BACK:])


def speak_day_and_month(context: NumberContext) -> Verbalized | None:
    """Say day/month where the words around show that it is a date.

    >>> speak_text("يوم 15/5"), speak_text("نحو 1/3 السكان"), speak_text("من 1/5 إلى 30/6")
    ('يوم الخامس عشر من مايو', 'نحو ثُلث السكان', 'من الأول من مايو إلى الثلاثين من يونيو')
    """
    found = context.match(_DAY_AND_MONTH)
    if found is None or not is_day_of_month(found) or not _is_date(context, found):
        return None
    words = f"{say_day(int(found['day']))} من {month_names(context.lists)[int(found['month']) - 1]}"
    dash = _DASH.match(context.text, found.end())
    if dash and _DAY_AND_MONTH.match(context.text, dash.end()):
        return Verbalized(dash.end(), f"{words} إلى")
    return Verbalized(found.end(), words)


def speak_month_and_year(context: NumberContext) -> Verbalized | None:
    """Say month/year behind a word that a date follows.

    >>> speak_text("منذ 5/2023"), speak_text("عدد 5/2023")
    ('منذ مايو عام ألفين وثلاثة وعشرين', 'عدد خمسة ألفين وثلاثة وعشرين')
    """
    found = context.match(_MONTH_AND_YEAR)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    if context.previous_folded not in _words(context.lists).date | _FROM:
        return None
    return Verbalized(
        found.end(), f"{month_names(context.lists)[int(found['month']) - 1]} عام {year(int(found['year']))}"
    )


def _head(context: NumberContext) -> str:
    """Return the word before the first number of the list that this number goes on, folded."""
    words = context.before
    while words and (words[-1][0].isdigit() or words[-1] in {"،", "و"}):
        words = words[:-1]
    return fold(words[-1]) if words else ""


def speak_day_of_month(context: NumberContext) -> Verbalized | None:
    """Say the days of a month that is not named, alone or in a list.

    >>> speak_text("يومي 24 و25"), speak_text("أيام 3 و4 و5")
    ('يومي الرابع والعشرين والخامس والعشرين', 'أيام الثالث والرابع والخامس')
    >>> speak_text("في 24 الجاري"), speak_text("من 3-5 المقبل")
    ('في الرابع والعشرين الجاري', 'من الثالث إلى الخامس المقبل')
    """
    found = context.match(_DAY)
    if found is None or not 1 <= int(found["day"]) <= 31 or context.prefix not in {"", "و", "ل", "ول"}:
        return None
    end, words, head = found.end(), _words(context.lists), _head(context)
    more = _MORE.match(context.text, end)
    if _OF_THE_MONTH.match(context.text, end) and head in words.date:
        return Verbalized(end, say_day(int(found["day"])))
    near = more is not None and fold(more["word"]) in words.near and (context.prefix or head in words.date | _FROM)
    listed = head in {"ايام", "ليالي"} and (context.previous_folded != head or _NEXT_LISTED.match(context.text, end))
    if not (near or ((head in _DUAL or listed) and not context.counts_noun(end))):
        return None
    dash = _DASH.match(context.text, end)
    dash = dash if dash and context.text[dash.end() : dash.end() + 1].isdigit() else None
    return Verbalized(dash.end() if dash else end, say_day(int(found["day"])) + (" إلى" if dash else ""))
