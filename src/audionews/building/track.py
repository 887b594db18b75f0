"""Joining: every clip is mastered and encoded by itself; all times follow from the lengths of the frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray  # noqa: TC002 - msgspec reads the annotations at run time

from audionews.audio import loudness, mastering, mp3, pcm
from audionews.building.chapters import divide
from audionews.building.encoding import EncodedItem, Encoder, Frames, TrackItem
from audionews.building.jingles import PAUSE, Jingles, Music
from audionews.building.keys import frames_key
from audionews.building.synthesis import ClipAddress
from audionews.model import Cue, CueWord, Role, Track, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from audionews.building.cache import Metadata
    from audionews.building.synthesis import ClipFacts
    from audionews.building.voice_set import VoiceSet
    from audionews.model import Line, Script
    from audionews.model.events import Listener


class MeasuredClip(msgspec.Struct, frozen=True, kw_only=True):
    """What joining needs to know of a clip; small, because a long programme has ten thousand clips.

    Attributes:
        address: The address of the clip.
        rate: Samples per second.
        trimmed: Seconds before its speech.
        words: Word times.
        energies: K-weighted mean squares of 100 ms each, of the clip and of the pause after it.
    """

    address: ClipAddress
    rate: int
    trimmed: float
    words: tuple[WordTime, ...]
    energies: NDArray[np.float32]


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a track in order, the sound settings that they share, and their loudness in LUFS."""

    items: tuple[TrackItem, ...]
    sound: mastering.Sound
    loudness: float


class Joiner:
    """Joins clips and the music of the show into tracks.

    Args:
        voices: The voices of the clips.
        frames: The cache of encoded clips.
        bitrate: Bitrate of the MP3 in kbit/s.
        target: Loudness in LUFS.
        jingles: The music, or None.
    """

    def __init__(
        self, voices: VoiceSet, frames: Frames, bitrate: int, target: float, jingles: Jingles | None = None
    ) -> None:
        self.voices = voices
        self.encoder = Encoder(voices.lead.cache, frames)
        self.bitrate = bitrate
        self.target = target
        self.jingles = jingles or Jingles({}, voices.lead.cache)

    @property
    def frames(self) -> Frames:
        """The cache of encoded clips."""
        return self.encoder.frames

    def join(self, script: Script, executor: Executor, source: str, tell: Listener) -> Track:
        """Return the track of a script whose clips are in the cache.

        Raises:
            EngineError: A damaged clip had to be spoken again and could not be.
            CacheChanged: A clip was damaged or replaced.
            SettingsError: A jingle is not a usable sound file.
        """
        arranged = self.arrange(script.lines)
        encoded = self.encoder.encode(arranged.items, arranged.sound, executor, source, tell)
        return _joined(script, encoded, arranged.sound, arranged.loudness)

    def arrange(self, lines: Sequence[Line], like: tuple[int, int] | None = None) -> Arrangement:
        """Return the lines with the music around them.

        Args:
            lines: The lines; their clips are in the cache.
            like: Sample rate and bitrate of the track; None takes the highest rate of the clips and the bitrate of the
                settings.

        Raises:
            EngineError: A damaged clip had to be spoken again and could not be.
            SettingsError: A jingle is not a usable sound file.
        """
        clips = [_measured(self.voices.speaker(line).metadata(line.spoken), line.pause) for line in lines]
        rate, bitrate = like or (max(pcm.output_rate(clip.rate) for clip in clips), self.bitrate)
        sound = mastering.Sound(rate=rate, bitrate=bitrate, target=self.target)
        gains = self._gains(lines, clips)
        spoken = zip(clips, gains, strict=True)
        items, levels = [], []
        for each in self.jingles.arrange(lines):
            if isinstance(each, Music):
                item = self.music(each, sound)
                levels.append((_measured(self.jingles.metadata(each), item.pause), item.gain))
            else:
                clip, gain = next(spoken)
                item = self._line(each, lines, clip, gain, sound)
                levels.append((clip, gain))
            items.append(item)
        return Arrangement(items=tuple(items), sound=sound, loudness=loudness.integrated(_amplified(levels)))

    def music(self, kind: Music, sound: mastering.Sound) -> TrackItem:
        """Return a sting as an item.

        Raises:
            SettingsError: It is not a usable sound file.
        """
        clip, gain = self.jingles.address(kind), self.jingles.gain(kind, sound.target)
        return TrackItem(key=frames_key(clip, gain, PAUSE, sound), clip=clip, gain=gain, pause=PAUSE)

    def _line(
        self, line: Line, lines: Sequence[Line], clip: MeasuredClip, gain: float, sound: mastering.Sound
    ) -> TrackItem:
        """Return a line as an item."""
        bed = self.jingles.bed(sound.target) if self.jingles.lies_under(line, lines) else None
        return TrackItem(
            key=frames_key(clip.address, gain, line.pause, sound, bed),
            clip=clip.address,
            gain=gain,
            pause=line.pause,
            line=line,
            bed=bed,
            trimmed=clip.trimmed,
            words=clip.words,
        )

    def _gains(self, lines: Sequence[Line], clips: Sequence[MeasuredClip]) -> list[float]:
        """Return the gain in dB of each line: all are levelled to the target, then the gain of the voice is added."""
        gains = [0.0] * len(lines)
        synthesizers = [self.voices.speaker(line) for line in lines]
        for synthesizer in dict.fromkeys(synthesizers):
            own = [place for place, who in enumerate(synthesizers) if who is synthesizer]
            found = loudness.levelled([clips[place].energies for place in own], self.target)
            for place, gain in zip(own, found, strict=True):
                gains[place] = gain
        level = loudness.integrated(_amplified(zip(clips, gains, strict=True)))
        rest = loudness.gain_for(level, self.target)  # mostly 0; a track of few short lines may be off the target
        return [gain + rest + synthesizer.voice.gain for gain, synthesizer in zip(gains, synthesizers, strict=True)]


