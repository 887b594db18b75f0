"""Abbreviations with Arabic letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.normalize.context import ARABIC, NOT_WORD, Verbalized
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER_WORD = "صفر|واحد|اثن|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|عشر|مئ|ألف"
# What our own rules say is no name: "أ. 5 آلاف" is a list, not Mr. Five.
_OURS = (
    rf"[وف]?(?:[بكل]?|[بك]?ال|لل)(?:{_NUMBER_WORD}|آلاف|ملي|تريليون|أحد|إحدى|نصف|[ثرخستع]ُ|ناقص|زائد)"
    rf"|[وف]?(?:[بك]?ال|لل)(?:{_NUMBER_WORD}|أول|ثان|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|حادي)"
    "|الدكتور|الأستاذ|المهندس|قبل الم|بتوقيت|صندوق ب|شركة م|منظمة ال|ذات م|إلى آ|ريال|جمهورية|فرانس|وكالة|أسوشيتد|الجزء"
    "|الصفحة|هجرية|كيلومتر|درجة|دولار|يورو|جنيه"
)
_PUNCTUATION = r".,،؛;:؟?!…«»\"'“”‘’()\[\]{}‹›۔–—-"
_DIALLED = r"(?= ?[:.]? ?\+?\(?\d[\d() /-]{4})"
_FIRST_NAME = re.compile(f" ?([{ARABIC}]+)")


class _Table(NamedTuple):
    """All abbreviations in one pattern.

    Attributes:
        pattern: A group a0, a1 ... for each row of the list.
        spoken: The words of each row.
        inflected: The rows that take ة before a woman's name.
    """

    pattern: re.Pattern[str]
    spoken: tuple[str, ...]
    inflected: frozenset[int]


@derived
def _table(lists: WordLists) -> _Table:
    rows = lists.rows("abbreviations")
    spoken = tuple(words for _, _, words in rows)
    name = _name_follows(rows)
    heads = "".join(sorted({written[0] for written, _, _ in rows}))
    parts = (
        f"(?P<a{index}>{_written(written, kind)}){_after(kind, name)}" for index, (written, kind, _) in enumerate(rows)
    )
    return _Table(
        pattern=re.compile(rf"(?P<particle>و?)(?=[{heads}])(?:{'|'.join(parts)})"),
        spoken=spoken,
        inflected=frozenset(index for index, (_, kind, _) in enumerate(rows) if kind == "title"),
    )


def _name_follows(rows: Sequence[tuple[str, ...]]) -> str:
    """Return the pattern of a name, perhaps behind further titles."""
    own = re.compile(_OURS)
    more = {words for _, kind, words in rows if kind != "label" and not own.match(words)}
    ours = "|".join([_OURS, *map(re.escape, sorted(more))])
    return (
        rf"(?=(?: ?(?:أ|د|م|دة) ?[./]){{0,3}} ?(?!{ours})"
        rf"(?:[{ARABIC}]{{2}}|[{ARABIC}]\u0640{{0,3}} ?[A-Za-z]|[^\s\d{ARABIC}{_PUNCTUATION}]))"
    )


def _written(written: str, kind: str) -> str:
    """Return the pattern of an abbreviation itself."""
    letters = [re.escape(letter) for letter in written.strip("./").split(".")]
    if kind in {"title", "fixed-title"}:
        ends = {".": r"\.", "/": r" ?/"}.get(written[-1], r" ?[./]")
        return r" ?\. ?".join(letters) + ends
    if kind == "label":
        return rf"{letters[0]}\.(?= ?[وفبكل]?\u0640{{0,3}} ?[-+]?\d)"
    if kind == "dotted":
        return r" ?\. ?".join(letters) + (r"(?:\.(?= ?\d))?" if written.endswith(".") else "")
    return r" ?[. ] ?".join(letters) if kind == "spaced" else re.escape(written)


def _after(kind: str, name: str) -> str:
    """Return the pattern of what has to follow."""
    if kind in {"title", "fixed-title"}:
        return name
    return {"label": "", "number": r"(?= ?\d)", "dial": _DIALLED, "turn": r"(?= ?:(?! ?\d))"}.get(kind, NOT_WORD)


@derived
def _first_names(lists: WordLists) -> dict[str, str]:
    return lists.mapping("first_names")


def speak_abbreviation(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say an abbreviation that begins at ``at``, with the و glued to it.

    >>> speak_text("قال د. محمد علي"), speak_text("قالت أ.د. سلمى"), speak_text("(ص.ب 12) إلخ")
    ('قال الدكتور محمد علي', 'قالت الأستاذة الدكتورة سلمى', '(صندوق بريد اثني عشر) إلى آخره')
    """
    table = _table(lists)
    found = table.pattern.match(text, at)
    if found is None:
        return None
    row = int(str(found.lastgroup)[1:])
    words = table.spoken[row]
    if row in table.inflected and _is_woman(_FIRST_NAME.match(text, found.end()), lists):
        words = " ".join(f"{word}ة" for word in words.split())
    return Verbalized(found.end(), found["particle"] + words)


def _is_woman(found: re.Match[str] | None, lists: WordLists) -> bool:
    """Return whether a first name is a woman's: the list says so, or it ends in ة and the list says nothing."""
    name = found[1] if found else ""
    return _first_names(lists).get(name, "woman" if name.endswith("ة") else "man") == "woman"
