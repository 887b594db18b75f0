"""Amounts that are written twice, in figures and in words: they are said once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, Verbalized, read_number
from audionews.arabic.normalize.scale import scale_at
from audionews.arabic.numbers.cardinal import LIMIT, Case, Gender, cardinal
from audionews.arabic.word_lists import WordLists

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_WORDS = rf"[{ARABIC}{MARK}]+(?: [{ARABIC}{MARK}]+){{0,14}}"
_IN_WORDS = re.compile(rf" ?[(\[] ?(?P<words>{_WORDS}?)(?: فقط| لا غير)? ?[)\]]")
_IN_FIGURES = re.compile(r"[(\[] ?(?=\d)")
_CLOSED = re.compile(rf" ?(?P<noun>{_WORDS})? ?[)\]]")
_REACH = 120  # characters


def _folded(words: str) -> str:
    """Return number words so that spelling and case do not matter: مائتا, مئتين, خمسة آلاف."""
    folded = fold(words).replace("مائ", "مئ").replace(" مئه", "مئه")
    return " ".join(re.sub("(?<=[اي])ن$", "", word) for word in folded.split())


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


def speak_number_and_words(context: NumberContext) -> Verbalized | None:
    """Say figures with the same amount in words behind them as the words.

    >>> speak_text("دفع 5,000 (خمسة آلاف) ريال"), speak_text("بـ 250 (مئتين وخمسين) ليرة"), speak_text("دفع 5 (ستة)")
    ('دفع خمسة آلاف ريال', 'بمئتين وخمسين ليرة', 'دفع خمسة (ستة)')
    """
    value = _value(context.text, context.at)
    found = _IN_WORDS.match(context.text, value[1]) if value else None
    if value is None or found is None or _folded(found["words"]) not in _forms(value[0]):
        return None
    return Verbalized(found.end(), found["words"])


def speak_words_and_number(text: str, at: int, lists: WordLists) -> Verbalized | None:  # noqa: ARG001 - the signature of all such rules
    """Say nothing for figures in brackets behind the same amount in words.

    >>> speak_text("مبلغ خمسمئة (500) ريال"), speak_text("خلال ثلاثين يوماً (30 يوماً)"), speak_text("خمسة (6)")
    ('مبلغ خمسمئة ريال', 'خلال ثلاثين يوماً', 'خمسة (ستة)')
    """
    found = _IN_FIGURES.match(text, at)
    value = _value(text, found.end()) if found else None
    closed = _CLOSED.match(text, value[1]) if value else None
    if value is None or closed is None:
        return None
    before = _folded(text[max(0, at - _REACH) : at])
    before = before.removesuffix(_folded(closed["noun"] or "")).rstrip()
    for form in _forms(value[0]):
        head, found_form, tail = before.rpartition(form)
        if found_form and not tail and not head.strip(" ")[-1:].isdigit() and head.rstrip("وبلف")[-1:] in {"", " "}:
            return Verbalized(closed.end(), "")
    return None
