"""What a source says about its articles, each with an id and a digest of what is said."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from audionews.articles.likeness import are_versions, wording_of
from audionews.model import Article, Failed, Known, Pointer, Status

if TYPE_CHECKING:
    from audionews.articles.likeness import Wording
    from audionews.errors import AudionewsError

_DIGITS = 32  # of a digest
_COMPARED = 30  # articles of a list with one id
_LONGEST_ID = 500  # characters; of a longer one a digest is the id
_SAID = (
    *("headline", "summary", "body", "date", "byline", "corrections", "language", "link", "section", "publish_at"),
    "status",
)
_ANNOUNCED = (
    *("headline", "date", "modified", "status", "publish_at", "byline", "link", "source_id", "section"),
    "corrections",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a source lists it.

    Attributes:
        item: Its id at the source.
        said: Digest of what the source says.
        found: The article, its address, or None if it cannot be read.
        error: Why it cannot be read, or None.
        status: Whether the newsroom wants it published.
        link: Its page, or "".
        published: When it was published, in seconds since 1970, or None.
        version: Of two files with one article, the one with the greater version counts.
        place: Its file in a folder or its number at WordPress, or "".
    """

    item: str
    said: str
    found: Article | Pointer | None
    error: AudionewsError | None = None
    status: Status = Status.USABLE
    link: str = ""
    published: float | None = None
    version: str = ""
    place: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.link or self.item


def entry_of(found: Article | Failed | Pointer, file: str = "", modified: float = 0.0) -> Entry:
    """Return the entry for what a reader found.

    Args:
        found: What it found.
        file: The path of its file in a folder, or "".
        modified: When the file was written, in seconds since 1970.
    """
    if isinstance(found, Pointer):
        return _announced(found.given, found.url, found)
    if isinstance(found, Failed):
        return _failed(found, file, modified)
    said = digest_of([str(getattr(found, name)) for name in _SAID])
    own = found.source_id or found.link or _place_or_words(found.source, found.headline, found.date, file)
    version = f"{seconds_of(found.modified or found.date) or 0.0:020.3f} {modified:020.3f}"
    return Entry(
        item=_short(own),
        said=said,
        found=found,
        status=found.status,
        link=found.link,
        published=seconds_of(found.date),
        version=version if file else "",
        place=file,
    )


def file_item(source: str, file: str) -> str:
    """Return the id of an article without one of its own: its file, and its place there if that has several."""
    return f"{file}#{source.rpartition('#')[2]}" if file and "#" in source else file or source


def _place_or_words(source: str, headline: str, date: datetime | None, file: str) -> str:
    """Return the id of an article without one: its place in a folder, or its headline and date in a list."""
    return file_item(source, file) if file or not headline else digest_of([headline, str(date)])


def _announced(known: Known, url: str, found: Pointer) -> Entry:
    return Entry(
        item=_short(known.source_id or known.link or url),
        said=digest_of([str(getattr(known, name)) for name in _ANNOUNCED]),
        found=found,
        status=known.status,
        link=known.link or url,
        published=seconds_of(known.date),
    )


def _failed(failed: Failed, file: str, modified: float) -> Entry:
    known = failed.known
    version = f"{seconds_of(known.modified or known.date) or 0.0:020.3f} {modified:020.3f}"
    return Entry(
        item=_short(known.source_id or known.link or _place_or_words(failed.source, known.headline, known.date, file)),
        said=digest_of([failed.error.message, *(str(getattr(known, name)) for name in _ANNOUNCED)]),
        found=None,
        error=failed.error,
        status=known.status,
        link=known.link,
        published=seconds_of(known.date),
        version=version if file else "",
        place=file,
    )


def newest_versions(entries: list[Entry]) -> list[Entry]:
    """Return the entries in order, each id once.

    Of files with one article, that with the greatest version counts; of a list, the first. Articles of a list that have
    one id by mistake are known by their links instead, or by headline and date, wherever they stand in the list.
    """
    of_id: dict[str, list[Entry]] = {}
    best: dict[str, Entry] = {}
    for each in entries:
        others = of_id.setdefault(each.item, [])
        if each.version:
            best[each.item] = max(best.get(each.item, each), each, key=_version)
        elif not any(_is_one(each, other) for other in others[:_COMPARED]):
            others.append(each)
    found = [other for others in of_id.values() for other in (_told_apart(others) if len(others) > 1 else others)]
    for each in found:
        best.setdefault(each.item, each)
    return list(best.values())


def _version(entry: Entry) -> str:
    return entry.version


def _is_one(one: Entry, other: Entry) -> bool:
    """Return whether two entries with one id are one article: a list may have an older version of it too."""
    if one.link != other.link:
        return False
    if not (isinstance(one.found, Article) and isinstance(other.found, Article)):
        return bool(one.link) or _headline(one) == _headline(other)
    return one.found.headline == other.found.headline or are_versions(*map(_words, (one.found, other.found)))


def _words(article: Article) -> Wording:
    return wording_of(article.headline, (*article.summary, *article.body))


def _told_apart(entries: list[Entry]) -> list[Entry]:
    """Return entries as if they had no id, because they have one; nor a link, if they have one link too."""
    links = Counter(each.link for each in entries)
    return [_without_id(each, each.link if links[each.link] == 1 else "") for each in entries]


def _without_id(entry: Entry, link: str) -> Entry:
    found = entry.found
    if isinstance(found, Article):
        found = replace(found, source_id="", link=link)
    elif found:
        found = replace(found, given=replace(found.given, source_id=""))
    item = _short(link or digest_of([_headline(entry), str(entry.published)]))
    return replace(entry, found=found, link=link, item=item)


def _headline(entry: Entry) -> str:
    if isinstance(entry.found, Article):
        return entry.found.headline
    return entry.found.given.headline if entry.found else ""


def digest_of(parts: list[str]) -> str:
    """Return a digest of texts."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:_DIGITS]


def seconds_of(moment: datetime | None) -> float | None:
    """Return a time in seconds since 1970, one without its zone as if it were in UTC; or None."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _short(item: str) -> str:
    return item if len(item) <= _LONGEST_ID else digest_of([item])
