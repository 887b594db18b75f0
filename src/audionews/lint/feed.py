"""The rules of a feed, checked without looking at the files that it names."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from audionews.lint.channel import channel_faults
from audionews.lint.elements import attribute, children, place_of, text
from audionews.lint.item import item_faults
from audionews.lint.rules import Fault, Finding, findings, guarded
from audionews.lint.values import shown
from audionews.lint.xml_document import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from audionews.lint.xml_document import Element


@dataclass(slots=True)
class Known:
    """What was seen on other pages of a feed, and in other feeds of the show.

    Attributes:
        items: Digests of items that were checked: the feed of a section repeats those of the main feed.
        guids: How often each guid was seen in this feed.
        urls: How often each enclosure was seen in this feed.
    """

    items: set[bytes] = field(default_factory=set)
    guids: Counter[str] = field(default_factory=Counter)
    urls: Counter[str] = field(default_factory=Counter)

    def other_feed(self) -> Known:
        """Return what is known when another feed of the show begins."""
        return Known(items=self.items)


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed.

    Attributes:
        where: Its name in findings.
        channel: The channel.
        whole: Whether the page could be read to its end.
        items: The items that no other feed of the show has already, with their places.
    """

    where: str
    channel: Element
    whole: bool
    items: list[tuple[Element, str]]


def is_feed(blob: bytes) -> bool:
    """Return whether an XML file is a feed, or may be a damaged one: not a sitemap, for example."""
    root = read_xml(blob).root
    return root is None or root.tag == "rss"


def read_feed(blob: bytes, where: str, known: Known) -> tuple[Feed | None, list[Finding]]:
    """Return the feed, None if it has no channel that could be read, and the findings about it as XML."""
    document = read_xml(blob)
    faults = document.faults
    channel = None if document.root is None else document.root.find("channel")
    if channel is None:
        if document.whole:
            faults.append(Fault("xml", "it is no RSS feed: it has no channel"))
        return None, list(findings(faults, where))
    items = []
    for number, item in enumerate(children(channel, "item"), start=1):  # type: ignore[arg-type] # all elements are ours
        digest = hashlib.blake2b(ET.tostring(item), digest_size=16).digest()
        place = place_of(item, number)
        known.guids[text(item, "guid")] += 1
        known.urls[attribute(item, "enclosure", "url")] += 1
        if digest not in known.items or known.guids[text(item, "guid")] > 1:
            items.append((item, place))
        known.items.add(digest)
    return Feed(where, channel, document.whole, items), list(findings(faults, where))  # type: ignore[arg-type] # as above


def feed_findings(feed: Feed, known: Known, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with a channel and its items.

    Args:
        feed: A page of a feed.
        known: What other pages had, this one included.
        now: The time of the check.
    """
    if feed.whole:
        yield from findings(
            guarded(lambda: channel_faults(feed.channel, now)), feed.where, f"line {feed.channel.line}, the channel"
        )
    for item, place in feed.items:
        yield from findings(guarded(partial(item_faults, item, now)), feed.where, place)
        yield from findings(_repeated(item, known), feed.where, place)


def _repeated(item: Element, known: Known) -> Iterator[Fault]:
    guid, url = text(item, "guid"), attribute(item, "enclosure", "url")
    if guid and known.guids[guid] > 1:
        yield Fault("guid", f"{known.guids[guid]} items have the guid {shown(guid)}")
    if url and known.urls[url] > 1:
        yield Fault("twice", f"{known.urls[url]} items have the enclosure {shown(url)}")
