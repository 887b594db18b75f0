"""Joining: every clip is mastered and encoded by itself, and all times follow from the lengths of the pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec

from audionews.audio import loudness, master, mp3, pcm
from audionews.model import Cue, CueWord, Track
from audionews.pipeline.cache import Cache
from audionews.pipeline.chapters import divide
from audionews.pipeline.events import LineEncoded
from audionews.pipeline.keys import frames_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from audionews.model import Line, Script
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
    """The clips of a voice on their way into tracks.

    Args:
        speaker: Has the clips.
        cache: Keeps the encoded clips.
        bitrate: Of the MP3 in kbit/s.
        target: Loudness in LUFS.
    """

    def __init__(self, speaker: Speaker, cache: Frames, bitrate: int, target: float) -> None:
        self.speaker = speaker
        self.cache = cache
        self.bitrate = bitrate
        self.target = target

    def join(self, script: Script, executor: Executor, source: str, tell: Listener) -> Track:
        """Return the track of a script whose clips are in the cache.

        Raises:
            EngineError: A damaged clip had to be spoken again and could not be.
        """
        clips = [self.speaker.facts(line) for line in script.lines]
        measured = _loudness(script, clips)
        gain = loudness.gain_for(measured, self.target) + self.speaker.voice.gain
        sound = master.Sound(rate=pcm.output_rate(clips[0].rate), bitrate=self.bitrate, target=self.target)
        calls = [executor.submit(self.encode, line, gain, sound) for line in script.lines]
        pieces: list[Piece] = []
        try:
            for line, clip, call in zip(script.lines, clips, calls, strict=True):
                key, frames, cached = call.result()
                pieces.append(Piece(line=line, clip=clip, key=key, frames=frames))
                tell(LineEncoded(source=source, number=len(pieces), lines=len(calls), cached=cached))
        finally:
            for call in calls:
                call.cancel()
        return _lay(script, pieces, sound, measured + gain)

    def encode(self, line: Line, gain: float, sound: master.Sound) -> tuple[str, FramesFacts, bool]:
        """Return the address and the facts of the line's frames, and whether they were there already."""
        key = frames_key(self.speaker.key(line), gain, line.pause, sound)
        facts = self.cache.facts(key)
        if facts is not None and self.cache.blob(key) is not None:
            return key, facts, True
        clip, known = self.speaker.clip(line)
        encoded = master.encode(clip, known.measures, gain=gain, pause=line.pause, sound=sound)
        facts = FramesFacts(size=len(encoded.frames), samples=encoded.samples, start=encoded.start, end=encoded.end)
        self.cache.put(key, facts, encoded.frames)
        return key, facts, False


def _loudness(script: Script, clips: Sequence[ClipFacts]) -> float:
    """Return the loudness in LUFS of the clips with their pauses."""
    pairs = zip(script.lines, clips, strict=True)
    return loudness.integrated(
        part for line, clip in pairs for part in (clip.measures.energies, loudness.pause(line.pause))
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
