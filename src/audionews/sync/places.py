"""Where the lists of a source are: the addresses of WordPress, the files of a folder."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from audionews.settings.sync_sources import SyncSource

POSTS = 50  # in one list of WordPress
MOST_LISTS = 10  # of new and changed posts, after a long pause
MOST_NUMBERS = 100  # of posts that are asked for at once
SUFFIXES = (
    *(
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".shtml",
        ".mhtml",
        ".mht",
        ".docx",
        ".rtf",
        ".eml",
        ".mbox",
    ),
    *(".json", ".jsonl", ".ndjson", ".ninjs", ".jsonld", ".xml", ".nitf", ".newsml", ".rss", ".atom", ".rdf"),
)  # of files that readers take
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", "~")
_SHOW = ".audionews"  # in the output folder of a show
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


def list_address(source: SyncSource, page: int = 1) -> str:
    """Return the address of what a source lists, the posts of WordPress that were changed last first."""
    if source.feed:
        return source.feed
    asked = f"per_page={POSTS}&orderby=modified&order=desc&_embed=1" + (f"&page={page}" if page > 1 else "")
    return _posts(source.wordpress, asked)


def numbers_address(source: SyncSource, numbers: Iterable[str]) -> str:
    """Return the address that lists those of some posts that are published, only their numbers."""
    return _posts(source.wordpress, f"include={','.join(numbers)}&per_page={MOST_NUMBERS}&_fields=id")


def _posts(site: str, asked: str) -> str:
    """Return an address of the posts of a site, which may be given with or without the path of the REST API."""
    parts = urlsplit(site)
    if "rest_route=" in parts.query:
        return f"{site}&{asked}"
    base = f"{parts.scheme}://{parts.netloc}{parts.path.partition('/wp-json')[0].rstrip('/')}"
    return f"{base}/wp-json/wp/v2/posts?{asked}"


def post_numbers(answer: object) -> dict[str, str]:
    """Return the numbers of the posts in an answer of WordPress, by the ids and links by which articles are known."""
    found: dict[str, str] = {}
    for post in answer if isinstance(answer, list) else []:
        number = str(post.get("id", "")) if isinstance(post, dict) else ""
        if _NUMBER.fullmatch(number):
            guid = post.get("guid")
            named = guid.get("rendered") or guid.get("raw") if isinstance(guid, dict) else guid
            found |= {str(each): number for each in (named, post.get("link"), number) if each}
    return found


class File(NamedTuple):
    """A file of a folder: its size, the time of its last write in nanoseconds, and its inode."""

    size: int
    modified: int
    number: int


def files_in(folder: Path, suffixes: tuple[str, ...]) -> dict[str, File]:
    """Return the files of a folder and its subfolders that could be articles, by their paths below it.

    Hidden files, those that look unfinished, and the output folders of shows are left out.

    Raises:
        OSError: The folder, or one in it, cannot be read: nothing is known about its files then.
    """
    found: dict[str, File] = {}
    folders = [os.fspath(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            listed = list(entries)
        if any(each.name == _SHOW for each in listed):
            continue
        for each in listed:
            name = each.name.lower()
            if name.startswith("."):
                continue
            if each.is_dir(follow_symlinks=False):
                folders.append(each.path)
            elif name.endswith(suffixes) and not name.endswith(_UNFINISHED):
                stat = each.stat()
                path = os.path.relpath(each.path, folder).replace(os.sep, "/")
                found[path] = File(stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


def unsettled(files: Mapping[str, File], now_ns: int, seconds: float) -> Sequence[str]:
    """Return the files that were written less than so many seconds ago, and may be written still."""
    return [name for name, file in files.items() if 0 <= now_ns - file.modified < seconds * 1e9]
