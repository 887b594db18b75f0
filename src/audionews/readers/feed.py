"""Reads feeds: RSS 0.91 to 2.0, RDF, Atom and JSON Feed, with the whole articles or with teasers of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.errors import Empty, UnknownFormat
from audionews.readers import json_feed
from audionews.readers.feed_items import item_of
from audionews.readers.feed_xml import ROOTS, entries_of
from audionews.readers.fragment import bare_lines
from audionews.readers.items import Item, decode_whole, first_items, found_of
from audionews.readers.listed import ListedReader
from audionews.readers.safe_xml import open_xml, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import Blob, Found, Known

_LATEST_DECLARATION = 5000  # characters
_SURE = 0.95  # above the readers of XML and JSON of any kind


class FeedReader(ListedReader):
    """Reads the articles of a feed, in its order; of those that it only announces, yields their addresses."""

    name = "feed"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml", ".rdf")

    def sniff(self, blob: Blob, text: str) -> float:  # noqa: ARG002 - the port has it
        """Return the confidence (0 to 1) that the input is a feed, by its root element or its keys."""
        return _SURE if root_of(_declared(text)).lower() in ROOTS or json_feed.is_feed(text) else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the articles of the feed: each read, failed, or to be fetched from its page.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            Binary: The input is no text, or so damaged that no item can be found.
            UnknownFormat: The input is no feed, or has declarations that could load files.
            Empty: The feed has no items.
        """
        decoded = decode_whole(blob)
        items = json_feed.items_of if json_feed.is_feed(decoded.text) else _xml_items
        item = None
        for item in first_items(items(decoded.text, blob), blob.name):
            yield found_of(blob, item, given, decoded.charset, self.lists)
        if item is None:
            raise Empty(f"{blob.name} is a feed without articles", "check its address, or try again later")


def _xml_items(text: str, blob: Blob) -> Iterator[Item]:
    if not text.strip():
        raise Empty(f"{blob.name} is empty", "check the address of the feed, or try again later")
    document = open_xml(_declared(text), blob.name)
    if document.root.lower() not in ROOTS:
        raise UnknownFormat(f"{blob.name} is no feed but {_kind(document.root)}", "check the address of the feed")
    for entry in entries_of(document, blob.name):
        if entry.error is not None:
            yield Item(content=bare_lines(entry.rest), error=entry.error)
        else:
            yield item_of(entry, blob.url)


def _declared(text: str) -> str:
    """Return a text from its XML declaration on, if that comes soon: programs write their complaints above it."""
    return text[max(0, text.find("<?xml ", 0, _LATEST_DECLARATION)) :]


def _kind(root: str) -> str:
    if root.lower() == "html":
        return "a web page"
    return f"XML of another kind (<{root}>)" if root else "a text"
