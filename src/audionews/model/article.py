"""The article and its script: what is written, and what is spoken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from enum import StrEnum

from audionews.model.chances import LikelyReading  # noqa: TC001 - msgspec reads the annotations at run time


class Role(StrEnum):
    """What a segment is in its article."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"
    NOTICE = "notice"  # about the voice; spoken after the article, and not a part of it
    LATIN = "latin"  # no segment: lines in Latin letters, which a voice of their language may speak


class Place(StrEnum):
    """What became of an input line."""

    HEADLINE = "headline"
    DATE = "date"
    BYLINE = "byline"
    CAPTION = "caption"
    SUMMARY = "summary"
    BODY = "body"
    LINK = "link"  # the address of the article
    EMBARGO = "embargo"
    DROPPED = "dropped"


class Reason(StrEnum):
    """Why an input line is dropped."""

    BLANK = "blank"
    CHROME = "chrome"  # controls of the page: font size, share, listen
    REPEAT = "repeat"  # repeats another line
    CREDIT = "credit"  # the source of a picture or of the text
    PAGE = "page"  # surrounds the article in a page, as its markup says
    TAIL = "tail"  # follows the article: related stories, keywords, comments
    CONTROL = "control"  # has only control characters
    KICKER = "kicker"  # stands above the headline, such as the name of the section
    WIRE = "wire"  # marks of an agency: initials, the end, the time of sending
    USER = "user"  # the user or the settings say so


class Precision(StrEnum):
    """How exactly a date is known."""

    MINUTE = "minute"
    DAY = "day"


class Status(StrEnum):
    """Whether the newsroom wants an article published (IPTC publication status)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture of an article.

    Attributes:
        url: Its address.
        caption: What it shows, or "".
        credit: Who made it, or "".
    """

    url: str
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line of the input, and what became of it.

    Attributes:
        number: Line number in the input, from 1.
        text: The unchanged line, without its newline.
        place: What became of it.
        reason: Why it was dropped; None unless ``place`` is DROPPED.
        why: The evidence for its place, in a few words, or "".
        unspoken: Pieces of a spoken line that are not spoken, such as a dateline.
    """

    number: int
    text: str
    place: Place
    reason: Reason | None = None
    why: str = ""
    unspoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader found in the input: plain text (NFC, no control, bidi or zero-width characters).

    Attributes:
        source: Where it came from, for messages: a file name, a URL, or "-".
        headline: One line.
        summary: The summary points, without bullets; may be empty.
        body: The paragraphs to speak; never empty.
        date: When it was published; a naive date is in the show's time zone. None if the input does not say.
        date_precision: How exactly ``date`` is known; of a day, its time is 00:00.
        date_source: What ``date`` is from: "user", "feed", "markup" or "text"; "" if there is none.
        modified: When it was last changed, or None.
        status: Whether the newsroom wants it published.
        byline: Who wrote it, or "".
        captions: Picture captions; neither shown nor spoken.
        image: Its picture, or None.
        corrections: What the newspaper says that it has corrected.
        language: BCP 47 tag.
        link: The page of the article on the newspaper's site, or "".
        source_id: The newsroom's own id or the canonical URL, or "" if there is none.
        section: The newspaper's name of its section, or "".
        publish_at: When it may be published (the end of an embargo); a naive date is in the show's time zone. None is
            immediately.
        charset: The charset of the input; "utf-8 seen as cp1256" if wrongly decoded text was repaired.
        lines: Every line of the input in order, and what became of it.
    """

    source: str
    headline: str
    summary: tuple[str, ...] = ()
    body: tuple[str, ...]
    date: datetime | None = None
    date_precision: Precision = Precision.MINUTE
    date_source: str = ""
    modified: datetime | None = None
    status: Status = Status.USABLE
    byline: str = ""
    captions: tuple[str, ...] = ()
    image: Image | None = None
    corrections: tuple[str, ...] = ()
    language: str = "ar"
    link: str = ""
    source_id: str = ""
    section: str = ""
    publish_at: datetime | None = None
    charset: str = "utf-8"
    lines: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The headline, a summary point, a body paragraph or the notice about the voice, as written."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One spoken word of a line, and the written characters that it stands for.

    Attributes:
        start: Offset of its first character in ``Line.spoken``.
        end: Offset after its last character in ``Line.spoken``.
        written_start: Offset of the first of the written characters in ``Line.written``.
        written_end: Offset after the last one. Several spoken words may share the same written characters ("2024").
        confidence: The probability that it is spoken correctly; 1.0 for given marks and lexicon entries.
        readings: The likeliest ways to speak it, likeliest first; the first is the one that is spoken. () if there is
            no other that is worth mentioning.
    """

    start: int
    end: int
    written_start: int
    written_end: int
    confidence: float = 1.0
    readings: tuple[LikelyReading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One speakable utterance.

    Attributes:
        segment: Index of its segment in the script.
        role: The role of its segment.
        offset: Where ``written`` starts in the segment's text. Between the lines of a segment is only white space.
        written: A part of the segment, exactly as it was written; it is what is shown.
        spoken: The text for the engine: normalized, diacritized, with the punctuation that makes it pause.
        words: The words of ``spoken`` in order.
        pause: Silence after the line in milliseconds.
        latin: Whether it is in Latin letters, as written, for the voice of ``Role.LATIN``.
    """

    segment: int
    role: Role
    offset: int
    written: str
    spoken: str
    words: tuple[Word, ...] = ()
    pause: int
    latin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is spoken of an article.

    Attributes:
        segments: The headline, the summary and the body as written.
        lines: What is spoken, in order; each is cut from one segment.
    """

    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]
