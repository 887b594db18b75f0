"""The items of a track, lines and stings: each has an address, and frames of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence  # noqa: TC003 - msgspec reads the annotations at run time
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.audio import edit, mastering
from audionews.model import Clip, Line, WordTime  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.build.cache import Cache
from audionews.model.events import LineEncoded
from audionews.build.synthesizer import ClipFacts  # noqa: TC001 - msgspec reads the annotations at run time

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from audionews.model.events import Listener


AHEAD = 64  # items that wait for a worker at once: a long programme has ten thousand


class FramesFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of encoded frames: bytes, length and bounds of the speech in samples at the rate of the track."""

    size: int
    samples: int
    start: int
    end: int


Frames: TypeAlias = Cache[FramesFacts]


class TrackItem(msgspec.Struct, frozen=True, kw_only=True):
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


class EncodedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item and its frames."""

    item: TrackItem
    frames: FramesFacts


def encode_items(
    items: Sequence[TrackItem], sound: mastering.Sound, cache: Frames, executor: Executor, source: str, tell: Listener
) -> list[EncodedItem]:
    """Return the items with their frames in the cache: only what is not there, or damaged, is encoded.

    Raises:
        CacheChanged: A clip was damaged or replaced.
        SettingsError: A jingle is no sound.
    """
    done: list[EncodedItem] = []
    waiting: deque[tuple[TrackItem, FramesFacts | Future[FramesFacts]]] = deque()

    def finish() -> None:
        item, found = waiting.popleft()
        facts = found.result() if isinstance(found, Future) else found
        done.append(EncodedItem(item=item, frames=facts))
        tell(LineEncoded(source=source, number=len(done), lines=len(items), cached=facts is found))

    try:
        for item in items:
            waiting.append((item, _cached(cache, item.key) or executor.submit(_encode, item, sound, cache)))
            if len(waiting) > AHEAD:
                finish()
        while waiting:
            finish()
    finally:
        for _, left in waiting:
            if isinstance(left, Future):
                left.cancel()
    return done


def _cached(cache: Frames, key: str) -> FramesFacts | None:
    """Return the facts of frames that are there and whole."""
    entry = cache.entry(key)
    return entry[0].facts if entry else None


def _encode(item: TrackItem, sound: mastering.Sound, cache: Frames) -> FramesFacts:
    clip, known = item.fetch()
    bed = item.bed() if item.bed else None
    encoded = mastering.encode(clip, known.measures, gain=item.gain, pause=item.pause, sound=sound, bed=bed)
    facts = FramesFacts(size=len(encoded.frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
    cache.put(item.key, facts, encoded.frames)
    return facts
