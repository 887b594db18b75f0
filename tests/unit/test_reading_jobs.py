"""Workers read the inputs that come next."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

import pytest
from tests.pasted import article

from audionews.building.processes import WorkerProcesses
from audionews.building.reading_jobs import ReadingWorkers
from audionews.errors import ArticleError
from audionews.model import Article, Blob, Known
from audionews.readers.text import TextReader

P = ParamSpec("P")
R = TypeVar("R")
NOTHING = Known()
ONE = Blob(content=article().encode(), name="one.txt")


class Here(WorkerProcesses):
    """Runs jobs in this process and counts them."""

    jobs = 0

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        self.jobs += 1
        result: Future[R] = Future()
        result.set_result(fn(*args, **kwargs))
        return result


@pytest.fixture
def here() -> Iterator[Here]:
    with Here(2) as executor:
        yield executor


def headlines(workers: ReadingWorkers, blob: Blob) -> list[str]:
    return [found.headline for found in workers.begin(blob, NOTHING)() if isinstance(found, Article)]


def test_all_inputs_but_the_first_are_read_by_workers(here: Here) -> None:
    workers = ReadingWorkers(here, (TextReader(),))
    assert headlines(workers, ONE) == headlines(workers, ONE) == headlines(workers, ONE)
    assert here.jobs == 2


def test_an_error_comes_where_the_input_is_needed(here: Here) -> None:
    workers = ReadingWorkers(here, (TextReader(),))
    headlines(workers, ONE)
    read = workers.begin(Blob(content=bytes(100), name="no.bin"), NOTHING)
    with pytest.raises(ArticleError):
        list(read())


def test_an_input_of_very_many_articles_is_streamed(here: Here) -> None:
    workers = ReadingWorkers(here, (TextReader(),))
    headlines(workers, ONE)
    workers.begin(Blob(content=bytes(2 << 20), name="large"), NOTHING)
    assert here.jobs == 0


class Locked(TextReader):
    """A reader of a plug-in that cannot be pickled."""

    def __init__(self) -> None:
        super().__init__()
        self.lock = threading.Lock()


def test_a_reader_that_cannot_be_sent_reads_here(here: Here) -> None:
    workers = ReadingWorkers(here, (Locked(),))
    assert headlines(workers, ONE) == headlines(workers, ONE)
    assert here.jobs == 0


def test_threads_read_nothing_ahead(here: Here) -> None:
    asked = []

    def numbers() -> Iterator[int]:
        for number in range(9):
            asked.append(number)
            yield number

    with ThreadPoolExecutor(1) as threads:
        assert next(ReadingWorkers(threads, ()).ahead(numbers())) == 0
        assert asked == [0]
    asked.clear()
    assert list(ReadingWorkers(here, ()).ahead(numbers())) == list(range(9))
    asked.clear()
    assert next(ReadingWorkers(here, ()).ahead(numbers())) == 0
    assert asked == [0, 1, 2, 3, 4], "two for each worker"
