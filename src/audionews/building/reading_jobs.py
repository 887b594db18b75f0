"""Reading as a job: workers read the files that come next, while the articles in those before are built."""

from __future__ import annotations

import hashlib
import pickle
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar

from audionews.building.executors import workers_of
from audionews.building.stages import read
from audionews.errors import ArticleError
from audionews.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from audionews.building.kept_results import KeptResults
    from audionews.model import Blob, Found, Known
    from audionews.ports import ArticleReader

_MOST = 1 << 20  # bytes of an input that a worker reads; a larger one may have very many articles, which are streamed

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class ReadBlob:
    """What is in an input, and the error at its end, if there is one."""

    found: tuple[Found, ...]
    error: ArticleError | None = None


def read_blob(blob: Blob, given: Known, pickled_readers: bytes) -> ReadBlob:
    """Return what is in an input: the job that runs on a worker."""
    found: list[Found] = []
    try:
        found.extend(read(blob, given, _readers(pickled_readers)))
    except ArticleError as error:
        return ReadBlob((*found,), error)
    return ReadBlob((*found,))


@lru_cache(maxsize=2)
def _readers(pickled: bytes) -> tuple[ArticleReader, ...]:
    readers: tuple[ArticleReader, ...] = pickle.loads(pickled)  # noqa: S301 - from the coordinator, which may run anything here
    return readers


class ReadingWorkers:
    """Reads inputs, those to come on workers.

    Args:
        executor: Its workers read all inputs but the first, which is needed before they have started. With None, or
            threads, an input is read when it is needed.
        readers: All readers.
        articles: Keeps the articles in inputs of which all could be read; None keeps none.
    """

    def __init__(
        self,
        executor: Executor | None,
        readers: tuple[ArticleReader, ...],
        articles: KeptResults[tuple[Article, ...]] | None = None,
    ) -> None:
        self._executor = executor
        self._readers = readers
        self._articles = articles
        self._pickled = b""
        self._ahead = 2 * workers_of(executor)
        if self._ahead:
            with suppress(pickle.PicklingError, TypeError, AttributeError):  # a plug-in need not be picklable
                self._pickled = pickle.dumps(readers)
        self._begun = 0

    def begin(self, blob: Blob, given: Known) -> Callable[[], Iterator[Found]]:
        """Have an input read, and return the function that yields what is in it.

        The function raises an ArticleError if no reader knows the input, or nothing in it can be read.
        """
        if self._articles is None or len(blob.content) > _MOST:
            return self._read(blob, given)
        about = (blob.name, blob.media_type, blob.charset, blob.url, given)
        key = self._articles.key(hashlib.sha256(blob.content).hexdigest(), *about)
        articles = self._articles.find(key)
        return partial(iter, articles) if articles else partial(self._keep, key, self._read(blob, given))

    def _keep(self, key: str, read_now: Callable[[], Iterator[Found]]) -> Iterator[Found]:
        """Yield what is in an input, and keep it if these are only articles."""
        articles, others = [], 0
        for each in read_now():
            if isinstance(each, Article):
                articles.append(each)
            else:
                others += 1
            yield each
        if self._articles and articles and not others:
            self._articles.keep(key, (*articles,))

    def _read(self, blob: Blob, given: Known) -> Callable[[], Iterator[Found]]:
        self._begun += 1
        if self._executor is None or not self._pickled or self._begun == 1 or len(blob.content) > _MOST:
            return partial(read, blob, given, self._readers)
        job = self._executor.submit(read_blob, blob, given, self._pickled)

        def found() -> Iterator[Found]:
            done = job.result()
            yield from done.found
            if done.error:
                raise done.error

        return found

    def ahead(self, begun: Iterable[One]) -> Iterator[One]:
        """Yield the same values, but ask for a few that are to come before the one that is needed."""
        waiting: deque[One] = deque()
        for each in begun:
            waiting.append(each)
            if len(waiting) > self._ahead:
                yield waiting.popleft()
        yield from waiting
