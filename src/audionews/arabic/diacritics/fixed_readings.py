"""Words whose marks are fixed: frequent words of the news that can be read in one way only, and names without tanwin.

The words are in the lists ``fixed_readings``, ``diptotes`` and ``preposition_verbs``; here is how they are found with
what is joined to them. Names are in lists of their own (``names``). The last letter of a reading is left to the
sentence, unless it is an alif or has a vowel or sukun; a shadda on it stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from audionews.arabic.letters import KASRA, MARKS, SHADDA, SUKUN, clusters, strip_marks
from audionews.arabic.prefixes import Head, heads
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REACH = 8  # words of a clause that are looked at
NAME_LISTS = ("names_people", "names_places", "names_foreign", "names_groups", "names_times")
_ENDINGS = ("", "َة", "َات", "َتَيْنِ", "ُونَ", "ِينَ", "ًا")
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "نا", "كم")


@dataclass(frozen=True, slots=True)
class FixedMarks:
    """The marks of one letter as far as they are fixed.

    Attributes:
        marks: The marks that it has.
        closed: It has no others.
    """

    marks: frozenset[str]
    closed: bool


_OPEN = FixedMarks(frozenset(), closed=False)


@lru_cache(maxsize=8192)
def lookup(word: str, lists: WordLists | None = None) -> tuple[FixedMarks, ...]:
    """Return the fixed marks of each letter of a word, or () if the word is in no list.

    Args:
        word: Without marks; particles and the article may stand before it, or a pronoun after it.
        lists: Hold the readings; by default those that ship.

    >>> [bool(lookup(word)) for word in ("السعودية", "ولمنطقتنا", "بيت")]
    [True, True, False]
    """
    readings = _readings(lists)
    for head in heads(word):
        for pronoun in _PRONOUNS:
            reading = "" if pronoun and head.article else _reading(readings, head.word, pronoun)
            if reading:
                return marks_by_letter(joined_reading(head, reading)) + (_OPEN,) * len(pronoun)
    return ()


@lru_cache(maxsize=8192)
def is_diptote(word: str, lists: WordLists | None = None) -> bool:
    """Return whether a word without marks, whatever particles stand before it, is a name that never takes tanwin.

    >>> is_diptote("وبغزة"), is_diptote("مدينة")
    (True, False)
    """
    names = _diptotes(lists)
    return any(head.word in names and not head.article for head in heads(word))


def lookup_verb(words: Sequence[str], lists: WordLists | None = None) -> tuple[FixedMarks, ...]:
    """Return the fixed marks of the first word of a clause if it is a verb that is written like a preposition.

    Args:
        words: Those of the clause, without marks.
        lists: Hold the verbs; by default those that ship.

    >>> bool(lookup_verb(["وبين", "المصدر", "أن"])), bool(lookup_verb(["وبين", "لبنان", "وسوريا", "أن"]))
    (True, False)
    """
    verbs = _preposition_verbs(lists)
    for particle, marked in (("", ""), ("و", "وَ"), ("ف", "فَ")):
        verb, after = verbs.get(words[0].removeprefix(particle), ("", frozenset()))
        if verb and words[0].startswith(particle):
            found = next((word for word in words[1:REACH] if word in after or word.startswith("و")), "")
            return marks_by_letter(marked + verb) if found in after else ()
    return ()


def with_endings(relation: str) -> tuple[str, ...]:
    """Return an adjective in -iyy with its endings."""
    return tuple(relation + ending for ending in _ENDINGS)


def _reading(readings: Mapping[str, str], word: str, pronoun: str) -> str:
    """Return the reading of a word without the pronoun at its end, or ""."""
    stem = word.removesuffix(pronoun)
    if not pronoun:
        return readings.get(stem, "")
    if stem == word:
        return ""
    opened = stem.removesuffix("ت") + "ة" if stem.endswith("ت") else stem
    reading = readings.get(opened) or readings.get(stem, "")
    return "" if reading.endswith((*(MARKS - {SHADDA}), "ا")) else reading


def joined_reading(head: Head, reading: str) -> str:
    """Return the reading with its prefixes; before hamzat al-wasl the article's lam has kasra (al-i-ttifaq)."""
    joined = head.join(reading)
    return joined.replace("ل" + SUKUN, "ل" + KASRA, 1) if head.adds_article and reading.startswith("ا") else joined


def marks_by_letter(reading: str) -> tuple[FixedMarks, ...]:
    """Return the marks of each letter of a reading."""
    *inner, last = (frozenset(cluster[1:]) for cluster in clusters(reading))
    closed = bool(last - {SHADDA}) or reading.endswith("ا")
    return (*(FixedMarks(marks, closed=True) for marks in inner), FixedMarks(last, closed=closed))


@derived
def _readings(lists: WordLists) -> dict[str, str]:
    """Return the reading of each word of the list by its letters."""
    readings = (
        each
        for reading, kind in lists.rows("fixed_readings")
        for each in (with_endings(reading) if kind == "relation" else (reading,))
    )
    return {strip_marks(reading): reading for reading in readings}


@derived
def _diptotes(lists: WordLists) -> frozenset[str]:
    rows = (row for each in NAME_LISTS for row in lists.rows(each))
    named = (strip_marks(reading) for reading, kind, beside in rows if kind == "diptote" and not beside)
    return frozenset((*lists.of_kind("diptotes"), *named))


@derived
def _preposition_verbs(lists: WordLists) -> dict[str, tuple[str, frozenset[str]]]:
    """Return the reading of each verb, and the words that show that it is one."""
    rows = lists.rows("preposition_verbs")
    return {written: (reading, frozenset(followed.split())) for written, reading, followed in rows}
