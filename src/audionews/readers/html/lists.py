"""Where the articles of a page with many are: the API of its WordPress, or its feed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from audionews.errors import NotAnArticle
from audionews.model import Pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from audionews.readers.html.page import Page

_WORDPRESS = "https://api.w.org/"
_OF_ARCHIVE = re.compile(r"/wp/v2/(?P<kind>categories|tags|users)/(?P<number>\d+)$")  # what an archive names
_PARAMETERS = {"categories": "categories", "tags": "tags", "users": "author"}
_FEEDS = {"application/rss+xml", "application/atom+xml"}
_COMMENTS = re.compile(r"comments|تعليقات", re.IGNORECASE)


def instead_of_list(page: Page, why: str) -> Pointer:
    """Return where the articles of a page are that was fetched from a WordPress.

    Raises:
        NotAnArticle: It is no such page; the remedy names its feed if it has one.
    """
    api = _api_of(page)
    if api and page.url:
        return Pointer(url=api)
    feed = _feed_of(page)
    where = feed or (page.link if api else "")
    remedy = f"give the address of an article, or build them all: audionews build {where}" if where else ""
    raise NotAnArticle(
        f"{page.source} is a page of many articles: {why}",
        remedy or "give the address of an article; --force reads the page anyway",
    )


def _links(root: HtmlElement, rel: str) -> Iterator[HtmlElement]:
    return (link for link in root.iter("link") if rel in link.get("rel", "").split() and link.get("href"))


def _api_of(page: Page) -> str:
    """Return the address of the posts of a WordPress, those of the archive that the page is; or ""."""
    base = page.url or page.link
    root = next((urljoin(base, link.get("href", "")) for link in _links(page.root, _WORDPRESS)), "")
    if not root:
        return ""
    posts = f"{root.rstrip('/')}/wp/v2/posts"
    for link in _links(page.root, "alternate"):
        match = _OF_ARCHIVE.search(link.get("href", "")) if link.get("type") == "application/json" else None
        if match:
            sign = "&" if "?" in posts else "?"
            return f"{posts}{sign}{_PARAMETERS[match['kind']]}={match['number']}"
    return posts


def _feed_of(page: Page) -> str:
    """Return the address of the feed of the page: that below its own address, else the first one."""
    base = page.url or page.link
    feeds = [
        urljoin(base, link.get("href", ""))
        for link in _links(page.root, "alternate")
        if link.get("type", "").lower() in _FEEDS and not _COMMENTS.search(link.get("title", "") + link.get("href", ""))
    ]
    own = (feed for feed in feeds if page.link.rstrip("/") and feed.startswith(page.link.rstrip("/") + "/"))
    return next(own, next(iter(feeds), ""))
