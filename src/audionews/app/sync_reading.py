"""Reads what the sources of a sync list: feeds, posts of WordPress, files of a folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.building import stages
from audionews.errors import ArticleError, UsageError
from audionews.model import Article, Blob, Failed, Known, Pointer
from audionews.sources import files
from audionews.sync.entries import entry_of
from audionews.sync.folders import path_of
from audionews.sync.places import post_numbers
from audionews.sync.planner import missing_from_feed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from audionews.ports import ArticleReader
    from audionews.settings import Settings
    from audionews.settings.sync_sources import SyncSource
    from audionews.sync.entries import Entry
    from audionews.sync.planner import KnownItem


# A page with an error, which many a site gives instead of its feed, must not become an episode.
_OF_LISTS = frozenset({"feed", "wordpress", "ninjs", "newsml", "json"})


def known_of(source: SyncSource, settings: Settings) -> Known:
    """Return what the settings say about the articles of a source."""
    return Known(keep=source.keep, drop=source.drop, sites=settings.sites)


def entries_of(
    blob: Blob, source: SyncSource, settings: Settings, readers: Iterable[ArticleReader], modified: float = 0.0
) -> list[Entry]:
    """Return what an input of a source lists.

    Args:
        blob: The input.
        source: The source.
        settings: The settings of the show.
        readers: All readers.
        modified: When the file was written, in seconds since 1970.

    Raises:
        ArticleError: It cannot be read.
    """
    place = blob.name if source.folder else ""
    suited = [each for each in readers if source.folder or each.name in _OF_LISTS]
    found = list(stages.read(blob, known_of(source, settings), suited))
    entries = [entry_of(each, place, modified) for each in found]
    return _numbered(entries, found, blob) if source.wordpress else entries


def _numbered(entries: list[Entry], found: Sequence[Article | Failed | Pointer], blob: Blob) -> list[Entry]:
    """Return the entries with the numbers of their posts."""
    import msgspec  # noqa: PLC0415 - loads when used

    try:
        numbers = post_numbers(msgspec.json.decode(blob.content))
    except msgspec.DecodeError:  # in another charset; their pages are asked for instead
        return entries
    names = [_names_of(each) for each in found]
    return [
        replace(entry, place=next((numbers[name] for name in own if name in numbers), ""))
        for entry, own in zip(entries, names, strict=True)
    ]


def _names_of(found: Article | Failed | Pointer) -> tuple[str, str]:
    if isinstance(found, Article):
        return found.source_id, found.link
    known = found.given if isinstance(found, Pointer) else found.known
    return known.source_id, known.link


def entries_in_file(
    folder: Path, name: str, source: SyncSource, settings: Settings, readers: Iterable[ArticleReader]
) -> list[Entry]:
    """Return the articles in a file of a folder; one that cannot be read is one that failed.

    Args:
        folder: The folder.
        name: The name of the file in it.
        source: The source.
        settings: The settings of the show.
        readers: All readers.
    """
    path = path_of(folder, name)
    try:
        modified = path.stat().st_mtime
        blob = Blob(content=files.read(str(path)), name=name)
        return entries_of(blob, source, settings, readers, modified)
    except OSError:  # it is gone again
        return []
    except (ArticleError, UsageError) as error:
        return [entry_of(Failed(source=name, error=error), name)]


def missing_for(source: SyncSource, unread: Collection[str]) -> Callable[[Sequence[Entry], KnownItem], str | None]:
    """Return what tells what it means that an article is not among the entries of a source.

    Args:
        source: The source.
        unread: The files of a folder that have not changed, and were not read.
    """
    if not source.folder:
        return missing_from_feed

    def missing(entries: Sequence[Entry], row: KnownItem) -> str | None:
        if row.place in unread or any(each.place == row.place and each.found is None for each in entries):
            return None  # as long as a file cannot be read, its articles are what they were
        return f"{row.place} is gone" if source.remove_missing and row.place else ""

    return missing


def articles_in(blob: Blob, given: Known, readers: Iterable[ArticleReader]) -> Iterator[Article | Failed | Pointer]:
    """Yield what is in the page of an article.

    Raises:
        ArticleError: It cannot be read.
    """
    yield from stages.read(blob, given, readers)
