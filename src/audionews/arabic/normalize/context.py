"""What a rule is given, the context of a number, and what it returns: the words for a stretch of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.numbers.gender import gender_of, is_counted
from audionews.arabic.word_lists import WordLists, shipped_lists

if TYPE_CHECKING:
    from audionews.arabic.numbers.cardinal import Gender

ARABIC = (
    "\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f"
    "\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf1\ufe70-\ufefc"
)
MARK = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
WORD = re.compile(f"[{ARABIC}{MARK}\u0640]+")
NOT_WORD = f"(?![{ARABIC}{MARK}\u0640])"
NUMBER = re.compile(
    r"(?:(?P<grouped>(?:(?!0[,. ])\d{1,3}(?:,\d{3}){1,6}|(?!0 )\d{1,3}(?: \d{3}){1,6}"
    r"|\d{1,3}(?:\.\d{3}){2,6})(?!\d|,\d)"
    r"|\d{1,3}(?:\.\d{3}){1,6}(?=,\d{1,2}(?![\d.,]\d|\d)))|(?P<plain>\d+))"
    r"(?:[.,](?P<decimals>\d{1,30})(?![.,]?\d))?"
)
_WIRE = re.compile(r"(?P<decimals>\d{1,2})ر(?P<whole>\d{1,6})(?!\d)")  # 5ر11: news agencies put the decimals first
_BEFORE = re.compile(rf"[{ARABIC}{MARK}]+|\d[\d.,/-]{{0,20}}|،")
_REACH = 150
_SENTENCE_END = re.compile(r"[.!?؟؛:\n\[({](?=[^\d])")
_NEXT = re.compile(f'[)»"”\\]]?[ \u00a0]?([{ARABIC}][{ARABIC}{MARK}\u0640]*)')
_FULL_STOP = re.compile(r"[.!?؟](?=\s)|\n")
_CLOSED_BY = {"(": ")", "[": "]"}


class Verbalized(NamedTuple):
    """The words for a stretch of the text.

    Attributes:
        end: Offset after the last character that was read.
        words: In Arabic letters; "" if nothing is said.
        rule: The family and name of the rule, as in "money.speak_amount"; rules leave it to their caller.
    """

    end: int
    words: str
    rule: str = ""


class Number(NamedTuple):
    """A written number: where it ends, its whole part and its decimals (ASCII digits, or "")."""

    end: int
    whole: int
    decimals: str

    @property
    def part(self) -> str:
        """The decimals without zeros at the end."""
        return self.decimals.rstrip("0")


@dataclass(frozen=True)
class NumberContext:
    """A number, a sign or a Latin word in its text.

    Attributes:
        text: The whole text, digits folded.
        start: Where the written token begins, with the particles glued to it.
        at: Where the number itself begins.
        prefix: The particles between them: و, ب, ل, ك, ف, ال.
        lists: The words that the rules know.
    """

    text: str
    start: int
    at: int
    prefix: str = ""
    lists: WordLists = field(default_factory=shipped_lists)

    @cached_property
    def number(self) -> Number | None:
        """The number that begins here; None if none does, or if it is too long to be said as a number."""
        return read_number(self.text, self.at)

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The words before the number in its sentence, nearest last; only the last 150 characters are looked at."""
        stretch = self.text[max(0, self.start - _REACH) : self.start]
        opening = stretch.rstrip()[-1:]
        if opening in _CLOSED_BY and self._closes(_CLOSED_BY[opening]):
            stretch = stretch.rstrip()[:-1]
        *_, last = _SENTENCE_END.split(stretch + " ")
        return tuple(_BEFORE.findall(last.replace("\u0640", "")))

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The words of the last 150 characters of its sentence, folded; brackets and colons do not end them."""
        *_, last = _FULL_STOP.split(self.text[max(0, self.start - _REACH) : self.start])
        return tuple(fold(word) for word in _BEFORE.findall(last.replace("\u0640", "")))

    def _closes(self, bracket: str) -> bool:
        """Return whether the number alone fills its brackets: (24)."""
        return self.number is not None and self.text[self.number.end : self.number.end + 2].lstrip()[:1] == bracket

    @cached_property
    def previous(self) -> str:
        """The word before the number without marks, or ""."""
        return strip_marks(self.before[-1]) if self.before else ""

    @cached_property
    def previous_folded(self) -> str:
        """The same word, folded (``letters.fold``)."""
        return fold(self.previous)

    @property
    def counts_centuries(self) -> bool:
        """Whether a century is named right before: القرن 7 م, القرنين 3 و4 هـ."""
        return any("قرن" in word for word in self.before[-3:])

    @property
    def has_article(self) -> bool:
        """Whether an article is glued to the number: الـ21."""
        return self.prefix.endswith("ال")

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the match of a pattern that starts at the number."""
        return pattern.match(self.text, self.at)

    def next_word(self, end: int) -> str:
        """Return the Arabic word after ``end``, behind a closing bracket or quote if there is one, or ""."""
        found = _NEXT.match(self.text, end)
        return found[1] if found else ""

    def counts_noun(self, end: int) -> bool:
        """Return whether the word after ``end`` looks like the noun that the number counts."""
        return is_counted(self.next_word(end), self.lists)

    def gender_of(self, word: str) -> Gender:
        """Return the gender that a number before the word agrees with."""
        return gender_of(word, self.lists)


Rule = Callable[[NumberContext], Verbalized | None]
WordRule = Callable[[str, int, WordLists], Verbalized | None]


def read_number(text: str, at: int) -> Number | None:
    """Return the number written at ``at`` with ASCII digits: 37,396, 1 200 000, 1.200.000, 1.234,56, 3.5 or 3,5.

    >>> read_number("37,396", 0), read_number("3,5", 0), read_number("x", 0)
    (Number(end=6, whole=37396, decimals=''), Number(end=3, whole=3, decimals='5'), None)
    """
    wire = _WIRE.match(text, at)
    if wire:
        return Number(wire.end(), int(wire["whole"]), wire["decimals"])
    found = NUMBER.match(text, at)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found["grouped"] or found["plain"])
    if len(digits) > 15:
        return None
    if found["decimals"] == "000" and len(digits) <= 3:  # 750.000: a point between thousands
        return Number(found.end(), int(digits) * 1000, "")
    return Number(found.end(), int(digits), found["decimals"] or "")


def attach(prefix: str, words: str) -> str:
    """Return the words with particles in front: there is one article, and ل contracts with it.

    >>> attach("و", "ألفين"), attach("ل", "السابع"), attach("بال", "السابع"), attach("لل", "السابع")
    ('وألفين', 'للسابع', 'بالسابع', 'للسابع')
    """
    if not words.startswith("ال"):
        return prefix + words
    if prefix.endswith(("ال", "لل")):
        return prefix + words.removeprefix("ال")
    return prefix + (words.removeprefix("ا") if prefix.endswith("ل") else words)


def bare(word: str) -> str:
    """Return a word without marks and without a leading و or ف that leaves three letters or more.

    >>> bare("وقُتل")
    'قتل'
    """
    plain = strip_marks(word)
    return plain[1:] if plain[:1] in {"و", "ف"} and len(plain) > 3 else plain
