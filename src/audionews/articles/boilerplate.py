"""What newspaper pages put around an article: the rules for such lines. Their words are in the list ``boilerplate``.

Lines are compared by their letters only, folded (``letters.fold``): hamza spellings, marks, digits, signs and case do
not count, so that "+ الخط -" is found as "الخط" and "إقرأ أيضا :" as "اقرأ أيضاً".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.arabic.letters import fold, fold_digits
from audionews.arabic.word_lists import WordLists, derived

_TIME_UNITS = (
    "ثوان|ثانيه|دقيقه|دقيقتين|دقائق|ساعه|ساعتين|ساعات|يوم|يومين|ايام|"
    "اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|سنه|سنتين|سنوات"
)
_PATTERNS = (
    rf"(?:اخر تحديث |تحديث |نشر |نشرت )?(?:منذ|قبل) (?:\d+ )?(?:{_TIME_UNITS})(?: واحده)?",
    r"(?:مده|وقت|زمن) القراءه.{0,30}",
    r"(?:الرئيسيه|home) ?[»›>/|\\←-].*",
    r"(?:https?://|www\.)\S+",
    r"(?:تابع|تابعوا|تابعنا|تابعونا) .{0,60}(?:علي|عبر) .{0,60}",
    r"(?:اشترك|اشتركوا|انضم|انضموا) .{0,60}(?:قناه|قناتنا|نشره|نشرتنا|مجموعه|النشره).{0,60}",
    r"(?:اضغط|انقر) هنا.{0,60}",
    r"(?:#\w+ ?)+",
    r"(?:role|reporting from|دور|الصفه)[,،] .{0,60}",
)


def letters_of(text: str) -> str:
    """Return the words of a line for comparing: folded, lower case, without digits, signs and marks.

    >>> letters_of("+ الخط -"), letters_of("1 إقرأ أيضاً:")
    ('الخط', 'اقرا ايضا')
    """
    return " ".join(re.findall(r"[^\W\d_]+", fold(text).lower()))


class _Table(NamedTuple):
    """The list by kind: whole lines as their letters, and patterns of how lines begin."""

    anywhere: frozenset[str]
    section: frozenset[str]
    share: frozenset[str]
    summary: frozenset[str]
    tail: frozenset[str]
    tail_label: re.Pattern[str]
    read_also: re.Pattern[str]


@derived
def _table(lists: WordLists) -> _Table:
    def letters(kind: str) -> frozenset[str]:
        return frozenset(map(letters_of, lists.of_kind("boilerplate", kind)))

    def beginning(kind: str, then: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(sorted(letters(kind), key=len, reverse=True))})(?!\w){then}")

    return _Table(
        anywhere=letters("anywhere"),
        section=letters("section"),
        share=letters("share"),
        summary=letters("summary"),
        tail=letters("tail"),
        tail_label=beginning("tail-label", " ?[:|]"),
        read_also=beginning("read-also", r" ?[:|.…-]+ ?\S"),
    )


def folded(text: str) -> str:
    """Return the line for rules that look at its signs and digits: folded and lower case, signs in front taken off."""
    return fold(fold_digits(text)).lower().lstrip("-–—•·*+|/»«[]() ")


def is_boilerplate(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line (not empty) never belongs to an article: no letters, in the list, share buttons, a counter.

    >>> [is_boilerplate(text) for text in ("+ الخط -", "TT", "***", "منذ 3 ساعات", "فيسبوك واتساب", "قال الوزير")]
    [True, True, True, True, True, False]
    """
    letters, table = letters_of(text), _table(lists)
    if not letters or letters in table.anywhere or table.share.issuperset(letters.split()):
        return True
    line = folded(text).rstrip(" .")
    return any(re.fullmatch(pattern, line) for pattern in _PATTERNS) or opens_skipped_box(text)


def is_section(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line is only the name of a section of the newspaper ("أخبار عربية", "في أخبار")."""
    return letters_of(text).removeprefix("في ") in _table(lists).section


def is_headlines(raw: str) -> bool:
    """Return whether the line, with its white space, is a row of headlines of other articles, as of an aggregator.

    That is at least five stretches set off by three or more blanks, hardly any of which ends in a full stop.
    """
    stretches = [stretch for stretch in re.split(r"\s{3,}|\t", raw.strip()) if stretch]
    return len(stretches) >= 5 and sum(stretch.endswith((".", ":", "؟")) for stretch in stretches) * 4 < len(stretches)


def opens_summary(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line opens the summary ("اظهر الملخص").

    >>> opens_summary("أظهر الملخّص:")
    True
    """
    return letters_of(text) in _table(lists).summary


def opens_tail(text: str, lists: WordLists | None = None) -> bool:
    """Return whether nothing after this line (and not the line itself) belongs to the article.

    >>> [opens_tail(text) for text in ("المساهمون", "إقرأ أيضا :", "المصدر: وكالات", "المصدر الأول للطاقة هو الشمس.")]
    [True, True, True, False]
    """
    table = _table(lists)
    if letters_of(text) in table.tail:
        return True
    return len(text) <= 400 and table.tail_label.match(folded(text)) is not None


def opens_read_also(text: str, lists: WordLists | None = None) -> bool:
    """Return whether the line links another article by its title ("اقرأ أيضاً: ...").

    >>> opens_read_also("إقرأ أيضًا.. وزير الطاقة: الإنتاج يرتفع"), opens_read_also("اقرأ الكتاب")
    (True, False)
    """
    return _table(lists).read_also.match(folded(text)) is not None


def opens_skipped_box(text: str) -> bool:
    """Return whether a box begins here that a screen reader is told to jump over or to read as a list.

    BBC: "تخطى الأكثر قراءة وواصل القراءة", Al Jazeera: "list of 3 items".
    """
    return re.fullmatch(r"تخط[ي]? .{1,80}(?:وواصل القراءه|مشاركه)|list of \d+ items?", folded(text)) is not None


def closes_skipped_box(text: str) -> bool:
    """Return whether that box ends here ("نهاية", "الأكثر قراءة نهاية", "نهاية يوتيوب مشاركة", "end of list")."""
    words = letters_of(text).split()
    return words == ["end", "of", "list"] or (1 <= len(words) <= 8 and "نهايه" in {words[0], words[-1]})
