"""The values that walk through the program: Article, Segment, Line, Script, Voice, Clip, Track, Episode, Show.

All are frozen and hold plain data, so that they can be compared, cached, sent to another process and written as JSON.
Times in a Track and an Episode are whole samples at its ``rate``; only publishers turn them into seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence  # noqa: TC003 - msgspec reads the annotations at run time
from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003
from enum import StrEnum


class Role(StrEnum):
    """What a segment is in its article."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"
    NOTICE = "notice"  # what is said about the voice, after the article and no part of it


class Place(StrEnum):
    """Where an input line ended."""

    HEADLINE = "headline"
    DATE = "date"
    BYLINE = "byline"
    CAPTION = "caption"
    SUMMARY = "summary"
    BODY = "body"
    DROPPED = "dropped"


class Reason(StrEnum):
    """Why an input line is dropped."""

    BLANK = "blank"
    CHROME = "chrome"  # what the site put around the article: font size, share, listen
    REPEAT = "repeat"  # says again what stands elsewhere
    CREDIT = "credit"  # the source of a picture or of the text
    TAIL = "tail"  # after the article: related stories, keywords, comments
    CONTROL = "control"  # nothing left after control characters were taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of the input as it came, and where it ended.

    Attributes:
        number: 1-based line number in the input.
        text: The line as it came, without its newline.
        place: Where it ended.
        reason: Why it was dropped; None unless ``place`` is DROPPED.
    """

    number: int
    text: str
    place: Place
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader made of the input: plain text (NFC, no control, bidi or zero-width characters).

    Attributes:
        source: Where it came from, for messages: a file name, a URL, or "-".
        headline: One line.
        summary: The summary points, without bullets; may be empty.
        body: The paragraphs to speak; never empty.
        date: When it was published, naive: in the show's time zone. None when the input does not say.
        byline: Who wrote it, or "".
        captions: Picture captions; shown nowhere, spoken never.
        language: BCP 47 tag.
        link: The page of the article on the newspaper's site, or "".
        source_id: The newsroom's own id or the canonical URL, or "" when there is none.
        section: The section of the newspaper that it stands in, as the newspaper names it, or "".
        publish_at: When it may be published; naive: in the show's time zone. None is at once.
        charset: The charset that the input was in; "utf-8 seen as cp1256" when wrongly decoded text was turned back.
        lines: Every line of the input in order, each with the one place where it ended.
    """

    source: str
    headline: str
    summary: tuple[str, ...] = ()
    body: tuple[str, ...]
    date: datetime | None = None
    byline: str = ""
    captions: tuple[str, ...] = ()
    language: str = "ar"
    link: str = ""
    source_id: str = ""
    section: str = ""
    publish_at: datetime | None = None
    charset: str = "utf-8"
    lines: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The headline, one summary point or one body paragraph, as written."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One spoken word of a line and the written characters that it came from.

    Attributes:
        start: Offset of its first character in ``Line.spoken``.
        end: Offset after its last character in ``Line.spoken``.
        written_start: Offset of the first character that it came from in ``Line.written``.
        written_end: Offset after the last one. Several spoken words may share one written stretch ("2024").
        confidence: How sure its reading is: 1.0 for given marks and lexicon entries, else the diacritizer's margin.
    """

    start: int
    end: int
    written_start: int
    written_end: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One speakable utterance.

    Attributes:
        segment: Index of its segment in the script.
        role: The role of its segment.
        offset: Where ``written`` starts in the segment's text. Between lines of a segment stands only white space.
        written: The stretch of the segment as it is shown: exactly the characters that were written.
        spoken: What the engine is given: normalized, diacritized, with the punctuation that makes it pause.
        words: The words of ``spoken`` in order.
        pause: Silence after the line in milliseconds.
    """

    segment: int
    role: Role
    offset: int
    written: str
    spoken: str
    words: tuple[Word, ...] = ()
    pause: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """All lines of an article, in order, and the segments that they were cut from."""

    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]


class Diacritics(StrEnum):
    """What an engine wants done with vowel marks."""

    KEEP = "keep"
    STRIP = "strip"
    EITHER = "either"


class Timings(StrEnum):
    """How fine the times are that an engine reports."""

    NONE = "none"
    WORD = "word"
    SENTENCE = "sentence"


