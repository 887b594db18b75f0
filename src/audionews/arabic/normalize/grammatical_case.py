"""The case of a number, from the words before it: no parser, only the patterns in which news have numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import DAMMA, fold, strip_marks
from audionews.arabic.normalize.context import bare
from audionews.arabic.normalize.verbs import Verbs, is_one_of, looks_like_verb, verbs_of
from audionews.arabic.numbers.cardinal import Case
from audionews.arabic.numbers.scale_words import SCALE_WORDS
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_FINING = re.compile("[وف]?[بل]?(?:تغريم|الزام|تسليم|منح|اعطاء|تكبيد)(?:ه|ها|هم|هما|هن|نا)")  # their object follows
_OWNED = re.compile(r"\w{2,}(?:ه|ها|هم|هن|هما|نا)")
_DIGITS = re.compile(r"\d")
_REACH = 14  # words in which a verb is looked for


class _Table(NamedTuple):
    """The words that decide a case, folded; the list describes the kinds."""

    genitive: frozenset[str]
    inna: frozenset[str]
    there_is: frozenset[str]
    dual: frozenset[str]
    relative: frozenset[str]
    link: frozenset[str]
    transparent: frozenset[str]
    partitive: frozenset[str]
    name: frozenset[str]
    verbs: Verbs


@derived
def _table(lists: WordLists) -> _Table:
    def of_kind(kind: str) -> frozenset[str]:
        return lists.folded("case_words", kind)

    return _Table(
        genitive=of_kind("genitive"),
        inna=of_kind("inna"),
        there_is=of_kind("there-is"),
        dual=of_kind("dual"),
        relative=of_kind("relative"),
        link=of_kind("link"),
        transparent=of_kind("transparent"),
        partitive=of_kind("partitive"),
        name=of_kind("name"),
        verbs=verbs_of(lists),
    )


def _is_owned(word: str) -> bool:
    return bool(_OWNED.fullmatch(strip_marks(word)))


def _is_definite(word: str, table: _Table) -> bool:
    """Return whether the word cannot own a following number: it has the article or a pronoun."""
    if word.startswith(("ال", "لل", "وال", "بال", "فال")) or _is_owned(word):
        return True
    return fold(word) in table.transparent


def _is_passive(word: str) -> bool:
    """Return whether the author wrote the damma of a passive: قُتل."""
    return bare(word) != "" and word.lstrip("وف")[1:2] == DAMMA


def _by_verb(words: tuple[str, ...], table: _Table) -> Case | None:
    """Return the case that the last word gives as a verb right before the number; None if it is no listed verb."""
    word, verbs = words[-1], table.verbs
    if is_one_of(word, verbs.subject) or _is_passive(word):
        return Case.NOMINATIVE
    if is_one_of(word, verbs.object):
        return Case.ACCUSATIVE
    if is_one_of(word, verbs.either):
        # The subject came before, or is in the ending: السعر كان 60, الذي قتل 12, واعتقلت 12, قتلوا 12.
        followed, before = is_one_of(word, verbs.followed), words[-2] if len(words) > 1 else ""
        subject = before.startswith("ال") if followed else fold(before) in table.relative
        ending = strip_marks(word).endswith("وا" if followed else ("ت", "وا"))
        return Case.ACCUSATIVE if subject or ending else Case.NOMINATIVE
    return None


def _is_time_or_place(word: str, table: _Table) -> bool:
    folded = fold(word)
    return folded in table.genitive or folded in table.transparent or word.startswith(("ب", "لل"))


def _by_distant_verb(words: tuple[str, ...], table: _Table) -> Case:
    """Return the case that the nearest verb further back gives, if words stand between it and the number."""
    verbs = table.verbs
    for index in range(len(words) - 2, max(-1, len(words) - 2 - _REACH), -1):
        word = words[index]
        if is_one_of(word, verbs.object):
            return Case.ACCUSATIVE
        if is_one_of(word, verbs.subject) or _is_passive(word):
            return Case.NOMINATIVE
        if is_one_of(word, verbs.either):
            return Case.NOMINATIVE if _is_time_or_place(words[index + 1], table) else Case.ACCUSATIVE
        if looks_like_verb(word, verbs) and all(following.startswith("ال") for following in words[index + 1 :]):
            return Case.ACCUSATIVE
    return Case.NOMINATIVE


def _by_last_word(words: tuple[str, ...], table: _Table) -> Case | None:
    """Return the case that the last word decides alone; None if one must look further back."""
    last = fold(words[-1])
    if last in table.inna or _FINING.fullmatch(last):
        return Case.ACCUSATIVE
    if last in table.there_is:
        after_inna = len(words) > 1 and fold(words[-2]) in table.inna
        return Case.ACCUSATIVE if after_inna else Case.NOMINATIVE
    if last in table.genitive or fold(bare(words[-1])) in table.genitive:
        return Case.GENITIVE
    by_verb = _by_verb(words, table)
    if last in table.partitive or (not by_verb and last.startswith("و") and _is_owned(words[-1])) or last == "،":
        return Case.NOMINATIVE
    return by_verb


def _before_list(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words before the number that this one is listed after (بين 40 و50), or None if there is none."""
    for index in range(len(words) - 1, -1, -1):
        if _DIGITS.match(words[index]):
            return words[:index]
    return None


def case_after(words: tuple[str, ...], lists: WordLists) -> Case:
    """Return the case of a number after these words of its sentence.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> texts = ("قُتل", "اعتقلت الشرطة", "أكثر من", "بلغ عدد القتلى")
    >>> [case_after(tuple(text.split()), shipped_lists()).value[:3] for text in texts]
    ['nom', 'acc', 'gen', 'acc']
    """
    if not words:
        return Case.NOMINATIVE
    table = _table(lists)
    case = _by_last_word(words, table)
    if case is not None:
        return case
    if _is_definite(words[-1], table) or fold(words[-1]) in table.name:
        return _by_distant_verb(words, table)
    return Case.NOMINATIVE if _DIGITS.match(words[-1]) else Case.GENITIVE


def case_at(context: NumberContext) -> Case:
    """Return the case of a number: its particles decide first, then the words before; a list keeps its case."""
    particle = context.prefix.lstrip("وف")
    if particle not in {"", "ال"}:
        return Case.GENITIVE
    words, table = context.before, _table(context.lists)
    linked = context.prefix != particle or (words and fold(words[-1]) in table.link)
    while linked:
        head = _before_list(words)
        if head is None:
            return _linked_to_words(words, context.lists)
        words = head
        linked = bool(words) and fold(words[-1]) in table.link
    return case_after(words, context.lists)


def _linked_to_words(words: tuple[str, ...], lists: WordLists) -> Case:
    """Return the case of a number that is joined by و to something that is no figure."""
    table = _table(lists)
    if words and fold(bare(words[-1])) in SCALE_WORDS:  # مليار و200 مليون
        return case_after(words[:-1], lists)
    if words and fold(bare(words[-1])) in table.dual:  # بعد ساعتين و30 دقيقة
        return Case.GENITIVE
    governed = len(words) > 1 and fold(words[-2]) in table.genitive
    return Case.GENITIVE if governed else _by_distant_verb(words, table)
