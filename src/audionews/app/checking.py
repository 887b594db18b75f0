"""Lints a show in its folder or its store, or any feed by its address."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import SiteUnavailable, UsageError
from audionews.lint.elements import attribute, children, link_of, text
from audionews.lint.feed import Known, feed_findings, is_feed, read_feed
from audionews.lint.files import FileCheck
from audionews.lint.folder import FolderSite, find_bases
from audionews.lint.json_document import read_json
from audionews.lint.linked import linked_findings
from audionews.lint.rules import Fault, finding
from audionews.lint.sidecars import sidecar_findings
from audionews.lint.web import WebSite
from audionews.model.paths import FEED, feed_guid
from audionews.stores import is_address, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.lint.feed import Feed
    from audionews.lint.rules import Finding

_PAGES = 1000  # of one feed; ends a cycle of pages
_IDENTITY = "show.json"


def check(target: str, folder: Path | str) -> Iterator[Finding]:
    """Yield the findings about a feed and all that it names, the pages of older episodes included.

    A folder is checked with all feeds in it and the pages of the show. Nothing outside of the folder is read.

    Args:
        target: The address of a feed, or "" for the show in the folder.
        folder: An output folder, a feed file in one, or the address of an output, such as s3://bucket/show.

    Raises:
        UsageError: There is no feed.
        SiteUnavailable: Its server cannot be reached now.
        StoreError: The output at an address cannot be read.
    """
    yield from _web_findings(target) if target else _folder_findings(folder)


def _folder_findings(folder: Path | str) -> Iterator[Finding]:
    site, name, called = _site(folder)
    first = site.read_file(name)
    if isinstance(first, Fault) and first.rule == "missing":
        raise UsageError(f"there is no {called}", "build the show first, or name the folder of one")
    checked = FileCheck(site)
    known = Known()
    done: set[str] = set()
    others = site.files(".xml") if name == FEED else []
    for place, start in enumerate(dict.fromkeys((name, *others))):
        blob = site.read_file(start)
        if start in done or (place and not isinstance(blob, Fault) and not is_feed(blob)):
            continue
        known = known.other_feed() if place else known
        yield from _pages_in_folder(start, site, checked, (known, done))
    yield from linked_findings(site, checked.pages, checked.seen)
    if name == FEED:
        yield from sidecar_findings(site, {site.name(url) for url in checked.seen if site.reaches(url)})


def _site(folder: Path | str) -> tuple[FolderSite, str, str]:
    """Return the files of a show, the name of the feed to begin with, and what people call its place."""
    if is_address(str(folder)):
        from audionews.lint.stored import StoredSite  # noqa: PLC0415 - loads when used

        store = open_store(str(folder))
        return StoredSite(store), FEED, store.place(FEED)
    folder = Path(folder)
    is_file = os.path.exists(folder) and not os.path.isdir(folder)  # noqa: PTH110, PTH112 - Path fails on long names
    root, name = (folder.parent, folder.name) if is_file else (folder, FEED)
    return FolderSite(root), name, str(root / name)


def _pages_in_folder(
    start: str, site: FolderSite, checked: FileCheck, seen: tuple[Known, set[str]]
) -> Iterator[Finding]:
    """Yield the findings about a feed in the folder, and its pages of older episodes."""
    known, done = seen
    path = start
    while path not in done and len(done) < _PAGES:
        done.add(path)
        blob = site.read_file(path)
        if isinstance(blob, Fault):
            yield finding(blob, path)
            return
        feed, found = read_feed(blob, path, known)
        yield from found
        if feed is None:
            return
        if not site.base:
            site.base, site.prefixed = find_bases(site, path, link_of(feed.channel, "self"), _named(feed))
        yield from _own_address(feed, site, path)
        yield from feed_findings(feed, known, datetime.now(UTC))
        yield from checked.findings(feed)
        following = link_of(feed.channel, "next")
        if not following or not site.reaches(following):
            return
        path = site.name(following)


def _own_address(feed: Feed, site: FolderSite, path: str) -> Iterator[Finding]:
    """Yield a finding if a feed gives an address as its own that is another one's, or another feed's guid."""
    own, guid = link_of(feed.channel, "self"), text(feed.channel, "podcast:guid")
    if own and site.base and own != f"{site.base}{path}":
        yield finding(Fault("self-elsewhere", f"it says that it is {own}, but its files are at {site.base}"), path)
    stored = _stored_guids(site)
    if guid and stored:
        if guid not in stored:
            yield finding(Fault("foreign-guid", f"podcast:guid {guid} is not the one that {_IDENTITY} has"), path)
    elif guid and own and guid != feed_guid(own):
        yield finding(Fault("other-guid", f"podcast:guid {guid} is not that of {own}"), path)


def _stored_guids(site: FolderSite) -> set[str]:
    """Return the guids of the show and its sections, where they are stored with it."""
    blob = site.read_file(_IDENTITY)
    known = {} if isinstance(blob, Fault) else read_json(blob)
    if isinstance(known, str):
        return set()
    sections = known.get("sections")
    guids = [known.get("guid"), *(sections.values() if isinstance(sections, dict) else ())]
    return {guid for guid in guids if isinstance(guid, str) and guid}


def _named(feed: Feed) -> list[str]:
    """Return addresses of files that may be in the folder."""
    channel = feed.channel
    urls = [attribute(channel, "itunes:image", "href")]
    for item in children(channel, "item"):
        urls += [attribute(item, "enclosure", "url"), attribute(item, "itunes:image", "href")]
    return [url for url in urls if url]


def _web_findings(target: str) -> Iterator[Finding]:
    site = WebSite(target)
    checked, known = FileCheck(site), Known()
    url = target
    done: set[str] = set()
    while url and url not in done and len(done) < _PAGES:
        done.add(url)
        blob = site.read(url)
        if isinstance(blob, Fault):
            if url == target and blob.rule == "unreachable":
                raise SiteUnavailable(blob.what, "check the address and the network, or try again later")
            if url == target and blob.rule in {"missing", "address"}:
                raise UsageError(f"there is no feed at {url}: {blob.what}", "check the address")
            yield finding(blob, url)
            break
        feed, found = read_feed(blob, url, known)
        yield from found
        if feed is None:
            break
        checked.deliveries.add(site.delivery(url, "application/rss+xml"), url)
        yield from _address_on_web(feed, site, url, blob)
        yield from feed_findings(feed, known, datetime.now(UTC))
        yield from checked.findings(feed)
        url = link_of(feed.channel, "next")
    yield from checked.deliveries.findings()
    yield from linked_findings(site, checked.pages, checked.seen)


def _address_on_web(feed: Feed, site: WebSite, url: str, blob: bytes) -> Iterator[Finding]:
    """Yield a finding if a feed gives an address as its own that is another one's.

    A redirect to the feed, or another address of the same bytes, such as that of a cache before the server, is its own.
    """
    own = link_of(feed.channel, "self")
    if not own or site.is_same(own, url) or not site.reaches(own):
        return
    found = site.read(own)
    if isinstance(found, Fault):
        yield finding(Fault("self-elsewhere", f"it says that it is {own}, but there: {found.what}"), url)
    elif found != blob:
        yield finding(Fault("self-elsewhere", f"it says that it is {own}, but there is another file"), url)
