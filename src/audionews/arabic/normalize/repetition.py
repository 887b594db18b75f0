"""Amounts that are written twice, in figures and in words: they are said once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, Verbalized, read_number
from audionews.arabic.normalize.nouns import units
from audionews.arabic.normalize.scale import scale_at
from audionews.arabic.numbers.cardinal import LIMIT, Case, Gender, cardinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext
    from audionews.arabic.word_lists import WordLists

_WORDS = rf"[{ARABIC}{MARK}]+(?: [{ARABIC}{MARK}]+){{0,14}}"
_IN_WORDS = re.compile(rf"(?P<noun>(?: [{ARABIC}{MARK}]+){{0,2}}) ?[(\[] ?(?P<words>{_WORDS}) ?[)\]]")
_PERCENT = re.compile(r" ?%")
_IN_HUNDRED = frozenset({"بالمئه", "في المئه", "بالميه"})
_BEHIND_PERCENT = re.compile(" (?:ب|في )المئه$")
_ONLY = re.compile(" (?:فقط|لا غير)$")
_IN_FIGURES = re.compile(r"[(\[] ?(?=\d)")
_CLOSED = re.compile(rf" ?(?P<noun>{_WORDS})? ?[)\]]")
_REACH = 120  # characters


def _folded(words: str) -> str:
    """Return number words so that spelling and case do not matter: مائتا, مئتين, خمسة آلاف."""
    folded = fold(words).replace("مائ", "مئ").replace(" مئه", "مئه")
    return " ".join(re.sub("(?<=[اي])ن$", "", word) for word in folded.split())


@lru_cache(maxsize=256)
def _forms(number: int) -> frozenset[str]:
    """Return the number in words, in both genders, all cases and before a noun."""
    return frozenset(
        _folded(cardinal(number, gender, case, construct=construct))
        for gender in Gender
        for case in Case
        for construct in (False, True)
    )


def _value(text: str, at: int) -> tuple[int, int] | None:
    """Return the value of the figures at ``at``, with a scale word behind them, and where they end."""
    number = read_number(text, at)
    if number is None or number.decimals:
        return None
    end, scale = scale_at(text, number.end)
    value = number.whole * (scale.value if scale else 1)
    return (value, end) if value < LIMIT else None


def _parted(words: str, forms: frozenset[str]) -> tuple[str, str]:
    """Return the number that the words begin with, if it is one of the forms, and up to two words behind it."""
    each = words.split(" ")
    for size in range(len(each), max(0, len(each) - 3), -1):
        if _folded(" ".join(each[:size])) in forms:
            return " ".join(each[:size]), " ".join(each[size:])
    return "", ""


def speak_number_and_words(context: NumberContext) -> Verbalized | None:
    """Say figures with the same amount in words behind them as the words.

    >>> speak_text("دفع 5,000 (خمسة آلاف) ريال"), speak_text("بـ 250 (مئتين وخمسين) ليرة"), speak_text("دفع 5 (ستة)")
    ('دفع خمسة آلاف ريال', 'بمئتين وخمسين ليرة', 'دفع خمسة (ستة)')
    >>> speak_text("دفع 5,000 ريال (خمسة آلاف ريال فقط)"), speak_text("دفع 500 ريال (خمسمئة)")
    ('دفع خمسة آلاف ريال', 'دفع خمسمئة ريال')
    """
    value = _value(context.text, context.at)
    percent = _PERCENT.match(context.text, value[1]) if value else None
    found = _IN_WORDS.match(context.text, percent.end() if percent else value[1]) if value else None
    if value is None or found is None:
        return None
    words, noun = _ONLY.sub("", found["words"]), found["noun"].strip()
    number, counted = _parted(words, _forms(value[0]))
    if percent and _folded(counted) not in _IN_HUNDRED:
        return None
    if not number or (noun and counted and _folded(counted) != _folded(noun)):
        return None
    return Verbalized(found.end(), " ".join(filter(None, (number, counted or noun))))


def _is_dual(before: str, noun: str, lists: WordLists) -> bool:
    """Return whether the folded words end in two of a noun or unit: كيلومترين (2 كم)."""
    unit = units(lists).get(noun)
    singular = unit.singular if unit else noun
    return bool(singular) and before.rstrip().endswith((_folded(singular + "ين"), _folded(singular + "ان")))


def speak_words_and_number(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say nothing for figures in brackets behind the same amount in words.

    >>> speak_text("مبلغ خمسمئة (500) ريال"), speak_text("خلال ثلاثين يوماً (30 يوماً)"), speak_text("خمسة (6)")
    ('مبلغ خمسمئة ريال', 'خلال ثلاثين يوماً', 'خمسة (ستة)')
    """
    found = _IN_FIGURES.match(text, at)
    value = _value(text, found.end()) if found else None
    percent = _PERCENT.match(text, value[1]) if value else None
    closed = _CLOSED.match(text, percent.end() if percent else value[1]) if value else None
    if value is None or closed is None:
        return None
    forms = _forms(value[0])
    after = _folded(text[closed.end() : closed.end() + _REACH])
    if any(after == form or after.startswith(form + " ") for form in forms):
        return Verbalized(closed.end(), "")
    before = _folded(text[max(0, at - _REACH) : at])
    if value[0] == 2 and _is_dual(before, closed["noun"] or "", lists):
        return Verbalized(closed.end(), "")
    before = before.removesuffix(_folded(closed["noun"] or "")).rstrip()
    if percent:
        before = _BEHIND_PERCENT.sub("", before)
    for form in forms:
        head, found_form, tail = before.rpartition(form)
        if found_form and not tail and not head.strip(" ")[-1:].isdigit() and head.rstrip("وبلف")[-1:] in {"", " "}:
            return Verbalized(closed.end(), "")
    return None
