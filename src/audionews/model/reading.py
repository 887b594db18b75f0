"""What readers are given, and what they return besides articles."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime  # noqa: TC003 - shown to those who read the annotations
from typing import TYPE_CHECKING, TypeAlias

from audionews.model.article import Article, Image, Precision, SourceLine, Status

if TYPE_CHECKING:
    from audionews.errors import AudionewsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """One input, and what its source says about it.

    Attributes:
        content: The bytes.
        name: What messages call it: a file name, a URL, or "-".
        media_type: The media type without parameters, in lower case, or "".
        charset: The charset that the source declares, or "".
        url: The address that the bytes are from, after redirects, or "".
    """

    content: bytes
    name: str = "-"
    media_type: str = ""
    charset: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRules:
    """How to read the pages of one site.

    Attributes:
        host: The host and its subdomains, such as "example.org".
        headline: CSS selector of the headline, or "".
        body: CSS selector of the element that holds the paragraphs, or "".
        drop: CSS selectors of what is not spoken.
        tail: Lines from which on nothing is spoken; spelling of hamza, marks and signs do not count.
    """

    host: str
    headline: str = ""
    body: str = ""
    drop: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about an article before it is read: from the user, else from a feed, else from markup.

    Attributes:
        headline: The headline; then no line is taken for it. Or "".
        date: When it was published, or None.
        date_precision: How exactly ``date`` is known.
        date_source: What ``date`` is from: "user", "feed" or "markup"; "" if there is none.
        modified: When it was last changed, or None.
        status: Whether the newsroom wants it published.
        publish_at: When it may be published, or None.
        byline: Who wrote it, or "".
        link: Its page on the newspaper's site, or "".
        source_id: The newsroom's own id, or "".
        section: The newspaper's name of its section, or "".
        language: BCP 47 tag, or "".
        image: Its picture, or None.
        corrections: What the newspaper says that it has corrected.
        titles: Other forms of the headline, for example of og:title: a line that is like one is the headline.
        keep: Patterns of lines that are spoken whatever the rules say: a part of a line; "*" is any characters.
        drop: Patterns of lines that are not spoken.
        sites: How to read the pages of some sites.
        force: Whether a page is read that does not look like an article.
    """

    headline: str = ""
    date: datetime | None = None
    date_precision: Precision = Precision.MINUTE
    date_source: str = ""
    modified: datetime | None = None
    status: Status = Status.USABLE
    publish_at: datetime | None = None
    byline: str = ""
    link: str = ""
    source_id: str = ""
    section: str = ""
    language: str = ""
    image: Image | None = None
    corrections: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    sites: tuple[SiteRules, ...] = ()
    force: bool = False

    def or_else(self, other: Known) -> Known:
        """Return these facts; those that are not known are taken from the other."""
        missing = {each.name for each in fields(self) if getattr(self, each.name) == each.default}
        missing -= {"date_precision", "date_source"}  # they belong to the date
        if "date" in missing:
            missing |= {"date_precision", "date_source"}
        return replace(self, **{name: getattr(other, name) for name in missing})


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An article that could not be read.

    Attributes:
        source: Where it came from, for messages.
        error: Why.
        lines: Every line of it that was found, and what became of it.
        article: The article, if it was read but may not become an episode; or None.
        known: What the input says about it besides its text.
    """

    source: str
    error: AudionewsError
    lines: tuple[SourceLine, ...] = ()
    article: Article | None = None
    known: Known = NOTHING_KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """An article that has to be fetched: the input has only its address and some facts.

    Attributes:
        url: Its address.
        given: What the input says about it.
    """

    url: str
    given: Known = NOTHING_KNOWN


Found: TypeAlias = Article | Failed | Pointer
"""One of the articles in an input."""
