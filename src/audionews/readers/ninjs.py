"""Reads items in ninjs, the JSON of news agencies: versions 1, 2 and 3, as a list, one object or one a line.

Source: the schemas at iptc.org/std/ninjs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from audionews.errors import Empty, NoBody
from audionews.model import Image, Known
from audionews.readers.fragment import blocks_of, plain_text
from audionews.readers.items import Item, decode_whole, first_items, found_of, web_address
from audionews.readers.json_text import dicts_of, objects_in, text_of, texts_of
from audionews.readers.listed import ListedReader
from audionews.readers.wire_facts import byline_of, corrections_of, notes_of, status_of, with_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.articles.blocks import Block
    from audionews.errors import ArticleError
    from audionews.model import Blob, Found

_SURE = 0.95
_NAMED = re.compile(rb'"(?:name|schema)"\s*:\s*"[^"]{0,100}ninjs', re.IGNORECASE)
_KEY = re.compile(
    rb'"(uri|guid|version|versioncreated|firstcreated|pubstatus|representationtype|copyrightholder|copyrightnotice'
    rb'|usageterms|urgency|slugline|embargoed|ednote|headlines?|bodies|body_[a-z0-9_]+)"\s*:'
)
_TELLING = frozenset({b"pubstatus", b"versioncreated", b"bodies", b"body_html", b"body_text", b"body_xhtml"})
_FEWEST_KEYS = 4
_NO_TEXT = {"picture": "a picture", "audio": "a sound", "video": "a film", "graphic": "a graphic", "event": "an event"}
_KINDS = ("html", "plain", "text", "")  # of bodies, best first
_MAIN = frozenset({"", "main", "headline"})  # roles of headlines
_PARTS = ("_items", "items", "hits")  # of answers with several items


class NinjsReader(ListedReader):
    """Reads the texts of a news agency in ninjs."""

    name = "ninjs"
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson", ".ninjs")

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that the input is ninjs: it says so, or has its keys."""
        if text.lstrip()[:1] not in {"[", "{"}:
            return 0.0
        head = text.encode("utf-8", "ignore")
        keys = {key for part in (head, blob.content) for key in _KEY.findall(part)}
        named = _NAMED.search(head) is not None and bool(keys)
        return _SURE if named or (len(keys) >= _FEWEST_KEYS and not _TELLING.isdisjoint(keys)) else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the items in order; of a package, the texts in it.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            Binary: The input is damaged.
            Empty: There are no items.
        """
        decoded = decode_whole(blob)
        item = None
        for item in first_items(_items(decoded.text, blob), blob.name):
            yield found_of(blob, item, given, decoded.charset, self.lists)
        if item is None:
            raise Empty(f"{blob.name} has no items", "export it again")


def _items(text: str, blob: Blob) -> Iterator[Item]:
    for each in objects_in(text, blob.name):
        if isinstance(each, Item):
            yield each
            continue
        several = next((each[part] for part in _PARTS if isinstance(each.get(part), list)), [each])
        for news in dicts_of(several):
            yield from _texts(news)


def _texts(news: dict[str, Any]) -> Iterator[Item]:
    """Yield an item, or the texts in a package."""
    inner = [each for each in _associated(news) if _body(each)] if text_of(news.get("type")) == "composite" else []
    yield from (_item(each) for each in (inner if inner and not _body(news) else [news]))


def _item(news: dict[str, Any]) -> Item:
    known = _known(news)
    content = _body(news)
    ednote = text_of(news.get("ednote"))
    return Item(
        known=known,
        content=content,
        unread=[block for text in _descriptions(news) for block in blocks_of(text)],
        notes=notes_of(ednote, text_of(news.get("located"))),
        whole=bool(content),
        error=_fault(news, known, content),
    )


def _fault(news: dict[str, Any], known: Known, content: Sequence[Block]) -> ArticleError | None:
    kind = _NO_TEXT.get(text_of(news.get("type")))
    if kind and not content:
        return NoBody(f'"{known.headline or known.source_id}" is {kind} and no text', "give the items of type text")
    return None


def _known(news: dict[str, Any]) -> Known:
    headlines = _headlines(news)
    ednote = text_of(news.get("ednote"))
    marked = "correction" in str(news.get("signals") or news.get("signal") or "").lower()
    language = text_of(news.get("language"))
    known = Known(
        headline=next(iter(headlines), ""),
        titles=tuple(headlines[1:]),
        status=status_of(text_of(news.get("pubstatus"))),
        byline=byline_of(_authors(news)),
        link=next(filter(None, (web_address(text_of(news.get(key)), "") for key in ("link", "href", "url"))), ""),
        source_id=text_of(news.get("uri")) or text_of(news.get("guid")) or text_of(news.get("_id")),
        section=next(filter(None, map(plain_text, _subjects(news))), ""),
        language=language if language.lower().startswith("ar") else "",
        image=_image(news),
        corrections=corrections_of(ednote, marked=marked),
    )
    created = (text_of(news.get("firstcreated")), text_of(news.get("contentcreated")))
    version = text_of(news.get("versioncreated"))
    return with_dates(known, created, version, text_of(news.get("embargoed")))


def _headlines(news: dict[str, Any]) -> list[str]:
    """Return the headlines, the main one first."""
    listed = sorted(dicts_of(news.get("headlines")), key=lambda each: text_of(each.get("role")) not in _MAIN)
    values = (text_of(each.get("value")) for each in listed)
    texts = (*texts_of(news.get("headline")), *values, *texts_of(news.get("title")))
    return list(dict.fromkeys(filter(None, map(plain_text, texts))))


def _authors(news: dict[str, Any]) -> Iterator[str]:
    for key in ("byline", "by", "bylines"):
        yield from texts_of(news.get(key))
        yield from (text_of(each.get("value")) or text_of(each.get("name")) for each in dicts_of(news.get(key)))


def _subjects(news: dict[str, Any]) -> Iterator[str]:
    for each in dicts_of(news.get("subjects") or news.get("subject")):
        yield text_of(each.get("name"))


def _descriptions(news: dict[str, Any]) -> list[str]:
    named = [text_of(value) for key, value in news.items() if key.startswith("description_")]
    listed = [text_of(each.get("value")) for each in dicts_of(news.get("descriptions"))]
    return list(dict.fromkeys(filter(None, named + listed)))[:1]


def _body(news: dict[str, Any]) -> tuple[Block, ...]:
    """Return the text of an item: as HTML, else as plain text, else as anything else."""
    bodies = [(key.removeprefix("body_"), text_of(value)) for key, value in news.items() if key.startswith("body_")]
    listed = dicts_of(news.get("bodies"))
    bodies += [(text_of(each.get("contenttype") or each.get("role")), text_of(each.get("value"))) for each in listed]
    ranked = sorted((_rank(kind), number) for number, (kind, text) in enumerate(bodies) if text)
    return blocks_of(bodies[ranked[0][1]][1]) if ranked else ()


def _rank(kind: str) -> int:
    return next((rank for rank, word in enumerate(_KINDS) if word in kind.lower()), len(_KINDS))


def _associated(news: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the items that are associated with an item: a list since version 2, an object before."""
    associated = news.get("associations")
    return dicts_of(list(associated.values()) if isinstance(associated, dict) else associated)


def _image(news: dict[str, Any]) -> Image | None:
    """Return the first picture that is associated with an item, in its largest rendition."""
    for each in _associated(news):
        if text_of(each.get("type")) in {"picture", "graphic", ""} and (url := _largest(each)):
            caption = next(iter(_descriptions(each)), "") or next(iter(_headlines(each)), "")
            return Image(url=url, caption=plain_text(caption), credit=byline_of(_authors(each)))
    return None


def _largest(news: dict[str, Any]) -> str:
    renditions = news.get("renditions")
    listed = dicts_of(list(renditions.values()) if isinstance(renditions, dict) else renditions)
    listed.sort(key=_width, reverse=True)
    return next(filter(None, (web_address(text_of(each.get("href")), "") for each in listed)), "")


def _width(rendition: dict[str, Any]) -> float:
    width = rendition.get("width")
    return width if isinstance(width, (int, float)) else 0
