"""What newspaper pages put around an article: the rules for such lines. Their words are in the list ``boilerplate``.

Lines are compared by their letters only, folded (``letters.fold``): hamza spellings, marks, digits, signs and case do
not count, so that "+ الخط -" is found as "الخط" and "إقرأ أيضا :" as "اقرأ أيضاً".
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.word_lists import WordLists, derived
from audionews.articles.likeness import compared

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIME_UNITS = (
    "ثوان|ثانيه|دقيقه|دقيقتين|دقائق|ساعه|ساعتين|ساعات|يوم|يوما|يومين|ايام|"
    "اسبوع|اسبوعا|اسبوعين|اسابيع|شهر|شهرا|شهرين|اشهر|شهور|سنه|سنتين|سنوات|عام|عاما|عامين|اعوام"
)
_AGO = rf"(?:\d+ )?(?:{_TIME_UNITS})(?: واحده?)?"
_COUNTED = r"(?:مشاهد|تعليق|مشارك|اعجاب|متابع|قراء|زيار|رد)\w{0,3}"
_PATTERNS = re.compile(
    "|".join(
        (
            rf"(?:اخر تحديث |تحديث |نشر |نشرت |اخري )?(?:منذ|قبل):? {_AGO}(?: و ?{_AGO}){{0,3}}",
            rf"نشر منذ ?: ?{_AGO}.{{0,60}}",
            r"(?:مده|وقت|زمن) القراءه.{0,30}",
            r"(?:الرئيسيه|home) ?[»›>/|\\←-].*",
            r"(?:تابع|تابعوا|تابعنا|تابعونا) .{0,60}(?:علي|عبر) .{0,60}",
            r"(?:اشترك|اشتركوا|انضم|انضموا) .{0,60}(?:قناه|قناتنا|نشره|نشرتنا|مجموعه|النشره).{0,60}",
            r"(?:اضغط|انقر|اضغطوا|انقروا) هنا.{0,60}",
            r"(?:role|reporting from|دور|الصفه)[,،] .{0,60}",
            r"\d{1,3} د(?:قيقه)?",
            r"(?:\d[\d.,]*k? ){0,3}(?:دقيقه واحده|اقل من دقيقه|دقيقتان|دقيقتين)",
            rf"\d[\d.,]*(?: ?(?:k|الف|مليون))?(?: {_COUNTED})?(?: \d[\d.,]* {_COUNTED}){{0,3}}",
            r"[\"«]?طالع [^.]{2,16}[\"»]?",
            r"(?:تم )?(?:ال)?نشر ?:?(?: (?:تم )?(?:ال)?تحديث ?:?)?|تم التحديث ?:?",
            r"[|\s]*[←→].{1,150}|.{1,150}[←→][|\s]*",
            r"in [^a-z]{3,60} by(?: .{0,60})?",
            r"by ?[-–—]?",
            r".{0,60}تابع اعلان اقرا المزيد",
            r"[.#@]?[a-z][\w.#: ,>-]*\{[^{}]*\}",
            r"(?:الصفحه|page) \d+ (?:من|of|/) ?\d+|\d+ (?:من|of) \d+",
            r"\(?تم (?:ال)?تعديل (?:ال)?(?:منشور|رساله)\)?",
        )
    )
)
_NEWEST = re.compile(r"(?:اخر|احدث|ابرز|اهم) الاخبار\w")  # glued to the section
_SKIPPED_BOX = re.compile(r"تخط[ي]? .{1,80}(?:وواصل القراءه|مشاركه)|list of \d+ items?")
_SIGNS_IN_FRONT = "-–—•·*+|/»«[]()<> "
_LONGEST_GLUED = 40
_SHORTEST_GLUED = 3  # letters
_LONGEST = 400  # characters of a label with what stands behind it
_LONGEST_FURNITURE = 600
_MOST_PARTS = 8
_FEWEST_IN_A_ROW = 5
_LONGEST_HEADLINE = 200  # characters


class Page(StrEnum):
    """What a line of a page is that belongs to no article."""

    CONTROL = "a control of the page"
    SECTION = "names a section"
    SUMMARY = "opens the summary"
    BOX = "opens links to other articles"
    LABEL = "opens what follows an article, or is a sub-heading"
    END = "opens what follows an article"
    READ_ALSO = "links another article"
    SKIP = "opens a box that readers can jump over"


_KINDS = {
    "anywhere": Page.CONTROL,
    "section": Page.SECTION,
    "summary": Page.SUMMARY,
    "box": Page.BOX,
    "heading": Page.LABEL,
    "tail": Page.END,
}


def letters_of(text: str) -> str:
    """Return the words of a line for comparing: folded, lower case, without digits, signs and marks.

    >>> letters_of("+ الخط -"), letters_of("1 إقرأ أيضاً:")
    ('الخط', 'اقرا ايضا')
    """
    return _letters(compared(text))


def _letters(line: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", line))


class _Table(NamedTuple):
    """The list: whole lines by their letters, words of share buttons, and patterns of how lines begin."""

    lines: Mapping[str, Page]
    share: frozenset[str]
    tail_label: re.Pattern[str]
    read_also: re.Pattern[str]
    furniture: re.Pattern[str]


@derived
def _table(lists: WordLists) -> _Table:
    def letters(kind: str) -> frozenset[str]:
        return frozenset(map(letters_of, lists.of_kind("boilerplate", kind)))

    def beginning(kind: str, then: str) -> re.Pattern[str]:
        texts = "|".join(map(re.escape, sorted(letters(kind), key=len, reverse=True)))
        return re.compile(rf"(?P<label>{texts})(?!\w){then}")

    return _Table(
        lines={line: page for kind, page in reversed(_KINDS.items()) for line in letters(kind)},
        share=letters("share"),
        tail_label=beginning("tail-label", " ?[:|]"),
        read_also=beginning("read-also", r"(?: ?[:|.…-]+ ?\S|(?<= ايضا) (?=.{8,110}$)(?!.*[.؟!،:]$))"),
        furniture=beginning("furniture", ""),
    )


def page_line(text: str, lists: WordLists | None = None) -> Page | None:
    """Return what a line of a page is, or None if it can belong to the article.

    >>> [page_line(text) for text in ("+ الخط -", "***", "منذ 3 ساعات", "فيسبوك واتساب")] == [Page.CONTROL] * 4
    True
    >>> page_line("إقرأ أيضا :"), page_line("إقرأ أيضًا.. الإنتاج يرتفع"), page_line("قال الوزير")
    (<Page.BOX: 'opens links to other articles'>, <Page.READ_ALSO: 'links another article'>, None)
    """
    if len(text) > _LONGEST_FURNITURE:
        return None
    table, line = _table(lists), compared(text)
    letters = _letters(line)
    if not letters:
        return Page.CONTROL
    page = table.lines.get(letters) or _section(letters, table) or _glued(letters, table) or _row(line, lists)
    if page is None and table.share.issuperset(letters.split()):
        page = Page.CONTROL
    return page or _by_beginning(line.lstrip(_SIGNS_IN_FRONT), letters, table)


def _section(letters: str, table: _Table) -> Page | None:
    """Return SECTION for "في أخبار"."""
    name = letters.removeprefix("في ")
    return Page.SECTION if table.lines.get(name) is Page.SECTION else None


def _glued(letters: str, table: _Table) -> Page | None:
    """Return SECTION for two lines of navigation that were glued ("آخر الأخبارأخبار محلية")."""
    if not len(letters) <= _LONGEST_GLUED:
        return None
    if _NEWEST.match(letters):
        return Page.SECTION
    cuts = (
        at for at in range(_SHORTEST_GLUED, len(letters) - _SHORTEST_GLUED + 1) if " " not in letters[at - 1 : at + 1]
    )
    pairs = ((letters[:at], letters[at:]) for at in cuts)
    return Page.SECTION if any(one in table.lines and other in table.lines for one, other in pairs) else None


def _row(line: str, lists: WordLists | None) -> Page | None:
    """Return CONTROL for controls and sections in a row ("قبل 2 سنة | الأخبار | عربي ودولي")."""
    parts = [part for part in re.split(r"[|•]", line[:_LONGEST]) if _letters(part)]
    pages = {page_line(part, lists) for part in parts} if 1 < len(parts) <= _MOST_PARTS else {None}
    return Page.CONTROL if pages <= {Page.CONTROL, Page.SECTION} else None


def _by_beginning(line: str, letters: str, table: _Table) -> Page | None:
    if table.furniture.match(letters):
        return Page.CONTROL
    if len(line) > _LONGEST:
        return None
    if _SKIPPED_BOX.fullmatch(line):
        return Page.SKIP
    if _PATTERNS.fullmatch(line.rstrip(" .")):
        return Page.CONTROL
    if table.read_also.match(line):
        return Page.READ_ALSO
    label = table.tail_label.match(line)
    return table.lines.get(label["label"], Page.END) if label else None


def headlines_in_a_row(raw: str) -> bool:
    """Return whether the line, with its white space, can be a row of headlines of other articles.

    That is at least five stretches set off by three or more blanks, each as short as a headline and hardly any of which
    ends in a full stop. Whether it is one depends on where it stands.
    """
    stretches = [stretch for stretch in re.split(r"\s{3,}|\t", raw.strip()) if stretch]
    if len(stretches) < _FEWEST_IN_A_ROW or max(map(len, stretches)) > _LONGEST_HEADLINE:
        return False
    stops = [stretch for stretch in stretches if stretch.endswith((".", ":", "؟"))]
    return len(stops) * 4 < len(stretches)


def closes_skipped_box(text: str) -> bool:
    """Return whether a box to jump over ends here ("نهاية", "الأكثر قراءة نهاية", "end of list").

    >>> closes_skipped_box("مواضيع قد تهمك نهاية"), closes_skipped_box("بعد النهاية")
    (True, False)
    """
    words = letters_of(text[:_LONGEST]).split()
    return words == ["end", "of", "list"] or (1 <= len(words) <= 8 and "نهايه" in {words[0], words[-1]})
