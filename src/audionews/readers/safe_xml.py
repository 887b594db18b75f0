"""Parses XML that others wrote: declarations are refused, common faults are repaired, nothing outside is loaded."""

from __future__ import annotations

import re
import sys
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from audionews.errors import Binary, UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import XMLParser, _Element

_XINCLUDE = "{http://www.w3.org/2001/XInclude}"
_ILLEGAL = dict.fromkeys(
    [*(set(range(0x20)) - set(map(ord, "\t\n\r"))), *range(0xD800, 0xE000), 0xFEFF, 0xFFFE, 0xFFFF]
)
_REFERENCE = re.compile(
    r"&(?:#(?P<decimal>\d{1,7});|#[xX](?P<hex>[0-9a-fA-F]{1,6});|(?P<name>[a-zA-Z][a-zA-Z0-9]{1,30});)?"
)
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^\[<>\"']|\"[^\"]*+\"|'[^']*+')*+(?P<end>[\[>])?", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")


class Document(NamedTuple):
    """An XML text without its declarations: from the start tag of its root on.

    Attributes:
        root: The name of the root, without a prefix, as it is written; "" if there is none.
        text: What can be parsed.
    """

    root: str
    text: str


def open_xml(text: str, source: str) -> Document:
    """Return the XML in a text, repaired: without illegal characters, with entities of HTML resolved.

    Args:
        text: The decoded file; what it declares as its charset does not matter.
        source: Its name, for messages.

    Raises:
        UnknownFormat: It has a DOCTYPE with declarations, which could load files or grow without limit.
    """
    legal = text.translate(_ILLEGAL)
    start = _skip(legal, 0)
    if doctype := _DOCTYPE.match(legal, start):
        if doctype["end"] != ">":
            raise UnknownFormat(
                f"{source} has a DOCTYPE with declarations", "remove them: what they declare is never loaded"
            )
        start = _skip(legal, doctype.end())
    root = _ROOT.match(legal, start)
    return Document(root[1] if root else "", _REFERENCE.sub(_repaired, legal[start:]))


def root_of(text: str) -> str:
    r"""Return the name of the root of an XML text, without a prefix; "" if it does not begin like XML.

    >>> root_of('\n<?xml version="1.0"?><!-- a --><atom:feed>'), root_of("<!DOCTYPE rss><rss>"), root_of("a")
    ('feed', 'rss', '')
    """
    start = _skip(text, 0)
    if doctype := _DOCTYPE.match(text, start):
        start = _skip(text, doctype.end())
    root = _ROOT.match(text, start)
    return root[1] if root else ""


def parse(text: str, source: str) -> _Element:
    """Return the root of a repaired text (see ``open_xml``).

    Raises:
        Binary: It is not well-formed, or nested too deeply.
        UnknownFormat: It includes other files.
    """
    from lxml import etree  # noqa: PLC0415 - loads when used

    try:
        root: _Element = etree.fromstring(text.encode(), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        raise Binary(f"{source} is damaged XML: {_one_line(error.msg)}", "export it again") from error
    _refuse_includes(root, source)
    return root


def parse_piece(text: str, source: str) -> _Element:
    """Return the element that a piece of a document is; prefixes that are declared elsewhere stay in the names.

    Raises:
        Binary: It is damaged in a way that could lose text.
        UnknownFormat: It includes other files.
    """
    from lxml import etree  # noqa: PLC0415 - loads when used

    parser = _parser(recover=True)
    root: _Element | None = etree.fromstring(text.encode(), parser)
    fatal = [entry for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL]
    if root is None or fatal:
        why = _one_line(fatal[0].message) if fatal else "no element"
        raise Binary(f"{source} is damaged XML: {why}", "export it again")
    _refuse_includes(root, source)
    return root


def name_of(element: _Element, prefixes: Mapping[str, str]) -> str:
    """Return the name of an element with the usual prefix of its namespace, whatever prefix its file uses.

    Args:
        element: An element, not a comment.
        prefixes: Namespace -> prefix; "" for none. An unknown namespace gives no prefix.
    """
    namespace, _, local = str(element.tag).rpartition("}")
    prefix = prefixes.get(namespace[1:], "")
    return f"{prefix}:{local}" if prefix else local


def local_name(element: _Element) -> str:
    """Return the name of an element without namespace and prefix.

    Prefixes stay in names where their namespace is not declared.
    """
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def text_in(element: _Element, path: str) -> str:
    """Return all text in the first element at a path of local names, in one line; "" if there is none."""
    found = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())


def inner_markup(element: _Element) -> str:
    """Return what is in an element as one string: its text, or its elements as HTML, in which all names are local."""
    from lxml import etree  # noqa: PLC0415 - loads when used

    if not len(element):
        return element.text or ""
    for each in element.iterdescendants():
        each.tag = local_name(each)
    children = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return escape(element.text or "", quote=False) + "".join(children)


def _parser(*, recover: bool) -> XMLParser:
    from lxml import etree  # noqa: PLC0415 - loads when used

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_includes(root: _Element, source: str) -> None:
    if next(_includes(root), None) is not None:
        raise UnknownFormat(f"{source} includes other files (XInclude)", "put the text into the file itself")


def _includes(root: _Element) -> Iterator[_Element]:
    return root.iter(f"{_XINCLUDE}*")


def _skip(text: str, at: int) -> int:
    """Return where white space, comments and instructions end."""
    while match := _BEFORE_ROOT.match(text, at):
        at = match.end()
    return at


def _repaired(match: re.Match[str]) -> str:
    """Return a reference that XML knows, or the text that it stands for; a bare "&" is escaped."""
    if name := match["name"]:
        char = html5.get(f"{name};")
        return match[0] if name in _PREDEFINED else escape(char) if char else f"&amp;{name};"
    if digits := match["decimal"] or match["hex"]:
        code = int(digits, 10 if match["decimal"] else 16)
        return "" if code in _ILLEGAL or code > sys.maxunicode else match[0]
    return "&amp;"


def _one_line(message: str | None) -> str:
    return " ".join((message or "").split())
