"""The track, the episode and the show: what a listener gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence  # noqa: TC003 - msgspec reads the annotations at run time
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time

from audionews.model.article import Role, Segment  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.model.facts import ShowFacts  # noqa: TC001 - msgspec reads the annotations at run time


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWord:
    """When a word is spoken (in samples), and which characters of ``Cue.text`` to highlight."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line with its time in the track.

    Attributes:
        segment: Index of its segment.
        role: The role of its segment.
        text: The line as written.
        start: Sample at which its speech begins.
        end: Sample after its speech; the pause is not included.
        words: Its words, if the engine gave their times.
    """

    segment: int
    role: Role
    text: str
    start: int
    end: int
    words: tuple[CueWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled part of the track, in samples. The first starts at 0, each ends where the next starts.

    ``url`` is the article that it reads, where that is not the article of the episode, or "".
    """

    title: str
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The joined sound and its times.

    Attributes:
        rate: Samples per second.
        bitrate: Bitrate of the MP3, in kbit/s.
        samples: Length as it is played, without encoder delay and padding.
        loudness: Integrated loudness in LUFS.
        frames: Cache keys of the encoded clips, in order.
        cues: One for each line.
        chapters: In time order.
        story: The samples of the frames at which the article begins and ends, without the music and the notice.
        size: Size of the frames in bytes.
    """

    rate: int
    bitrate: int
    samples: int
    loudness: float
    frames: tuple[str, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    story: tuple[int, int] = (0, 0)
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change after the first publication. ``date`` is aware; ``note`` says what changed, or is ""."""

    date: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFacts:
    """What listeners are told about the voice of an episode, or about each of its voices in turn.

    ``instead_of`` is the name of the voice that failed, if this one is its fallback, or "".
    """

    name: str
    engine: str
    engine_version: str
    title: str = ""
    learned: bool = False
    licence: str = ""
    credit: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """Another encoding of an episode's sound: podcast:alternateEnclosure.

    Attributes:
        suffix: The suffix of its file, ``episodes/STEM.SUFFIX``.
        type: Media type, for example "audio/ogg".
        bitrate: In kbit/s.
        size: Size of the file in bytes.
        sha256: Digest of the file.
    """

    suffix: str
    type: str
    bitrate: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """The photo of an article, ``episodes/STEM.photo-DIGEST.jpg``.

    Attributes:
        url: Where it was fetched.
        caption: What it shows, or "".
        credit: Who made it, or "".
        width: In pixels.
        height: In pixels.
        size: Size of the file in bytes.
        sha256: Digest of the file.
    """

    url: str
    caption: str = ""
    credit: str = ""
    width: int
    height: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """The tagged MP3, its transcript, chapters, cover and facts. Its JSON form is the sidecar beside the MP3.

    Attributes:
        id: ASCII name of its files: the date and eight characters of a digest ("2024-06-20-1f0c9a3e").
        guid: Made once, never changed.
        title: The headline.
        published: Aware; a correction does not change it.
        updated: Aware; when it was removed, if it is, or the date of the last correction, or ``published``.
        summary: The summary points.
        byline: Who wrote the article, or "".
        language: BCP 47 tag.
        link: The article on the newspaper's site, or "".
        source_id: The newsroom's id or canonical URL, or "".
        source: Name of the article's file, without folders, or "".
        content: Digest of what listeners get (script, voice, sound settings): if it is equal, there is nothing to do.
        voice: Who speaks.
        size: Size of the MP3 in bytes.
        sha256: Digest of the MP3.
        rate: Samples per second.
        samples: Length of the sound.
        bitrate: In kbit/s.
        loudness: In LUFS.
        segments: The article as written, and the notice about the voice.
        cues: Lines with their times.
        chapters: In time order.
        corrections: Oldest first.
        section: The key of its section in ``ShowFacts.sections``, or "".
        publish_at: Until then it is in no feed and on no page; aware; None is immediately.
        removed: Whether it was taken out of feed and pages on purpose. It keeps its GUID.
        story: The samples of the MP3's frames at which the article begins and ends, for editions; (0, 0) is unknown.
        alternates: Other encodings of the sound, beside the MP3.
        photo: The photo of its article, or None.
        stories: Ids of the episodes in an edition; () for an article.
        identity: The GUID that its article, as it is now, would have if it were published for the first time, or "" if
            it was written by an earlier version.
        wording: Digest of the words of its headline and text, by which the same article is found again, or "".
        held_by_date: Whether ``publish_at`` is the date of its article, which was in the future.
        revision: Counts the changes of the sidecar; a change names the revision that it was based on. 0 was written by
            0.1.0, which did not count.
        version: Eight characters of a digest, in the names of the sound and of all that belongs to its times, since the
            sound was replaced; "" for the first sound. What a name stands for never changes.
    """

    id: str
    guid: str
    title: str
    published: datetime
    updated: datetime
    summary: tuple[str, ...] = ()
    byline: str = ""
    language: str = "ar"
    link: str = ""
    source_id: str = ""
    source: str = ""
    content: str
    voice: VoiceFacts
    size: int
    sha256: str
    rate: int
    samples: int
    bitrate: int
    loudness: float
    segments: tuple[Segment, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    corrections: tuple[Correction, ...] = ()
    section: str = ""
    publish_at: datetime | None = None
    removed: bool = False
    story: tuple[int, int] = (0, 0)
    alternates: tuple[Alternate, ...] = ()
    photo: Photo | None = None
    stories: tuple[str, ...] = ()
    identity: str = ""
    wording: str = ""
    held_by_date: bool = False
    revision: int = 0
    version: str = ""

    @property
    def stem(self) -> str:
        """The beginning of the names of its sound, cover, transcripts and chapters: ID, or ID.VERSION."""
        return f"{self.id}.{self.version}" if self.version else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeHeader:
    """What the catalogue knows of an episode without reading its sidecar: the fields are those of ``Episode``.

    Attributes:
        link_key: Its link in the form in which links are compared, or "".
        edition: Whether it is an edition.
        digest: SHA-256 of the sidecar.
    """

    id: str
    guid: str
    title: str
    source: str
    link_key: str
    published: datetime
    updated: datetime
    publish_at: datetime | None
    removed: bool
    section: str
    rate: int
    samples: int
    edition: bool
    identity: str
    wording: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The rest of the show that the files of an episode depend on.

    Attributes:
        facts: The facts of the show.
        newer: The next newer episode, or None.
        older: The next older episode, or None.
    """

    facts: ShowFacts
    newer: EpisodeHeader | None = None
    older: EpisodeHeader | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedShow:
    """A show whose lists have to be brought up to date.

    Attributes:
        facts: The facts of the show.
        headers: All episodes that listeners get, newest first.
        hidden: Episodes that were removed or wait for their time, newest first. No list names them, but they still
            count for paging, so that a take-down moves no other episode to another page.
        load: Returns the whole episode of a header. A list calls it to make its bytes, never to declare its inputs.
        changed: Ids of the episodes that are new, changed or gone since the lists were last rendered.
    """

    facts: ShowFacts
    headers: Sequence[EpisodeHeader]
    hidden: Sequence[EpisodeHeader]
    load: Callable[[EpisodeHeader], Episode]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A rendered file of the show.

    Attributes:
        path: Relative to the output folder, with slashes.
        inputs: Everything that its bytes depend on, or a digest of it. As long as it stays the same, the bytes are not
            made again; with "" they are made each time.
        pieces: Its bytes, made while they are iterated over.
    """

    path: str
    inputs: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """All episodes, newest first, and the facts of the show. ``episodes`` may read each one on access."""

    facts: ShowFacts
    episodes: Sequence[Episode]
