"""Signs that stand outside words and numbers: some have words, punctuation stays, the rest is silent."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from audionews.arabic.normalize.comparison import tells_trend
from audionews.arabic.normalize.context import ARABIC, NumberContext, Verbalized
from audionews.arabic.normalize.latin import LATIN
from audionews.arabic.word_lists import WordLists, derived

PUNCTUATION = frozenset(".,،؛;:؟?!…«»\"'“”‘’()[]{}-–—‹›۔")
_DASHES = frozenset("-–—")
_JOINED = re.compile(rf"[{ARABIC}\u0640\u064b-\u0652A-Za-z\d]")
_PLUS = re.compile(rf"(?<=[{ARABIC}{LATIN}])\+(?!\d)")  # أوبك+
_AGAINST = re.compile(rf"(?<=[{ARABIC}] )×(?= [{ARABIC}])")  # الأهلي × الزمالك
_BEHIND_WORD = re.compile(rf"[{ARABIC}{LATIN}\u064b-\u0652\d%] ?$")
_REACH = 3  # characters
_PICTURE = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SHAPELESS = frozenset({"Cc", "Cf", "Mn", "Me", "Zs"})
_BEFORE_NUMBER = re.compile(r". ?\d")


class _Words(NamedTuple):
    alone: dict[str, str]
    sum: dict[str, str]
    trend: dict[str, str]
    known: frozenset[str]


@derived
def _words(lists: WordLists) -> _Words:
    alone, in_sum, trend = (
        {sign: spoken for sign, kind, spoken in lists.rows("signs") if kind == wanted}
        for wanted in ("alone", "sum", "trend")
    )
    listed = lists.of_kind("signs", "alone", "silent", "trend")
    return _Words(alone, in_sum, trend, PUNCTUATION | frozenset(listed))


def is_known(char: str, lists: WordLists) -> bool:
    """Return whether a sign that says nothing may be silent: it is listed, a picture, or has no shape of its own.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> [is_known(char, shipped_lists()) for char in "★😀\u200d¤λ"]
    [True, True, True, False, False]
    """
    return char in _words(lists).known or bool(_PICTURE.match(char)) or unicodedata.category(char) in _SHAPELESS


def is_joined(char: str) -> bool:
    """Return whether a character would grow together with a word beside it; "" would not."""
    return bool(_JOINED.match(char))


def is_silent_dash(text: str, at: int) -> bool:
    """Return whether a dash only joins: كوفيد-19."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _DASHES and len(around) == 2 and is_joined(around[0]) and around[1].isdigit()


def speak_sign(text: str, at: int, lists: WordLists) -> Verbalized:
    """Say what is no word and no number.

    >>> speak_text("أوبك+ ★ 2 × 2 = 4")
    'أوبك بلس اثنان في اثنين يساوي أربعة'
    """
    char = text[at]
    if char in PUNCTUATION and not is_silent_dash(text, at):
        return Verbalized(at + 1, char)
    if _PLUS.match(text, at):
        return Verbalized(at + 1, "بلس")
    if _AGAINST.match(text, at):
        return Verbalized(at + 1, "ضد")
    words = _words(lists)
    if char in words.trend and _BEHIND_WORD.search(text[max(0, at - _REACH) : at]):
        return Verbalized(at + 1, "" if tells_trend(NumberContext(text, at, at, "", lists)) else words.trend[char])
    if char in words.sum and _BEFORE_NUMBER.match(text, at):
        return Verbalized(at + 1, words.sum[char])
    return Verbalized(at + 1, words.alone.get(char, ""))
