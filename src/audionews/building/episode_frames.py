"""What an edition copies from the MP3 of a finished episode: the article, without music and notice.

If an episode has the sample rate and the bitrate of the edition, its frames are copied. If not, they are decoded and
encoded again, line by line: the only case in which an edition costs more than copying.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from functools import cached_property, partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from audionews.audio import edit, mastering, measure, mp3, pcm
from audionews.building.encoding import FramesFacts
from audionews.building.identity import article_of
from audionews.building.keys import copied_key, reencoded_key
from audionews.errors import UsageError
from audionews.model import Clip, Container, Cue, Episode, Role
from audionews.model.paths import sound_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from audionews.building.encoding import Frames
    from audionews.ports import BlobStore


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Successive frames of an episode.

    Attributes:
        key: Their address.
        frames: Their facts.
        begin: The sample of the episode that is at ``frames.start``.
    """

    key: str
    frames: FramesFacts
    begin: int


class EpisodeFrames(msgspec.Struct, frozen=True, kw_only=True):
    """The frames that an edition copies from a finished episode.

    Attributes:
        episode: The episode.
        sound: Sample rate and bitrate of the edition.
        stretches: The frames, in order.
        segment: The number of its first segment in the edition.
    """

    episode: Episode
    sound: mastering.Sound
    stretches: tuple[Stretch, ...]
    segment: int

    @property
    def converted(self) -> bool:
        """Whether the episode had to be encoded again."""
        return (self.episode.rate, self.episode.bitrate) != (self.sound.rate, self.sound.bitrate)

    @property
    def keys(self) -> list[str]:
        """The addresses of the frames."""
        return [stretch.key for stretch in self.stretches]

    @property
    def samples(self) -> int:
        """The length of the frames."""
        return sum(stretch.frames.samples for stretch in self.stretches)

    def cues(self, offset: int) -> Iterator[Cue]:
        """Yield the cues of the episode's lines, if the frames begin at this sample of the edition."""
        offsets = accumulate((stretch.frames.samples for stretch in self.stretches), initial=offset)
        placed = tuple(zip(offsets, self.stretches, strict=False))
        for cue in _said(self.episode):
            at, stretch = next((each for each in reversed(placed) if each[1].begin <= cue.start), placed[0])
            moved = partial(self._moved, begin=stretch.begin, start=at + stretch.frames.start)
            words = tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in cue.words)
            segment = cue.segment + self.segment
            yield replace(cue, segment=segment, start=moved(cue.start), end=moved(cue.end), words=words)

    def _moved(self, sample: int, *, begin: int, start: int) -> int:
        """Return the sample of the edition for one of the episode, if the sample ``begin`` moves to ``start``."""
        return start + round((sample - begin) * self.sound.rate / self.episode.rate)


def keep_frames(episodes: Sequence[Episode], store: BlobStore, frames: Frames) -> list[EpisodeFrames]:
    """Return the frames of episodes, and put them into the cache.

    All get the sample rate and bitrate that most of the playing time has.

    Args:
        episodes: The episodes, in the order of the edition.
        store: The output folder.
        frames: The cache of encoded clips.

    Raises:
        UsageError: The sound of an episode is missing or damaged.
    """
    seconds: Counter[tuple[int, int]] = Counter()
    for episode in episodes:
        seconds[episode.rate, episode.bitrate] += round(episode.samples / episode.rate)
    ((rate, bitrate), _), *_ = seconds.most_common()
    sound = mastering.Sound(rate=rate, bitrate=bitrate)
    first = accumulate((len(article_of(episode.segments)) for episode in episodes), initial=1)
    return [
        EpisodeFrames(episode=episode, sound=sound, stretches=_keep(episode, sound, store, frames), segment=segment)
        for episode, segment in zip(episodes, first, strict=False)
    ]


def _said(episode: Episode) -> list[Cue]:
    return [cue for cue in episode.cues if cue.role is not Role.NOTICE]


