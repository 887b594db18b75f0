"""From an item of an RSS, RDF or Atom feed to what is known about its article, and its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from audionews.errors import NoBody
from audionews.model import Image, Known, Precision, Status
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import (
    LEAST_CONTENT,
    LEAST_DESCRIPTION,
    Item,
    breaks_off,
    is_partial,
    web_address,
    without_note,
)
from audionews.readers.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from audionews.articles.blocks import Block
    from audionews.readers.feed_xml import Entry

_CONTENTS = ("content:encoded", "content", "atom:content", "yandex:full-text", "body")
_SUMMARIES = ("description", "atom:summary", "summary", "dc:description", "itunes:summary")
_DATES = (
    "pubdate",
    "atom:published",
    "published",
    "dc:date",
    "dcterms:issued",
    "dcterms:created",
    "atom:issued",
    "issued",
)
_UPDATES = ("atom:updated", "updated", "dcterms:modified", "atom:modified", "modified")
_E_MAIL = re.compile(r"[(<\[]?[\w.+-]{1,64}@[\w.-]{1,255}[)>\]]?")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)", re.IGNORECASE)
_MOST_NAMES = 10


def item_of(entry: Entry, base: str) -> Item:
    """Return the item with its text: the content, or the description where that is the whole article.

    Args:
        entry: The item as it stands in the feed.
        base: The address of the feed, or "".
    """
    content = without_note(blocks_of(entry.markup(*_CONTENTS)))
    summary = without_note(blocks_of(entry.markup(*_SUMMARIES)))
    return item_with(_known(entry, base), content, summary, recorded=_is_recording(entry))


def item_with(known: Known, content: Sequence[Block], summary: Sequence[Block], *, recorded: bool) -> Item:
    """Return the item with what is the article of its two texts, or with the reason why it has none.

    Args:
        known: What the feed says about it.
        content: What the feed calls the content.
        summary: What the feed calls a description or summary.
        recorded: Whether it has a sound or a film, as the episodes of podcasts have.
    """
    whole = not is_partial(content, LEAST_CONTENT)
    if not whole and not is_partial(summary, LEAST_DESCRIPTION):
        content, summary, whole = summary, content, True
    if not content:
        content, summary = summary, ()
    name = known.headline or known.source_id or "an item"
    error = None
    if recorded and not whole:
        error = NoBody(f'"{name}" is a recording without the text of an article', "give the feed of the articles")
    elif not whole and not known.link and breaks_off(content):
        error = NoBody(f'of "{name}" the feed has only the beginning, and no link', "give a feed with whole articles")
    return Item(known=known, content=content, unread=summary, whole=whole, error=error)


def _is_recording(entry: Entry) -> bool:
    return any(each.get("type", "").startswith(("audio/", "video/")) for each in _enclosures(entry))


def _known(entry: Entry, base: str) -> Known:
    base = urljoin(base, entry.base) if entry.base else base
    link = _link(entry, base)
    published, updated = read_moment(entry.first(*_DATES)), read_moment(entry.first(*_UPDATES))
    date = published or updated
    return Known(
        headline=plain_text(entry.markup("title", "atom:title", "dc:title")),
        date=date.at if date else None,
        date_precision=date.precision if date else Precision.MINUTE,
        date_source="feed" if date else "",
        modified=updated.at if published and updated else None,
        status=Status.WITHHELD if entry.first("app:draft", "draft") == "yes" else Status.USABLE,
        byline=_byline(entry),
        link=link,
        source_id=entry.first("guid", "atom:id", "id", "dc:identifier") or entry.about or link,
        section=_section(entry),
        image=_image(entry, base),
    )


def _link(entry: Entry, base: str) -> str:
    """Return the page of the article: the address before it was redirected, the link, or a permanent id."""
    addresses = (web_address(address, base) for address in _addresses(entry))
    return next(filter(None, addresses), "")


def _addresses(entry: Entry) -> Iterator[str]:
    yield entry.first("feedburner:origlink")
    for link in entry.elements("link", "atom:link"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href") or link.text or ""
    for guid in entry.elements("guid"):
        if guid.get("isPermaLink", "true").lower() == "true" and "://" in (guid.text or ""):
            yield guid.text or ""
    yield entry.about


def _byline(entry: Entry) -> str:
    """Return who wrote it: names only, no e-mail addresses."""
    texts = [each.text or "" for each in entry.elements("dc:creator")]
    authors = [*entry.elements("atom:author", "author")]
    texts += ["".join(map(str, name.itertext())) for each in authors for name in each.iter("{*}name")]
    texts += [each.text or "" for each in [*authors, *entry.elements("itunes:author")] if not len(each)]
    names = (plain_text(_E_MAIL.sub(" ", text)).strip(" ()،,") for text in texts[:_MOST_NAMES])
    return "، ".join(dict.fromkeys(filter(None, names)))


def _section(entry: Entry) -> str:
    """Return the first of the categories."""
    for each in entry.elements("category", "atom:category", "dc:subject"):
        if name := plain_text(each.get("label") or each.text or each.get("term") or ""):
            return name
    return ""


def _enclosures(entry: Entry) -> Iterator[_Element]:
    yield from entry.elements("enclosure", "media:content")
    yield from (link for link in entry.elements("link", "atom:link") if link.get("rel") == "enclosure")


def _image(entry: Entry, base: str) -> Image | None:
    """Return the picture of an item with its caption and who made it."""
    addresses = (web_address(address, base) for address in _pictures(entry))
    url = next(filter(None, addresses), "")
    if not url:
        return None
    caption = plain_text(entry.markup("media:description", "media:text")) or plain_text(entry.markup("media:title"))
    return Image(url=url, caption=caption, credit=plain_text(entry.markup("media:credit", "media:copyright")))


def _pictures(entry: Entry) -> Iterator[str]:
    for each in _enclosures(entry):
        address = each.get("url") or each.get("href") or ""
        kind = each.get("medium") or each.get("type", "").partition("/")[0]
        if kind == "image" or (not kind and _PICTURE.search(address)):
            yield address
    for each in entry.elements("media:thumbnail", "itunes:image", "image"):
        yield each.get("url") or each.get("href") or each.findtext("{*}url") or each.text or ""
