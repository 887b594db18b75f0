"""The lexicon: readings of names and other words that their spelling does not show.

It comes before the diacritizer, which keeps the marks that it finds and fills in the rest: an entry whose last letter
has no mark leaves the case ending open ("هَنِيَّة"); one whose last letter has sukun is never declined ("بَايْدِنْ").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from audionews.arabic.letters import MARK_CHARS, SHADDA, clusters, strip_marks
from audionews.arabic.prefixes import Head, heads
from audionews.arabic.word_lists import WordLists, shipped_lists
from audionews.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BEFORE = re.compile(r"^[\W_]+")
_AFTER = re.compile(rf"[^\w{MARK_CHARS}]")
_LONG = ("ا", "و", "ي", "ى")  # at the end of a reading they are long vowels

COMMON = "words"  # the table of words that may take the article; names have one of their own or none

_Part = tuple[str, str, str]  # punctuation before the word, the word, punctuation after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a word or a phrase is read.

    Attributes:
        written: One or more words as they are written, without marks.
        reading: The same words with marks, or how they are spelled out for speech.
        kind: The table it stands in: people, places ...
        engine: The only engine that it is for, or "".
        voice: The only voice that it is for, or "".
    """

    written: str
    reading: str
    kind: str = ""
    engine: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The words from ``start`` to ``end`` (not included) are read as ``words``, which keep the punctuation around."""

    start: int
    end: int
    words: tuple[str, ...]


def read_entries(tables: Mapping[str, object], source: str) -> tuple[Entry, ...]:
    """Return the entries of a lexicon.

    Args:
        tables: The parsed file: for each kind a table of written forms and readings. A reading is a text, or a table
            of ``reading`` and the one ``engine`` or ``voice`` that it is for.
        source: Name of the file, for messages.

    Raises:
        SettingsError: A table or an entry has the wrong shape; the message names it.
    """
    found = []
    for kind, table in tables.items():
        if not isinstance(table, dict):
            raise _wrong(source, kind, "is no table of written forms and readings")
        found += [_entry(source, kind, str(written), value) for written, value in table.items()]
    return tuple(found)


def written_form(text: str) -> str:
    """Return words as the lexicon looks them up: without marks, with one space between two of them.

    >>> written_form("مولَّد  كهربائي")
    'مولد كهربائي'
    """
    return strip_marks(" ".join(unicodedata.normalize("NFC", text).split()))


def _entry(source: str, kind: str, written: str, value: object) -> Entry:
    place = f"{kind}.{written}"
    facts = value if isinstance(value, dict) else {"reading": value}
    unknown = sorted(set(facts) - {"reading", "engine", "voice"})
    if unknown:
        raise _wrong(source, place, f"has the unknown key {unknown[0]}")
    texts = {
        key: " ".join(unicodedata.normalize("NFC", text).split())
        for key, text in facts.items()
        if isinstance(text, str)
    }
    if len(texts) < len(facts) or not texts.get("reading"):
        raise _wrong(source, place, "needs a text as its reading, and holds nothing but texts")
    key = written_form(written)
    if not key or any(not _split(word)[1] for word in key.split()):
        raise _wrong(source, place, "needs a letter in every word of its written form")
    return Entry(written=key, kind=kind, **texts)


def _wrong(source: str, place: str, what: str) -> SettingsError:
    remedy = 'write it as "written" = "reading", or "written" = { reading = "...", engine = "..." }'
    return SettingsError(f"{source}: the entry {place} {what}", remedy)


class Lexicon:
    """The entries that hold for one voice, ready to be looked up, and the word lists that go with them.

    Attributes:
        lists: The words that the rules of the show know.

    >>> Lexicon([Entry(written="هنية", reading="هَنِيَّة")]).find(["قال", "لهنية،"])
    [Match(start=1, end=2, words=('لِهَنِيَّة،',))]
    """

    def __init__(self, entries: Iterable[Entry] = (), lists: WordLists | None = None) -> None:
        """Index the entries; of two with the same written form the later one holds."""
        self.lists = lists or shipped_lists()
        self._entries = {tuple(entry.written.split()): entry for entry in entries}
        self._longest: dict[str, int] = {}
        for words in self._entries:
            self._longest[words[0]] = max(len(words), self._longest.get(words[0], 0))

    @property
    def written(self) -> frozenset[str]:
        """The words of the written forms."""
        return frozenset(word for words in self._entries for word in words)

    @classmethod
    def select(
        cls,
        entries: Iterable[Entry],
        *,
        engine: str,
        voice: str,
        last: Iterable[Entry] = (),
        lists: WordLists | None = None,
    ) -> Self:
        """Return the lexicon of a voice: its own entries hold before those of its engine, those before the rest.

        Args:
            entries: Of the program and of a show.
            engine: The name of the voice's engine.
            voice: The name of the voice.
            last: Entries that have the last word over all others: those of one article.
            lists: Word lists; by default those that ship.
        """
        own, others = (
            [entry for entry in group if entry.engine in {"", engine} and entry.voice in {"", voice}]
            for group in (last, entries)
        )
        return cls([*sorted(others, key=lambda entry: (bool(entry.voice), bool(entry.engine))), *own], lists)

    def find(self, words: Sequence[str]) -> list[Match]:
        """Return the readings of the words, longest phrase first, in order and without overlap.

        Args:
            words: As written or spoken, with their punctuation; marks may be written on them. A word whose marks say
                otherwise than the entry is left as its author wrote it.
        """
        parts = [_split(word) for word in words]
        matches = []
        at = 0
        while at < len(parts):
            match = self._match(parts, at)
            if match:
                matches.append(match)
            at = match.end if match else at + 1
        return matches

    def _match(self, parts: Sequence[_Part], at: int) -> Match | None:
        for head in heads(strip_marks(parts[at][1])):
            longest = self._longest.get(head.word, 0)
            for size in range(_reach(parts, at, longest) if longest else 0, 0, -1):
                written = [core for _, core, _ in parts[at : at + size]]
                entry = self._entries.get((head.word, *map(strip_marks, written[1:])))
                spoken = _read(written, head, entry) if entry else None
                if spoken:
                    spoken[0] = parts[at][0] + spoken[0]
                    spoken[-1] += parts[at + size - 1][2]
                    return Match(start=at, end=at + size, words=tuple(spoken))
        return None


def close_reading(reading: str, marked: str) -> str:
    """Return a reading with its case ending and nothing else from the diacritizer.

    Args:
        reading: One word of a ``Match``. One without any marks is open altogether.
        marked: The same word as the diacritizer marked it.

    >>> close_reading("كَنِي", "كَنِّيُّ"), close_reading("هَنِيَّة", "هَنِيَّةُ")
    ('كَنِي', 'هَنِيَّةُ')
    """
    own, filled = clusters(reading), clusters(marked)
    if reading == strip_marks(reading) or len(own) != len(filled):
        return marked
    ending_is_open = own[-1] not in _LONG and set(own[-1][1:]) <= {SHADDA}
    return "".join(own[:-1]) + (filled[-1] if ending_is_open else own[-1])


def _split(word: str) -> _Part:
    head = _BEFORE.sub("", word)
    end = len(head)
    while end and _AFTER.match(head, end - 1):
        end -= 1
    core = head[:end]
    return word[: len(word) - len(head)], core, head[len(core) :]


def _reach(parts: Sequence[_Part], at: int, longest: int) -> int:
    """Return how many words from here on, at most ``longest``, may be a phrase: no punctuation parts them."""
    end = at + 1
    while end < min(at + longest, len(parts)) and not parts[end - 1][2] and not parts[end][0]:
        end += 1
    return end - at


def _read(written: Sequence[str], head: Head, entry: Entry) -> list[str] | None:
    """Return how the written words are read as the entry, or None if they are not."""
    if head.adds_article and entry.kind != COMMON:
        return None
    first, *rest = entry.reading.split()
    joined = head.join(first)
    if first == strip_marks(first):  # a reading without marks is left to the diacritizer altogether
        joined = strip_marks(joined)
    return _merge(written, [joined, *rest])


def _merge(written: Sequence[str], reading: Sequence[str]) -> list[str] | None:
    """Return the reading, with the author's marks where it leaves a letter open; None if the two disagree."""
    if strip_marks(" ".join(written)) != strip_marks(" ".join(reading)):
        return list(reading)  # spelled out anew: there is nothing to compare
    merged = []
    for own, read in zip(written, reading, strict=True):
        pairs = list(zip(clusters(own), clusters(read), strict=True))
        ending_is_open = pairs[-1][1] not in _LONG
        if any(not set(mine[1:]) <= set(mark[1:]) for mine, mark in pairs[: -1 if ending_is_open else None]):
            return None
        merged.append("".join(mark for _, mark in pairs[:-1]) + _ending(*pairs[-1]))
    return merged


def _ending(own: str, read: str) -> str:
    return read if set(own[1:]) <= set(read[1:]) else own
