"""Reads posts of WordPress as its REST API gives them: a list or one post, embedded or not.

Source: developer.wordpress.org/rest-api/reference/posts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from audionews.errors import Empty, NoBody, NotAnArticle
from audionews.model import Image, Known, Pointer, Precision, Status
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import Item, breaks_off, decode_whole, first_items, found_of, web_address
from audionews.readers.json_text import at, dicts_of, load, objects_of, text_of, texts_of
from audionews.readers.listed import ListedReader
from audionews.readers.moments import read_moment, read_utc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.errors import ArticleError
    from audionews.model import Blob, Found
    from audionews.readers.moments import Moment

POSTS = "/wp/v2/posts"
_SURE = 0.95
_POST = re.compile(r'"(?:title|content|excerpt|guid)"\s*:\s*\{\s*"(?:raw|rendered)"\s*:')
_ROOT = re.compile(r'"namespaces"\s*:\s*\[[^\]]{0,2000}"wp\\?/v2"')
_ERROR = re.compile(r'\{\s*"code"\s*:\s*"(?:rest|jwt|wp)_')
_ADDRESS = re.compile(r"/wp-json/|[?&]rest_route=")
_STATUSES = {
    "trash": Status.CANCELED,
    **dict.fromkeys(("draft", "auto-draft", "pending", "private", "inherit"), Status.WITHHELD),
}
_LOGIN = (401, 403)


class WordpressReader(ListedReader):
    """Reads the posts of a WordPress site."""

    name = "wordpress"
    suffixes: tuple[str, ...] = (".json",)

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that the input is an answer of WordPress, by its keys and its address."""
        if text.lstrip()[:1] not in {"[", "{"}:
            return 0.0
        keys = any(form.search(text) for form in (_POST, _ROOT, _ERROR))
        return _SURE if keys or _ADDRESS.search(blob.url) else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the posts in order; of a site's root, the address of its posts.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            Binary: The input is damaged.
            NotAnArticle: The input is an error of WordPress.
            Empty: There are no posts.
        """
        decoded = decode_whole(blob)
        answer = load(decoded.text, blob.name)
        _raise_error(answer, blob)
        if isinstance(at(answer, "routes"), dict) and at(answer, "namespaces"):
            yield Pointer(url=_posts_address(answer, blob), given=given)
            return
        posts = objects_of(answer, blob.name)
        items = (post if isinstance(post, Item) else _item(post, blob) for post in posts)
        item = None
        for item in first_items(items, blob.name):
            yield found_of(blob, item, given, decoded.charset, self.lists)
        if item is None:
            raise Empty(f"{blob.name} has no posts", "check the address, or give other posts of the site")


def _raise_error(answer: object, blob: Blob) -> None:
    code, message = text_of(at(answer, "code")), text_of(at(answer, "message"))
    if not code or not message or at(answer, "content"):
        return
    what = f'{blob.name} is an error of WordPress: "{plain_text(message)}" ({code})'
    if at(answer, "data", "status") in _LOGIN:
        raise NotAnArticle(what, "give posts that can be read without a login")
    raise NotAnArticle(what, f"check the address: it ends in /wp-json{POSTS}")


def _posts_address(root: object, blob: Blob) -> str:
    """Return the address of the posts of a site, with their authors, pictures and categories."""
    base = blob.url or text_of(at(root, "home")) or text_of(at(root, "url"))
    named = text_of(at(root, "routes", POSTS, "_links", "self", 0, "href"))
    address = web_address(named, base) or web_address(f"{base.rstrip('/').removesuffix('/wp-json')}/wp-json{POSTS}", "")
    if not address:
        raise NotAnArticle(f"{blob.name} names no posts", f"give the address that ends in /wp-json{POSTS}")
    return f"{address}{'&' if '?' in address else '?'}_embed=1"


def _item(post: dict[str, Any], blob: Blob) -> Item:
    known = _known(post, blob)
    content = blocks_of(_rendered(post, "content"))
    excerpt = blocks_of(_rendered(post, "excerpt"))
    return Item(
        known=known,
        content=content,
        unread=excerpt,
        whole=bool(content) and not breaks_off(content),
        error=_fault(post, known),
    )


def _fault(post: dict[str, Any], known: Known) -> ArticleError | None:
    name = known.headline or known.source_id
    if at(post, "content", "protected") is True:
        return NoBody(f'"{name}" is protected with a password', "export its text, or remove the password")
    if text_of(post.get("type")) == "attachment":
        return NoBody(f'"{name}" is a file of the media library and no post', "give posts")
    return None


def _known(post: dict[str, Any], blob: Blob) -> Known:
    date = read_utc(text_of(post.get("date_gmt"))) or read_moment(text_of(post.get("date")))
    status = text_of(post.get("status"))
    link = web_address(text_of(post.get("link")), blob.url)
    return Known(
        headline=plain_text(_rendered(post, "title")),
        date=date.at if date else None,
        date_precision=date.precision if date else Precision.MINUTE,
        date_source="feed" if date else "",
        modified=_modified(post, date),
        status=_STATUSES.get(status, Status.USABLE),
        publish_at=date.at if date and status == "future" else None,
        byline=_byline(post),
        link=link,
        source_id=_guid(post) or link,
        section=_section(post),
        image=_image(post, blob),
        titles=tuple(filter(None, [plain_text(text_of(at(post, "yoast_head_json", "og_title")))])),
    )


def _guid(post: dict[str, Any]) -> str:
    """Return the id that the feeds of the site give too, else the number of the post."""
    return plain_text(_rendered(post, "guid")) or text_of(post.get("id"))


def _rendered(post: dict[str, Any], name: str) -> str:
    """Return a field as the site shows it; plug-ins make it a plain text."""
    value = post.get(name)
    return text_of(at(value, "rendered")) or text_of(at(value, "raw")) or text_of(value)


def _modified(post: dict[str, Any], date: Moment | None) -> Any:  # noqa: ANN401
    modified = read_utc(text_of(post.get("modified_gmt"))) or read_moment(text_of(post.get("modified")))
    return modified.at if modified and modified != date else None


def _byline(post: dict[str, Any]) -> str:
    authors = [plain_text(text_of(each.get("name"))) for each in dicts_of(at(post, "_embedded", "author"))]
    others = [at(post, "yoast_head_json", "author"), post.get("author_name"), at(post, "author", "name")]
    names = [*filter(None, authors)] or [plain_text(text_of(other)) for other in others if text_of(other)][:1]
    return "، ".join(dict.fromkeys(names))


def _section(post: dict[str, Any]) -> str:
    """Return the first of the categories."""
    groups = at(post, "_embedded", "wp:term")
    terms = (term for group in (groups if isinstance(groups, list) else []) for term in dicts_of(group))
    names = (plain_text(text_of(term.get("name"))) for term in terms if term.get("taxonomy") == "category")
    named = next(filter(None, names), "")
    return named or next(map(plain_text, texts_of(at(post, "yoast_head_json", "schema", "articleSection"))), "")


def _image(post: dict[str, Any], blob: Blob) -> Image | None:
    media = at(post, "_embedded", "wp:featuredmedia", 0)
    addresses = (
        at(media, "source_url"),
        at(post, "yoast_head_json", "og_image", 0, "url"),
        post.get("jetpack_featured_media_url"),
    )
    url = next(filter(None, (web_address(text_of(address), blob.url) for address in addresses)), "")
    if not url:
        return None
    caption = plain_text(text_of(at(media, "caption", "rendered"))) or plain_text(text_of(at(media, "alt_text")))
    return Image(url=url, caption=caption)
