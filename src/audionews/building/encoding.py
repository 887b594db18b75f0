"""Encoding: from the clips of a track to MP3 frames in the cache. Lines and music are both items with an address."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence  # noqa: TC003 - msgspec reads the annotations at run time
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.audio import edit, mastering
from audionews.building.cache import Cache
from audionews.building.synthesis import ClipAddress, Clips, read_clip
from audionews.model import Line, WordTime  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.model.events import LineEncoded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from audionews.model.events import Listener


AHEAD = 64  # items that are submitted ahead: a long programme has ten thousand


class FramesFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Facts of encoded frames: bytes; length and bounds of the speech in samples at the rate of the track."""

    size: int
    samples: int
    start: int
    end: int


Frames: TypeAlias = Cache[FramesFacts]


class BedAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Music under a line: its clip, and how ``edit.mix_bed`` mixes it (decibels, decibels, milliseconds)."""

    clip: ClipAddress
    gain: float
    duck: float
    lead: int


class TrackItem(msgspec.Struct, frozen=True, kw_only=True):
    """A line or a piece of music, which is mastered and encoded by itself.

    Attributes:
        key: Address of its frames.
        clip: Address of its clip.
        gain: Gain in decibels.
        pause: Silence after it in milliseconds.
        line: The line, or None for music.
        bed: The music under it, or None.
        trimmed: Seconds of the clip before its speech.
        words: Word times in the clip.
    """

    key: str
    clip: ClipAddress
    gain: float
    pause: int
    line: Line | None = None
    bed: BedAddress | None = None
    trimmed: float = 0.0
    words: tuple[WordTime, ...] = ()


class EncodedItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item and its frames."""

    item: TrackItem
    frames: FramesFacts


class Encoder(msgspec.Struct, frozen=True):
    """Encodes the items of a track on workers: ``clips`` is the cache of their clips, ``frames`` that of the frames."""

    clips: Clips
    frames: Frames

    def encode(
        self, items: Sequence[TrackItem], sound: mastering.Sound, executor: Executor, source: str, tell: Listener
    ) -> list[EncodedItem]:
        """Return the items, with their frames in the cache: only what is missing or damaged is encoded.

        Raises:
            CacheChanged: A clip was damaged or replaced.
        """
        done: list[EncodedItem] = []
        for item, facts, cached in self._encoded(items, sound, executor):
            done.append(EncodedItem(item=item, frames=facts))
            tell(LineEncoded(source=source, number=len(done), lines=len(items), cached=cached))
        return done

    def _encoded(
        self, items: Sequence[TrackItem], sound: mastering.Sound, executor: Executor
    ) -> Iterator[tuple[TrackItem, FramesFacts, bool]]:
        """Yield each item with its frames and whether they were cached, in order; later ones are encoded meanwhile."""
        under_way: deque[tuple[TrackItem, FramesFacts | Future[FramesFacts]]] = deque()
        try:
            for item in items:
                found = self._cached(item.key)
                under_way.append((item, found or executor.submit(encode_item, item, sound, self)))
                if len(under_way) > AHEAD:
                    yield _finished(*under_way.popleft())
            while under_way:
                yield _finished(*under_way.popleft())
        finally:
            for _, left in under_way:
                if isinstance(left, Future):
                    left.cancel()

    def _cached(self, key: str) -> FramesFacts | None:
        """Return the facts of frames, or None if they are missing or damaged."""
        entry = self.frames.entry(key)
        return entry[0].facts if entry else None


def _finished(item: TrackItem, found: FramesFacts | Future[FramesFacts]) -> tuple[TrackItem, FramesFacts, bool]:
    return (item, found.result(), False) if isinstance(found, Future) else (item, found, True)


def encode_item(item: TrackItem, sound: mastering.Sound, caches: Encoder) -> FramesFacts:
    """Master and encode an item, cache its frames, and return their facts: the job that runs on a worker.

    Raises:
        CacheChanged: Its clip was damaged or replaced.
    """
    clip, found = read_clip(caches.clips, item.clip)
    bed = _read_bed(item.bed, caches.clips) if item.bed else None
    encoded = mastering.encode(clip, found.measures, gain=item.gain, pause=item.pause, sound=sound, bed=bed)
    facts = FramesFacts(size=len(encoded.frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
    caches.frames.put(item.key, facts, encoded.frames)
    return facts


def _read_bed(bed: BedAddress, clips: Clips) -> edit.Bed:
    clip, _ = read_clip(clips, bed.clip)
    return edit.Bed(clip=clip, gain=bed.gain, duck=bed.duck, lead=bed.lead)
