"""Executors by name: "threads:4", "processes:2", or the address of a cluster."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from audionews.building.cluster import ClusterExecutor
from audionews.building.processes import WorkerProcesses
from audionews.errors import UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from audionews.building.context import EpisodeBuilder
    from audionews.ports import BlobStore

MOST = 60  # workers; Windows waits for at most 61 processes

_ADDRESS = re.compile(r"(tcp|tls|ucx|ws|wss)://\S+")
_FORM = re.compile(r"(threads|processes)(?::([0-9]{1,9}))?")


def make_executor(name: str | None = None, shared: BlobStore | None = None) -> Executor:
    """Return the executor of that name, to be used as a context manager.

    Args:
        name: "threads" or "processes", then ":" and a number; without a number, as many as there are processors. None
            is "threads". Or the address of a scheduler, such as "tcp://host:8786".
        shared: The caches, which the workers of a scheduler must share; without them, it cannot be used.

    Raises:
        UsageError: There is no such executor.
        WorkerLost: The scheduler, or a worker of it, cannot be reached.
        SettingsError: A worker would make other bytes, or put them where they are not found.
    """
    if shared is not None and name is not None and _ADDRESS.fullmatch(name):
        return ClusterExecutor(name, shared)
    match = _FORM.fullmatch("threads" if name is None else name)
    if match is None:
        raise UsageError(
            f'there is no executor "{name}"',
            "write threads:4 or processes:2, one without a number, or tcp://host:8786",
        )
    workers = min(int(match[2]) if match[2] else _processors(), MOST)
    if workers == 0:
        raise UsageError(f'executor "{name}" has no workers', f"write {match[1]}:1 or more")
    if match[1] == "threads":
        return ThreadPoolExecutor(workers, thread_name_prefix="audionews")
    return WorkerProcesses(workers)


def article_workers(executor: Executor, builder: EpisodeBuilder) -> int:
    """Return how many workers of an executor can make whole episodes; 0 if they can only speak and encode lines."""
    if not isinstance(executor, WorkerProcesses):
        return 0
    engines = [each.engine for one in (builder, *builder.fallbacks) for each in one.voices.synthesizers]
    return executor.workers if all(engine.caps.offline for engine in engines) else 0


def _processors() -> int:
    """Return how many processors this process may use, or how many there are if the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
