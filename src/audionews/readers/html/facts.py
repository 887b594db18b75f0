"""What the markup of a page says about its article: JSON-LD first, then meta elements, then the elements themselves."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from audionews.arabic.letters import arabic_share, clean, fold
from audionews.articles.stray_markup import resolve_entities
from audionews.model import Image, Known, Precision
from audionews.readers.fragment import blocks_of
from audionews.readers.html.linked_data import texts_of
from audionews.readers.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from audionews.readers.html.linked_data import Node
    from audionews.readers.html.page import Page
    from audionews.readers.moments import Moment

_PUBLISHED = (
    "article:published_time og:published_time datepublished publishdate publish-date publish_date pubdate"
    " parsely-pub-date sailthru.date dc.date.issued dcterms.created dc.date article_date_original date"
).split()
_MODIFIED = "article:modified_time og:updated_time datemodified dcterms.modified lastmod".split()
_TITLES = "og:title twitter:title parsely-title sailthru.title dc.title title headline".split()
_AUTHORS = "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl".split()
_SECTIONS = "article:section parsely-section".split()
_IDS = "article:id article_id articleid parsely-post-id dcterms.identifier dc.identifier news_id".split()
_IMAGES = "og:image:secure_url og:image twitter:image twitter:image:src".split()
_SITES = "og:site_name application-name twitter:app:name:iphone".split()
_NO_NAMES = frozenset(
    fold(name).lower()
    for name in "admin administrator editor user webmaster root author مدير محرر المحرر الإدارة المدير".split()
) | {fold("مدير الموقع"), fold("مدير النظام"), "super user"}
_BY = re.compile(r"^(?:بقلم|كتب|كتبت|كتبه|الكاتب|by)(?:\s*+[:\-–])?\s+", re.IGNORECASE)
_POST_ID = re.compile(r"(?:^|\s)postid-(\d{1,12})(?:\s|$)")  # WordPress writes it into the class of the body
_PARTS = re.compile(r"\s+[|·•»«:–—-]+\s+|\s*[|»]\s*")  # between a title and the name of the site
_LANGUAGE = re.compile(r"ar(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_LONGEST_NAME = 80  # characters
_LONGEST = 5_000  # characters of a fact; no headline, caption or address has so many
_MOST_TITLES = 30  # headings that are compared with titles; more are those of other articles
_FEWEST_WORDS = 4  # of the title of a page that has no other; a shorter one is the name of the site
_FEWEST_ALIKE = 3  # words of a headline of which another form is recognized
_LEAST_SHARED = 0.5  # of the words of two forms of a headline


class Titles(NamedTuple):
    """The forms of the headline on a page: the best one, or "", and all of them."""

    best: str
    all: tuple[str, ...]


def meta_of(root: HtmlElement) -> Mapping[str, str]:
    """Return the meta elements of a page by their name in lower case; the first one of a name counts."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = _text(meta.get("content"))
        if content:
            found.setdefault(name.strip().lower(), content)
    return found


def link_of(root: HtmlElement, meta: Mapping[str, str], node: Node | None, base: str) -> str:
    """Return the address of the article on the site: canonical, og:url, JSON-LD, else where the page is from."""
    rel = (link.get("href") for link in root.iter("link") if "canonical" in link.get("rel", "").lower().split())
    said = (*rel, meta.get("og:url"), *texts_of((node or {}).get("mainEntityOfPage"), "@id", "url"))
    addresses = (address for each in (*said, *texts_of((node or {}).get("url"))) if (address := _address(each, base)))
    return next(addresses, _address(base, base))


def facts_of(page: Page) -> Known:
    """Return what the markup says about the article of a page."""
    root, meta, node = page.root, page.meta, page.node or {}
    titles = _titles(root, meta, node)
    published = _moment((*texts_of(node.get("datePublished")), *_of(meta, _PUBLISHED), *_times(root)))
    modified = _moment((*texts_of(node.get("dateModified")), *_of(meta, _MODIFIED)))
    return Known(
        headline=titles.best,
        titles=titles.all,
        date=published.at if published else None,
        date_precision=published.precision if published else Precision.MINUTE,
        date_source="markup" if published else "",
        modified=modified.at if modified else None,
        byline=_byline(root, meta, node),
        link=page.link,
        source_id=_source_id(root, meta, node, page.link),
        section=next(map(_text, (*texts_of(node.get("articleSection")), *_of(meta, _SECTIONS))), ""),
        language=_language(root, node),
        image=_image(meta, node, page.url or page.link),
        corrections=tuple(map(_text, texts_of(node.get("correction"), "text", "name"))),
    )


def stated_body(node: Node | None) -> str:
    """Return the text of the article in JSON-LD, one paragraph a line; or ""."""
    text = "\n".join(texts_of((node or {}).get("articleBody")))
    return "\n".join(block.raw for block in blocks_of(text)) if text else ""


def _text(value: str | None) -> str:
    """Return a text without entities, which are often written twice, and without tags and needless space."""
    plain = (value or "")[:_LONGEST]
    for _ in range(2):
        plain = resolve_entities(plain)
    return clean(re.sub(r"<[a-zA-Z/][^<>]{0,200}>", "", plain))


