"""Worker processes that are started anew when the system ends one: jobs are pure, so what was lost is run again."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, Future, InvalidStateError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, ParamSpec, Self, TypeVar, cast

from audionews.errors import UsageError, WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from multiprocessing.synchronize import Event
    from types import TracebackType

    from audionews.errors import AudionewsError

RUNS = 3  # of a job: it is lost with every other job when one worker ends, and need not be the cause

P = ParamSpec("P")
R = TypeVar("R")


class WorkerProcesses(Executor):
    """An executor of processes that outlives the loss of a worker.

    Attributes:
        workers: How many processes there are.
    """

    def __init__(self, workers: int) -> None:
        if getattr(current_process(), "_inheriting", False):
            raise SystemExit(1)  # this is a worker, still importing the script that asked for it; its parent tells why
        self.workers = workers
        self._lock = threading.Lock()
        self._closed = False
        self._context = get_context("spawn")  # a fork of a process that has threads can hang
        self._halt = self._context.Event()
        self._began = self._context.Event()
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers, mp_context=self._context, initializer=_begin_worker, initargs=(self._halt, self._began)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers; after an error, jobs end where they ask ``refuse_if_halted``."""
        if error:
            self._halt.set()
        self.shutdown(cancel_futures=error is not None)

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Run a job on a process; its error is WorkerLost if the workers that ran it were ended again and again.

        It is UsageError if no worker could begin: a script without a guard is imported by its own workers.
        """
        result: Future[R] = Future()
        self._run(partial(fn, *args, **kwargs), result, RUNS)
        return result

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in Executor
        """End the workers when they have done what was asked for."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def _run(self, job: Callable[[], R], result: Future[R], runs: int) -> None:
        with self._lock:
            try:
                run = self._pool.submit(job)
            except BrokenProcessPool:
                self._pool = self._start()
                run = self._pool.submit(job)
        _tolerate_cancelling(run)
        result.add_done_callback(lambda result: result.cancelled() and run.cancel())
        run.add_done_callback(lambda run: self._end(run, job, result, runs - 1))

    def _end(self, run: Future[R], job: Callable[[], R], result: Future[R], runs: int) -> None:
        """Give the outcome of a run to the result, or run the job again if its worker was lost."""
        error = None if run.cancelled() else run.exception()
        lost = isinstance(error, BrokenProcessPool)
        if lost and runs and not self._closed and not result.cancelled():
            self._run(job, result, runs)
            return
        if run.cancelled():
            result.cancel()
        if not result.set_running_or_notify_cancel():
            return
        if error:
            result.set_exception(_worker_lost(error, began=self._began.is_set()) if lost else error)
        else:
            result.set_result(run.result())


def _tolerate_cancelling(run: Future[R]) -> None:
    """Let a pool that loses a worker pass over a cancelled job.

    ``ProcessPoolExecutor`` gives every waiting job an exception then. A cancelled one does not take it, which ends the
    thread of the pool before it has told the one that feeds the workers to stop: the program would never end.
    """
    give = run.set_exception

    def set_exception(exception: BaseException | None) -> None:
        with suppress(InvalidStateError):
            give(exception)

    run.set_exception = set_exception  # type: ignore[method-assign]  # the pool makes its futures by itself


def _worker_lost(cause: BaseException, *, began: bool) -> AudionewsError:
    lost: AudionewsError
    if began:
        remedy = "give it more memory, or fewer --workers, and run it again"
        lost = WorkerLost("a worker was ended from outside in the middle of its work, again and again", remedy)
    else:
        remedy = 'workers import the script that starts them: build below `if __name__ == "__main__":`, or with threads'
        lost = UsageError("no worker process could begin", remedy)
    lost.__cause__ = cause
    return lost


class Halted(Exception):  # noqa: N818 - nobody sees it
    """A job ended because nobody waits for it any longer."""


_halts: list[Event] = []  # of this worker


def refuse_if_halted() -> None:
    """End the job of this worker if nobody waits for it any longer.

    Raises:
        Halted: Nobody does.
    """
    if any(halt.is_set() for halt in _halts):
        raise Halted


def _begin_worker(halt: Event, began: Event) -> None:
    """End this worker with its parent, however that ends, and leave interrupts to the parent."""
    began.set()
    _halts.append(halt)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sentinel = cast("BaseProcess", parent_process()).sentinel
    threading.Thread(target=_end_after, args=[sentinel], daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # nobody waits for what the worker is doing
