"""The front matter of a text file, above the article: YAML or TOML between two lines of signs, or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from audionews.errors import UnknownFormat
from audionews.model import Image, Known, Status
from audionews.readers.charset import without_lone_surrogates
from audionews.readers.moments import read_moment

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCK = re.compile(
    r"\A\ufeff?\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<head>.*?)(?:^(?:(?P=fence)|\.\.\.)[ \t]*(?:\r?\n|\Z))",
    re.DOTALL | re.MULTILINE,
)
_OPEN = re.compile(r"\A\ufeff?\s*(?:---[ \t]*\r?\n[ \t]*[\w\"'-]+[ \t]*:|\+\+\+[ \t]*\r?\n[ \t]*[\w\"'-]+[ \t]*=)")
_JSON = re.compile(r'\A\ufeff?\s*(?=\{\s*")')
_ARTICLE = re.compile(r"\s*[^\s{}\[\],\"]")  # what stands below; a list of objects goes on otherwise
_LONGEST = 100_000  # characters
_DEEPEST = 10
_LARGEST = 10**100  # number; Python writes none of more than 4,300 digits
_KEYS = {
    "headline": ("headline", "title", "العنوان", "عنوان"),
    "date": ("date", "published", "publishdate", "published_at", "pubdate", "datepublished", "التاريخ", "تاريخ"),
    "modified": ("modified", "updated", "lastmod", "updated_at", "last_modified_at"),
    "publish_at": ("publish_at", "embargo", "embargoed", "not_before"),
    "byline": ("byline", "author", "authors", "الكاتب", "كاتب"),
    "link": ("link", "canonical", "canonical_url", "canonicalurl", "permalink", "url", "الرابط", "رابط"),
    "source_id": ("source_id", "id", "guid", "المعرف"),
    "section": ("section", "category", "categories", "القسم", "قسم"),
    "language": ("language", "lang"),
    "image": ("image", "cover", "thumbnail", "featured_image"),
    "corrections": ("corrections", "correction", "تصحيح", "تصويب", "تصويبات"),
}
_YES = {"true", "yes", "on", "1"}


class FrontMatter(NamedTuple):
    """The front matter of a text.

    Attributes:
        given: What it says about the article.
        summary: The points of its summary, or a description.
        text: It, as it stands in the text, with its fences.
        body: The text below it.
    """

    given: Known
    summary: tuple[str, ...]
    text: str
    body: str


def has_front_matter(text: str) -> bool:
    """Return whether a text begins with front matter, closed or not."""
    return _OPEN.match(text) is not None or _read_json(text) is not None


def read_front_matter(text: str, source: str) -> FrontMatter | None:
    """Return the front matter of a text, or None if it has none.

    All values are read as texts: a date or a number stays as it was written.

    Raises:
        UnknownFormat: It is not closed, is no valid YAML or TOML, or has aliases.
    """
    text = without_lone_surrogates(text)
    as_json = _read_json(text)
    if as_json is not None:
        values, head, body = as_json
        return _front_matter(values, head, body)
    if not has_front_matter(text):
        return None
    match = _BLOCK.match(text)
    if match is None or len(match["head"]) > _LONGEST:
        what = f"the front matter of {source} has no end"
        raise UnknownFormat(what, "close it with a line of --- (or +++) above the article")
    read = _read_toml if match["fence"] == "+++" else _read_yaml
    return _front_matter(read(match["head"], source), match[0], text[match.end() :])


def _front_matter(values: Mapping[object, object] | Mapping[str, object], head: str, body: str) -> FrontMatter:
    inner = values.get("params")
    merged = {**inner, **values} if isinstance(inner, dict) else values
    table = {str(key).strip().lower(): value for key, value in merged.items()}
    points = _texts(table.get("summary") or table.get("points") or table.get("description") or table.get("excerpt"))
    return FrontMatter(_known(table), points, head, body)


def _read_json(text: str) -> tuple[Mapping[str, object], str, str] | None:
    """Return the values of front matter in JSON, its text and the article, or None if the text has none."""
    start = _JSON.match(text)
    if start is None:
        return None
    try:
        values, end = json.JSONDecoder(strict=False).raw_decode(text[:_LONGEST], start.end())
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or not _ARTICLE.match(text, end):
        return None
    return values, text[:end], text[end:]


def _read_yaml(head: str, source: str) -> Mapping[object, object]:
    import yaml  # noqa: PLC0415 - loads when used

    try:
        depth = 0
        for event in yaml.parse(head, yaml.BaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
                what = "an alias" if depth <= _DEEPEST else "values that are too deep"
                raise UnknownFormat(f"the front matter of {source} has {what}", "write each value out")
        table = yaml.load(head, yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and tables of texts, and nothing else
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        what = f"the front matter of {source} is no valid YAML near line {line}"
        raise UnknownFormat(what, "correct it; texts with a colon stand in quotes") from error
    if not isinstance(table, dict):
        raise UnknownFormat(f"the front matter of {source} has no keys", "write lines like title: ..., or leave it out")
    return table


def _read_toml(head: str, source: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(head)
    except (ValueError, RecursionError) as error:  # also of a number with thousands of digits
        what = f"the front matter of {source} is no valid TOML"
        raise UnknownFormat(what, "correct it; texts stand in quotes") from error


def _known(table: Mapping[str, object]) -> Known:
    """Return what the keys say, whatever a site generator calls them."""
    found = {name: next((table[key] for key in keys if table.get(key)), None) for name, keys in _KEYS.items()}
    first = {name: next(iter(_texts(value)), "") for name, value in found.items()}
    published, modified, embargo = (read_moment(first[name]) for name in ("date", "modified", "publish_at"))
    link = first["link"] if first["link"].startswith(("http://", "https://")) else ""
    image = first["image"] if first["image"].startswith(("http://", "https://")) else ""
    draft = str(table.get("draft", table.get("published") == "false")).lower() in _YES
    return Known(
        headline=first["headline"],
        date=published.at if published else None,
        date_precision=published.precision if published else Known().date_precision,
        date_source="markup" if published else "",
        modified=modified.at if modified else None,
        publish_at=embargo.at if embargo else None,
        status=Status.WITHHELD if draft else Status.USABLE,
        byline="، ".join(_texts(found["byline"])),
        link=link,
        source_id=first["source_id"],
        section=first["section"],
        language=first["language"],
        image=Image(url=image) if image else None,
        corrections=_texts(found["corrections"]),
    )


def _texts(value: object, depth: int = _DEEPEST) -> tuple[str, ...]:
    """Return the texts in a value: itself, those of a list, or the names of a list of tables; none of deeper ones."""
    if not depth or (isinstance(value, int) and abs(value) > _LARGEST):
        return ()
    if isinstance(value, (str, int, float)):
        return (str(value).strip(),) if str(value).strip() else ()
    if isinstance(value, (date, datetime)):
        return (value.isoformat(),)
    if isinstance(value, dict):
        return _texts(value.get("name") or value.get("url") or value.get("src"), depth - 1)
    if isinstance(value, list):
        return tuple(text for each in value if not isinstance(each, list) for text in _texts(each, depth - 1))
    return ()
