"""Chapters of an episode: the headline, the summary, parts of the body, and the notice about the voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.model import Chapter, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import Cue, Segment

_TITLES = {Role.HEADLINE: "العنوان", Role.SUMMARY: "الملخّص", Role.NOTICE: "عن الصوت"}
_SHORTEST = 30  # seconds of a body chapter before another paragraph may begin the next
_MOST = 200  # chapters of the body: a table of contents in ID3 has 255 entries at most
_WORDS = 6  # words of a paragraph in the title of its chapter


def divide(segments: Sequence[Segment], cues: Sequence[Cue], rate: int, samples: int) -> tuple[Chapter, ...]:
    """Return the chapters in time order: the first starts at 0, each ends where the next starts.

    Args:
        segments: The segments of the script.
        cues: Its lines with their times.
        rate: Samples a second.
        samples: Length of the track.
    """
    shortest = max(_SHORTEST * rate, -(-samples // _MOST))
    starts: list[tuple[int, str]] = []
    previous: Cue | None = None
    for cue in cues:
        if previous is None or _opens(previous, cue, starts[-1][0] + shortest):
            starts.append((cue.start if starts else 0, _title(segments[cue.segment])))
        previous = cue
    ends = [*(start for start, _ in starts[1:]), samples]
    return tuple(Chapter(title=title, start=start, end=end) for (start, title), end in zip(starts, ends, strict=True))


def _opens(previous: Cue, cue: Cue, full: int) -> bool:
    """Return whether the line begins a chapter; ``full`` is the sample from which the current one is long enough."""
    if cue.role is not previous.role:
        return True
    return cue.role is Role.BODY and cue.segment != previous.segment and cue.start >= full


def _title(segment: Segment) -> str:
    words = segment.text.split()
    return _TITLES.get(segment.role) or " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
