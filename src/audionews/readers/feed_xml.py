"""Finds the items of RSS, RDF and Atom feeds, and their facts, whatever prefixes and versions they use.

If the XML is damaged, each item is parsed on its own, so that one of them cannot spoil the others.

Sources: RSS 2.0 (rssboard.org/rss-specification), RSS 1.0 (web.resource.org/rss/1.0/spec), RFC 4287 (Atom), Media RSS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.errors import ArticleError, Binary
from audionews.readers.safe_xml import inner_markup, name_of, parse, parse_piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from audionews.readers.safe_xml import Document

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})

PREFIXES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.itunes.com/DTDs/PodCast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://news.yandex.ru": "yandex",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2007/app": "app",
}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PIECE = re.compile(r"<(?P<tag>(?:\w+:)?(?:item|entry))(?=[\s>/])")
_TEXT_TAGS = [
    "title",
    "description",
    "summary",
    "content",
    "content:encoded",
    "atom:title",
    "atom:summary",
    "atom:content",
    "yandex:full-text",
]
_TEXTS = re.compile(rf"<(?P<tag>{'|'.join(_TEXT_TAGS)})(?:\s[^<>]*)?(?<!/)>")
_MARKUP = re.compile(r"\s*<(?!!\[CDATA\[)|[^<]*<(?![!/])")


class Entry(NamedTuple):
    """An item of a feed, or why it cannot be read.

    Attributes:
        fields: Its elements by name, in order; of those in groups, all.
        base: What relative addresses are relative to; "" if the feed does not say.
        about: Its address as RDF gives it, or "".
        error: Why it cannot be read, or None.
        rest: Its markup if it cannot be read.
    """

    fields: dict[str, list[_Element]]
    base: str = ""
    about: str = ""
    error: ArticleError | None = None
    rest: str = ""

    def first(self, *names: str) -> str:
        """Return the text of the first of these elements that has one, or ""."""
        return next((text for name in names for each in self.fields.get(name, ()) if (text := _text(each))), "")

    def markup(self, *names: str) -> str:
        """Return the content of the first of these elements that has any, as HTML or plain text, or ""."""
        found = (inner_markup(each) for name in names for each in self.fields.get(name, ()))
        return next((markup for markup in found if markup.strip()), "")

    def elements(self, *names: str) -> Iterator[_Element]:
        """Yield the elements of these names."""
        for name in names:
            yield from self.fields.get(name, ())


def entries_of(document: Document, source: str) -> Iterator[Entry]:
    """Yield the items of a feed in order; the last one has an error if the feed is cut off.

    Args:
        document: The feed.
        source: Its name, for messages.

    Raises:
        UnknownFormat: The feed includes other files.
    """
    try:
        root = parse(document.text, source)
    except Binary as error:
        yield from _pieces(document, source, error)
        return
    from lxml import etree  # noqa: PLC0415 - loads when used

    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if name_of(element, {}) in {"item", "entry"}:
            walk.skip_subtree()  # one in another is a part of its text
            yield _entry(element)


def _pieces(document: Document, source: str, error: Binary) -> Iterator[Entry]:
    """Yield the items of a damaged feed, each parsed on its own."""
    starts = [*_PIECE.finditer(document.text)]
    if not starts:
        raise error
    ends = [start.start() for start in starts[1:]] + [len(document.text)]
    whole = True
    for start, end in zip(starts, ends, strict=True):
        piece, whole = _piece(document.text[start.start() : end], start["tag"])
        try:
            yield _entry(parse_piece(_protected(piece), source))
        except Binary as damage:
            yield Entry({}, error=damage if whole else _cut_off(source), rest=piece)
    if whole and not re.search(r"</(?:\w+:)?(?:rss|RDF|feed|channel)\s*>\s*$", document.text[-100:]):
        yield Entry({}, error=_cut_off(source))


def _piece(text: str, tag: str) -> tuple[str, bool]:
    """Return the item at the beginning of a text, and whether its end is there."""
    end = f"</{tag}>"
    at = text.find(end)
    return (text[: at + len(end)], True) if at >= 0 else (text, False)


def _cut_off(source: str) -> Binary:
    return Binary(f"{source} is cut off: what follows is missing", "fetch or export it again")


def _protected(piece: str) -> str:
    """Return an item with unescaped markup in its texts as CDATA: it need not be well-formed."""
    parts: list[str] = []
    at, ends = 0, dict.fromkeys(_TEXT_TAGS, 0)
    for start in _TEXTS.finditer(piece):
        tag = start["tag"]
        if 0 <= ends[tag] < start.end():  # looked up once for each end, so that the time is linear
            ends[tag] = piece.find(f"</{tag}>", start.end())
        if start.start() >= at and ends[tag] >= 0 and _MARKUP.match(piece, start.end(), ends[tag]):
            markup = piece[start.end() : ends[tag]].replace("]]>", "")
            parts += [piece[at : start.end()], f"<![CDATA[{markup}]]>"]
            at = ends[tag]
    return "".join([*parts, piece[at:]])


def _entry(element: _Element) -> Entry:
    fields: dict[str, list[_Element]] = {}
    for child in _children(element):
        fields.setdefault(name_of(child, PREFIXES).lower(), []).append(child)
    bases = [each.get(f"{_XML}base", "") for each in (element, *element.iterancestors())]
    return Entry(fields, next(filter(None, bases), ""), element.get(_RDF_ABOUT, "") or element.get("rdf:about", ""))


def _children(element: _Element) -> Iterator[_Element]:
    """Yield the elements of an item, and all that are in those about media and status."""
    for child in element:
        yield child
        if name_of(child, PREFIXES).startswith(("media:", "app:")):
            yield from child.iterdescendants()


def _text(element: _Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()
