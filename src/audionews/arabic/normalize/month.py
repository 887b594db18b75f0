"""Months: by the names of the show's region, and said once where they are written under two names."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.months import GREGORIAN, HIJRI, alternation
from audionews.arabic.normalize.context import NOT_WORD, WORD, Verbalized
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterator

_GREGORIAN = alternation(GREGORIAN)
BARE = "تشرين|كانون"  # of these there are two; alone they are said as they are written
MONTH = f"(?:{_GREGORIAN}|{alternation(HIJRI)}|{BARE}){NOT_WORD}"


@cache
def _name() -> re.Pattern[str]:
    return re.compile(f"(?:{_GREGORIAN}){NOT_WORD}")


@cache
def _twice() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<particle>[وفبلك]?)(?P<first>(?:{_GREGORIAN}){NOT_WORD}) ?(?:[/–-] ?|(?P<open>[(\[] ?)|)"
        rf"(?P<second>(?:{_GREGORIAN}){NOT_WORD})(?(open) ?[)\]])"
    )


def _spelled(name: str) -> Iterator[str]:
    """Yield the first word of a folded name in every spelling."""
    ways = ({"ا": "اأإآ", "ي": "يى", "ه": "هة"}.get(letter, letter) for letter in name.split(maxsplit=1)[0])
    yield from map("".join, product(*ways))


_FIRST_WORDS = frozenset(word for name in GREGORIAN for word in _spelled(name))


def may_be_month(word: str) -> bool:
    """Return whether a word may begin the name of a month: a quick look before the slow one."""
    return word in _FIRST_WORDS or word[1:] in _FIRST_WORDS


@derived
def month_names(lists: WordLists) -> tuple[str, ...]:
    """Return the names of the months in the show's region, January first."""
    names = ""
    for regions, row in lists.rows("month_names"):
        names = row if lists.region in regions.split() or regions == "*" else names
    return tuple(names.split("|"))


def _once(first: str, second: str, lists: WordLists) -> str | None:
    """Return the one of two names to say: that of the region, or else the first; None if they are two months."""
    number = GREGORIAN[" ".join(fold(first).split())]
    if number != GREGORIAN[" ".join(fold(second).split())]:
        return None
    return second if fold(second) == fold(month_names(lists)[number - 1]) else first


def say_month(written: str, lists: WordLists) -> str:
    """Return the words of a month, or of two, without what stands between them.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> say_month("تشرين الأول/أكتوبر", shipped_lists()), say_month("يناير/فبراير", shipped_lists())
    ('أكتوبر', 'يناير فبراير')
    """
    names = _name().findall(written)
    once = _once(names[0], names[1], lists) if len(names) == 2 else None
    return once or " ".join(WORD.findall(written))


def is_one_month(written: str, lists: WordLists) -> bool:
    """Return whether two names are written for one month: آذار - مارس."""
    names = _name().findall(written)
    return len(names) == 2 and _once(names[0], names[1], lists) is not None


def speak_double_month(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say a month once that is written under two names.

    >>> speak_text("في أكتوبر/ تشرين الأول"), speak_text("منذ شباط (فبراير) الماضي"), speak_text("بين مايو/يونيو")
    ('في أكتوبر', 'منذ فبراير الماضي', 'بين مايو يونيو')
    """
    found = _twice().match(text, at)
    once = _once(found["first"], found["second"], lists) if found else None
    return Verbalized(found.end(), found["particle"] + once) if found and once else None
