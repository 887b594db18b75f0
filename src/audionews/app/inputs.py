"""Inputs: from what a caller names to the articles in it. What cannot be read is yielded as a failure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from audionews.app.composition import open_readers
from audionews.articles.given import check_given
from audionews.building import stages
from audionews.errors import ArticleError, UsageError, Withheld
from audionews.model import Article, Blob, Failed, Known, Pointer, Status
from audionews.sources import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.model.events import Listener
    from audionews.ports import ArticleReader
    from audionews.settings import Settings

Input: TypeAlias = Article | Blob | Path | str | bytes


def read_inputs(
    inputs: Iterable[Input], given: Known, settings: Settings, tell: Listener
) -> Iterator[Article | Failed]:
    """Yield what is in the inputs, in order: articles, and what could not be read.

    Args:
        inputs: Articles; names of files, folders and patterns, or "-" for standard input; addresses; or bytes.
        given: What the user says about all of them.
        settings: The settings of the show, whose word lists are used.
        tell: Receives a notice about readers that cannot be loaded.

    Raises:
        UsageError: An input has a wrong type.
        SettingsError: A word list is wrong.
    """
    readers = open_readers(settings, tell)
    for each in inputs:
        yield from _read_input(each, given, readers)


def _read_input(source: Input, given: Known, readers: Sequence[ArticleReader]) -> Iterator[Article | Failed]:
    if isinstance(source, Article):
        yield from _checked(source)
    elif isinstance(source, Blob):
        yield from _read_blob(source, given, readers)
    elif isinstance(source, bytes):
        yield from _read_blob(Blob(content=source), given, readers)
    elif isinstance(source, (str, Path)):
        yield from _read_named(str(source), given, readers)
    else:
        raise UsageError(f"an article is of the type {type(source).__name__}", "give an Article, a name or bytes")


def _checked(article: Article) -> Iterator[Article | Failed]:
    try:
        check_given(article)
        yield article
    except (ArticleError, UsageError) as error:
        yield Failed(source=article.source, error=error)


def _read_named(name: str, given: Known, readers: Sequence[ArticleReader]) -> Iterator[Article | Failed]:
    suffixes = tuple(suffix for reader in readers for suffix in reader.suffixes)
    try:
        names = files.expand([name], suffixes)
    except UsageError as error:
        yield Failed(source=name, error=error)
        return
    for each in names:
        try:
            blob = Blob(content=files.read(each), name=each)
        except (ArticleError, UsageError) as error:
            yield Failed(source=each, error=error)
        else:
            yield from _read_blob(blob, given, readers)


def _read_blob(blob: Blob, given: Known, readers: Sequence[ArticleReader]) -> Iterator[Article | Failed]:
    try:
        for found in stages.read(blob, given, readers):
            if isinstance(found, Pointer):
                raise NotImplementedError
            yield found if isinstance(found, Failed) else _usable(found)
    except ArticleError as error:
        yield Failed(source=blob.name, error=error)


def _usable(article: Article) -> Article | Failed:
    """Return the article, or a failure if the newsroom does not want it published."""
    if article.status is Status.USABLE:
        return article
    remedy = "if it was built before, take it down: audionews remove ID"
    return Failed(
        source=article.source,
        error=Withheld(f"{article.source} is marked {article.status} by the newsroom", remedy),
        lines=article.lines,
    )
