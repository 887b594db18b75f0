"""The paths and addresses of the files of a show. All code that reads or writes them gets their names here."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.model.facts import ShowFacts
    from audionews.model.show import Alternate, Episode

FOLDER = "episodes/"
FEED = "feed.xml"
INDEX = "index.html"
ARCHIVE = "archive.html"
STYLE = "audionews.css"
PLAYER = "audionews.js"
WORDS = "audionews-words.js"
EMBED = "audionews-embed.js"
READING = "audionews-reading.js"
MORE = "audionews-more.js"
FRAMED = "audionews-framed.js"
FRAMES = "audionews-frames.js"
SEARCH_SCRIPT = "audionews-search.js"
ICON = "audionews.svg"
TOUCH_ICON = "apple-touch-icon.png"
MANIFEST = "manifest.webmanifest"
WORKER = "sw.js"
NOT_FOUND = "404.html"
SEARCH = "search.html"
TITLES = "titles.json"
LOOPBACK = "http://127.0.0.1:8000"  # where ``audionews serve`` listens unless told otherwise
_COVER = re.compile(r"cover(?:\.[0-9a-f]{8})?\.jpg")
_PAGES = ("html", "embed.html", "oembed.json", "player.json")  # keep their names when the sound is replaced
_TIMED = re.compile(
    rf"{FOLDER}([^./]+)(?:\.([0-9a-f]{{8}}))?\.(?:mp3|opus|m4a|jpg|small(?:-[0-9a-f]{8})?\.webp|photo-[0-9a-f]{8}\.jpg|vtt|srt|transcript\.(?:json|html)|chapters\.json)"
)
_PREFIX_KIND = re.compile(r"\.(mp3|m4a|opus|ogg)(?=/)")
_FIRST = (  # what pages and feeds name
    ".mp3", ".opus", ".m4a", ".jpg", ".webp", ".png", ".css", ".js", ".svg", ".vtt", ".srt", ".json",
)  # fmt: skip
_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # of podcast:guid


def episode_file(stem: str, kind: str) -> str:
    """Return the path of one of an episode's files.

    Args:
        stem: ``Episode.stem`` for what belongs to the times of its sound, ``Episode.id`` for all else.
        kind: What follows it.

    >>> episode_file("2024-06-20-1f0c9a3e", "vtt")
    'episodes/2024-06-20-1f0c9a3e.vtt'
    """
    return f"{FOLDER}{stem}.{kind}"


def sidecar(episode_id: str) -> str:
    """Return the path of the sidecar of an episode. If it exists, the episode is finished."""
    return episode_file(episode_id, "json")


def sound_file(episode: Episode) -> str:
    """Return the path of the MP3 of an episode."""
    return episode_file(episode.stem, "mp3")


def cover_file(episode: Episode) -> str:
    """Return the path of the cover of an episode."""
    return episode_file(episode.stem, "jpg")


def small_cover_file(episode: Episode) -> str:
    """Return the path of the cover of an episode, or of the middle of its photo, as pages show it."""
    return episode_file(episode.stem, f"small{_of_photo(episode)}.webp")


def photo_file(episode: Episode) -> str:
    """Return the path of the photo of an episode's article; another photo has another name."""
    return episode_file(episode.stem, f"photo{_of_photo(episode)}.jpg")


def _of_photo(episode: Episode) -> str:
    return f"-{episode.photo.sha256[:8]}" if episode.photo else ""


def alternate_file(episode: Episode, alternate: Alternate) -> str:
    """Return the path of another encoding of the sound of an episode."""
    return episode_file(episode.stem, alternate.suffix)


def show_cover_file(facts: ShowFacts) -> str:
    """Return the path of the cover of the show.

    >>> is_cover("cover.jpg"), is_cover("cover.0d9b2f6a.jpg"), is_cover("episodes/2024-06-20-1f0c9a3e.jpg")
    (True, True, False)
    """
    return f"cover.{facts.cover_version}.jpg" if facts.cover_version else "cover.jpg"


def is_cover(path: str) -> bool:
    """Return whether a file is the cover of a show, or was one before."""
    return _COVER.fullmatch(path) is not None


def owner_of(path: str) -> str:
    """Return the id of the episode that a file can belong to, or "" if it is in another folder.

    >>> owner_of("episodes/2024-06-20-1f0c9a3e.0d9b2f6a.mp3"), owner_of("feed.xml")
    ('2024-06-20-1f0c9a3e', '')
    """
    return path[len(FOLDER) :].partition(".")[0] if path.startswith(FOLDER) else ""


def version_of(path: str) -> str | None:
    """Return the version of a sound, or of a file that belongs to its times; None for any other file.

    >>> version_of("episodes/2024-06-20-1f0c9a3e.0d9b2f6a.mp3"), version_of("episodes/2024-06-20-1f0c9a3e.vtt")
    ('0d9b2f6a', '')
    """
    found = _TIMED.fullmatch(path)
    return found and (found[2] or "")


def may_be_public(path: str, episode_id: str) -> bool:
    """Return whether listeners may ever get a file of an episode, whatever the version of its sound."""
    return owner_of(path) == episode_id and (
        version_of(path) is not None or path in {episode_file(episode_id, kind) for kind in _PAGES}
    )


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


def home_icon(edge: int) -> str:
    """Return the path of the show's emblem for home screens, so many pixels wide and high.

    >>> home_icon(192)
    'icon-192.png'
    """
    return f"icon-{edge}.png"


ICONS = {TOUCH_ICON: 180, **{home_icon(edge): edge for edge in (192, 512)}}
"""The pictures of the show on home screens, with their pixels: the first on those of Apple's phones."""


def icon_file(facts: ShowFacts) -> str:
    """Return the path of the picture of the show in tabs and banners: its own, or the emblem."""
    return home_icon(192) if facts.logo or facts.cover_picture else ICON


def section_file(key: str, kind: str = "xml") -> str:
    """Return the path of the feed of a section, or of its page: ``section_file("sport", "html")``."""
    return f"section-{key}.{kind}"


def base_of(facts: ShowFacts) -> str:
    """Return the address of the output folder: the show's own, or the loopback address if it has none."""
    return facts.base_url or LOOPBACK


def enclosure_base(facts: ShowFacts) -> str:
    """Return the address of the output folder through the prefix of enclosures, if the show has one.

    Services expect an https address without its scheme. Source: https://op3.dev/setup
    """
    if not (facts.base_url and facts.enclosure_prefix):
        return base_of(facts)
    return facts.enclosure_prefix + facts.base_url.removeprefix("https://")


def enclosure_address(facts: ShowFacts, path: str) -> str:
    """Return the address by which feeds name a sound.

    A prefix that names kinds of files, such as ``redirect.mp3``, is that of these kinds only.

    Args:
        facts: Of the show.
        path: Path of the sound.
    """
    kinds = _PREFIX_KIND.findall(facts.enclosure_prefix)
    fits = not kinds or path.rpartition(".")[2] in kinds
    return f"{enclosure_base(facts) if fits else base_of(facts)}/{path}"


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
