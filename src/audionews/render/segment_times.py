"""When each segment of an article is read, and when each of its words: what pages and players light."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from audionews.model.times import seconds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audionews.model import Cue, Episode


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a segment is read, in seconds, and when each of its words: "OFFSET:SECONDS OFFSET:SECONDS ...", or ""."""

    start: float
    end: float
    words: str


def segment_times(episode: Episode) -> Mapping[int, Times]:
    """Return the times of each segment that is spoken, by its index."""
    found = {}
    for segment, group in groupby(episode.cues, key=lambda cue: cue.segment):
        cues = list(group)
        start, end = seconds(cues[0].start, episode.rate), seconds(cues[-1].end, episode.rate)
        found[segment] = Times(start=start, end=end, words=_word_times(episode, segment, cues))
    return found


def _word_times(episode: Episode, segment: int, cues: Sequence[Cue]) -> str:
    """Return when each word of a segment sounds; "" if the engine did not tell.

    Offsets count UTF-16 units, as scripts do.
    """
    written, at, times = episode.segments[segment].text, 0, []
    for cue in cues:
        at = max(at, written.find(cue.text, at))
        for word in cue.words:
            offset = len(written[: at + word.first].encode("utf-16-le")) // 2
            times.append(f"{offset}:{seconds(word.start, episode.rate)}")
    return " ".join(times)
