"""Names of people, places and groups: how they are read, and where a form that may be another word is a name.

The readings are in the lists ``names_people``, ``names_places``, ``names_foreign``, ``names_groups`` and
``names_times``. A row of several words holds where they follow each other. A row that names what it must stand beside
(a person, a place, a group) holds only there: behind a title (the minister Hasan), behind or before another name (Umar
bn al-Khattab), behind the word for what it is (the city of Sur), or in a row of places (Sayda and Sur).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.diacritics.fixed_readings import (
    NAME_LISTS,
    FixedMarks,
    joined_reading,
    marks_by_letter,
    with_endings,
)
from audionews.arabic.letters import SUKUN, strip_marks
from audionews.arabic.prefixes import Head, heads
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Marks = tuple[FixedMarks, ...]

_OF_PERSONS = frozenset({"names_people", "names_foreign"})
_SON = frozenset("بن ابن بنت آل".split())
_SHORTEST = 2  # letters of the first of several words behind a prefix
_LONG = frozenset("اىوي")


class _Name(NamedTuple):
    """A row of a list.

    Attributes:
        reading: Of its first word, with its marks.
        rest: The other words, without marks, and
        marks: theirs.
        beside: What it must stand beside, or "".
        kind: How it ends.
        of: The list.
    """

    reading: str
    rest: tuple[str, ...]
    marks: tuple[Marks, ...]
    beside: str
    kind: str
    of: str


class Found(NamedTuple):
    """A name that a word may be.

    Attributes:
        marks: Of the word with its prefixes.
        rest: The words that must follow it, and
        rest_marks: theirs.
        beside: What it must stand beside, or "".
        of: The list it is in.
        kind: How it ends.
        follows: It is joined to the word before by "and".
    """

    marks: Marks
    rest: tuple[str, ...]
    rest_marks: tuple[Marks, ...]
    beside: str
    of: str
    kind: str
    follows: bool


def name_marks(words: Sequence[str], touches: Sequence[bool], lists: WordLists | None = None) -> dict[int, Marks]:
    """Return the fixed marks of the names among the words of a line, by the place of the word.

    Args:
        words: Without marks.
        touches: For each word, whether nothing but white space parts it from the next.
        lists: Hold the names; by default those that ship.

    >>> sorted(name_marks("زار الوزير علي مدينة صور في صور".split(), [True] * 7))
    [2, 4]
    """
    marks: dict[int, Marks] = {}
    for at, word in enumerate(words):
        if at in marks:
            continue
        for found in names_of(word, lists):
            if not _goes_on(found.rest, words, touches, at):
                continue
            if found.beside and not _stands_beside(found, words, touches, at, lists):
                continue
            marks[at] = found.marks
            marks |= {at + 1 + after: each for after, each in enumerate(found.rest_marks)}
            break
    return marks


@lru_cache(maxsize=8192)
def names_of(word: str, lists: WordLists | None = None) -> tuple[Found, ...]:
    """Return the names that a word may be: those of several words first, then those that need a neighbour.

    Args:
        word: Without marks; particles and the article may stand before it.
        lists: Hold the names; by default those that ship.

    >>> [found.beside for found in names_of("وصور")], names_of("كتاب")
    (['place'], ())
    """
    table = _table(lists)
    found = [
        Found(
            _marks(joined_reading(head, name.reading), adds_article=head.adds_article),
            name.rest,
            name.marks,
            name.beside,
            name.of,
            name.kind,
            head.particle.startswith("و"),
        )
        for head in heads(word, _SHORTEST)
        for name in table.get(head.word, ())
        if _may_stand(head, name)
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.rest), not each.beside, each.kind == "relation")))


def is_person(word: str, lists: WordLists | None = None) -> bool:
    """Return whether a word is always the name of a person.

    >>> is_person("وزيلينسكي"), is_person("حسن")
    (True, False)
    """
    return any(each.of in _OF_PERSONS and not each.beside and not each.rest for each in names_of(word, lists))


def _may_stand(head: Head, name: _Name) -> bool:
    """Return whether a name may stand behind these prefixes; short ones would be found in too many words."""
    if head.adds_article and (name.reading[1:2] == SUKUN or (head.word.startswith("ل") and name.kind != "relation")):
        return False
    shortest = _SHORTEST + (0 if name.rest else 1 if name.of == "names_places" or name.beside else 2)
    return not (head.particle or head.article) or len(head.word) >= shortest


def _goes_on(rest: tuple[str, ...], words: Sequence[str], touches: Sequence[bool], at: int) -> bool:
    """Return whether the other words of a name follow the word at a place."""
    end = at + len(rest)
    return tuple(words[at + 1 : end + 1]) == rest and all(touches[at:end])


def _stands_beside(
    found: Found, words: Sequence[str], touches: Sequence[bool], at: int, lists: WordLists | None
) -> bool:
    """Return whether the words around show that a form is the name."""
    before = words[at - 1] if at and touches[at - 1] else ""
    after = words[at + 1] if at + 1 < len(words) and touches[at] else ""
    if before and _introduces(before, found.beside, lists):
        return True
    if found.beside == "person":
        title = words[at - 2] if at > 1 and touches[at - 2] and before.startswith("ال") else ""
        return bool(
            (title and before.endswith(("ي", "ية")) and _introduces(title, "person", lists))
            or (before and not found.follows and is_person(before, lists))
            or after in _SON
            or (after and is_person(after, lists))
        )
    return found.follows and any(
        each.of == "names_places" and not each.beside and not each.rest for each in names_of(before, lists)
    )


def _introduces(word: str, kind: str, lists: WordLists | None) -> bool:
    """Return whether a name of this kind stands behind the word."""
    words = _introducing(lists)[kind]
    return any(head.word in words and not head.adds_article for head in heads(word))


def _marks(reading: str, *, adds_article: bool = False) -> Marks:
    """Return the marks of a name; its final long vowel stays as it is, unless it may be declined behind an article.

    Family names like "maliki" are adjectives by origin: al-Malikiyyu, but Sulaymani.
    """
    marks = marks_by_letter(reading)
    is_declined = reading[-1] == "ي" and (adds_article or reading.startswith("ال"))
    if reading[-1] not in _LONG or is_declined:
        return marks
    return (*marks[:-1], FixedMarks(marks[-1].marks, closed=True))


@derived
def _table(lists: WordLists) -> Mapping[str, tuple[_Name, ...]]:
    """Return the names by their first word without marks."""
    table: dict[str, list[_Name]] = {}
    for of in NAME_LISTS:
        for reading, kind, beside in lists.rows(of):
            for name in _names(reading, kind, beside, of):
                table.setdefault(strip_marks(name.reading), []).append(name)
    return {word: tuple(names) for word, names in table.items()}


def _names(reading: str, kind: str, beside: str, of: str) -> Iterable[_Name]:
    first, *rest = reading.split()
    marks = tuple(_marks(word) for word in rest)
    readings = with_endings(first) if kind == "relation" else (first,)
    return (_Name(each, tuple(map(strip_marks, rest)), marks, beside, kind, of) for each in readings)


@derived
def _introducing(lists: WordLists) -> Mapping[str, frozenset[str]]:
    return {kind: frozenset(lists.of_kind("name_words", kind)) for kind in ("person", "place", "group")}
