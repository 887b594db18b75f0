"""Reads JSON-LD: files of schema.org that have the text of an article (``articleBody``), alone, in lists or graphs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from audionews.errors import NoBody, NotAnArticle
from audionews.readers.fragment import blocks_of
from audionews.readers.html.facts import facts_of, link_of
from audionews.readers.html.linked_data import ARTICLE_TYPES, texts_of, types_of
from audionews.readers.html.page import Page, parse_page
from audionews.readers.items import Item, breaks_off, decode_whole, first_items, found_of
from audionews.readers.json_text import dicts_of, load
from audionews.readers.listed import ListedReader
from audionews.readers.wire_facts import status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audionews.model import Blob, Found, Known
    from audionews.readers.html.linked_data import Node

_SURE = 0.95
_TYPE = re.compile(
    rb'"@type"\s*:\s*(?:\[[^\]]{0,200}?)?"(?:[\w:/.\\]{0,40}[/:])?(?:' + "|".join(ARTICLE_TYPES).encode() + rb')"'
)
_INNER = ("@graph", "mainEntity", "itemListElement", "item")  # where articles stand in other nodes


class JsonldReader(ListedReader):
    """Reads the articles in a file of JSON-LD."""

    name = "jsonld"
    suffixes: tuple[str, ...] = (".jsonld", ".json")

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that the input is JSON-LD with an article, by the types of its nodes."""
        if text.lstrip()[:1] not in {"[", "{"}:
            return 0.0
        return _SURE if _TYPE.search(text.encode("utf-8", "ignore")) or _TYPE.search(blob.content) else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the articles in order; of those without their text, the addresses of their pages.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            Binary: The input is damaged.
            NotAnArticle: It has no article.
        """
        decoded = decode_whole(blob)
        nodes = list(_nodes(load(decoded.text, blob.name)))
        by_id = {name: node for node in nodes for name in texts_of(node.get("@id"))}
        articles = (node for node in nodes if types_of(node) & ARTICLE_TYPES)
        items = (_item({key: _resolved(value, by_id) for key, value in node.items()}, blob) for node in articles)
        item = None
        for item in first_items(items, blob.name):
            yield found_of(blob, item, given, decoded.charset, self.lists)
        if item is None:
            raise NotAnArticle(f"{blob.name} is JSON-LD without an article", "give the page of the article instead")


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Yield the nodes of lists and graphs in the order in which they stand."""
    waiting = dicts_of(value)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [inner for key in _INNER for inner in dicts_of(node.get(key))][::-1]


def _resolved(value: object, by_id: Mapping[str, dict[str, Any]]) -> object:
    """Return a value with the nodes to which it refers only by their ids."""
    if isinstance(value, list):
        return [_resolved(each, by_id) for each in value if not isinstance(each, list)]
    if isinstance(value, dict) and value.keys() == {"@id"}:
        return next((by_id[name] for name in texts_of(value["@id"]) if name in by_id), value)
    return value


def _item(node: dict[str, Any], blob: Blob) -> Item:
    body = "\n".join(texts_of(node.get("articleBody") or node.get("text")))
    content = blocks_of(body)
    known = facts_of(_page(node, blob))
    status = next(texts_of(node.get("creativeWorkStatus")), "")
    name = known.headline or known.link
    return Item(
        known=replace(known, status=status_of(status)),
        content=content,
        unread=blocks_of("\n".join(texts_of(node.get("description")))),
        whole=bool(content) and not breaks_off(content),
        error=None if content or known.link else NoBody(f'"{name}" has no articleBody and no link', "give its page"),
    )


def _page(node: Node, blob: Blob) -> Page:
    """Return an empty page that has the node, whose facts are then those of the node."""
    root = parse_page("<html></html>", blob.name)
    link = link_of(root, {}, node, blob.url)
    return Page(root=root, source=blob.name, url=blob.url, link=link, meta={}, nodes=[node], node=node)