def _keep(episode: Episode, sound: mastering.Sound, store: BlobStore, frames: Frames) -> tuple[Stretch, ...]:
    """Return the frames of an episode's article; what is not in the cache is made."""
    cut = _Cut(episode, store)
    if (episode.rate, episode.bitrate) == (sound.rate, sound.bitrate):
        key = copied_key(episode.sha256, *episode.story)
        return (Stretch(key=key, frames=_kept(frames, key, cut.copy), begin=episode.story[0]),)
    stretches = []
    for begin, end in pairwise(_bounds(episode)):
        key = reencoded_key(episode.sha256, begin, end, sound)
        facts = _kept(frames, key, partial(cut.encode, begin, end, sound))
        stretches.append(Stretch(key=key, frames=facts, begin=begin + _margin(episode.rate)))
    return tuple(stretches)


def _kept(frames: Frames, key: str, make: Callable[[], tuple[bytes, FramesFacts]]) -> FramesFacts:
    entry = frames.entry(key)
    if entry:
        return entry[0].facts
    blob, facts = make()
    frames.put(key, facts, blob)
    return facts


def _bounds(episode: Episode) -> list[int]:
    """Return the samples at which the windows of its lines begin, and the end of the article.

    A line is heard 60 to 80 ms after the beginning of its window, which is the beginning of a frame.
    """
    begin, end = episode.story
    lead = begin + round(mastering.LEAD * episode.rate) + 1
    starts = (begin - (lead - cue.start) // mp3.SAMPLES * mp3.SAMPLES for cue in _said(episode)[1:])
    return [begin, *starts, end]


def _margin(rate: int) -> int:
    """Return how many samples at the beginning of a window are always silent."""
    return edit.MARGIN * rate // 1000


class _Cut:
    """The frames of a finished episode, read on demand."""

    def __init__(self, episode: Episode, store: BlobStore) -> None:
        self.episode = episode
        self.store = store

    @cached_property
    def frames(self) -> tuple[bytes, list[int]]:
        """The frames and the byte at which each begins.

        Raises:
            UsageError: They are missing or damaged.
        """
        episode = self.episode
        blob = self.store.read(sound_file(episode))
        if not episode.story[1] or blob is None or hashlib.sha256(blob).hexdigest() != episode.sha256:
            raise UsageError(f"the sound of {episode.id} is missing or damaged", "build its article again")
        music = mp3.without_headers(blob)
        return music, mp3.frame_offsets(music)

    def copy(self) -> tuple[bytes, FramesFacts]:
        """Return the unchanged frames of the article."""
        begin, end = self.episode.story
        blob = self._between(begin, end)
        return blob, FramesFacts(size=len(blob), samples=end - begin, start=0, end=end - begin)

    def encode(self, begin: int, end: int, sound: mastering.Sound) -> tuple[bytes, FramesFacts]:
        """Return the sound between two samples, which begins with silence, encoded again in its old length."""
        rate = self.episode.rate
        late = self._between(begin, end + mp3.SAMPLES)  # by less than a frame
        whole = pcm.decode(Clip(sound=late, container=Container.MP3, rate=rate)).samples
        audible = whole[mp3.CODEC_DELAY + _margin(rate) : mp3.CODEC_DELAY + end - begin]
        loud = np.flatnonzero(abs(audible) > measure.SILENCE)
        audible = audible[: int(loud[-1]) + 1] if loud.size else audible
        clip = Clip(sound=pcm.to_16_bit(pcm.Pcm(samples=audible, rate=rate)), container=Container.PCM, rate=rate)
        measures = measure.measure(clip, silent_ok=True, whole=True)
        pause = round(1000 * (end - begin - audible.size) / rate)
        encoded = mastering.encode(clip, measures, gain=0.0, pause=pause, sound=sound)
        facts = FramesFacts(size=len(encoded.frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
        return encoded.frames, facts

    def _between(self, begin: int, end: int) -> bytes:
        music, places = self.frames
        first, last = (min(sample // mp3.SAMPLES, len(places) - 1) for sample in (begin, end))
        return music[places[first] : places[last]]
