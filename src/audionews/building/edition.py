"""An edition: finished episodes joined into one programme, with new lines only before and after them.

The frames of each article are copied from its episode's MP3, so that nothing is spoken or mastered again, whatever the
voice. All times are those of the episode, shifted by whole frames. Only episodes with another sample rate or bitrate
are encoded again (``episode_frames``).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from audionews.audio import loudness, mp3
from audionews.building.jingles import Music
from audionews.building.track import make_cue
from audionews.model import Chapter, Cue, Track

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from audionews.audio.mastering import Sound
    from audionews.building.encoding import EncodedItem
    from audionews.building.episode_frames import EpisodeFrames
    from audionews.building.track import Joiner
    from audionews.model import Script
    from audionews.model.events import Listener

OPENING, CLOSING = "المقدّمة", "الختام"


class Edition:
    """Joins an edition.

    Args:
        joiner: Has the clips of the new lines, and the music.
        script: The new lines: those of segment 0 come first, the others last.
        stories: The frames of the episodes between them.
    """

    def __init__(self, joiner: Joiner, script: Script, stories: Sequence[EpisodeFrames]) -> None:
        self.joiner = joiner
        self.script = script
        self.stories = stories
        self._cues: list[Cue] = []
        self._starts: list[tuple[int, str, str]] = []
        self._keys: list[str] = []
        self._offset = 0
        self._size = 0

    def join(self, executor: Executor, source: str, tell: Listener) -> Track:
        """Return the track. May be called only once.

        Raises:
            EngineError: A damaged clip had to be spoken again and could not be.
            CacheChanged: A clip was damaged or replaced.
            SettingsError: A jingle is not a usable sound file.
        """
        like = self.stories[0].sound
        arranged = self.joiner.arrange(self.script.lines, (like.rate, like.bitrate))
        sound = arranged.sound
        with_sting = Music.TRANSITION in self.joiner.jingles.files
        music = (self.joiner.music(Music.TRANSITION, sound),) if with_sting else ()
        encoded = self.joiner.encoder.encode((*arranged.items, *music), sound, executor, source, tell)
        sting = [encoded.pop()] if with_sting else []
        closing = next(at for at, each in enumerate(encoded) if each.item.line and each.item.line.segment)
        self._add(encoded[:closing], OPENING, sound)
        for story in self.stories:
            self._add(sting, "", sound)
            self._insert(story)
        self._add(sting, "", sound)
        self._add(encoded[closing:], CLOSING, sound)
        return self._track(sound, arranged.loudness)

    def _add(self, items: Sequence[EncodedItem], title: str, sound: Sound) -> None:
        """Add items; with a title they begin a chapter, without one they belong to the chapter before."""
        if title:
            self._starts.append((self._offset, title, ""))
        for each in items:
            if each.item.line is not None:
                self._cues.append(make_cue(each, each.item.line, self._offset, sound.rate))
            self._keys.append(each.item.key)
            self._offset += each.frames.samples
            self._size += each.frames.size

    def _insert(self, story: EpisodeFrames) -> None:
        self._starts.append((self._offset, story.episode.title, story.episode.link))
        self._cues.extend(story.cues(self._offset))
        for stretch in story.stretches:
            self._keys.append(stretch.key)
            self._offset += stretch.frames.samples
            self._size += stretch.frames.size

    def _track(self, sound: Sound, measured: float) -> Track:
        samples = mp3.audible(self._offset)
        ends = [*(start for start, *_ in self._starts[1:]), samples]
        starts = zip(self._starts, ends, strict=True)
        told = sum(story.samples for story in self.stories)
        levels = [
            (self._offset - told, measured),
            *((story.samples, story.episode.loudness) for story in self.stories),
        ]
        mean = sum(count * 10 ** (level / 10) for count, level in levels) / self._offset
        return Track(
            rate=sound.rate,
            bitrate=sound.bitrate,
            samples=samples,
            loudness=round(max(10 * math.log10(mean), loudness.ABSOLUTE_GATE), 2),
            frames=tuple(self._keys),
            cues=tuple(self._cues),
            chapters=tuple(Chapter(title=title, start=start, end=end, url=url) for (start, title, url), end in starts),
            size=self._size,
        )
