"""The music of a show: measured once, and mastered like every other clip."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

from audionews.audio import edit, loudness, measure
from audionews.building.encoding import BedAddress
from audionews.building.keys import jingle_key
from audionews.building.synthesis import ClipAddress, ClipFacts
from audionews.errors import NoAudio, SettingsError
from audionews.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from audionews.building.cache import Metadata
    from audionews.building.synthesis import Clips
    from audionews.model import Clip, Line

LEVEL = 0.0  # LU of a sting above the episode
BED_LEVEL = -5.0  # LU of the bed where there is no speech
DUCK = 13.0  # dB by which the bed is lowered under speech: it is then 18 dB below it
LEAD = 1200  # milliseconds of bed before the headline
PAUSE = 200  # milliseconds after a sting, which fades out by itself


class Music(StrEnum):
    """The kinds of music in an episode."""

    INTRO = "intro"
    BED = "bed"
    TRANSITION = "transition"
    OUTRO = "outro"


class Jingles:
    """The show's music and the cache of its clips.

    Args:
        files: The bytes of the sound file of each kind; a missing kind is not played.
        cache: The cache of clips.
    """

    def __init__(self, files: Mapping[Music, bytes], cache: Clips) -> None:
        self.files = dict(files)
        self.cache = cache
        self._digests = {kind: hashlib.sha256(blob).hexdigest() for kind, blob in self.files.items()}

    @property
    def digests(self) -> Mapping[str, str]:
        """The digest of the file of each kind."""
        return {kind.value: digest for kind, digest in self._digests.items()}

    def key(self, kind: Music) -> str:
        """Return the address of the clip."""
        return jingle_key(self._digests[kind])

    def check(self) -> None:
        """Read all files, so that an error in one stops the build before a paid voice has spoken.

        Raises:
            SettingsError: A file is not a usable sound file.
        """
        for kind in self.files:
            self.metadata(kind)

    def metadata(self, kind: Music) -> Metadata[ClipFacts]:
        """Return the facts of the clip; the file is read again if the cache entry is missing or damaged.

        Raises:
            SettingsError: The file is not a usable sound file.
        """
        metadata = self.cache.metadata(self.key(kind))
        if metadata is None:
            clip, facts = self._read(kind)
            self.cache.put(self.key(kind), facts, clip.sound)
            return self.metadata(kind)
        return metadata

    def forget_damaged(self) -> None:
        """Make damaged clips count as missing, so that they are read again."""
        for kind in self.files:
            self.cache.forget_damaged(self.key(kind))

    def address(self, kind: Music) -> ClipAddress:
        """Return the address of the clip and the digest of its bytes."""
        return ClipAddress(self.key(kind), self.metadata(kind).sha256)

    def _read(self, kind: Music) -> tuple[Clip, ClipFacts]:
        try:
            clip = edit.read_jingle(self.files[kind])
            measures = measure.measure(clip, whole=True)
        except NoAudio as error:  # silent, or left and right cancel out in mono
            what = f"sound.{kind}: {error.message} in mono"
            raise SettingsError(what, 'name another file, or "" for none') from error
        except SettingsError as error:
            raise SettingsError(f"sound.{kind}: {error.message}", error.remedy) from error
        return clip, ClipFacts(container=clip.container, rate=clip.rate, words=(), measures=measures)

    def gain(self, kind: Music, target: float) -> float:
        """Return the gain in dB that brings it to its level in an episode of this loudness (LUFS)."""
        level = BED_LEVEL if kind is Music.BED else LEVEL
        energies = self.metadata(kind).facts.measures.energies
        silence = (0.0,) * (loudness.BLOCK - len(energies))  # a sting shorter than a block has no loudness by itself
        return loudness.gain_for(loudness.integrated([energies, silence]), target + level)

    def bed(self, target: float) -> BedAddress:
        """Return the music under a headline."""
        return BedAddress(clip=self.address(Music.BED), gain=self.gain(Music.BED, target), duck=DUCK, lead=LEAD)

    def arrange(self, lines: Sequence[Line]) -> Iterator[Line | Music]:
        """Yield the lines with the stings: at the beginning, between summary and body, and at the end."""
        before: Role | None = None
        if Music.INTRO in self.files:
            yield Music.INTRO
        for line in lines:
            if (before, line.role) == (Role.SUMMARY, Role.BODY) and Music.TRANSITION in self.files:
                yield Music.TRANSITION
            before = line.role
            yield line
        if Music.OUTRO in self.files:
            yield Music.OUTRO

    def lies_under(self, line: Line, lines: Sequence[Line]) -> bool:
        """Return whether the bed is played under a line: only under a headline of one line."""
        alone = len(lines) == 1 or lines[1].segment != line.segment
        return Music.BED in self.files and line is lines[0] and alone
