"""Reads JSON and JSON lines: articles in the program's own form, or in the usual words of exports.

``docs/reference/article.schema.json`` describes the form.
"""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from audionews.arabic.letters import clean
from audionews.articles.blocks import Block, Hint
from audionews.errors import ArticleError, UnknownFormat, did_you_mean
from audionews.model import Failed, Image, Known, Precision, Status
from audionews.readers.charset import decode, without_lone_surrogates
from audionews.readers.compose import compose
from audionews.readers.fragment import blocks_of
from audionews.readers.json_values import articles_in, facts_in, texts_in
from audionews.readers.limits import MOST_ARTICLES, too_many
from audionews.readers.listed import ListedReader
from audionews.readers.moments import read_moment
from audionews.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from audionews.model import Article, Blob, Found
    from audionews.readers.moments import Moment

# The form's own key first, then what exports call it.
KEYS: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline", "title"),
    "summary": ("summary", "description", "abstract", "excerpt", "lead"),
    "body": ("body", "content", "text", "paragraphs", "article", "articleBody"),
    "date": ("date", "published", "published_at", "datePublished", "publish_date", "pubDate", "date_published"),
    "modified": ("modified", "updated", "updated_at", "dateModified"),
    "publish_at": ("publish_at", "embargo", "embargoed"),
    "status": ("status",),
    "byline": ("byline", "author", "authors", "creator"),
    "link": ("link", "url", "permalink", "canonical_url"),
    "source_id": ("source_id", "id", "guid", "uuid"),
    "section": ("section", "category", "categories"),
    "language": ("language", "lang"),
    "image": ("image",),
    "captions": ("captions",),
    "corrections": ("corrections",),
}
_OUTPUT = frozenset({"source", "lines", "charset", "date_precision", "date_source"})  # of inspect --json
_START = re.compile(r'\s*(?:\[\s*)?\{\s*"(?P<key>[^"]{1,40})"\s*:')
_KEY = re.compile(r'"([A-Za-z_]{2,20})"\s*:')
_LONG = frozenset({"summary", "body", "image", "captions", "corrections"})
_STATUSES = {
    "draft": Status.WITHHELD,
    "private": Status.WITHHELD,
    "withheld": Status.WITHHELD,
    "canceled": Status.CANCELED,
    "cancelled": Status.CANCELED,
    "deleted": Status.CANCELED,
}
_NEAR = 0.85  # of difflib: "bylines" is
_FEWEST_LINES = 2
_CUT = 5_000  # characters; the sample may end before the body is named
_NAMES = {name: field for field, names in KEYS.items() for name in names}


