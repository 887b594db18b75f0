"""Parses the text of a page into a tree of elements; nothing outside the page is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.errors import Empty, TooLarge

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PROLOG = re.compile(r"[\s\ufeff]*<\?xml[^>]{0,400}>")  # lxml refuses a str that says how it is encoded
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,2000}?)\s*-->")  # Chrome and Edge write it
_HEAD = 4000  # characters in which a browser notes the address


def parse_page(text: str, source: str) -> HtmlElement:
    """Return the root of a page or of a fragment of one. Faults of the markup are mended as browsers do it.

    Raises:
        Empty: It has no element and no text.
        TooLarge: Its elements are nested deeper than the parser reads, so that their text would be lost.
    """
    from lxml import etree, html  # noqa: PLC0415 - loads when used

    parser = html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(_PROLOG.sub("", text.replace("\0", ""), count=1), parser=parser)
    except etree.ParserError as error:
        raise Empty(f"{source} is empty", "save the page again, or paste the article into a text file") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge(
            f"the elements of {source} are nested too deep to be read", "paste the article into a plain text file"
        )
    return root


def saved_from(text: str) -> str:
    """Return the address that a browser noted when it saved the page, or ""."""
    match = _SAVED_FROM.search(text[:_HEAD])
    return match[1] if match else ""
