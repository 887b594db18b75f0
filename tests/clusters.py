"""A dask scheduler and workers of ours, beside a test."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

from tests.running import bound

_WHERE = re.compile(r"(tcp://127\.0\.0\.1:\d+)")


@contextmanager
def started(*command: str, ready: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give a program that runs, and the line that says that it is ready."""
    process = subprocess.Popen(
        bound(sys.executable, "-m", *command), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stderr
    try:
        line = next(line for line in process.stderr if ready in line)
        yield process, line
    finally:
        process.terminate()
        process.stderr.close()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


class Cluster(NamedTuple):
    """The address of a scheduler, the programs that work for it, and the scheduler."""

    address: str
    workers: list[subprocess.Popen[str]]
    scheduler: subprocess.Popen[str]


@contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """Give a scheduler and programs that work for it."""
    os.environ["DASK_DISTRIBUTED__ADMIN__LARGE_GRAPH_WARNING_THRESHOLD"] = "1GB"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with ExitStack() as programs:
        process, line = programs.enter_context(started(*scheduler, ready="Scheduler at:"))
        found = _WHERE.search(line)
        assert found
        worker = ("audionews", "worker", found[1], "--has", "LOOPBACK")
        given = [
            programs.enter_context(started(*worker, "--name", f"w{each}", ready="at work for"))
            for each in range(workers)
        ]
        yield Cluster(found[1], [worker for worker, _ in given], process)
