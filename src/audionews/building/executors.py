"""Executors by name: "threads:4", "processes:2", or the address of a cluster."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audionews.building.cluster import ClusterExecutor
from audionews.building.needs import needs_of
from audionews.building.processes import WorkerProcesses
from audionews.errors import SettingsError, UsageError
from audionews.model.events import Noticed

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from audionews.building.context import EpisodeBuilder
    from audionews.model.events import Listener
    from audionews.ports import BlobStore

MOST = 60  # workers; Windows waits for at most 61 processes

_ADDRESS = re.compile(r"(tcp|tls|ucx|ws|wss)://\S+")
_FORM = re.compile(r"(threads|processes)(?::([0-9]{1,9}))?")


@dataclass(frozen=True, slots=True)
class ArticleWorkers:
    """The workers that can make whole episodes.

    Attributes:
        executor: Runs jobs on them.
        builder: Makes the episodes; it can be pickled.
        count: How many they are; 0 if workers can only share lines.
    """

    executor: Executor
    builder: EpisodeBuilder
    count: int = 0


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


def workers_of(executor: Executor | None) -> int:
    """Return how many workers beside this process an executor has."""
    if isinstance(executor, WorkerProcesses):
        return executor.workers
    return executor.workers() if isinstance(executor, ClusterExecutor) else 0


def line_executor(executor: Executor, builder: EpisodeBuilder) -> Executor:
    """Return the executor for jobs of single lines. Services are called by this machine.

    Raises:
        SettingsError: No worker of a cluster can speak with the voices.
    """
    if not isinstance(executor, ClusterExecutor):
        return executor
    _limit_services(executor, builder)
    able = executor.needing(needs_of(each for each in builder.voices.synthesizers if each.engine.caps.offline))
    able.refuse_unable()
    return able


def article_workers(executor: Executor, builder: EpisodeBuilder, tell: Listener) -> ArticleWorkers:
    """Return the workers that can make whole episodes, with the voice and with its fallbacks.

    Processes of this machine do not call services, whose limits would hold for each process by itself.

    Args:
        executor: The executor of the build.
        builder: The builder of the voice.
        tell: Receives a notice if workers of a cluster can only share lines.
    """
    none = ArticleWorkers(executor, builder)
    if not isinstance(executor, (WorkerProcesses, ClusterExecutor)):
        return none
    try:
        builder = replace(builder, fallbacks=tuple(builder.fallbacks))
    except SettingsError:  # it is one only if a fallback is needed
        return none
    builders = (builder, *builder.fallbacks)
    speakers = [each for one in builders for each in one.voices.synthesizers]
    if isinstance(executor, WorkerProcesses):
        offline = all(each.engine.caps.offline for each in speakers)
        return ArticleWorkers(executor, builder, executor.workers) if offline else none
    if not executor.have(builder.writer.store):
        tell(Noticed(text="the workers do not see the output folder of this machine: they only speak and encode lines"))
        return none
    for one in builders:
        _limit_services(executor, one)
    able = executor.needing(needs_of(speakers))
    return ArticleWorkers(able, builder, able.workers())


def _limit_services(executor: ClusterExecutor, builder: EpisodeBuilder) -> None:
    """Have the limits of services hold for all workers of a cluster and this machine together."""
    for guard in builder.voices.guards.values():
        if not guard.engine.caps.offline:
            guard.gate = executor.gate(guard.engine, guard.most)


def _processors() -> int:
    """Return how many processors this process may use, or how many there are if the system does not say."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
