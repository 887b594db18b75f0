"""Parts of a track: a line, a sting, or the story of a finished episode, each with an address and frames of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence  # noqa: TC003 - msgspec reads the annotations at run time
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.audio import edit, master
from audionews.model import Clip, Line, WordTime  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.pipeline.cache import Cache
from audionews.pipeline.events import LineEncoded
from audionews.pipeline.speak import ClipFacts  # noqa: TC001 - msgspec reads the annotations at run time

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from audionews.pipeline.events import Listener


AHEAD = 64  # parts that wait for a worker at once: a long programme has ten thousand


class FramesFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of encoded frames: bytes, length and bounds of the speech in samples at the rate of the track."""

    size: int
    samples: int
    start: int
    end: int


Frames: TypeAlias = Cache[FramesFacts]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What is mastered by itself.

    Attributes:
        key: Address of its frames.
        fetch: Gives its clip.
        gain: Decibels.
        pause: Silence after it in milliseconds.
        line: What is spoken, or None for music.
        bed: Gives the music under it, or None.
        trimmed: Seconds of the clip before its speech.
        words: Word times in the clip.
    """

    key: str
    fetch: Callable[[], tuple[Clip, ClipFacts]]
    gain: float
    pause: int
    line: Line | None = None
    bed: Callable[[], edit.Bed] | None = None
    trimmed: float = 0.0
    words: tuple[WordTime, ...] = ()


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """An encoded part on its way into the track."""

    part: Part
    frames: FramesFacts


def encode_parts(
    parts: Sequence[Part], sound: master.Sound, cache: Frames, executor: Executor, source: str, tell: Listener
) -> list[Piece]:
    """Return the parts with their frames in the cache: only what is not there, or damaged, is encoded.

    Raises:
        CacheChanged: A clip was damaged or replaced.
        SettingsError: A jingle is no sound.
    """
    pieces: list[Piece] = []
    waiting: deque[tuple[Part, FramesFacts | Future[FramesFacts]]] = deque()

    def take() -> None:
        part, found = waiting.popleft()
        facts = found.result() if isinstance(found, Future) else found
        pieces.append(Piece(part=part, frames=facts))
        tell(LineEncoded(source=source, number=len(pieces), lines=len(parts), cached=facts is found))

    try:
        for part in parts:
            waiting.append((part, _cached(cache, part.key) or executor.submit(_encode, part, sound, cache)))
            if len(waiting) > AHEAD:
                take()
        while waiting:
            take()
    finally:
        for _, left in waiting:
            if isinstance(left, Future):
                left.cancel()
    return pieces


def _cached(cache: Frames, key: str) -> FramesFacts | None:
    """Return the facts of frames that are there and whole."""
    entry = cache.entry(key)
    return entry[0].facts if entry else None


def _encode(part: Part, sound: master.Sound, cache: Frames) -> FramesFacts:
    clip, known = part.fetch()
    bed = part.bed() if part.bed else None
    encoded = master.encode(clip, known.measures, gain=part.gain, pause=part.pause, sound=sound, bed=bed)
    facts = FramesFacts(size=len(encoded.frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
    cache.put(part.key, facts, encoded.frames)
    return facts
