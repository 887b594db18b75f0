"""The lines of a script as an editor sees them: what is written, cut into its words, beside what is spoken for each."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.normalize.rules import UNREAD, normalize
from audionews.building.kept_script import bare
from audionews.errors import UsageError
from audionews.model import Role  # noqa: TC001 - shown to those who read the annotations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.model import LikelyReading, Line, Script, Word

DOUBTFUL, LIKELY = 0.7, 0.9  # a word below the first is in doubt, one below the second is worth a look
_LONGEST_PHRASE = 6  # words
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWord:
    """A written word, or what is read together, and how it is spoken.

    Attributes:
        before: What stands in front of it and is not spoken, such as white space and quotes.
        written: As it is written.
        spoken: What is spoken for it.
        place: The numbers of its segment and of the word in it, both from 1: "3.5".
        confidence: The probability that it is spoken correctly.
        readings: The likeliest ways to speak it, likeliest first.
        rule: The rule that read it, if it is no ordinary word, or "".
        start: Offset of ``spoken`` in what is spoken of its line.
    """

    before: str
    written: str
    spoken: str
    place: str
    confidence: float = 1.0
    readings: tuple[LikelyReading, ...] = ()
    rule: str = ""
    start: int = 0

    @property
    def doubt(self) -> str:
        """How much of a look it is worth: "much", "some" or ""."""
        if not self.readings or self.confidence >= LIKELY:
            return ""
        return "much" if self.confidence < DOUBTFUL else "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """A line of a script.

    Attributes:
        number: Its number, from 1.
        role: The role of its segment.
        words: Its words.
        after: What is written behind the last one.
        spoken: All that is spoken.
        unread: The signs that no rule knows.
        pause: The pause after it, in milliseconds.
    """

    number: int
    role: Role
    words: tuple[ShownWord, ...]
    after: str
    spoken: str
    unread: tuple[str, ...]
    pause: int


def shown_lines(script: Script, lists: WordLists | None = None) -> tuple[ShownLine, ...]:
    """Return the lines of a script, word by word."""
    starts = [[found.start() for found in _WORD.finditer(segment.text)] for segment in script.segments]
    return tuple(_line(number, line, starts[line.segment], lists) for number, line in enumerate(script.lines, 1))


def find_word(lines: Sequence[ShownLine], place: str) -> ShownWord:
    """Return the word at a place.

    Raises:
        UsageError: There is none.
    """
    for line in lines:
        for word in line.words:
            if word.place == place:
                return word
    raise UsageError(f"there is no word {place[:20]}", "choose one in the script")


def phrases(script: Script, place: str) -> tuple[str, ...]:
    """Return the word at a place as it is written, then with the word behind it, and so on, to the end of its line."""
    segment, word = place_of(place)
    words = script.segments[segment - 1].text.split() if 0 < segment <= len(script.segments) else []
    found = [bare(each) for each in words[word - 1 : word - 1 + _LONGEST_PHRASE]]
    return tuple(" ".join(found[: size + 1]) for size in range(len(found)))


def place_of(place: str) -> tuple[int, int]:
    """Return the numbers of a segment and of a word in it.

    Raises:
        UsageError: It is no place of a word.
    """
    segment, _, word = place.partition(".")
    if not (segment.isdecimal() and word.isdecimal() and len(place) < 20 and int(word)):  # noqa: PLR2004 - digits
        raise UsageError(f"{place[:20]!r} is no place of a word", "write one like 3.5")
    return int(segment), int(word)


def _line(number: int, line: Line, starts: Sequence[int], lists: WordLists | None) -> ShownLine:
    pieces = normalize(line.written, lists)
    words, end = [], 0
    rules = {piece.start: piece.rule for piece in pieces if piece.rule}
    for start, stop, spoken in _groups(line):
        rule = next((rules[at] for at in range(start, stop) if at in rules), "")
        count = bisect_right(starts, line.offset + start)
        words.append(
            ShownWord(
                before=line.written[end:start],
                written=line.written[start:stop],
                spoken=line.spoken[spoken[0].start : spoken[-1].end],
                place=f"{line.segment + 1}.{count}",
                confidence=min(word.confidence for word in spoken),
                readings=spoken[0].readings if len(spoken) == 1 else (),
                rule=rule,
                start=spoken[0].start,
            )
        )
        end = stop
    return ShownLine(
        number=number,
        role=line.role,
        words=tuple(words),
        after=line.written[end:],
        spoken=line.spoken,
        unread=tuple(line.written[piece.start : piece.end] for piece in pieces if piece.rule == UNREAD),
        pause=line.pause,
    )


def _groups(line: Line) -> Iterator[tuple[int, int, list[Word]]]:
    """Yield the bounds of each written stretch and the words that are spoken for it; no two of them overlap."""
    group: list[Word] = []
    start = stop = 0
    for word in line.words:
        if group and word.written_start < stop:
            group.append(word)
            stop = max(stop, word.written_end)
            continue
        if group:
            yield start, stop, group
        group, start, stop = [word], max(word.written_start, stop), word.written_end
    if group:
        yield start, max(start, stop), group
