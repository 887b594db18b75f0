"""The rules that hold for the timed lines of every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from audionews.lint.rules import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOLERANCE = 1.0  # seconds past the end: a feed has whole seconds
_TOUCHING = 0.0015  # seconds: two times that were rounded to milliseconds
_SHARE = 0.5  # of the episode that a transcript covers at least


class TimedLine(NamedTuple):
    """A line of a transcript: from when to when it is spoken, in seconds, its text, and its place in the file."""

    start: float
    end: float
    text: str
    place: str


class Transcript(NamedTuple):
    """A transcript that was read.

    Attributes:
        faults: What is wrong with its form.
        lines: Its timed lines.
        text: Its words, for a format without times.
    """

    faults: list[Fault]
    lines: list[TimedLine]
    text: str = ""

    @property
    def words(self) -> str:
        """All of its text."""
        return self.text or " ".join(line.text for line in self.lines)


def line_faults(lines: Sequence[TimedLine], length: float | None) -> Iterator[Fault]:
    """Yield what is wrong with the times of lines.

    Args:
        lines: The lines, in the order of the file.
        length: Duration of the episode in seconds, if it is known.
    """
    before: TimedLine | None = None
    for line in lines:
        if line.end <= line.start:
            yield Fault("cue-times", f"it ends at {line.end:.3f} s, and starts at {line.start:.3f} s", line.place)
        if before and line.start < before.start - _TOUCHING:
            yield Fault("cue-order", f"it starts at {line.start:.3f} s, before the line before it", line.place)
        elif before and line.start < before.end - _TOUCHING:
            yield Fault(
                "cue-overlap", f"it starts at {line.start:.3f} s, while the line before it is shown", line.place
            )
        if length is not None and line.end > length + _TOLERANCE:
            yield Fault("cue-past-end", f"it ends at {line.end:.3f} s, past the end at {length:.1f} s", line.place)
        if not line.text.strip():
            yield Fault("cue-empty", "it has no text", line.place)
        before = line
    if lines and length and max(line.end for line in lines) < length * _SHARE:
        last = max(line.end for line in lines)
        yield Fault("transcript-short", f"it ends at {last:.1f} s, the episode at {length:.1f} s")
