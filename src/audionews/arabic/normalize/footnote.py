"""Marks that are not read aloud: numbers of footnotes and of verses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, NumberContext, Verbalized
from audionews.arabic.normalize.nouns import counted_nouns
from audionews.arabic.normalize.ordinal import names_number

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists

_NOTE = re.compile(r"\(?\[ ?(?:(?:ملاحظة|ملحوظة|هامش|حاشية|note|nb) ?)?\d{1,3}(?: ?[،,–-] ?\d{1,3}){0,8} ?\]\)?")
_WANTED = re.compile(r"\[(?:بحاجة ل\w+|محل شك|متى[؟?]|من[؟?]|أين[؟?]|عدل|غير لائق)\]")  # what encyclopedias ask for
_ROUND = re.compile(r"\(\d{1,3}\)(?=[(\s.،؛:؟!)»\"”]|$)")
_ROUND_AT_END = re.compile(r" ?\(\d{1,2}\)(?=[.،؛؟!]|\s*$)")
_NOTED = re.compile(rf"[{ARABIC}{MARK}]{{3}}$|[»”\"]$|\S\(\d{{1,3}}\)$")
_QUOTED = re.compile(r"[»”\"] ?$")
_BEHIND = re.compile(rf"\(\d{{1,3}}\) ?([{ARABIC}]+)")
_LETTERED_NOTE = re.compile(rf"(?<=\S)\[(?:[{ARABIC}a-z]|\*{{1,3}})\]")
_RAISED = re.compile(r"[¹²³⁰⁴-⁹]{1,3}")
_VERSE_MARK = re.compile(r"\u06dd ?\d{0,3}|[﴾﴿] ?\d{1,3} ?[﴾﴿]")
_IN_VERSES = re.compile(r"\( ?\d{1,3} ?\)|\d{1,3}(?![\d.,:/-])")
_NAMED_VERSE = re.compile(r"[:–-] ?$")
_REACH = 1_500  # characters
_WORD_REACH = 24  # characters
_NUMBERS = frozenset({"رقم", "عدد", "الرقم", "برقم", "العدد", "بعدد"})


def _opens(text: str, at: int) -> bool:
    """Return whether the ornate bracket at ``at`` opens verses: fonts turn the pair either way, so the text decides."""
    before, behind = text[at - 1 : at].isalnum(), text[at + 1 : at + 2].isalnum()
    return behind if before != behind else text[at] == "﴿"


def _is_in_verses(text: str, at: int) -> bool:
    """Return whether an ornate bracket is open here; a number behind a colon or in brackets names sura and verse."""
    last = max(text.rfind(bracket, max(0, at - _REACH), at) for bracket in "﴾﴿")
    if last < 0 or not _opens(text, last):
        return False
    return text.rfind("[", last, at) < 0 and not _NAMED_VERSE.search(text[max(last, at - 2) : at])


def _is_noted(text: str, at: int, lists: WordLists) -> bool:
    """Return whether the number in round brackets at ``at`` is glued to what it notes: وفق المنظمة(1), «النص»(3).

    A number that a noun has by itself (المادة(1)) is none, nor one that counts (رجل(34) عاماً).
    """
    ahead = text[max(0, at - _WORD_REACH) : at]
    if not _NOTED.search(ahead):
        return False
    behind = _BEHIND.match(text, at)
    if behind and fold(behind[1]) in counted_nouns(lists):
        return False
    word = NumberContext(text, at, at, "", lists).previous_folded
    return not (names_number(word, lists) or word in _NUMBERS)


def _round_note(text: str, at: int, lists: WordLists) -> re.Match[str] | None:
    found = _ROUND.match(text, at)
    if found and _is_noted(text, at, lists):
        return found
    return _ROUND_AT_END.match(text, at) if _QUOTED.search(text[max(0, at - 2) : at]) else None


def speak_footnote(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say nothing for the mark of a footnote.

    >>> speak_text("وقال ذلك[1] وأضافت[2][3] نتائج"), speak_text("وفق التقرير¹ الجديد")
    ('وقال ذلك وأضافت نتائج', 'وفق التقرير الجديد')
    >>> speak_text("وفق المنظمة(1) العالمية"), speak_text("المادة(1) من")
    ('وفق المنظمة العالمية', 'المادة(الأولى) من')
    """
    found = _NOTE.match(text, at) or _LETTERED_NOTE.match(text, at) or _RAISED.match(text, at)
    found = found or _WANTED.match(text, at) or _round_note(text, at, lists)
    return Verbalized(found.end(), "") if found else None


def speak_verse_mark(text: str, at: int, lists: WordLists) -> Verbalized | None:  # noqa: ARG001 - the signature of all such rules
    """Say nothing for the mark of a verse and its number.

    >>> speak_text("﴿قل هو الله أحد ۝١ الله الصمد ۝٢﴾"), speak_text("﴿الرحمن (3) علم القرآن (4)﴾")
    ('قل هو الله أحد الله الصمد', 'الرحمن علم القرآن')
    """
    found = _VERSE_MARK.match(text, at)
    if found is None and (inside := _IN_VERSES.match(text, at)) and _is_in_verses(text, at):
        found = inside
    return Verbalized(found.end(), "") if found else None
