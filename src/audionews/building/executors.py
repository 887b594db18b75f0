"""Executors by name: "threads:4" or "processes:2" as an executor of the standard library."""

from __future__ import annotations

import os
import re
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, cast

from audionews.errors import UsageError

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

MOST = 60  # workers; Windows waits for at most 61 processes

_FORM = re.compile(r"(threads|processes)(?::([0-9]{1,9}))?")


def make_executor(name: str | None = None) -> Executor:
    """Return the executor of that name, to be used as a context manager.

    Args:
        name: "threads" or "processes", then ":" and a number; without a number, as many as there are processors. None
            is "threads".

    Raises:
        UsageError: There is no such executor.
    """
    match = _FORM.fullmatch("threads" if name is None else name)
    if match is None:
        raise UsageError(f'there is no executor "{name}"', "write threads:4 or processes:2, or one without a number")
    workers = min(int(match[2]) if match[2] else _processors(), MOST)
    if workers == 0:
        raise UsageError(f'executor "{name}" has no workers', f"write {match[1]}:1 or more")
    if match[1] == "threads":
        return ThreadPoolExecutor(workers, thread_name_prefix="audionews")
    # spawn starts a fresh interpreter: a fork of a process that has threads can hang
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_worker)


def _begin_worker() -> None:
    """End this worker with its parent, however that ends, and leave interrupts to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sentinel = cast("BaseProcess", parent_process()).sentinel
    threading.Thread(target=_end_after, args=[sentinel], daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)  # nobody waits for what the worker is doing


def _processors() -> int:
    """Return how many processors this process may use, or how many there are if the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
