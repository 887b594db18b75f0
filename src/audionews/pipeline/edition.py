"""An edition: finished episodes in one programme, with new lines only before and after them.

The frames of an episode's story are cut out of its MP3, so that nothing is spoken, mastered or encoded again, whatever
voice it had. Every time is that of the episode, moved by whole frames.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from audionews.audio import loudness, mp3, probe
from audionews.errors import UsageError
from audionews.model import Chapter, Cue, Episode, Role, Script, Segment, Track, VoiceFacts
from audionews.pipeline.jingles import Music
from audionews.pipeline.keys import story_key
from audionews.pipeline.parts import FramesFacts, Piece, encode_parts
from audionews.pipeline.show import sound_file
from audionews.pipeline.track import make_cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Executor

    from audionews.audio.master import Sound
    from audionews.pipeline.events import Listener
    from audionews.pipeline.parts import Frames
    from audionews.pipeline.track import Joiner
    from audionews.ports import BlobStore

OPENING, CLOSING = "المقدّمة", "الختام"


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A finished episode on its way into an edition: its frames, and the number of its first segment there."""

    episode: Episode
    key: str
    frames: FramesFacts
    segment: int


def keep_stories(episodes: Sequence[Episode], store: BlobStore, frames: Frames) -> list[Story]:
    """Return the stories of episodes, their frames in the cache.

    Args:
        episodes: In the order in which they are heard.
        store: The output folder.
        frames: Cache of encoded clips.

    Raises:
        UsageError: One is not there, or they do not fit together.
    """
    if len({(episode.rate, episode.bitrate) for episode in episodes}) != 1:
        raise UsageError("the episodes have different sample rates or bitrates", "build them again with one voice")
    first = accumulate((len(_segments(episode)) for episode in episodes), initial=1)
    return [_keep(episode, store, frames, segment) for episode, segment in zip(episodes, first, strict=False)]


def _keep(episode: Episode, store: BlobStore, frames: Frames, segment: int) -> Story:
    key = story_key(episode.sha256, *episode.story)
    begin, end = episode.story
    entry = frames.entry(key)
    if entry:
        facts = entry[0].facts
    else:
        blob = store.read(sound_file(episode.id))
        if not end or blob is None or hashlib.sha256(blob).hexdigest() != episode.sha256:
            raise UsageError(f"the sound of {episode.id} is not there as it was made", "build its article again")
        cut = mp3.stretch(probe.music(blob), begin // mp3.SAMPLES, end // mp3.SAMPLES)
        facts = FramesFacts(size=len(cut), samples=end - begin, start=0, end=end - begin)
        frames.put(key, facts, cut)
    return Story(episode=episode, key=key, frames=facts, segment=segment)


def make_segments(opening: str, stories: Sequence[Story], closing: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return all segments of an edition: its title, those of its stories, and what comes after them."""
    said = (segment for story in stories for segment in _segments(story.episode))
    return (Segment(role=Role.HEADLINE, text=opening), *said, *closing)


def _segments(episode: Episode) -> list[Segment]:
    return [segment for segment in episode.segments if segment.role is not Role.NOTICE]


class Edition:
    """The joining of an edition.

    Args:
        joiner: Has the clips of the new lines, and the music.
        script: The new lines: those of segment 0 open the edition, the others close it.
        stories: What is between them.
    """

    def __init__(self, joiner: Joiner, script: Script, stories: Sequence[Story]) -> None:
        self.joiner = joiner
        self.script = script
        self.stories = stories
        self._cues: list[Cue] = []
        self._starts: list[tuple[int, str]] = []
        self._keys: list[str] = []
        self._offset = 0
        self._size = 0

    def join(self, executor: Executor, source: str, tell: Listener) -> Track:
        """Return the track; may be called once.

        Raises:
            EngineError: A damaged clip had to be spoken again and could not be.
            SettingsError: A jingle is no sound.
        """
        first = self.stories[0].episode
        parts, sound, measured = self.joiner.arrange(self.script.lines, (first.rate, first.bitrate))
        if Music.TRANSITION in self.joiner.jingles.files:
            parts.append(self.joiner.music(Music.TRANSITION, sound))
        pieces = encode_parts(parts, sound, self.joiner.cache, executor, source, tell)
        sting = [pieces.pop()] if Music.TRANSITION in self.joiner.jingles.files else []
        closing = next(at for at, piece in enumerate(pieces) if piece.part.line and piece.part.line.segment)
        self._add(pieces[:closing], OPENING, sound)
        for story in self.stories:
            self._add(sting, "", sound)
            self._insert(story)
        self._add(sting, "", sound)
        self._add(pieces[closing:], CLOSING, sound)
        return self._track(sound, measured)

    def _add(self, pieces: Sequence[Piece], title: str, sound: Sound) -> None:
        """Lay pieces; with a title they open a chapter, without one they belong to the chapter before."""
        if title:
            self._starts.append((self._offset, title))
        for piece in pieces:
            if piece.part.line is not None:
                self._cues.append(make_cue(piece, piece.part.line, self._offset, sound.rate))
            self._keys.append(piece.part.key)
            self._offset += piece.frames.samples
            self._size += piece.frames.size

    def _insert(self, story: Story) -> None:
        shift = self._offset - story.episode.story[0]
        self._starts.append((self._offset, story.episode.title))
        self._cues.extend(_moved(story, shift))
        self._keys.append(story.key)
        self._offset += story.frames.samples
        self._size += story.frames.size

    def _track(self, sound: Sound, measured: float) -> Track:
        samples = mp3.audible(self._offset)
        ends = [*(start for start, _ in self._starts[1:]), samples]
        starts = zip(self._starts, ends, strict=True)
        told = sum(story.frames.samples for story in self.stories)
        levels = [
            (self._offset - told, measured),
            *((story.frames.samples, story.episode.loudness) for story in self.stories),
        ]
        mean = sum(count * 10 ** (level / 10) for count, level in levels) / self._offset
        return Track(
            rate=sound.rate,
            bitrate=sound.bitrate,
            samples=samples,
            loudness=round(max(10 * math.log10(mean), loudness.ABSOLUTE_GATE), 2),
            frames=tuple(self._keys),
            cues=tuple(self._cues),
            chapters=tuple(Chapter(title=title, start=start, end=end) for (start, title), end in starts),
            size=self._size,
        )


def _moved(story: Story, shift: int) -> Iterator[Cue]:
    """Yield the cues of a story at their new times."""
    for cue in story.episode.cues:
        if cue.role is not Role.NOTICE:
            words = tuple(replace(word, start=word.start + shift, end=word.end + shift) for word in cue.words)
            segment = cue.segment + story.segment
            yield replace(cue, segment=segment, start=cue.start + shift, end=cue.end + shift, words=words)


def merge_voices(voices: Sequence[VoiceFacts]) -> VoiceFacts:
    """Return what the listener is told of several voices: the first one's name, and every fact once."""

    def joined(by: str, facts: Iterator[str]) -> str:
        return by.join(dict.fromkeys(filter(None, facts)))

    return VoiceFacts(
        name=voices[0].name,
        engine=joined(" + ", (voice.engine for voice in voices)),
        engine_version=joined(" + ", (voice.engine_version for voice in voices)),
        title=joined("، ", (voice.title for voice in voices)),
        learned=any(voice.learned for voice in voices),
        licence=joined("; ", (voice.licence for voice in voices)),
        credit=joined("; ", (voice.credit for voice in voices)),
    )