class JsonReader(ListedReader):
    """Reads Articles from JSON: one object, a list of them, or one a line."""

    name = "json"
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson")

    def sniff(self, blob: Blob, text: str) -> float:  # noqa: ARG002 - the port's signature
        """Return the confidence (0 to 1) that a text is JSON with a headline and a body under their usual names."""
        if _START.match(text.lstrip("\ufeff")) is None:
            return 0.0
        found = {_NAMES.get(key) for key in _KEY.findall(text)}
        return 0.55 if "headline" in found and ("body" in found or len(text) >= _CUT) else 0.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield each article in the input; one that is wrong fails alone.

        Raises:
            NotText: The input is too large, is damaged text or no JSON.
        """
        check_size(blob)
        decoded = decode(blob.content, blob.name, blob.charset)
        for number, (place, each) in enumerate(_objects(decoded.text, blob.name)):
            if number == MOST_ARTICLES:
                yield Failed(source=blob.name, error=too_many(blob.name))
                return
            if isinstance(each, ArticleError):
                yield Failed(source=place, error=each)
                continue
            try:
                yield self._article(each, place, given, decoded.charset)
            except ArticleError as error:
                yield Failed(source=place, error=error)

    def _article(self, table: object, source: str, given: Known, charset: str) -> Article | Failed:
        if not isinstance(table, dict):
            raise UnknownFormat(f"{source} is no object of JSON", 'write {"headline": "...", "body": ["..."]}')
        unknown = next((key for key in table if key not in _NAMES and key not in _OUTPUT and _is_misspelled(key)), None)
        if unknown is not None and "headline" in table and "body" in table:
            raise UnknownFormat(f'{source}: there is no key "{unknown}"', did_you_mean(unknown, KEYS))
        values = {field: _first(table, names) for field, names in KEYS.items()}
        if not values["headline"] and not values["body"]:
            what = f"{source} has no headline and no body under their usual names"
            raise UnknownFormat(what, 'write {"headline": "...", "body": ["..."]}')
        points = [Block(point, Hint.SUMMARY) for point in texts_in(values["summary"], source)]
        body = values["body"]
        if isinstance(body, list):
            paragraphs = [block for text in texts_in(body, source) for block in _paragraphs(text)]
        else:
            paragraphs = list(blocks_of("\n".join(texts_in(body, source))))
        known = given.or_else(_known(values, source))
        return compose([*points, *paragraphs], source, known, charset, self.lists)


def _is_misspelled(key: str) -> bool:
    """Return whether a key is so near to one of the form that it is one with a mistake, and no key of an export."""
    return bool(get_close_matches(key, KEYS, n=1, cutoff=_NEAR))


def _is_article(table: Mapping[str, object]) -> bool:
    fields = {_NAMES.get(key) for key, value in table.items() if value}
    return {"headline", "body"} <= fields


def _paragraphs(text: str) -> tuple[Block, ...]:
    """Return the blocks of one text of a list: itself, or its elements if it is HTML."""
    return blocks_of(text) if "<" in text else (Block(text, Hint.BODY),)


def _first(table: Mapping[str, object], names: Iterable[str]) -> object:
    return next((table[name] for name in names if table.get(name)), None)


def _objects(text: str, source: str) -> Iterator[tuple[str, object]]:
    """Yield each object with its name for messages; a line that is no JSON is an error in its place.

    Raises:
        UnknownFormat: Nothing in the text is JSON.
    """
    text = without_lone_surrogates(text.lstrip("\ufeff").strip())
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        yield from _lines(text, source, error)
        return
    inside = articles_in(whole, _is_article)
    whole = whole if inside is None else inside
    if isinstance(whole, list):
        yield from ((f"{source}#{number}", each) for number, each in enumerate(whole, start=1))
    else:
        yield source, whole


def _lines(text: str, source: str, error: Exception) -> Iterator[tuple[str, object]]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) < _FEWEST_LINES or not all(line.lstrip().startswith("{") for _, line in lines[:_FEWEST_LINES]):
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnknownFormat(f"{source} is no valid JSON{where}", "correct it, or export it again") from error
    for number, line in lines:
        place = f"{source}#{number}"
        try:
            yield place, json.loads(line, strict=False)
        except (ValueError, RecursionError):
            yield place, UnknownFormat(f"line {number} of {source} is no valid JSON", "correct it, or export it again")


def _known(values: Mapping[str, Any], source: str) -> Known:
    first = {field: next(iter(facts_in(value, source)), "") for field, value in values.items() if field not in _LONG}
    published, modified, embargo = (_moment(first[name], name, source) for name in ("date", "modified", "publish_at"))
    status = first["status"].lower()
    return Known(
        headline=first["headline"],
        date=published.at if published else None,
        date_precision=published.precision if published else Precision.MINUTE,
        date_source="markup" if published else "",
        modified=modified.at if modified else None,
        publish_at=embargo.at if embargo else None,
        status=_STATUSES.get(status, Status.USABLE),
        byline="، ".join(facts_in(values["byline"], source)),
        link=first["link"] if first["link"].startswith(("http://", "https://")) else "",
        source_id=first["source_id"],
        section=first["section"],
        language=first["language"],
        image=_image(values["image"]),
        corrections=facts_in(values["corrections"], source),
    )


def _moment(text: str, field: str, source: str) -> Moment | None:
    """Return a date; an embargo that cannot be read must not be overlooked.

    Raises:
        UnknownFormat: It is an embargo that is no date.
    """
    moment = read_moment(text) if text else None
    if text and moment is None and field == "publish_at":
        raise UnknownFormat(f"{source}: publish_at is no date", "write one like 2024-06-20T18:00:00+03:00")
    return moment


def _image(value: object) -> Image | None:
    table = value if isinstance(value, dict) else {"url": value}
    url, caption, credit = (table.get(key) for key in ("url", "caption", "credit"))
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        return None
    return Image(url=url, caption=clean(str(caption or "")), credit=clean(str(credit or "")))
