"""What news agencies write around a text: its end, the initials of who wrote it, the desk, their rights.

The words are in the lists ``wire_marks`` and ``credits``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.arabic.letters import folded_words
from audionews.arabic.word_lists import WordLists, derived
from audionews.articles.boilerplate import letters_of

_LONGEST = 60  # characters of a mark
_LONGEST_RIGHTS = 400
_MOST_MARKS = 4  # glued to the end of one paragraph
_LETTER = r"[ء-غف-ي]ـ?"
_INITIALS = rf"{_LETTER}(?:(?:\.\s?|\s){_LETTER}){{0,3}}\.?"  # "م ن", "ر.س", "م.هـ"
_SIGNED = rf"{_INITIALS}(?:\s?[/\\]\s?{_INITIALS}){{1,3}}"  # those of the writer and the editor: "ر.س/ف.ع"
_GLUED = r"[ء-ي]{1,3}(?:\s?/\s?[ء-ي]{1,3}){1,3}(?:\s[ء-ي])?(?:\s\d{4})?"  # "سح/لب/ع ف", "رب/ مح 2025"
_DOTTED = rf"{_LETTER}(?:\.\s?{_LETTER}){{1,3}}\.?"
_CLOCK = r"\d{1,2}:?\d\d\s?(?:ت\s?\.?\s?[مغج]\.?|جمت|(?i:gmt))"
_SHORT_WORDS = folded_words("من في إلى عن هو هي هم أو أم لا نعم لم لن ما مع كل ذو أب أم أخ يد عام يوم شهر سنة كم قد ثم")
_SENTENCE_END = r"(?:(?<=[^\W_]{2}[.!؟…])|(?<=[»\"”)][.!؟…])|(?<=[»\"”)\]/#]))"


class DeskMark(NamedTuple):
    """The name of a desk before a headline: the mark with its slash, and the headline."""

    mark: str
    rest: str


class WireMark(NamedTuple):
    """A paragraph without the marks that are glued to its end, and those marks as written."""

    rest: str
    mark: str


class _Table(NamedTuple):
    sources: frozenset[str]
    desk: re.Pattern[str]
    end: re.Pattern[str]
    glued: re.Pattern[str]
    rights: tuple[str, ...]


@derived
def _table(lists: WordLists) -> _Table:
    def words(kind: str) -> str:
        of_kind = lists.of_kind("wire_marks", kind)
        return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(of_kind, key=len, reverse=True))

    bare, end = words("end"), "|".join((words("end"), words("marked-end")))
    signed = rf"(?:\s?[/-]?\s?(?:{_SIGNED}|{_DOTTED}))?"
    marked = rf"[(\[]\s?(?:{end})\s?[)\]]|(?P<sign>//|[#*=-])[/#*=-]*\s?(?:{end})\s?(?P=sign)[/#*=-]*"
    return _Table(
        sources=frozenset(map(letters_of, lists.of_kind("credits", "source"))),
        desk=re.compile(rf"(?P<mark>(?:{words('desk')})\s?/)\s+(?=\S)"),
        end=re.compile(rf"(?:{marked}|[/#*=-]*\s?(?:{bare})\s?[./#*=-]*){signed}", re.IGNORECASE),
        glued=re.compile(
            rf"(?:{marked}{signed}|{_SENTENCE_END}\s*(?:انتهى{signed}|{_SIGNED}|{_CLOCK}))"
            rf"(?:\s+(?:{_SIGNED}|{_CLOCK})){{0,2}}\s*$",
            re.IGNORECASE,
        ),
        rights=tuple(letters_of(text) for text in lists.of_kind("wire_marks", "rights")),
    )


def is_wire_mark(text: str, lists: WordLists | None = None) -> bool:
    """Return whether a line is only a mark of a news agency: end, initials, time of sending, rights.

    >>> [is_wire_mark(text) for text in ("(النهاية)", "ر.س/ف.ع", "سح/لب/ع ف", "14:20 ت م", "انتهى الاجتماع", "من/إلى")]
    [True, True, True, True, False, False]
    """
    table, line = _table(lists), text.strip()
    if len(line) > _LONGEST:
        return _is_rights(line, table)
    if table.end.fullmatch(line) or re.fullmatch(rf"{_SIGNED}|{_DOTTED}|{_CLOCK}", line, re.IGNORECASE):
        return letters_of(line) not in table.sources
    if re.fullmatch(_GLUED, line):
        return not _SHORT_WORDS.intersection(letters_of(line).split())
    return _is_signed_by_agency(line, table) or _is_rights(line, table)


def is_initials(text: str) -> bool:
    """Return whether a line is two to four single letters, as agencies sign at the very end of a text.

    >>> is_initials("م ز"), is_initials("م")
    (True, False)
    """
    return len(text.split()) > 1 and re.fullmatch(_INITIALS, text.strip()) is not None


def _is_rights(line: str, table: _Table) -> bool:
    return len(line) <= _LONGEST_RIGHTS and letters_of(line).startswith(table.rights)


def _is_signed_by_agency(line: str, table: _Table) -> bool:
    """Return whether the line is an agency as a hashtag or between slashes, or an agency and initials."""
    if re.fullmatch(r"#[^#]{2,20}#|//?[^/]{2,20}//?", line):
        return letters_of(line) in table.sources
    parts = [part.strip() for part in re.split(r"\s-\s|/", line)]
    named = [letters_of(part) in table.sources for part in parts]
    initials = [re.fullmatch(_INITIALS, part) is not None for part in parts]
    return any(named) and len(parts) > 1 and all(map(bool.__or__, named, initials)) and not all(named)


def split_wire_mark(paragraph: str, lists: WordLists | None = None) -> WireMark | None:
    """Return a paragraph without the marks at its end, or None if it has none; no mark stands alone.

    >>> split_wire_mark("وانتهت الأشغال أمس. (النهاية) م ن / ا ب")
    WireMark(rest='وانتهت الأشغال أمس.', mark='(النهاية) م ن / ا ب')
    >>> split_wire_mark("بني المعبد عام 300 ق.م")
    """
    table, end = _table(lists), len(paragraph)
    for _ in range(_MOST_MARKS):
        start = max(0, end - _LONGEST)
        match = table.glued.search(paragraph, start, end)
        if match is None or not paragraph[: match.start()].strip():
            break
        end = len(paragraph[: match.start()].rstrip())
    rest = paragraph[:end]
    return WireMark(rest, paragraph[end:].strip()) if end < len(paragraph.rstrip()) else None


def split_desk_mark(headline: str, lists: WordLists | None = None) -> DeskMark | None:
    """Return a headline without the desk before it, or None if there is none.

    >>> split_desk_mark("عام / أمير المنطقة يفتتح المعرض"), split_desk_mark("سياسي/عسكري: من يقرر؟")
    (DeskMark(mark='عام /', rest='أمير المنطقة يفتتح المعرض'), None)
    """
    match = _table(lists).desk.match(headline)
    return DeskMark(match["mark"], headline[match.end() :]) if match else None
