"""Joining: every clip is mastered and encoded by itself, and all times follow from the lengths of the pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
import numpy as np

from audionews.audio import loudness, master, mp3, pcm
from audionews.model import Cue, CueWord, Track
from audionews.pipeline.cache import Cache
from audionews.pipeline.chapters import divide
from audionews.pipeline.events import LineEncoded
from audionews.pipeline.keys import frames_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor

    from audionews.model import Line, Script
    from audionews.pipeline.cast import Cast
    from audionews.pipeline.events import Listener
    from audionews.pipeline.speak import ClipFacts, Speaker


class FramesFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of encoded frames: bytes, length and bounds of the speech in samples at the rate of the track."""

    size: int
    samples: int
    start: int
    end: int


Frames: TypeAlias = Cache[FramesFacts]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """An encoded line on its way into the track."""

    line: Line
    clip: ClipFacts
    key: str
    frames: FramesFacts


class Joiner:
    """The clips of a cast on their way into tracks.

    Args:
        cast: Has the clips.
        cache: Keeps the encoded clips.
        bitrate: Of the MP3 in kbit/s.
        target: Loudness in LUFS.
    """

    def __init__(self, cast: Cast, cache: Frames, bitrate: int, target: float) -> None:
        self.cast = cast
        self.cache = cache
        self.bitrate = bitrate
        self.target = target

    def join(self, script: Script, executor: Executor, source: str, tell: Listener) -> Track:
        """Return the track of a script whose clips are in the cache.

        Raises:
            EngineError: A damaged clip had to be spoken again and could not be.
        """
        lines = script.lines
        clips = [self.cast.speaker(line.role).facts(line.spoken) for line in lines]
        gains = self._gains(lines, clips)
        rate = max(pcm.output_rate(clip.rate) for clip in clips)
        sound = master.Sound(rate=rate, bitrate=self.bitrate, target=self.target)
        pairs = zip(lines, gains, strict=True)
        calls = [
            executor.submit(_encode, self.cast.speaker(line.role), self.cache, line, gain, sound)
            for line, gain in pairs
        ]
        pieces: list[Piece] = []
        try:
            for line, clip, call in zip(lines, clips, calls, strict=True):
                key, frames, cached = call.result()
                pieces.append(Piece(line=line, clip=clip, key=key, frames=frames))
                tell(LineEncoded(source=source, number=len(pieces), lines=len(calls), cached=cached))
        finally:
            for call in calls:
                call.cancel()
        return _lay(script, pieces, sound, _loudness(zip(lines, clips, gains, strict=True)))

    def _gains(self, lines: Sequence[Line], clips: Sequence[ClipFacts]) -> list[float]:
        """Return the gain in dB of each line: every voice is brought to the same loudness, then gets its own gain."""
        gains: dict[Speaker, float] = {}
        speakers = [self.cast.speaker(line.role) for line in lines]
        for speaker in dict.fromkeys(speakers):
            own = [(line, clip, 0.0) for line, clip, who in zip(lines, clips, speakers, strict=True) if who is speaker]
            gains[speaker] = loudness.gain_for(_loudness(own), self.target) + speaker.voice.gain
        return [gains[speaker] for speaker in speakers]


def _encode(
    speaker: Speaker, cache: Frames, line: Line, gain: float, sound: master.Sound
) -> tuple[str, FramesFacts, bool]:
    """Return the address and the facts of the line's frames, and whether they were there already."""
    key = frames_key(speaker.key(line.spoken), gain, line.pause, sound)
    facts = cache.facts(key)
    if facts is not None and cache.blob(key) is not None:
        return key, facts, True
    clip, known = speaker.clip(line.spoken)
    encoded = master.encode(clip, known.measures, gain=gain, pause=line.pause, sound=sound)
    facts = FramesFacts(size=len(encoded.frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
    cache.put(key, facts, encoded.frames)
    return key, facts, False


def _loudness(lines: Iterable[tuple[Line, ClipFacts, float]]) -> float:
    """Return the loudness in LUFS of clips with their pauses, each with so many dB of gain."""
    return loudness.integrated(
        part
        for line, clip, gain in lines
        for part in ((np.asarray(clip.measures.energies) * 10 ** (gain / 10)).tolist(), loudness.pause(line.pause))
    )


def _lay(script: Script, pieces: Sequence[Piece], sound: master.Sound, measured: float) -> Track:
    """Return the track: the pieces one after the other, every time counted in samples."""
    cues: list[Cue] = []
    offset = 0
    for piece in pieces:
        cues.append(_cue(piece, offset, sound.rate))
        offset += piece.frames.samples
    samples = mp3.audible(offset)
    return Track(
        rate=sound.rate,
        bitrate=sound.bitrate,
        samples=samples,
        loudness=round(max(measured, loudness.ABSOLUTE_GATE), 2),  # silence is -inf, which no JSON can say
        frames=tuple(piece.key for piece in pieces),
        cues=tuple(cues),
        chapters=divide(script.segments, cues, sound.rate, samples),
    )


def _cue(piece: Piece, offset: int, rate: int) -> Cue:
    line = piece.line
    return Cue(
        segment=line.segment,
        role=line.role,
        text=line.written,
        start=offset + piece.frames.start,
        end=offset + piece.frames.end,
        words=tuple(_words(piece, offset + piece.frames.start, rate)),
    )


def _words(piece: Piece, begin: int, rate: int) -> list[CueWord]:
    """Return when each written stretch of a line sounds; spoken words that share a stretch become one."""
    found: list[CueWord] = []
    trimmed = piece.clip.measures.first / piece.clip.rate
    for time in piece.clip.words:
        word = next((word for word in piece.line.words if word.start <= time.start < word.end), None)
        if word is None:
            continue
        start, end = (begin + max(0, round((moment - trimmed) * rate)) for moment in (time.begins, time.ends))
        if found and found[-1].first == word.written_start:
            start = found.pop().start
        found.append(CueWord(start=start, end=end, first=word.written_start, last=word.written_end))
    return found
