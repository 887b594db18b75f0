"""The article and its script: what was written, and what will be spoken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
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
        confidence: The chance that what is heard is right; 1.0 for given marks and lexicon entries.
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