class Workers(StrEnum):
    """What kind of worker an engine can be run on."""

    THREADS = "threads"
    PROCESSES = "processes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What an engine can do.

    Attributes:
        offline: Works with no network.
        timings: How fine its times are.
        max_chars: Longest text of one call in characters, or None.
        concurrency: How many calls may be under way at once; None is as many as there are workers.
        workers: What kind of worker its calls run on.
        diacritics: What it wants done with vowel marks.
        learned: Its voices were trained on recordings (for the AI label of the show).
        silent: Its clips hold no sound, on purpose.
        seconds: Longest time that one call may take, by the clock on the wall.
        interval: Seconds between the starts of two calls: what a service asks of its guests.
    """

    offline: bool
    timings: Timings = Timings.NONE
    max_chars: int | None = None
    concurrency: int | None = None
    workers: Workers = Workers.THREADS
    diacritics: Diacritics = Diacritics.KEEP
    learned: bool = False
    silent: bool = False
    seconds: float = 120.0
    interval: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacing:
    """Silence after a line, in milliseconds, by what the line ends."""

    headline: int = 1200
    point: int = 700
    paragraph: int = 800
    sentence: int = 450
    clause: int = 250
    end: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFile:
    """A file that a voice needs and ``voices install`` fetches: exactly these bytes.

    Attributes:
        name: What it is called in the folder of voices.
        url: Its home.
        size: Bytes.
        sha256: Digest in hexadecimal, or "" where the home gives only MD5.
        md5: Digest in hexadecimal, or "".
    """

    name: str
    url: str
    size: int
    sha256: str = ""
    md5: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An engine plus its settings, pacing and lexicon: one TOML file in voices/.

    Attributes:
        name: The name of the file, for example "ar-espeak".
        engine: The engine's registered name.
        id: The engine's own name of the voice.
        language: BCP 47 tag.
        title: What the show calls it, in Arabic.
        speed: 1.0 is the voice's own pace; 0.8 is slower.
        pitch: Semitones up or down.
        gain: Decibels added to what loudness asks for.
        pausal: Speak pausal forms (waqf) at the end of a line.
        pacing: Pauses.
        settings: What only this engine knows; part of the address of its clips.
        licence: SPDX id or words.
        credit: Whom the licence or good manners ask to name.
        home: Where to read about the voice.
        files: What has to be installed before it can speak.
        roles: The names of other voices that speak the headline, the summary or the body instead of this one.
        fallback: The names of voices that speak an episode as a whole when this one fails, in the order in which they
            are tried.
        price: What a million characters cost, in the currency of the contract; 0 is free.
    """

    name: str
    engine: str
    id: str = ""
    language: str = "ar"
    title: str = ""
    speed: float = 1.0
    pitch: float = 0.0
    gain: float = 0.0
    pausal: bool = True
    pacing: Pacing = field(default_factory=Pacing)
    settings: Mapping[str, str | int | float | bool] = field(default_factory=dict)
    licence: str = ""
    credit: str = ""
    home: str = ""
    files: tuple[VoiceFile, ...] = ()
    roles: Mapping[Role, str] = field(default_factory=dict)
    fallback: tuple[str, ...] = ()
    price: float = 0.0


class Container(StrEnum):
    """How the bytes of a clip are packed."""

    PCM = "pcm_s16le"  # mono, no header
    WAV = "wav"
    FLAC = "flac"
    MP3 = "mp3"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTime:
    """When a stretch of the spoken text sounds.

    Attributes:
        start: Offset of its first character in the text given to the engine.
        end: Offset after its last character.
        begins: Seconds from the start of the clip.
        ends: Seconds from the start of the clip.
    """

    start: int
    end: int
    begins: float
    ends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """The sound of one line, mono, as the engine delivered it.

    Attributes:
        sound: The bytes.
        container: How they are packed.
        rate: Samples a second.
        words: Word times, where the engine gives them.
    """

    sound: bytes
    container: Container
    rate: int
    words: tuple[WordTime, ...] = ()


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
    """

    rate: int
    bitrate: int
    samples: int
    loudness: float
    frames: tuple[str, ...]
    cues: tuple[Cue, ...]
    chapters: tuple[Chapter, ...]
    story: tuple[int, int] = (0, 0)


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
        type: Media type, for example 'audio/ogg; codecs="opus"'.
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
