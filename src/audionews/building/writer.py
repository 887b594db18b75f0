"""Writes the files of an episode: the tagged MP3, its cover and a second encoding.

The first sound of an episode has a plain name, ``episodes/ID.mp3``. A sound that replaces it has a digest in its name,
``episodes/ID.VERSION.mp3``, so that what a feed, a client or a cache knows by a name is never another sound.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from audionews.artwork import cover, small
from audionews.audio import alternate, mp3, tags
from audionews.building.keys import picture_key
from audionews.errors import CacheChanged, EpisodeChanged
from audionews.model import Alternate, Episode
from audionews.model.paths import alternate_file, cover_file, photo_file, sound_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.building.cache import Cache
    from audionews.building.encoding import Frames
    from audionews.model import ShowFacts, Track
    from audionews.ports import BlobStore

PIECE = 1 << 20  # bytes of one read; the first piece of a file has its tag
VERSION = 8  # characters of a digest in the names of a replaced sound


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
        sound = sound_file(episode)
        if not self._is_there(sound, episode.sha256):
            return None
        art = tags.front_cover(next(self._pieces(sound)))
        if self.store.read(cover_file(episode)) != art:
            self.store.write(cover_file(episode), [art])
        if episode.photo and not self._is_there(photo_file(episode), episode.photo.sha256):
            episode = replace(episode, photo=None)  # it is fetched when the episode is made anew
        if all(self._is_there(alternate_file(episode, each), each.sha256) for each in episode.alternates):
            return episode
        encoded = self._encoded(self._pieces(sound))
        version = _version(episode, episode.sha256, encoded)
        if version != episode.version:  # another release of the encoder: the whole episode gets new names
            renamed = replace(episode, version=version)
            if episode.photo:
                self.store.write(photo_file(renamed), self._pieces(photo_file(episode)))
            episode = self._put(renamed, art, self._pieces(sound))
        return self._put_alternates(episode, encoded)

    def _is_there(self, name: str, sha256: str) -> bool:
        """Return whether a file has the expected bytes."""
        return _sha256(self._pieces(name)) == sha256

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

    def write(
        self,
        episode: Episode,
        track: Track,
        before: Episode | None = None,
        photo: bytes | None = None,
        *,
        exclusive: bool = False,
    ) -> Episode:
        """Write the files of an episode; return it with sizes, digests and the version of its names.

        The catalogue writes the sidecar, which finishes the episode, after this. Files of ``before`` stay: the feed
        names them until the show is rendered.

        Args:
            episode: The episode.
            track: Its sound.
            before: The episode that it replaces, or None for a new one.
            photo: Its photo, or None.
            exclusive: Whether a new sound is only written where no file is.

        Raises:
            CacheChanged: Frames in the cache were lost.
            EpisodeChanged: There is a file where a new sound would be.
            StoreError: The folder cannot be written.
        """
        art = self.draw(episode.title)
        whole = partial(self.stream, episode, track, art)
        if before is None:
            made = self._put(episode, art, whole(), exclusive=exclusive)
            encoded = self._encoded(self._pieces(sound_file(made)))
        else:
            encoded = self._encoded(whole())
            version = _version(before, _sha256(whole()), encoded)
            made = self._put(replace(episode, version=version), art, whole())
        if photo is not None:
            self.store.write(photo_file(made), [photo])
        return self._put_alternates(made, encoded)

    def _put(self, episode: Episode, art: bytes, pieces: Iterator[bytes], *, exclusive: bool = False) -> Episode:
        """Write MP3 and cover; return the episode with the size and the digest of the MP3."""
        count, name = _Count(), sound_file(episode)
        if not exclusive:
            self.store.write(name, count.through(pieces))
        elif not self.store.write_if(name, count.through(pieces), None):
            raise EpisodeChanged(f"{name} is there already", "run it again: it is replaced then", episode.id)
        self.store.write(cover_file(episode), [art])
        return replace(episode, size=count.size, sha256=count.sha256.hexdigest())

    def _put_alternates(self, episode: Episode, encoded: Sequence[tuple[Alternate, bytes]]) -> Episode:
        """Write other encodings; return the episode with their facts."""
        for made, blob in encoded:
            self.store.write(alternate_file(episode, made), [blob])
        return replace(episode, alternates=tuple(made for made, _ in encoded))

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

    def _encoded(self, pieces: Iterable[bytes]) -> list[tuple[Alternate, bytes]]:
        """Return the second encoding of an MP3, if one is wanted, with its facts."""
        if not self.second:
            return []
        kind = alternate.KINDS[self.second]
        blob = alternate.transcode(b"".join(pieces), kind)
        made = Alternate(
            suffix=kind.suffix,
            type=kind.media_type,
            bitrate=kind.bitrate // 1000,
            size=len(blob),
            sha256=hashlib.sha256(blob).hexdigest(),
        )
        return [(made, blob)]

    def small_cover(self, episode: Episode) -> bytes:
        """Return the photo of an episode, or else its cover, as pages show it.

        A cover that is missing or damaged is drawn; the next build repairs its file.
        """
        files = [photo_file(episode)] if episode.photo else []
        found = (self.store.read(name) for name in (*files, cover_file(episode)))
        made = next((each for art in found if art and (each := self._small(art))), None)
        return made or small.small_cover(self.draw(episode.title)) or b""

    def _small(self, art: bytes) -> bytes | None:
        """Return a picture as pages show it; None if it is damaged."""
        key = picture_key("small", small.VERSION, hashlib.sha256(art).hexdigest())
        made = self.pictures.blob(key) or small.small_cover(art)
        if made:
            self.pictures.put_if_possible(key, None, made)
        return made

    def draw(self, title: str) -> bytes:
        """Return the cover with this headline as JPEG; for the title of the show, the cover of the show."""
        shown = (self.facts.title, self.facts.author, self.facts.colour, self.facts.cover)
        key = picture_key(cover.VERSION, shown, title)
        art = self.pictures.blob(key)
        if art is None:
            art = cover.show_cover(self.facts) if title == self.facts.title else cover.episode_cover(self.facts, title)
            self.pictures.put_if_possible(key, None, art)
        return art


def _version(before: Episode, sha256: str, encoded: Iterable[tuple[Alternate, bytes]]) -> str:
    """Return the version of an episode's names: that of the episode before if no sound is new, else a new one."""
    digests = [sha256, *(made.sha256 for made, _ in encoded)]
    if sha256 == before.sha256 and {made for made, _ in encoded}.issubset(before.alternates):
        return before.version
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:VERSION]


def _sha256(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


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
