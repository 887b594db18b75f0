"""Feeds as a client reads them."""

import xml.etree.ElementTree as ET

from tests.newsroom import FACTS, rendered

from audionews.model import Episode, Show, ShowFacts
from audionews.render.feed import FeedRenderer

SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}


def pages(show: Show) -> dict[str, bytes]:
    return rendered(FeedRenderer(), show)


def channel(show: Show) -> ET.Element:
    return parsed(pages(show)["feed.xml"])


def parsed(feed: bytes) -> ET.Element:
    found = ET.fromstring(feed).find("channel")  # noqa: S314 - our own feed
    assert found is not None
    return found


def text(parent: ET.Element, name: str) -> str | None:
    return parent.findtext(name, namespaces=SPACES)


def attribute(parent: ET.Element, name: str, key: str) -> str | None:
    found = parent.find(name, SPACES)
    return None if found is None else found.get(key)


def one_item(episode: Episode, facts: ShowFacts = FACTS) -> ET.Element:
    item = channel(Show(facts=facts, episodes=(episode,))).find("item")
    assert item is not None
    return item


def relations(top: ET.Element) -> dict[str | None, str | None]:
    return {link.get("rel"): link.get("href") for link in top.findall("atom:link", SPACES)}
