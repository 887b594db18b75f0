"""Signs before a number that say how it is meant: < 18, ±3%, ≈ 300, ▼ 1.2%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.range import speak_range, speak_second
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_NUMBER = re.compile(r". ?(?=[$€£]?\d)")
_LOOK_BACK = 5  # words


@derived
def signs_before(lists: WordLists) -> dict[str, str]:
    """Return the words of the signs that stand before a number."""
    return {sign: spoken for sign, kind, spoken in lists.rows("signs") if kind in {"before", "trend"}}


@derived
def _trends(lists: WordLists) -> frozenset[str]:
    return frozenset(lists.of_kind("signs", "trend"))


@derived
def _trend_words(lists: WordLists) -> re.Pattern[str]:
    beginnings = "|".join(map(re.escape, sorted(lists.folded("trend_words"))))
    return re.compile(rf"[وفسبل]*(?:ال)?(?:ي|ت)?(?:{beginnings})")


def tells_trend(context: NumberContext) -> bool:
    """Return whether one of the last words says where a figure goes."""
    return any(map(_trend_words(context.lists).match, context.near[-_LOOK_BACK:]))


def speak_compared(context: NumberContext) -> Verbalized | None:
    """Say the sign before a number; one that shows a trend is silent where a word has told it.

    >>> speak_text("لمن أعمارهم < 18"), speak_text("هامش الخطأ ±3%"), speak_text("نسبة > 50-60%")
    ('لمن أعمارهم أقل من ثمانية عشر', 'هامش الخطأ زائد أو ناقص ثلاثة في المئة', 'نسبة أكثر من خمسين إلى ستين في المئة')
    >>> speak_text("مؤشر دبي ▼ 2%"), speak_text("تراجع المؤشر ▼ 2%")
    ('مؤشر دبي هبوطاً اثنين في المئة', 'تراجع المؤشر اثنين في المئة')
    """
    sign = context.text[context.at]
    words = signs_before(context.lists).get(sign)
    found = context.match(_NUMBER)
    if words is None or found is None:
        return None
    if sign in _trends(context.lists) and tells_trend(context):
        return Verbalized(found.end(), "")
    said = speak_range(replace(context, start=found.end(), at=found.end(), prefix="ل"))
    said = said or speak_second(context, found.end())
    return Verbalized(said.end, f"{words} {said.words}")
