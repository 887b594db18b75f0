"""Reads wires in XML: NewsML-G2 (messages, packages, items), NewsML 1.2 and NITF documents.

Sources: NewsML-G2 2.34, NewsML 1.2 and NITF 3.6, all of iptc.org/std.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.errors import Empty, UnknownFormat
from audionews.readers.items import decode_whole, first_items, found_of
from audionews.readers.listed import ListedReader
from audionews.readers.newsml_g2 import items_of as items_of_g2
from audionews.readers.newsml_old import items_of as items_of_old
from audionews.readers.nitf import nitf_item
from audionews.readers.safe_xml import local_name, open_xml, parse, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from audionews.model import Blob, Found, Known
    from audionews.readers.items import Item

_SURE = 0.95
_G2 = frozenset({"newsmessage", "newsitem", "packageitem"})
_ROOTS = _G2 | {"newsml", "nitf"}


class NewsmlReader(ListedReader):
    """Reads the texts of a news agency in NewsML or NITF."""

    name = "newsml"
    suffixes: tuple[str, ...] = (".xml", ".nitf", ".newsml")

    def sniff(self, blob: Blob, text: str) -> float:  # noqa: ARG002 - the port has it
        """Return the confidence (0 to 1) that the input is a wire, by its root element."""
        return _SURE if root_of(text).lower() in _ROOTS else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the items in order: each read, failed, or to be fetched.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            Binary: The input is no text, or damaged XML.
            UnknownFormat: The input is no wire, or has declarations that could load files.
            Empty: There are no items.
        """
        decoded = decode_whole(blob)
        document = open_xml(decoded.text, blob.name)
        if document.root.lower() not in _ROOTS:
            raise UnknownFormat(f"{blob.name} is no NewsML or NITF", "give the file of the wire itself")
        item = None
        for item in first_items(_items(parse(document.text, blob.name)), blob.name):
            yield found_of(blob, item, given, decoded.charset, self.lists)
        if item is None:
            raise Empty(f"{blob.name} is a wire without items", "export it again")


def _items(root: _Element) -> Iterator[Item]:
    kind = local_name(root).lower()
    if kind == "nitf":
        yield nitf_item(root)
    else:
        yield from items_of_old(root) if kind == "newsml" else items_of_g2(root)