def _amplified(clips: Iterable[tuple[MeasuredClip, float]]) -> Iterator[NDArray[np.float32]]:
    """Yield the energies of clips with their gains in dB."""
    return (clip.energies * 10 ** (gain / 10) for clip, gain in clips)


def _measured(metadata: Metadata[ClipFacts], pause: int) -> MeasuredClip:
    facts, measures = metadata.facts, metadata.facts.measures
    return MeasuredClip(
        address=ClipAddress(metadata.key, metadata.sha256),
        rate=facts.rate,
        trimmed=measures.first / facts.rate,
        words=facts.words,
        energies=np.asarray((*measures.energies, *loudness.pause(pause)), np.float32),
    )


def _joined(script: Script, items: Sequence[EncodedItem], sound: mastering.Sound, measured: float) -> Track:
    """Return the track: the items one after the other, with all times counted in samples."""
    cues: list[Cue] = []
    offset, article = 0, (0, 0)
    for each in items:
        line = each.item.line
        if line is not None:
            cues.append(make_cue(each, line, offset, sound.rate))
            if line.role is not Role.NOTICE:
                article = (article[0] if article[1] else offset, offset + each.frames.samples)
        offset += each.frames.samples
    samples = mp3.audible(offset)
    return Track(
        rate=sound.rate,
        bitrate=sound.bitrate,
        samples=samples,
        loudness=round(max(measured, loudness.ABSOLUTE_GATE), 2),  # silence is -inf, which JSON does not have
        frames=tuple(each.item.key for each in items),
        cues=tuple(cues),
        chapters=divide(script.segments, cues, sound.rate, samples),
        story=article,
        size=sum(each.frames.size for each in items),
    )


def make_cue(encoded: EncodedItem, line: Line, offset: int, rate: int) -> Cue:
    """Return the cue of a line whose frames begin at this sample of the track."""
    start, end = offset + encoded.frames.start, offset + encoded.frames.end
    return Cue(
        segment=line.segment,
        role=line.role,
        text=line.written,
        start=start,
        end=end,
        words=tuple(_words(encoded.item, line, (start, end), rate)),
    )


def _words(item: TrackItem, line: Line, bounds: tuple[int, int], rate: int) -> list[CueWord]:
    """Return when each written word of a line is heard; spoken words of the same written characters become one.

    Args:
        item: Has the word times.
        line: Has the written words.
        bounds: The samples of the track at which its speech begins and ends. Some word times lie outside, in silence
            that was trimmed.
        rate: Samples per second.
    """
    found: list[CueWord] = []
    first, last = bounds
    for time in item.words:
        word = next((word for word in line.words if word.start <= time.start < word.end), None)
        if word is None:
            continue
        moments = (first + round((moment - item.trimmed) * rate) for moment in (time.begins, time.ends))
        start, end = (min(max(first, place), last) for place in moments)
        if found and found[-1].first == word.written_start:
            start = found.pop().start
        found.append(CueWord(start=start, end=end, first=word.written_start, last=word.written_end))
    return found
