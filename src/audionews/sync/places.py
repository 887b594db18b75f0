"""Where the lists of a source are: the addresses of feeds and of WordPress."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.settings.sync_sources import SyncSource

POSTS = 50  # in one list of WordPress
MOST_LISTS = 10  # of new and changed posts, after a long pause
MOST_NUMBERS = 100  # of posts that are asked for at once
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


def list_address(source: SyncSource, page: int = 1) -> str:
    """Return the address of what a source lists, the posts of WordPress that were changed last first."""
    if source.feed:
        return source.feed
    asked = f"per_page={POSTS}&orderby=modified&order=desc&_embed=1" + (f"&page={page}" if page > 1 else "")
    return _posts(source.wordpress, asked)


def numbers_address(source: SyncSource, numbers: Iterable[str]) -> str:
    """Return the address that lists those of some posts that are published, only their numbers."""
    return _posts(source.wordpress, f"include={','.join(numbers)}&per_page={MOST_NUMBERS}&_fields=id")


def _posts(site: str, asked: str) -> str:
    """Return an address of the posts of a site, which may be given with or without the path of the REST API."""
    parts = urlsplit(site)
    if "rest_route=" in parts.query:
        return f"{site}&{asked}"
    base = f"{parts.scheme}://{parts.netloc}{parts.path.partition('/wp-json')[0].rstrip('/')}"
    return f"{base}/wp-json/wp/v2/posts?{asked}"


def post_numbers(answer: object) -> dict[str, str]:
    """Return the numbers of the posts in an answer of WordPress, by the ids and links by which articles are known."""
    found: dict[str, str] = {}
    for post in answer if isinstance(answer, list) else []:
        number = str(post.get("id", "")) if isinstance(post, dict) else ""
        if _NUMBER.fullmatch(number):
            guid = post.get("guid")
            named = guid.get("rendered") or guid.get("raw") if isinstance(guid, dict) else guid
            found |= {str(each): number for each in (named, post.get("link"), number) if each}
    return found
