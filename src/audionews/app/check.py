"""Lints a show in its folder, or any feed by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.errors import UsageError
from audionews.lint.feed import feed_findings, read_feed
from audionews.lint.files import file_findings
from audionews.lint.rules import Finding
from audionews.model.feeds import NAMESPACES
from audionews.model.paths import FEED
from audionews.stores import open_store
from audionews.stores.web import WebFiles

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAGES = 1000  # of one feed; ends a cycle of pages


class FolderFiles:
    """The files of a show in its folder, by their addresses in the feed.

    Args:
        folder: The output folder.
        base: Address of the folder, without trailing slash, or "" if the feed does not say it.
    """

    def __init__(self, folder: Path, base: str) -> None:
        self._store = open_store(folder)
        self._base = f"{base}/" if base else ""

    def reaches(self, url: str) -> bool:
        """Return whether the address is below that of the folder."""
        return self._base != "" and url.startswith(self._base)

    def size(self, url: str) -> int | None:
        """Return the size of the file, or None if it is missing."""
        found = self._store.stat(url.removeprefix(self._base))
        return found.size if found else None

    def read(self, url: str) -> bytes | None:
        """Return the bytes of the file, or None if it is missing."""
        return self._store.read(url.removeprefix(self._base))

    read_sound = read


def check(target: str, folder: Path) -> Iterator[Finding]:
    """Yield the findings about a feed and all that it names, the pages of older episodes included.

    Args:
        target: The address of a feed, or "" for the show in the folder.
        folder: An output folder, or a feed file in one.

    Raises:
        UsageError: There is no feed.
        StoreError: A file cannot be read, or a server does not answer.
    """
    if target:
        yield from _pages(target, WebFiles().read, WebFiles())
        return
    root, name = (folder.parent, folder.name) if folder.is_file() else (folder, FEED)
    blob = open_store(root).read(name)
    if blob is None:
        raise UsageError(f"there is no {root / name}", "build the show first, or name the folder of one")
    base = _base(blob)
    files = FolderFiles(root, base)
    yield from _pages(f"{base}/{name}" if base else name, files.read, files)


def _base(blob: bytes) -> str:
    """Return the address of the folder of the feed, as the feed itself says, or "" if it does not."""
    channel = read_feed(blob, "")
    return "" if isinstance(channel, Finding) else _link(channel, "self").rpartition("/")[0]


def _link(channel: ET.Element, relation: str) -> str:
    links = channel.findall("atom:link", NAMESPACES)
    return next((link.get("href", "") for link in links if link.get("rel") == relation), "")


def _pages(url: str, read: Callable[[str], bytes | None], files: WebFiles | FolderFiles) -> Iterator[Finding]:
    for _ in range(_PAGES):
        blob = read(url)
        if blob is None:
            raise UsageError(f"there is no feed at {url}", "check the address")
        channel = read_feed(blob, url)
        if isinstance(channel, Finding):
            yield channel
            return
        yield from feed_findings(channel, url)
        yield from file_findings(channel, files)
        url = _link(channel, "next")
        if not url:
            return
