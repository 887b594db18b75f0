"""Finds the items of a JSON Feed and their facts. Source: jsonfeed.org/version/1.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from audionews.model import Image, Known, Precision
from audionews.readers.feed_items import item_with
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import web_address
from audionews.readers.json_text import at, dicts_of, load, text_of, texts_of
from audionews.readers.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import Blob
    from audionews.readers.items import Item

_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version')


def is_feed(text: str) -> bool:
    """Return whether a text is a JSON Feed, by its first characters and its version."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "{" and _VERSION.search(text) is not None


def items_of(text: str, blob: Blob) -> Iterator[Item]:
    """Yield the items of a JSON Feed in order.

    Raises:
        Binary: It is damaged.
    """
    feed = load(text, blob.name)
    base = blob.url or text_of(at(feed, "feed_url")) or text_of(at(feed, "home_page_url"))
    for item in dicts_of(at(feed, "items")):
        yield _item(item, base, at(feed, "authors") or at(feed, "author"))


def _item(item: dict[str, Any], base: str, authors: object) -> Item:
    content = blocks_of(text_of(item.get("content_html")) or text_of(item.get("content_text")))
    summary = blocks_of(text_of(item.get("summary")))
    kinds = [text_of(each.get("mime_type")) for each in dicts_of(item.get("attachments"))]
    recorded = any(kind.startswith(("audio/", "video/")) for kind in kinds)
    return item_with(_known(item, base, authors), content, summary, recorded=recorded)


def _known(item: dict[str, Any], base: str, authors: object) -> Known:
    link = web_address(text_of(item.get("url")) or text_of(item.get("external_url")), base)
    published, modified = (read_moment(text_of(item.get(f"date_{name}"))) for name in ("published", "modified"))
    date = published or modified
    image = web_address(text_of(item.get("image")) or text_of(item.get("banner_image")), base)
    own = dicts_of(item.get("authors") or item.get("author") or authors)
    names = (plain_text(text_of(each.get("name"))) for each in own)
    return Known(
        headline=plain_text(text_of(item.get("title"))),
        date=date.at if date else None,
        date_precision=date.precision if date else Precision.MINUTE,
        date_source="feed" if date else "",
        modified=modified.at if published and modified else None,
        byline="، ".join(dict.fromkeys(filter(None, names))),
        link=link,
        source_id=text_of(item.get("id")) or link,
        section=next((plain_text(tag) for tag in texts_of(item.get("tags"))), ""),
        image=Image(url=image) if image else None,
    )
