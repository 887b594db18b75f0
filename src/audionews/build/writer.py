"""From a track to a finished episode: the tagged MP3, its cover and, last of all, its sidecar."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from audionews.artwork import cover
from audionews.audio import alternate, mp3, tags
from audionews.errors import CacheChanged
from audionews.model import Alternate, Correction, Episode
from audionews.build import identity
from audionews.catalogue import sidecars
from audionews.build.voice_set import voice_facts
from audionews.build.keys import mastering, picture_key
from audionews.build.recipe import digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from audionews.model import Article, Script, ShowFacts, Track, VoiceFacts
    from audionews.build.cache import Cache
    from audionews.build.voice_set import VoiceSet
    from audionews.build.encoding import Frames
    from audionews.ports import BlobStore

PIECE = 1 << 20  # bytes that are read at once; the first of a file hold its tag


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What an article would become.

    Attributes:
        article: The article.
        script: Its lines.
        content: Digest of all that the listener gets.
        known: The episode that it already is, or None.
    """

    article: Article
    script: Script
    content: str
    known: Episode | None

    @property
    def change(self) -> str:
        """What would be done: new, corrected, remade or unchanged; nothing for one that was removed."""
        if self.known and self.known.removed:
            return "removed"
        if self.known and self.known.content == self.content:
            return "unchanged"
        return identity.change_of(self.known, self.script.segments)


def content_digest(article: Article, script: Script, voices: VoiceSet, facts: ShowFacts, sound: tuple[object, ...]) -> str:
    """Return the digest of all that the listener gets: equal means that there is nothing to do.

    Args:
        article: Its facts stand in the tags.
        script: Its lines are spoken.
        voices: Engines and voices.
        facts: Of the show; some stand in the tags and on the cover.
        sound: Bitrate and target loudness.
    """
    spoken = [(voices.key(line), line.pause, line.written) for line in script.lines]
    about = (article.headline, article.byline, article.link, article.language, article.date, script.segments)
    place = (article.section, article.publish_at)
    shown = (facts.title, facts.author, facts.base_url, facts.colour, facts.cover, facts.timezone)
    return digest(spoken, about, voice_facts(voices), place, shown, sound, how_made(voices))


def how_made(voices: VoiceSet) -> tuple[object, ...]:
    """Return what changes an episode beside what is said in it: our versions, and the gains of its voices."""
    gains = [synthesizer.voice.gain for synthesizer in voices.synthesizers]
    return mastering(), tags.VERSION, cover.VERSION, alternate.VERSION, *gains


def describe(plan: Plan, track: Track, voice: VoiceFacts, now: datetime, facts: ShowFacts) -> Episode:
    """Return the episode, but for the size and digest of its MP3, which are known when it is written.

    GUID, id and publication date are made once and then kept. An article without a date is published now; one that has
    to wait, when it may be. A known episode keeps its section and its time when the article does not say them.
    """
    article, known = plan.article, plan.known
    published = _published(article, now, facts) if known is None else known.published
    guid = identity.new_guid(article) if known is None else known.guid
    corrections = known.corrections if known else ()
    if plan.change == "corrected":
        corrections = (*corrections, Correction(date=now))
    return Episode(
        id=identity.new_id(guid, published) if known is None else known.id,
        guid=guid,
        title=article.headline,
        published=published,
        updated=corrections[-1].date if corrections else published,
        summary=article.summary,
        byline=article.byline,
        language=article.language,
        link=article.link,
        source_id=article.source_id,
        source=identity.source_name(article),
        content=plan.content,
        voice=voice,
        size=0,
        sha256="",
        rate=track.rate,
        samples=track.samples,
        bitrate=track.bitrate,
        loudness=track.loudness,
        segments=plan.script.segments,
        cues=track.cues,
        chapters=track.chapters,
        story=track.story,
        corrections=corrections,
        section=section_key(article.section, facts) or (known.section if known else ""),
        publish_at=_aware(article.publish_at, facts) or (known.publish_at if known else None),
    )


def section_key(written: str, facts: ShowFacts) -> str:
    """Return the key of the section of that key or name; "" when it has no feed of its own."""
    return next((key for key, name in facts.sections.items() if written in {key, name}), "")


def _published(article: Article, now: datetime, facts: ShowFacts) -> datetime:
    return _aware(article.publish_at, facts) or _aware(article.date, facts) or now.replace(microsecond=0)


def _aware(date: datetime | None, facts: ShowFacts) -> datetime | None:
    """Return the date in its own zone, or in that of the show when it names none."""
    return date.replace(tzinfo=ZoneInfo(facts.timezone)) if date and date.tzinfo is None else date


