"""Opens a page: parses its text into elements, and gathers what its markup says; nothing outside it is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from audionews.errors import Empty, TooLarge
from audionews.readers.html.facts import link_of, meta_of
from audionews.readers.html.linked_data import article_of, nodes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from audionews.readers.html.linked_data import Node

_PROLOG = re.compile(r"[\s\ufeff]*<\?xml[^>]{0,400}>")  # lxml refuses a str that says how it is encoded
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000}?)\s*-->")  # Chrome and Edge write it
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,400}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE
)
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_MOST_ATTRIBUTES = 1000  # of an element; the time that the parser takes for them grows with their square
_MOST_TAGS = 400_000  # of a page; the largest pages of newspapers have about 20,000
_AS_TEXT = "paste the article into a plain text file"
_HEAD = 4000  # characters in which a browser looks for the charset and notes the address


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and what its markup says.

    Attributes:
        root: Its element html.
        source: What messages call it.
        url: Where it is from, or "".
        link: Its address as it says itself, else where it is from; or "".
        meta: Its meta elements by name.
        nodes: The nodes of its JSON-LD.
        node: The node of its article, or None.
    """

    root: HtmlElement
    source: str
    url: str
    link: str
    meta: Mapping[str, str]
    nodes: Sequence[Node]
    node: Node | None


def declared_charset(content: bytes) -> str:
    """Return the charset that a page declares in its first elements, or ""."""
    match = _CHARSET.search(content[:_HEAD])
    return match[1].decode("ascii").lower() if match else ""


def open_page(text: str, source: str, url: str = "") -> Page:
    """Return a page, opened.

    Args:
        text: Its text.
        source: What messages call it.
        url: Where it is from; "" takes the address that a browser noted when it saved the page.

    Raises:
        Empty: It has no element and no text.
        TooLarge: Its elements are nested deeper than the parser reads.
    """
    root = parse_page(text, source)
    url = url or saved_from(text)
    meta, nodes = meta_of(root), nodes_of(root)
    node = article_of(nodes)
    return Page(
        root=root, source=source, url=url, link=link_of(root, meta, node, url), meta=meta, nodes=nodes, node=node
    )


def parse_page(text: str, source: str) -> HtmlElement:
    """Return the root of a page. Faults of the markup are mended as browsers do it.

    Raises:
        Empty: It has no element and no text.
        TooLarge: Its elements are nested deeper than the parser reads, so that their text would be lost; or they are so
            many, or one has so many attributes, that reading them would take minutes.
    """
    from lxml import etree, html  # noqa: PLC0415 - loads when used

    if text.count("<") > _MOST_TAGS:
        raise TooLarge(f"{source} has over {_MOST_TAGS:,} tags", _AS_TEXT)
    if any(_has_many_attributes(tag[0]) for tag in _LONG_TAG.finditer(text)):
        raise TooLarge(f"an element of {source} has over {_MOST_ATTRIBUTES} attributes", _AS_TEXT)
    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_PROLOG.sub("", text.replace("\0", ""), count=1), parser=parser)
    except etree.ParserError as error:
        raise Empty(f"{source} is empty", "save the page again, or paste the article into a text file") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge(f"the elements of {source} are nested too deep to be read", _AS_TEXT)
    return root


def _has_many_attributes(tag: str) -> bool:
    return next(islice(_ATTRIBUTE.finditer(tag), _MOST_ATTRIBUTES, None), None) is not None


def saved_from(text: str) -> str:
    """Return the address that a browser noted when it saved the page, or ""."""
    match = _SAVED_FROM.search(text[:_HEAD])
    return match[1] if match and match[1].startswith(("http://", "https://")) else ""