def _of(meta: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    return (meta[name] for name in names if name in meta)


def _address(text: str | None, base: str) -> str:
    if not (text and text.strip()) or len(text) > _LONGEST:
        return ""
    try:
        whole = urljoin(base, text.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    return whole if parts.scheme in {"http", "https"} and parts.hostname else ""


def _moment(texts: Iterable[str]) -> Moment | None:
    return next((moment for text in texts if (moment := read_moment(text)) is not None), None)


def _times(root: HtmlElement) -> Iterator[str]:
    """Yield the times that elements give for the publication: by microdata, or beside the headline."""
    for element in root.xpath('//*[@itemprop="datePublished"] | //time[@pubdate]'):
        yield element.get("content") or element.get("datetime") or element.text_content()[:100]
    for heading in islice(root.iter("h1"), _MOST_TITLES):
        around = heading
        for _ in range(3):
            around = around.getparent() if around.getparent() is not None else around
            times = [time.get("datetime") for time in around.iter("time") if time.get("datetime")]
            if around.tag != "body" and len(times) in {1, 2}:
                yield times[0] or ""


def _titles(root: HtmlElement, meta: Mapping[str, str], node: Node) -> Titles:
    site = next(_of(meta, _SITES), "")
    marked = _arabic(
        [
            *map(_text, islice(texts_of(node.get("headline")), _MOST_TITLES)),
            *(_without_site(text, site) for text in _of(meta, _TITLES)),
        ]
    )
    named = _arabic([_page_title(text.text_content(), site) for text in root.iter("title")][:1])
    headings = _arabic([_text(heading.text_content()) for heading in islice(root.iter("h1"), _MOST_TITLES)])
    confirmed = [heading for heading in headings if any(alike(heading, title) for title in marked or named)]
    long = [title for title in named if len(title.split()) >= _FEWEST_WORDS]
    only = headings if len(headings) == 1 else []
    best = next(iter((*confirmed, *marked, *long, *only)), "")
    return Titles(best, tuple(dict.fromkeys((*confirmed, *marked, *named))))


def _arabic(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if arabic_share(text) > 0]


def _without_site(title: str, site: str) -> str:
    """Return a title without the name of the site at its end or its beginning."""
    name = _words(site)
    parts = _PARTS.split(title)
    if not name or len(parts) == 1:
        return title
    last, first = _PARTS.split(title)[-1], parts[0]
    if _words(last) == name:
        return title[: title.rindex(last)].rstrip(" |·•»«:–—-")
    return title[len(first) :].lstrip(" |·•»«:–—-") if _words(first) == name else title


def _page_title(title: str, site: str) -> str:
    """Return the title of a page without the name of its site, which stands behind a sign, most often at the end."""
    plain = _text(title)
    cut = _without_site(plain, site)
    if cut != plain:
        return cut
    parts = [part for part in re.split(r"\s*[|»]\s*|\s+[-–—]\s+", plain) if part]
    return max(parts, key=lambda part: len(part.split()), default="")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text).lower()))


def alike(one: str, other: str) -> bool:
    """Return whether two texts are forms of the same headline: the same words, or most of those of the shorter one."""
    first, second = _words(one), _words(other)
    shorter = min(len(first), len(second))
    return first == second or (shorter >= _FEWEST_ALIKE and len(first & second) > _LEAST_SHARED * shorter)


def _byline(root: HtmlElement, meta: Mapping[str, str], node: Node) -> str:
    """Return who wrote the article, by the first kind of markup that has names."""
    site = {_words(name) for name in (*_of(meta, _SITES), *texts_of(node.get("publisher"), "name"))}
    tagged = root.xpath('//*[@itemprop="author"]//*[@itemprop="name"] | //a[contains(@rel, "author")]')[:3]
    kinds = (
        [*texts_of(node.get("author"), "name"), *texts_of(node.get("creator"), "name")],
        list(_of(meta, _AUTHORS)),
        [element.get("content") or element.text_content()[:_LONGEST_NAME] for element in tagged],
    )
    for texts in kinds:
        names = [name for text in texts if (name := _name(text)) and _words(name) not in site]
        if names:
            return "، ".join(dict.fromkeys(names))
    return ""


def _name(text: str) -> str:
    """Return the name of an author, or "" if the text is none."""
    name = _BY.sub("", _text(text))
    is_address = "://" in name or "@" in name or name.startswith(("www.", "/"))
    return "" if is_address or len(name) > _LONGEST_NAME or fold(name).lower() in _NO_NAMES else name


def _source_id(root: HtmlElement, meta: Mapping[str, str], node: Node, link: str) -> str:
    """Return the newsroom's id of the article; that of WordPress in the form that its feeds have."""
    said = next(iter((*texts_of(node.get("identifier"), "value", "@id"), *_of(meta, _IDS))), "")
    if said:
        return clean(said)
    post = next((_POST_ID.search(body.get("class", "")) for body in root.iter("body")), None)
    host = urlsplit(link).netloc
    return f"{urlsplit(link).scheme}://{host}/?p={post[1]}" if post and host else ""


def _language(root: HtmlElement, node: Node) -> str:
    said = (*texts_of(node.get("inLanguage"), "alternateName", "name"), root.get("lang") or "")
    return next((tag for tag in said if _LANGUAGE.fullmatch(tag)), "")


def _image(meta: Mapping[str, str], node: Node, base: str) -> Image | None:
    for each in _nodes(node.get("image")):
        url = next((at for text in texts_of(each, "url", "contentUrl", "@id") if (at := _address(text, base))), "")
        if url:
            return Image(
                url=url, caption=_said(each, "caption", "description"), credit=_said(each, "creditText", "creator")
            )
    url = next((at for text in _of(meta, _IMAGES) if (at := _address(text, base))), "")
    return Image(url=url, caption=meta.get("og:image:alt", "")) if url else None


def _nodes(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _said(node: object, *keys: str) -> str:
    """Return the text of the first of the keys that a node has."""
    found = (text for key in keys for text in texts_of(node.get(key), "name", "text")) if isinstance(node, dict) else ()
    return next(map(_text, found), "")
