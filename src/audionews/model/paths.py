"""The paths and addresses of the files of a show. All code that reads or writes them gets their names here."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.model.show import Alternate, ShowFacts

FOLDER = "episodes/"
FEED = "feed.xml"
INDEX = "index.html"
ARCHIVE = "archive.html"
COVER = "cover.jpg"
STYLE = "audionews.css"
PLAYER = "audionews.js"
WORDS = "audionews-words.js"
EMBED = "audionews-embed.js"
READING = "audionews-reading.js"
MORE = "audionews-more.js"
FRAMED = "audionews-framed.js"
FRAMES = "audionews-frames.js"
ICON = "audionews.svg"
LOOPBACK = "http://127.0.0.1:8000"  # where ``audionews serve`` listens unless told otherwise
_PUBLIC_KINDS = (
    "mp3", "opus", "m4a", "jpg", "vtt", "srt", "transcript.json", "chapters.json", "html", "embed.html", "oembed.json",
    "player.json",
)  # fmt: skip
_FIRST = (".mp3", ".opus", ".m4a", ".jpg", ".css", ".js", ".svg", ".vtt", ".srt", ".json")  # what pages and feeds name
_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcast:guid


def episode_file(episode_id: str, kind: str) -> str:
    """Return the path of one of an episode's files.

    >>> episode_file("2024-06-20-1f0c9a3e", "vtt")
    'episodes/2024-06-20-1f0c9a3e.vtt'
    """
    return f"{FOLDER}{episode_id}.{kind}"


def sidecar(episode_id: str) -> str:
    """Return the path of the sidecar of an episode. If it exists, the episode is finished."""
    return episode_file(episode_id, "json")


def sound_file(episode_id: str) -> str:
    """Return the path of the MP3 of an episode."""
    return episode_file(episode_id, "mp3")


def cover_file(episode_id: str) -> str:
    """Return the path of the cover of an episode."""
    return episode_file(episode_id, "jpg")


def alternate_file(episode_id: str, alternate: Alternate) -> str:
    """Return the path of another encoding of the sound of an episode."""
    return episode_file(episode_id, alternate.suffix)


def files_of(episode_id: str) -> tuple[str, ...]:
    """Return the paths of all files of an episode that may be public."""
    return tuple(episode_file(episode_id, kind) for kind in _PUBLIC_KINDS)


def page_file(name: str, number: int) -> str:
    """Return the path of a page of a list. Page 1, the newest, has the plain name.

    >>> page_file("feed.xml", 1), page_file("feed.xml", 2)
    ('feed.xml', 'feed-2.xml')
    """
    stem, dot, kind = name.partition(".")
    return name if number == 1 else f"{stem}-{number}{dot}{kind}"


def month_file(year: int, month: int) -> str:
    """Return the path of the page that lists the episodes of a month.

    >>> month_file(2024, 6)
    'archive-2024-06.html'
    """
    return f"archive-{year:04}-{month:02}.html"


def section_file(key: str, kind: str = "xml") -> str:
    """Return the path of the feed of a section, or of its page: ``section_file("sport", "html")``."""
    return f"section-{key}.{kind}"


def base_of(facts: ShowFacts) -> str:
    """Return the address of the output folder: the show's own, or the loopback address if it has none."""
    return facts.base_url or LOOPBACK


def feed_guid(url: str) -> str:
    """Return the podcast:guid of a feed: a UUIDv5 of its address without scheme and trailing slashes.

    Source: the podcast namespace, ``<podcast:guid>``. It is made once and kept even if the feed moves.

    >>> feed_guid("https://podnews.net/rss")
    '9b024349-ccf0-5f69-a609-6b82873eab3c'
    """
    return str(uuid.uuid5(_NAMESPACE, re.sub("^[a-z]+://", "", url).rstrip("/")))


def place_of(path: str) -> int:
    """Return the rank of a file in an upload: files before those that name them, the main feed last."""
    if path == FEED:
        return 3
    if path.endswith(".xml"):
        return 2
    return 0 if path.endswith(_FIRST) else 1
