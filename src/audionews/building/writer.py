"""Writes the files of an episode: the tagged MP3, its cover and a second encoding."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.artwork import cover
from audionews.audio import alternate, mp3, tags
from audionews.building.keys import picture_key
from audionews.errors import CacheChanged
from audionews.model import Alternate, Episode
from audionews.model.paths import alternate_file, cover_file, sound_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.building.cache import Cache
    from audionews.building.encoding import Frames
    from audionews.model import ShowFacts, Track
    from audionews.ports import BlobStore

PIECE = 1 << 20  # bytes of one read; the first piece of a file has its tag


class EpisodeWriter:
    """Writes episodes into the output folder.

    Args:
        store: The output folder.
        frames: The cache of encoded clips.
        pictures: The cache of covers.
        facts: The facts of the show.
        second: The encoding to write beside the MP3, a key of ``alternate.KINDS``, or "" for none.
    """

    def __init__(
        self, store: BlobStore, frames: Frames, pictures: Cache[None], facts: ShowFacts, second: str = ""
    ) -> None:
        self.store = store
        self.frames = frames
        self.pictures = pictures
        self.facts = facts
        self.second = second

    def repair(self, episode: Episode) -> Episode | None:
        """Return a finished episode with all its files whole, or None if its MP3 is missing or damaged.

        A damaged cover is taken from the tag, a damaged alternate is made from the MP3 again: neither needs the caches.

        Raises:
            StoreError: The folder cannot be read or written.
            SettingsError: An alternate was damaged, and PyAV is no longer installed.
        """
        if not self._is_there(sound_file(episode.id), episode.sha256):
            return None
        art, name = (
            tags.front_cover(next(self._pieces(sound_file(episode.id)))),
            cover_file(episode.id),
        )
        if self.store.read(name) != art:
            self.store.write(name, [art])
        if all(self._is_there(alternate_file(episode.id, each), each.sha256) for each in episode.alternates):
            return episode
        return replace(episode, alternates=tuple(self._alternates(episode)))

    def _is_there(self, name: str, sha256: str) -> bool:
        """Return whether a file has the expected bytes."""
        found = hashlib.sha256()
        for piece in self._pieces(name):
            found.update(piece)
        return found.hexdigest() == sha256

    def _pieces(self, name: str) -> Iterator[bytes]:
        """Yield a file in pieces: a long programme has 300 MB."""
        start = 0
        while piece := self.store.read(name, start, PIECE):
            yield piece
            start += len(piece)

    def check(self) -> None:
        """Check that the second encoding can be written.

        Raises:
            SettingsError: It cannot be written.
        """
        if self.second:
            alternate.check(alternate.KINDS[self.second])

    def write(self, episode: Episode, track: Track) -> Episode:
        """Write cover, MP3 and second encoding; return the episode with sizes and digests.

        The catalogue writes the sidecar, which finishes the episode, after this.

        Raises:
            CacheChanged: Frames in the cache were lost.
            StoreError: The folder cannot be written.
        """
        art = self.draw(episode.title)
        self.store.write(cover_file(episode.id), [art])
        count = _Count()
        self.store.write(sound_file(episode.id), count.through(self.stream(episode, track, art)))
        alternates = tuple(self._alternates(episode))
        return replace(episode, size=count.size, sha256=count.sha256.hexdigest(), alternates=alternates)

    def stream(self, episode: Episode, track: Track, art: bytes) -> Iterator[bytes]:
        """Yield the MP3: the ID3 tag, the Info frame, and the frames of one clip after the other."""
        yield tags.id3(episode, self.facts, art)
        frames = mp3.whole(track.samples) // mp3.SAMPLES
        yield mp3.info_frame(rate=track.rate, bitrate=track.bitrate, frames=frames, size=track.size)
        for key in track.frames:
            blob = self.frames.blob(key)
            if blob is None:
                raise CacheChanged("the cache changed while the episode was joined", "run the build again")
            yield blob

    def _alternates(self, episode: Episode) -> Iterator[Alternate]:
        """Write the second encoding, if one is wanted, and yield its facts."""
        if not self.second:
            return
        kind = alternate.KINDS[self.second]
        blob = alternate.transcode(b"".join(self._pieces(sound_file(episode.id))), kind)
        made = Alternate(
            suffix=kind.suffix,
            type=kind.media_type,
            bitrate=kind.bitrate // 1000,
            size=len(blob),
            sha256=hashlib.sha256(blob).hexdigest(),
        )
        self.store.write(alternate_file(episode.id, made), [blob])
        yield made

    def draw(self, title: str) -> bytes:
        """Return the cover with this headline as JPEG; for the title of the show, the cover of the show."""
        shown = (self.facts.title, self.facts.author, self.facts.colour, self.facts.cover)
        key = picture_key(cover.VERSION, shown, title)
        art = self.pictures.blob(key)
        if art is None:
            art = cover.show_cover(self.facts) if title == self.facts.title else cover.episode_cover(self.facts, title)
            self.pictures.put_if_possible(key, None, art)
        return art


class _Count:
    """Counts and digests the bytes that pass through."""

    def __init__(self) -> None:
        self.size = 0
        self.sha256 = hashlib.sha256()

    def through(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self.sha256.update(piece)
            yield piece
