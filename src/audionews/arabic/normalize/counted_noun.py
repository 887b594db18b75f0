"""Nouns that the author wrote out: their form changes only after 1, 2, 101, 102 and a half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.normalize.context import Number, Verbalized
from audionews.arabic.normalize.dinar import is_exact
from audionews.arabic.normalize.grammatical_case import case_at
from audionews.arabic.normalize.money import say_amount
from audionews.arabic.normalize.nouns import counted_nouns, hundredths
from audionews.arabic.numbers.cardinal import Gender
from audionews.arabic.numbers.counted_noun import Noun
from audionews.arabic.numbers.gender import gender_of, is_counted

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext
    from audionews.arabic.word_lists import WordLists


def _feminine_noun(word: str, lists: WordLists) -> Noun | None:
    """Return the noun that a word in ة is: its forms show in its spelling."""
    plain = strip_marks(word)
    if len(plain) < 4 or not plain.endswith("ة") or not is_counted(word, lists):
        return None
    if gender_of(word, lists) is Gender.MASCULINE:
        return None
    return Noun(singular=plain, plural=plain, gender=Gender.FEMININE)


def speak_counted_noun(context: NumberContext) -> Verbalized | None:
    """Say one, two, a hundred and one or so-and-a-half of a noun; any other number leaves the noun as written.

    >>> speak_text("نحو 2 كيلومتر"), speak_text("لمدة 1.5 ساعة"), speak_text("فاز 1 شخص")
    ('نحو كيلومترين', 'لمدة ساعة ونصف ساعة', 'فاز شخص واحد')
    >>> speak_text("قُتل 102 شخص"), speak_text("قصة 1001 ليلة"), speak_text("نفذ 2 غارة")
    ('قُتل مئة شخص وشخصان', 'قصة ألف ليلة وليلة', 'نفذ غارتين')
    """
    number = context.number
    if number is None:
        return None
    if (
        len(number.decimals) == 3 and number.whole and not is_exact(context, number)
    ):  # حضر 3.500 شخص: a point between thousands
        number = Number(number.end, int(f"{number.whole}{number.decimals}"), "")
    half = number.part == "5"
    word = context.next_word(number.end)
    noun = counted_nouns(context.lists).get(fold(word)) or (None if half else _feminine_noun(word, context.lists))
    cents = len(number.decimals) == 2 and noun is not None and noun.singular in hundredths(context.lists)
    if noun is None or not (half or cents or (number.whole % 100 in {1, 2} and not number.decimals)):
        return None
    end = context.text.index(word, number.end) + len(word)
    return Verbalized(end, say_amount(number, None, noun, case_at(context), context.lists))
