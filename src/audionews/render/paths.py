"""Where the files of a show lie, and their addresses."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.model import Episode, ShowFacts

FEED = "feed.xml"
INDEX = "index.html"
ARCHIVE = "archive.html"
COVER = "cover.jpg"
STYLE = "audionews.css"
PLAYER = "audionews.js"
WORDS = "audionews-words.js"
ICON = "audionews.svg"
LOOPBACK = "http://127.0.0.1:8000"  # where ``audionews serve`` listens unless told otherwise

_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcast:guid


def file_of(episode: Episode, kind: str) -> str:
    """Return the path of one of an episode's files: ``file_of(episode, "mp3")``."""
    return f"episodes/{episode.id}.{kind}"


def numbered(name: str, page: int) -> str:
    """Return the path of a page of a list; the first keeps the plain name.

    >>> numbered("feed.xml", 1), numbered("feed.xml", 2)
    ('feed.xml', 'feed-2.xml')
    """
    stem, dot, kind = name.partition(".")
    return name if page == 1 else f"{stem}-{page}{dot}{kind}"


def section_file(key: str, kind: str = "xml") -> str:
    """Return the path of the feed of a section, or of its page: ``section_file("sport", "html")``."""
    return f"section-{key}.{kind}"


def base_of(facts: ShowFacts) -> str:
    """Return the address of the output folder: the show's own, or the loopback address while it has none."""
    return facts.base_url or LOOPBACK


def feed_guid(url: str) -> str:
    """Return the podcast:guid of a feed: a UUIDv5 of its address without scheme and trailing slashes.

    Source: the podcast namespace, ``<podcast:guid>``. It is made once and kept when the feed moves.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid.uuid5(_NAMESPACE, re.sub("^[a-z]+://", "", url).rstrip("/")))
