"""The track, the episode and the show: what a listener gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence  # noqa: TC003 - msgspec reads the annotations at run time
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time

from audionews.model.article import Role, Segment  # noqa: TC001 - msgspec reads the annotations at run time


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWord:
    """When a word sounds (samples) and which characters of ``Cue.text`` it lights."""

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
        end: Sample after its speech; the pause after it does not count.
        words: Its words, where the engine gave their times.
    """

    segment: int
    role: Role
    text: str
    start: int
    end: int
    words: tuple[CueWord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled stretch of the track, in samples. The first starts at 0, each ends where the next starts."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The joined sound and its marks.

    Attributes:
        rate: Samples a second.
        bitrate: Of the MP3, in kbit/s.
        samples: Length as a player hears it, encoder delay and padding taken off.
        loudness: Integrated loudness in LUFS.
        frames: Store keys of the encoded clips, in order.
        cues: One a line.
        chapters: In time order.
        story: From and to which sample of the frames the article lasts: without music and notice around it.
        size: Bytes of the frames.
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
    """A change made after the first publication. ``date`` is aware; ``note`` says what, or is ""."""

    date: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFacts:
    """What the listener is told about the voice of an episode; of several voices, about each in turn.

    ``instead_of`` names the voice that should have spoken and failed, or is "".
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
        suffix: Of its file, ``episodes/ID.SUFFIX``.
        type: Media type, for example "audio/ogg".
        bitrate: kbit/s.
        size: Bytes.
        sha256: Digest of the file.
    """

    suffix: str
    type: str
    bitrate: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """The tagged MP3, its transcript, chapters, cover and facts. Its JSON form is the sidecar beside the MP3.

    Attributes:
        id: ASCII name of its files: the date and eight characters of a digest ("2024-06-20-1f0c9a3e").
        guid: Made once, stored, never changed.
        title: The headline.
        published: Aware; kept by corrections.
        updated: Aware; the date of the last correction, or ``published``.
        summary: The summary points.
        byline: Who wrote the article, or "".
        language: BCP 47 tag.
        link: The article on the newspaper's site, or "".
        source_id: The newsroom's id or canonical URL, or "".
        source: Name of the file that it came from, without folders, or "".
        content: Digest of what the listener gets (script, voice, sound settings): equal means nothing to do.
        voice: Who speaks.
        size: Bytes of the MP3.
        sha256: Digest of the MP3.
        rate: Samples a second.
        samples: Length of the sound.
        bitrate: kbit/s.
        loudness: LUFS.
        segments: The article as written.
        cues: Lines with their times.
        chapters: In time order.
        corrections: Oldest first.
        section: The key of its section in ``ShowFacts.sections``, or "".
        publish_at: Until then it is in no feed and on no page; aware; None is at once.
        removed: Taken out of feed and pages, on purpose. Its GUID stays its own.
        story: From and to which sample of the MP3's frames the article lasts: what an edition takes; (0, 0) is unknown.
        alternates: Other encodings of the sound, beside the MP3.
        stories: Ids of the episodes that an edition is made of; () for an article.
        revision: Counts the changes of the sidecar: whoever changes it says which revision was read. 0 was written by
            0.1.0, which did not count.
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
    stories: tuple[str, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeHeader:
    """What the catalogue knows of an episode without reading its sidecar: the fields of ``Episode`` of that name.

    Attributes:
        edition: Whether it is made of other episodes.
        digest: SHA-256 of the sidecar.
    """

    id: str
    guid: str
    title: str
    source: str
    published: datetime
    updated: datetime
    publish_at: datetime | None
    removed: bool
    section: str
    rate: int
    samples: int
    edition: bool
    revision: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What else of the show the files of an episode name.

    Attributes:
        facts: Of the show.
        newer: The episode after it, or None.
        older: The episode before it, or None.
    """

    facts: ShowFacts
    newer: EpisodeHeader | None = None
    older: EpisodeHeader | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedShow:
    """A show whose lists have to be brought up to date.

    Attributes:
        facts: Of the show.
        headers: All episodes that listeners get, newest first.
        hidden: Those that were removed or wait for their time, newest first. No list names them, but they keep their
            place in the counting of pages, so that a take-down moves no other episode to another page.
        load: Reads the whole episode of a header. A list calls it when its bytes are made, never to declare its inputs.
        changed: Ids of the episodes that are new, changed or gone since the lists were rendered last.
    """

    facts: ShowFacts
    headers: Sequence[EpisodeHeader]
    hidden: Sequence[EpisodeHeader]
    load: Callable[[EpisodeHeader], Episode]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the show on its way to the output folder.

    Attributes:
        path: Relative to the output folder, with slashes.
        inputs: Everything that its bytes are made of, or a digest of it. While this is what it was when the file was
            rendered last, its bytes are not made again; "" makes them each time.
        pieces: Its bytes. They are made when they are taken.
    """

    path: str
    inputs: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFacts:
    """What the settings say about the show.

    Attributes:
        title: Arabic name of the show.
        description: A paragraph about it.
        author: The newsroom.
        email: Owner's address, or "".
        base_url: Where output/ is served, without trailing slash; "" when not published yet: links are relative.
        link: The newspaper's own site, or "".
        language: BCP 47 tag.
        category: Apple category, for example ("News", "Daily News").
        copyright: One line, or "".
        explicit: Apple's parental flag.
        timezone: IANA name; naive article dates are in it.
        guid: podcast:guid, made once and stored.
        colour: Accent colour, "#rrggbb".
        cover: How covers are drawn: "wave", "band" or "frame".
        licence: SPDX id of the licence that the episodes are under, or "".
        funding: Where listeners can give, a URL, or "".
        frequency: How often episodes appear, an iCalendar rule (RFC 5545) such as "FREQ=DAILY", or "".
        inline_chapters: Write the chapters of the newest episodes into the feed as well (Podlove Simple Chapters).
        hub: A WebSub hub that is told of a changed feed, a URL, or "".
        sections: Sections that have a feed and a page of their own: key in file names -> Arabic name.
        section_guids: podcast:guid of the feed of each section, made once and stored.
    """

    title: str
    description: str
    author: str
    email: str = ""
    base_url: str = ""
    link: str = ""
    language: str = "ar"
    category: tuple[str, ...] = ("News", "Daily News")
    copyright: str = ""
    explicit: bool = False
    timezone: str = "Asia/Riyadh"
    guid: str = ""
    colour: str = "#0b5d4e"
    cover: str = "wave"
    licence: str = ""
    funding: str = ""
    frequency: str = ""
    inline_chapters: bool = True
    hub: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    section_guids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """All episodes, newest first, and the facts of the show. ``episodes`` may read each one as it is asked for."""

    facts: ShowFacts
    episodes: Sequence[Episode]