class EpisodeWriter:
    """Writes episodes into the output folder.

    Args:
        store: The output folder.
        frames: Has the encoded clips.
        pictures: Keeps drawn covers.
        facts: Of the show.
        second: The encoding to write beside the MP3, a key of ``alternate.KINDS``; "" is none.
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
        """Return a finished episode with all its files whole, or None when its MP3 is not there as it was written.

        A damaged cover comes out of the tag, a damaged alternate is made of the MP3 again: neither needs the caches.

        Raises:
            StoreError: The folder cannot be read or written.
            SettingsError: An alternate was damaged, and PyAV is not there any more.
        """
        if not self._is_there(sidecars.sound_file(episode.id), episode.sha256):
            return None
        art, name = tags.front_cover(next(self._pieces(sidecars.sound_file(episode.id)))), sidecars.cover_file(episode.id)
        if self.store.read(name) != art:
            self.store.write(name, [art])
        if all(self._is_there(sidecars.alternate_file(episode.id, each), each.sha256) for each in episode.alternates):
            return episode
        return self.write_sidecar(replace(episode, alternates=tuple(self._alternates(episode))))

    def _is_there(self, name: str, sha256: str) -> bool:
        """Return whether a file is as it was written."""
        found = hashlib.sha256()
        for piece in self._pieces(name):
            found.update(piece)
        return found.hexdigest() == sha256

    def _pieces(self, name: str) -> Iterator[bytes]:
        """Yield a file in pieces, none of them long: that of a long programme has 300 MB."""
        start = 0
        while piece := self.store.read(name, start, PIECE):
            yield piece
            start += len(piece)

    def check(self) -> None:
        """Do nothing where the second encoding can be written.

        Raises:
            SettingsError: It cannot.
        """
        if self.second:
            alternate.check(alternate.KINDS[self.second])

    def write(self, episode: Episode, track: Track) -> Episode:
        """Write cover, MP3 and, last, the sidecar; return the episode with size and digest."""
        art = self.draw(episode.title)
        self.store.write(sidecars.cover_file(episode.id), [art])
        count = _Count()
        self.store.write(sidecars.sound_file(episode.id), count.through(self.stream(episode, track, art)))
        alternates = tuple(self._alternates(episode))
        return self.write_sidecar(replace(episode, size=count.size, sha256=count.sha256.hexdigest(), alternates=alternates))

    def write_sidecar(self, episode: Episode) -> Episode:
        """Write the sidecar, and with it finish the episode."""
        self.store.write(sidecars.sidecar(episode.id), [sidecars.encode_sidecar(episode)])
        return episode

    def stream(self, episode: Episode, track: Track, art: bytes) -> Iterator[bytes]:
        """Yield the MP3: ID3 tag, Info frame, the frames of one clip after the other."""
        yield tags.id3(episode, self.facts, art)
        frames = mp3.whole(track.samples) // mp3.SAMPLES
        yield mp3.info_frame(rate=track.rate, bitrate=track.bitrate, frames=frames, size=track.size)
        for key in track.frames:
            blob = self.frames.blob(key)
            if blob is None:
                raise CacheChanged("the cache changed while the episode was joined", "run the build again")
            yield blob

    def _alternates(self, episode: Episode) -> Iterator[Alternate]:
        """Write the sound of the MP3 in the second encoding, where one is wanted, and yield what it is."""
        if not self.second:
            return
        kind = alternate.KINDS[self.second]
        blob = alternate.transcode(b"".join(self._pieces(sidecars.sound_file(episode.id))), kind)
        made = Alternate(
            suffix=kind.suffix,
            type=kind.media_type,
            bitrate=kind.bitrate // 1000,
            size=len(blob),
            sha256=hashlib.sha256(blob).hexdigest(),
        )
        self.store.write(sidecars.alternate_file(episode.id, made), [blob])
        yield made

    def draw(self, title: str) -> bytes:
        """Return the cover with this headline, or the show's own for the title of the show (JPEG)."""
        shown = (self.facts.title, self.facts.author, self.facts.colour, self.facts.cover)
        key = picture_key(cover.VERSION, shown, title)
        art = self.pictures.blob(key)
        if art is None:
            art = cover.show_cover(self.facts) if title == self.facts.title else cover.episode_cover(self.facts, title)
            self.pictures.put(key, None, art)
        return art


class _Count:
    """Counts and digests what flows through."""

    def __init__(self) -> None:
        self.size = 0
        self.sha256 = hashlib.sha256()

    def through(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            self.sha256.update(piece)
            yield piece
