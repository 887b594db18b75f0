"""Numbers with a scale word: 1.5 مليون, 5 ألف, 3 bn. And halves, which are said as halves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, NOT_WORD, Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.numbers.cardinal import BILLION, MILLION, THOUSAND, TRILLION, Scale, cardinal, scaled
from audionews.arabic.numbers.decimal import decimal
from audionews.arabic.numbers.scale_words import SCALE_WORDS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Number, NumberContext
    from audionews.arabic.numbers.cardinal import Case

_WORD = "[أا]لف(?:ا|ً|اً|ًا)?|[آا]لاف|ملايين|بلايين|(?:مليون|مليار|بليون|تري?ليون)(?:ات|ا|اً|ًا)?"
_SCALE = re.compile(rf" ?(?P<scale>{_WORD}){NOT_WORD}")
_LATIN = re.compile(r" ?(?P<scale>thousand|million|billion|trillion|bn|mn|tn|[KkMmBbT])(?![A-Za-z0-9])")
_GLUED = re.compile(rf"(?P<scale>[kKMB]|bn|mn|tn)(?![A-Za-z0-9])(?P<more>\+)?| (?P<apart>[kKMB])(?= [{ARABIC}])")
_MORE = re.compile(r"\+(?!\d)")
_BY_LATIN_LETTER = {"k": THOUSAND, "m": MILLION, "b": BILLION, "t": TRILLION}


def quantity(number: Number, case: Case) -> str:
    """Return a number that counts no noun, a half said as a half: ثلاثة ونصف."""
    if not number.part:
        return cardinal(number.whole, case=case)
    if number.part != "5":
        return decimal(number.whole, number.decimals, case)
    return f"{cardinal(number.whole, case=case)} ونصف" if number.whole else "نصف"


def in_scale(number: Number, scale: Scale, case: Case, *, construct: bool) -> str:
    """Return so many thousands, millions ... in words; ``construct`` if the counted noun follows."""
    if not number.part:
        return scaled(number.whole, scale, case, construct=construct) if number.whole else f"صفر {scale.singular}"
    if number.part != "5":
        return f"{decimal(number.whole, number.decimals, case)} {scale.singular}"
    half = f"نصف {scale.singular}"
    return f"{scaled(number.whole, scale, case)} و{half}" if number.whole else half


def scale_at(text: str, at: int, *, latin: bool = False) -> tuple[int, Scale | None]:
    """Return where a scale word ends and which it is; ``at`` and None if none stands there.

    Args:
        text: What the offset points into.
        at: Where a number ends.
        latin: Read "bn" and the like too.
    """
    found = _SCALE.match(text, at)
    if found:
        return found.end(), SCALE_WORDS[fold(found["scale"])]
    found = _LATIN.match(text, at) if latin else None
    if found:
        name = found["scale"].lower()
        return found.end(), THOUSAND if name.startswith("th") else _BY_LATIN_LETTER[name[0]]
    return at, None


@derived
def _screens(lists: WordLists) -> frozenset[str]:
    return lists.folded("screen_words")


def speak_magnitude(context: NumberContext) -> Verbalized | None:
    """Say a number with the letter of a scale glued to it; 4K behind a screen is no number of things.

    >>> speak_text("لديه 1.2M متابع"), speak_text("أكثر من 500k مشاهدة"), speak_text("شاشة 4K")
    ('لديه واحد فاصلة اثنان مليون متابع', 'أكثر من خمسمئة ألف مشاهدة', 'شاشة أربعة كيه')
    """
    number = context.number
    found = _GLUED.match(context.text, number.end) if number else None
    if number is None or found is None or context.previous_folded in _screens(context.lists):
        return None
    construct = context.counts_noun(found.end())
    if found["apart"] and not construct:
        return None
    more = " فأكثر" if found["more"] and not construct else ""
    scale = _BY_LATIN_LETTER[(found["scale"] or found["apart"]).lower()[0]]
    return Verbalized(found.end(), in_scale(number, scale, case_at(context), construct=construct) + more)


def speak_scale(context: NumberContext) -> Verbalized | None:
    """Say a number with its scale word, which takes the form that the number asks for.

    >>> speak_text("نزوح 1.5 مليون شخص"), speak_text("قُتل 2 مليون شخص"), speak_text("نحو 5 ألف")
    ('نزوح مليون ونصف مليون شخص', 'قُتل مليونا شخص', 'نحو خمسة آلاف')
    """
    number = context.number
    if number is None or context.has_article:
        return None
    end, scale = scale_at(context.text, number.end)
    if scale is None:
        return None
    construct = context.counts_noun(end)
    if number.whole > 2:  # as written: 25 ألف leans on what follows, 25 ألفاً does not
        construct = context.text[end - 1] not in {"ا", "\u064b"}
    words = in_scale(number, scale, case_at(context), construct=construct)
    more = _MORE.match(context.text, end)
    return Verbalized(more.end(), f"{words} فأكثر") if more else Verbalized(end, words)
