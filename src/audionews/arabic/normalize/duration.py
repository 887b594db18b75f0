"""How long something took: hours, minutes and seconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.time import MINUTE
from audionews.arabic.numbers.cardinal import Case, Gender
from audionews.arabic.numbers.counted_noun import Noun, counted, counted_in_parts
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_HOUR = Noun(singular="ساعة", plural="ساعات", gender=Gender.FEMININE)
_SECOND = Noun(singular="ثانية", plural="ثوانٍ", gender=Gender.FEMININE)
_HUNDREDTH = Noun(singular="جزء", plural="أجزاء", tail="من المئة")
_THREE = re.compile(r"(?P<first>\d{1,2}):(?P<second>[0-5]\d):(?P<third>[0-5]\d)(?:[.,](?P<parts>\d\d?))?(?![\d:])")
_TWO = re.compile(r"(?P<first>\d{1,3}):(?P<second>[0-5]\d)(?:[.,](?P<parts>\d\d?))?(?![\d:])")
_UNIT = re.compile(rf" ?(?:(?P<hours>ساعة|ساعات|س)|(?P<minutes>دقيقة|دقائق|د|ثانية|ث)){NOT_WORD}")
_LETTERED = re.compile(
    rf"(?P<first>\d{{1,2}}) ?س ?(?:و ?)?(?P<second>\d{{1,2}}) ?د"
    rf"(?: ?(?:و ?)?(?P<third>\d{{1,2}}) ?ث)?(?P<parts>){NOT_WORD}"
)
_MINUTES = re.compile(
    rf"(?P<first>)(?P<second>\d{{1,3}}) ?د(?: ?(?:و ?)?(?P<third>\d{{1,2}}) ?ث)?(?P<parts>){NOT_WORD}(?!\.)"
)
_AFTER_HOURS = re.compile(r"(?:ساعة|ساعات|ساعتين|ساعتان) ?و$")
_REACH = 12  # characters
_LOOK_BACK = 3  # words
_FURTHER_BACK = 7  # words between a verb like قطع and its time
_TAKEN = frozenset({"في", "خلال", "ب", "بعد"})


class _Words(NamedTuple):
    duration: re.Pattern[str]
    long: frozenset[str]
    completed: frozenset[str]


@derived
def _words(lists: WordLists) -> _Words:
    words = "|".join(map(re.escape, sorted(lists.folded("date_words", "duration"))))
    return _Words(
        re.compile(rf"[وبل]?(?:ال)?(?:{words})"),
        *(lists.folded("date_words", kind) for kind in _Words._fields[1:]),
    )


def _is_completed(word: str, context: NumberContext) -> bool:
    completed = _words(context.lists).completed
    return word in completed or word.lstrip("وف") in completed


def _lasts(context: NumberContext) -> bool:
    """Return whether the words before speak of how long something took."""
    words, near = _words(context.lists), context.near
    if any(words.duration.fullmatch(word) for word in near[-_LOOK_BACK:]):
        return True
    done = any(_is_completed(word, context) for word in near[-_FURTHER_BACK:])
    return done and context.previous_folded in _TAKEN


def _said(found: re.Match[str], nouns: tuple[Noun, ...], case: Case) -> str:
    """Return the spans that are not zero: the largest as it is counted, those behind it joined to it."""
    counts = [int(found[name] or 0) for name in ("first", "second", "third")[: len(nouns)]]
    parts = [(count, noun) for count, noun in zip(counts, nouns, strict=True) if count]
    if found["parts"]:
        parts.append((int(found["parts"].ljust(2, "0")), _HUNDREDTH))
    if len(parts) < 2:
        return "".join(counted(count, noun, case) for count, noun in parts)
    (first, first_noun), (second, second_noun), *more = parts
    words = counted_in_parts(first, first_noun, second, second_noun, case)
    return " و".join([words, *(counted(count, noun, case) for count, noun in more)])


def speak_lettered_duration(context: NumberContext) -> Verbalized | None:
    """Say hours, minutes and seconds that letters mark.

    >>> speak_text("بعد 3 س و20 د"), speak_text("في 4 ساعات و12 د و5 ث")
    ('بعد ثلاث ساعات وعشرين دقيقة', 'في أربع ساعات واثنتي عشرة دقيقة وخمس ثوانٍ')
    """
    found = context.match(_LETTERED)
    if found is None:
        found = context.match(_MINUTES) if _AFTER_HOURS.search(_ahead(context)) or _lasts(context) else None
    if found is None:
        return None
    said = _said(found, (_HOUR, MINUTE, _SECOND), case_at(context))
    return Verbalized(found.end(), said) if said else None


def _ahead(context: NumberContext) -> str:
    return context.text[max(0, context.at - _REACH) : context.at]


def speak_duration(context: NumberContext) -> Verbalized | None:
    """Say hours, minutes and seconds where the words around speak of how long something took.

    >>> speak_text("بعد مباراة استمرت 1:45:30"), speak_text("بزمن 2:03:15")
    ('بعد مباراة استمرت ساعة وخمساً وأربعين دقيقة وثلاثين ثانية', 'بزمن ساعتين وثلاث دقائق وخمس عشرة ثانية')
    >>> speak_text("مدة الفيديو 3:45"), speak_text("قطع المسافة في 1:59:40")
    ('مدة الفيديو ثلاث دقائق وخمس وأربعون ثانية', 'قطع المسافة في ساعة وتسع وخمسين دقيقة وأربعين ثانية')
    >>> speak_text("بفارق 0:45"), speak_text("مدة الفيلم 1:45")
    ('بفارق خمس وأربعين ثانية', 'مدة الفيلم ساعة وخمس وأربعون دقيقة')
    """
    found = context.match(_THREE) or context.match(_TWO)
    if found is None:
        return None
    unit = _UNIT.match(context.text, found.end())
    whole = "third" in found.groupdict() and _is_completed(context.previous_folded, context)
    if unit is None and not (whole or _lasts(context)):
        return None
    nouns: tuple[Noun, ...] = (_HOUR, MINUTE, _SECOND)
    if "third" not in found.groupdict():
        words = _words(context.lists)
        told = bool(unit["hours"]) if unit else any(word in words.long for word in context.near[-_LOOK_BACK:])
        nouns = (_HOUR, MINUTE) if told and not found["parts"] else (MINUTE, _SECOND)
    said = _said(found, nouns, case_at(context))
    return Verbalized(unit.end() if unit else found.end(), said) if said else None
