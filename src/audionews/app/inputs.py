"""Inputs: from what a caller names to the articles in it. What cannot be read is yielded as a failure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from audionews.app.composition import keep_articles, open_readers
from audionews.app.fetcher import make_fetcher
from audionews.articles.given import check_given
from audionews.building.reading_jobs import ReadingWorkers
from audionews.catalogue.links import is_home
from audionews.errors import AddressRefused, ArticleError, NotAnArticle, PageGone, UsageError, Withheld
from audionews.model import Article, Blob, Failed, Known, Place, Pointer, Status
from audionews.model.events import Noticed
from audionews.model.reading import NOTHING_KNOWN
from audionews.settings import read_word_lists
from audionews.sources import files
from audionews.sources.web_address import shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from audionews.model import Found
    from audionews.model.events import Listener
    from audionews.ports import ArticleReader
    from audionews.settings import Settings
    from audionews.sources.url import Fetcher

Input: TypeAlias = Article | Blob | Path | str | bytes
_FARTHEST = 2  # pointers followed from an input: from a site's address to its list of articles, and from there to one
_OF_ONE = {"headline": "headline", "date": "date", "byline": "byline", "link": "link", "source_id": "id"}
_NAMED = 5  # files whose names a notice has
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?/\S*|www\.\S+", re.IGNORECASE)


class ReadInput(NamedTuple):
    """What was found in an input, and the name under which the input can be read again.

    Attributes:
        name: A file name, an address, or "-".
        found: The article, or why there is none.
    """

    name: str
    found: Article | Failed


_Begun: TypeAlias = Callable[[], Iterator[ReadInput]]


def read_inputs(
    inputs: Iterable[Input],
    given: Known,
    settings: Settings,
    tell: Listener,
    executor: Executor | None = None,
    *,
    allow_private: bool = False,
) -> Iterator[ReadInput]:
    """Yield what is in the inputs, in order: articles, and what could not be read.

    An article from the web is called by its link.

    Args:
        inputs: Articles; names of files, folders and patterns, or "-" for standard input; addresses; or bytes.
        given: What the user says about the articles. A headline, date, byline, link or id can be that of one only.
        settings: The settings of the show, whose word lists are used.
        tell: Receives a notice about readers that cannot be loaded, and about files that are left out.
        executor: That of a build: its workers, if they are no threads, read files ahead, and what is in the inputs is
            kept in the caches.
        allow_private: Whether addresses may be of this machine or its own network.

    Raises:
        UsageError: An input has a wrong type, or the given link is no address.
        SettingsError: A word list is wrong, or a package that a reader needs is not installed.
    """
    refuse_wrong_link(given)
    given = replace(given, sites=(*given.sites, *settings.sites))
    lists = read_word_lists(settings)
    readers = open_readers(settings, tell, lists)
    fetcher = make_fetcher(settings, allow_private=allow_private)
    # What the user names may be private; what a stranger's feed points to may not, unless it is on the same host.
    workers = ReadingWorkers(executor, readers, keep_articles(readers, lists) if executor else None)
    reading = _Reading(given, readers, workers, fetcher, make_fetcher(settings, allow_private=False), tell)
    for found in workers.ahead(begun for each in inputs for begun in reading.begin(each)):
        yield from found()


@dataclass
class _Reading:
    """Reads inputs one after the other."""

    given: Known
    readers: tuple[ArticleReader, ...]
    workers: ReadingWorkers
    fetcher: Fetcher
    public: Fetcher
    tell: Listener
    read_before: int = field(default=0, init=False)

    def begin(self, source: Input) -> Iterator[_Begun]:
        """Yield functions that yield what is in one input, part by part."""
        if isinstance(source, Article):
            yield lambda: iter([ReadInput(source.source, _checked(source))])
        elif isinstance(source, Blob):
            yield self._in_blob(source)
        elif isinstance(source, bytes):
            yield self._in_blob(Blob(content=source))
        elif isinstance(source, (str, Path)):
            yield from self._named(str(source))
        else:
            raise UsageError(f"an article is of the type {type(source).__name__}", "give an Article, a name or bytes")

    def _named(self, name: str) -> Iterator[_Begun]:
        if _is_address(name):
            yield partial(self._behind, Pointer(url=name), 0, self.fetcher)
            return
        try:
            names = self._files(name)
        except UsageError as error:
            yield partial(_unread, name, error)
            return
        for each in names:
            base, _, item = each.rpartition("#")
            if item and Path(base).is_file() and not Path(each).exists():
                yield partial(self._one_of, each, base)
                continue
            try:
                blob = Blob(content=files.read(each), name=each)
            except (ArticleError, UsageError) as error:
                yield partial(_unread, each, _with_scheme(each, error))
            else:
                yield self._in_blob(blob)

    def _one_of(self, name: str, file: str) -> Iterator[ReadInput]:
        """Yield the one of several articles in a file that messages call by this name."""
        found = [each for begun in self._named(file) for each in begun() if each.found.source == name]
        error = UsageError(f"there is no {name}", f"audionews inspect {file} shows the articles in it")
        yield from found or [ReadInput(name, Failed(source=name, error=error))]

    def _files(self, name: str) -> list[str]:
        suffixes = tuple(sorted({suffix for reader in self.readers for suffix in reader.suffixes}))
        names, others = files.expand(name, suffixes)
        if others:
            listed = ", ".join(Path(each).name for each in others[:_NAMED]) + (", ..." if others[_NAMED:] else "")
            self.tell(Noticed(text=f"{name}: {len(others)} other files are left out, no reader takes them: {listed}"))
        return names

    def _behind(self, pointer: Pointer, steps: int, fetcher: Fetcher, origin: str = "") -> Iterator[ReadInput]:
        """Yield what is at an address that was given, or to which an input points: the origin."""
        if steps > _FARTHEST:
            error = NotAnArticle(f"{pointer.url} is only one more list of articles", "give the address of an article")
            yield ReadInput(pointer.url, Failed(source=pointer.url, error=error))
            return
        try:
            blob = fetcher.fetch(pointer.url).blob
        except AddressRefused as error:
            yield ReadInput(pointer.url, Failed(source=shown(pointer.url), error=error))
        except PageGone as error:
            remedy = f"leave it out: it is gone, but {origin} still points to it" if origin else error.remedy
            yield ReadInput(pointer.url, Failed(source=pointer.url, error=PageGone(error.message, remedy)))
        except ArticleError as error:
            yield ReadInput(pointer.url, Failed(source=pointer.url, error=error))
        else:
            yield from self._in_blob(blob, pointer.given, steps)()

    def _in_blob(self, blob: Blob, known_before: Known = NOTHING_KNOWN, steps: int = 0) -> _Begun:
        """Return a function that yields what is in a blob, and behind what it points to."""
        found = self.workers.begin(blob, self.given.or_else(known_before))
        return partial(self._found_in, blob, steps, found)

    def _found_in(self, blob: Blob, steps: int, read: Callable[[], Iterator[Found]]) -> Iterator[ReadInput]:
        try:
            for found in read():
                if isinstance(found, Pointer):
                    own = blob.url and _host(found.url) == _host(blob.url)
                    yield from self._behind(found, steps + 1, self.fetcher if own else self.public, blob.name)
                elif isinstance(found, Failed):
                    yield ReadInput(blob.name, _only_addresses(found))
                else:
                    yield ReadInput(blob.name, self._allowed(called(found, blob)))
        except ArticleError as error:
            yield ReadInput(blob.name, Failed(source=blob.name, error=error))

    def _allowed(self, article: Article) -> Article | Failed:
        """Return the article, or a failure if it may not become an episode."""
        self.read_before += 1
        of_one = next((word for name, word in _OF_ONE.items() if getattr(self.given, name)), "")
        if self.read_before == 1 or not of_one:
            return _unless_withheld(article)
        what = f"{article.source}: the {of_one} was given for one article, and this is another"
        return _failed(article, UsageError(what, f"name one article, or leave out --{of_one}"))


def _unread(name: str, error: ArticleError | UsageError) -> Iterator[ReadInput]:
    yield ReadInput(name, Failed(source=name, error=error))


def called(article: Article, blob: Blob) -> Article:
    """Return the article; one of several behind an address is called by its link.

    If a page says that the front page is its address, its own address is its link.
    """
    if blob.url and article.link and is_home(article.link):
        article = replace(article, link=blob.url)
    return replace(article, source=article.link) if blob.url and article.link and "#" in article.source else article


def _only_addresses(failed: Failed) -> Failed:
    """Return the failure; of a text that is only addresses it says so, for their pages are not fetched unasked."""
    places = {line.place for line in failed.lines if line.text.strip()}
    if places != {Place.LINK}:
        return failed
    first = next(line.text.strip() for line in failed.lines if line.text.strip())
    error = NotAnArticle(
        f"{failed.source} has no text, only addresses", f"name them instead: audionews inspect {first}"
    )
    return replace(failed, error=error)


def _with_scheme(name: str, error: ArticleError | UsageError) -> ArticleError | UsageError:
    """Return the error for a file that cannot be read; if its name looks like an address, the remedy says so."""
    if isinstance(error, UsageError) and not Path(name).exists() and _BARE_ADDRESS.fullmatch(name):
        return UsageError(error.message, f"for a page of the web, write https://{name}")
    return error


def refuse_wrong_link(given: Known) -> None:
    """Raise a UsageError if the link that is given for an article is no address of a page."""
    if given.link and not re.match("https?://[^/]", given.link, re.IGNORECASE):
        raise UsageError(f"{given.link} is no address of a page", "write it like https://example.org/article")


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def _is_address(name: str) -> bool:
    """Return whether a name is no file; only addresses of the web can be fetched, the others are refused as such."""
    return _SCHEME.match(name) is not None


def _checked(article: Article) -> Article | Failed:
    try:
        check_given(article)
    except (ArticleError, UsageError) as error:
        return Failed(source=article.source, error=error)
    return _unless_withheld(article)


def _unless_withheld(article: Article) -> Article | Failed:
    if article.status is Status.USABLE:
        return article
    what = f"{article.source} is marked {article.status} by the newsroom"
    remedy = "leave it out; if it was built before, take it down: audionews remove ID"
    return _failed(article, Withheld(what, remedy))


def _failed(article: Article, error: ArticleError | UsageError) -> Failed:
    return Failed(source=article.source, error=error, lines=article.lines, article=article)
