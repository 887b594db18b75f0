"""Numbers with the article (القرن الـ21) and numbers that are read as ordinals (المادة 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.normalize.context import NOT_WORD, Verbalized
from audionews.arabic.normalize.definite_noun import definite_gender, is_definite, is_feminine_verb, phrase_case
from audionews.arabic.normalize.grammatical_case import case_after
from audionews.arabic.normalize.nouns import counted_nouns
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.ordinal import definite_cardinal, ordinal
from audionews.arabic.numbers.scale_words import SCALE_WORDS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_PLURAL = re.compile(r"\w+(?:ات|ين|ون)")
_OVER = re.compile(r" ?/ ?\d")
_DUAL = re.compile(r"(?P<t>ت?)(?P<case>ين|ان)$")
_DECADES = frozenset(range(20, 100, 10))
_OF_MONTH = re.compile(r" من (?:هذا )?(?:ال)?شهر")
_MANY = ("يوم", "مره", "يومها", "يومه", "ايه", "ايتان", "ايتين")  # of these there are hundreds
_OWNED = re.compile("[وفبل]?(?P<stem>\\w{2,}?)(?P<end>ت|ا|)(?:ه|ها|هم)")
_ENDINGS = {"ت": "ه", "ا": "ي"}
_ADJECTIVE = re.compile("ال\\w+(?:ية|ي)")
_IN_A_ROW = re.compile(" على التوالي")
_OF_LIFE = re.compile(r" من (?:ال)?عمر")
_PART = re.compile("(?:^|[(،؛,.] ?)ج ?$")  # ج 2 is the second part
_SERIES = frozenset(map(fold, ("ذكرى", "قمة", "دورة", "نسخة", "مهرجان", "مؤتمر", "معرض")))
_LONG_SERIES = 10
_ONE_MORE = re.compile("[بل](?:ولايه|فتره|دوره|عهده|مره)")  # لولاية 3
_FEW = 10
_LEADING = re.compile("[وف]?[بكل]?(?=\\w{3})")
_CENTURY = re.compile("قرن(?P<dual>ين|ان|)$")
_CENTURY_ERA = re.compile(rf" ?(?P<era>هـ|م){NOT_WORD}")
_CENTURY_ERAS = {"هـ": " الهجري", "م": " الميلادي"}


class _Words(NamedTuple):
    """Words, folded; the list describes the kinds."""

    numbered: re.Pattern[str]
    plural: frozenset[str]
    member: frozenset[str]
    event: frozenset[str]
    decade: frozenset[str]
    age: frozenset[str]


@derived
def _words(lists: WordLists) -> _Words:
    numbered = sorted(lists.folded("ordinal_words", "numbered"), key=len, reverse=True)
    stems = "|".join(re.sub("ه$", "ت", word) for word in numbered)
    return _Words(
        re.compile(rf"(?:[وفبك]*ال|لل)(?:{'|'.join(numbered)}|(?:{stems})(?:ين|ان))"),
        *(lists.folded("ordinal_words", kind) for kind in _Words._fields[1:]),
    )


def _by_neighbours(context: NumberContext, number: int, end: int) -> str | None:
    """Return the number as its neighbours ask for it where that is not agreement: ages, decades, the G7."""
    word, words = context.previous_folded, _words(context.lists)
    if number in _DECADES and word in words.decade:
        return f"ال{cardinal(number, case=Case.GENITIVE)}يات"
    if _OF_LIFE.match(context.text, end) or (word in words.age and not context.counts_noun(end)):
        return ordinal(number, Gender.FEMININE, Case.GENITIVE)
    if _OF_MONTH.match(context.text, end) and not is_definite(context.previous):
        return ordinal(number, case=phrase_case(context))
    if word.endswith("مجموعه") and number == 7 and not context.counts_noun(end):
        return definite_cardinal(7, Gender.FEMININE)
    return None


def _particles(word: str) -> tuple[str, str]:
    """Return the particles before a word and the word, folded."""
    folded = fold(word)
    found = _LEADING.match(folded)
    return (found[0], folded[found.end() :]) if found else ("", folded)


def _event(before: tuple[str, ...], words: _Words) -> tuple[str, ...]:
    """Return the words up to an event that the definite words behind it belong to (بطولة العالم), or ()."""
    noun = ""
    while before and is_definite(before[-1]):
        noun, before = fold(before[-1]), before[:-1]
    if not before or noun in words.member:
        return ()
    return before if fold(before[-1]) in words.event or _particles(before[-1])[1] in words.event else ()


def _member(before: tuple[str, ...], words: _Words) -> str:
    """Return the plural that the definite words at the end begin with (قمة الدول الصناعية), or ""."""
    noun = ""
    while before and is_definite(before[-1]):
        noun, before = before[-1], before[:-1]
    return noun if fold(noun) in words.member else ""


def _event_case(before: tuple[str, ...], lists: WordLists) -> Case:
    """Return the case of an event that ends the words."""
    particles, _ = ("", "") if fold(before[-1]) in _words(lists).event else _particles(before[-1])
    if particles.lstrip("وف"):
        return Case.GENITIVE
    earlier = before[:-1]
    if earlier and is_feminine_verb(earlier[-1], lists):
        return Case.NOMINATIVE
    return case_after(earlier, lists)


def _named(context: NumberContext) -> str:
    """Return the noun that the number belongs to: with و it stands before the first of two (القرنين الـ19 والـ20)."""
    words = context.before
    if context.prefix.startswith("و") and words and words[-1].isdigit():
        words = words[:-2] if words[-2:-1] == ("ال",) else words[:-1]
        return strip_marks(words[-1]) if words else ""
    return context.previous


def _is_numbered(word: str, words: _Words) -> bool:
    """Return whether the number of a definite word is an ordinal: المادة, but also ذكراها and دورته."""
    folded = fold(word)
    owned = _OWNED.fullmatch(folded)
    return bool(words.numbered.fullmatch(folded)) or (
        owned is not None and bool(words.numbered.fullmatch("ال" + owned["stem"] + _ENDINGS.get(owned["end"], "")))
    )


def names_number(word: str, lists: WordLists) -> bool:
    """Return whether a word has a number of its own: المادة 5.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> names_number("المادة", shipped_lists()), names_number("المنظمة", shipped_lists())
    (True, False)
    """
    return _is_numbered(word, _words(lists))


def _numbered(context: NumberContext) -> str:
    """Return the word that the number belongs to; an adjective may stand between: القمة العربية 33."""
    word, words = _named(context), _words(context.lists)
    before = context.before[:-1]
    event = _event(context.before, words)
    if event and fold(event[-1]) in _SERIES and context.number and context.number.whole >= _LONG_SERIES:
        return "ال" + strip_marks(event[-1])  # ذكرى الاستقلال 78
    if before and not context.prefix and not _is_numbered(word, words) and _ADJECTIVE.fullmatch(word):
        head = strip_marks(before[-1])
        return head if words.numbered.fullmatch(fold(head)) else word
    return word


def _dual_ordinal(word: str, number: int, words: _Words) -> str:
    """Return the ordinal of one of two, or "": the dual before it shows the case (في القرنين 19 و20, المادتان 5 و6)."""
    dual = _DUAL.search(word)
    if dual is None or not words.numbered.fullmatch(fold(word)):
        return ""
    gender = Gender.FEMININE if dual["t"] else Gender.MASCULINE
    return ordinal(number, gender, Case.GENITIVE if dual["case"] == "ين" else Case.NOMINATIVE)


def _with_era(context: NumberContext, word: str, end: int, said: str) -> Verbalized:
    """Return the number of a century with the sign of its era: القرن 7 هـ, القرنين 3 و4 هـ."""
    century = _CENTURY.search(word)
    era = _CENTURY_ERA.match(context.text, end) if century else None
    if century and era:
        return Verbalized(era.end(), said + _CENTURY_ERAS[era["era"]] + century["dual"])
    return Verbalized(end, said)


def _agreeing(context: NumberContext, number: int, end: int) -> str:
    """Return the number as it agrees with the definite noun before it, or else with the noun behind it."""
    words, word, after = _words(context.lists), _named(context), context.next_word(end)
    dual = _dual_ordinal(word, number, words)
    if dual:
        return dual
    if not is_definite(word):
        gender = context.gender_of(after) if context.counts_noun(end) else Gender.MASCULINE
        return definite_cardinal(number, gender, phrase_case(context))
    word = _member(context.before, words) or word
    event = _event(context.before, words)
    if event:
        return ordinal(number, context.gender_of(event[-1]), _event_case(event, context.lists))
    if not (_PLURAL.fullmatch(strip_marks(word)) or fold(word) in words.plural):
        return ordinal(number, definite_gender(word, context.lists), phrase_case(context))
    gender = Gender.MASCULINE if fold(after) in SCALE_WORDS else context.gender_of(word)
    return definite_cardinal(number, gender, phrase_case(context))


def speak_with_article(context: NumberContext) -> Verbalized | None:
    """Say a number with the article: an ordinal after a singular, a definite cardinal with a plural.

    >>> speak_text("في القرن الـ21"), speak_text("القمة الـ32"), speak_text("في الساعات الـ24 الأخيرة")
    ('في القرن الحادي والعشرين', 'القمة الثانية والثلاثون', 'في الساعات الأربع والعشرين الأخيرة')
    >>> speak_text("لفتى في الـ13 من العمر"), speak_text("الـ24 ساعة الماضية"), speak_text("قمة الـ20")
    ('لفتى في الثالثة عشرة من العمر', 'الأربع والعشرون ساعة الماضية', 'قمة العشرين')
    """
    number = context.number
    if number is None or not context.prefix.endswith(("ال", "لل")) or number.decimals or not number.whole:
        return None
    if context.text[number.end : number.end + 1] in {"%", ":", "-", "/"}:
        return None
    said = _by_neighbours(context, number.whole, number.end) or _agreeing(context, number.whole, number.end)
    return _with_era(context, context.previous, number.end, said)


@derived
def _nouns(lists: WordLists) -> frozenset[str]:
    return frozenset(counted_nouns(lists)) | lists.folded("nouns") | lists.folded("after_numbers", "counted")


def _counts(context: NumberContext, end: int) -> bool:
    """Return whether the word behind is counted, and no name with ل before it: الذكرى 50 لحرب أكتوبر."""
    word = fold(context.next_word(end))
    return context.counts_noun(end) and (not word.startswith("ل") or word in _nouns(context.lists))


def speak_in_a_row(context: NumberContext) -> Verbalized | None:
    """Say how often something happens in a row.

    >>> speak_text("للعام 9 على التوالي"), speak_text("لليوم 3 على التوالي")
    ('للعام التاسع على التوالي', 'لليوم الثالث على التوالي')
    """
    number = context.number
    if number is None or not 0 < number.whole < 1000 or number.decimals or not is_definite(context.previous):
        return None
    if not _IN_A_ROW.match(context.text, number.end):
        return None
    gender = definite_gender(context.previous, context.lists)
    return Verbalized(number.end, ordinal(number.whole, gender, phrase_case(context)))


def _special(context: NumberContext, number: int, word: str) -> str:
    """Return an ordinal whose word is no definite noun: في سن 17, ج 2, لولاية 3; or ""."""
    folded = fold(word)
    if folded in _words(context.lists).age:
        return ordinal(number, Gender.FEMININE, Case.GENITIVE)
    if _ONE_MORE.fullmatch(folded) and number <= _FEW:
        gender = definite_gender(re.sub("^[بل]", "", word), context.lists)
        return ordinal(number, gender, Case.GENITIVE).removeprefix("ال")
    if _PART.search(context.text[max(0, context.start - 4) : context.start]):
        return ordinal(number, Gender.MASCULINE, Case.GENITIVE)
    return ""


def speak_numbered(context: NumberContext) -> Verbalized | None:
    """Say the number of an article of law, a round, a minute ... as an ordinal.

    >>> speak_text("نصت المادة 5 على"), speak_text("في الدقيقة 76"), speak_text("القناة 12")
    ('نصت المادة الخامسة على', 'في الدقيقة السادسة والسبعين', 'القناة الثانية عشرة')
    >>> speak_text("القرن 7 هـ"), speak_text("المادتان 5 و6"), speak_text("القرنين الـ19 والـ20")
    ('القرن السابع الهجري', 'المادتان الخامسة والسادسة', 'القرنين التاسع عشر والعشرين')
    """
    number = context.number
    if number is None or context.prefix not in {"", "و"} or number.decimals:
        return None
    words, word = _words(context.lists), _numbered(context)
    last = 999 if fold(word).endswith(_MANY) else 99
    if not 0 < number.whole <= last or _counts(context, number.end):
        return None
    special = _special(context, number.whole, word)
    if special:
        return Verbalized(number.end, special)
    if not _is_numbered(word, words) or _OVER.match(context.text, number.end):
        return None
    said = _dual_ordinal(word, number.whole, words)
    said = said or ordinal(number.whole, definite_gender(word, context.lists), phrase_case(context))
    return _with_era(context, word, number.end, said)
