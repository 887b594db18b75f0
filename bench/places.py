"""Builds into servers of others that keep files: first, again, and two machines at once; a table.

Run it with the packages of these servers: make bench-buckets. A server that is not installed here is left out.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from bench.buckets import Machine, Outcome, judge, polled, say, write_articles
from tests.object_stores import PLACES, Place, place

from audionews.stores.remote import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = ("lost", "doubled", "halves", "differ", "seen", "wrong_codes", "tracebacks", "polls")


class Measured(NamedTuple):
    """What builds into a server took, and what became of the shows.

    Attributes:
        first: Seconds, and CPU seconds of the build, for the first build.
        again: The same for a second one, which has nothing to do.
        outcome: What became of the show of these.
        both: What became of the show that two machines built at once.
    """

    first: tuple[float, float]
    again: tuple[float, float]
    outcome: Outcome
    both: Outcome


def measure(there: Place, folder: Path, count: int) -> Measured:
    """Build a show three times.

    Args:
        there: The server.
        folder: A folder that does not exist, for articles and state.
        count: How many articles.
    """
    folder.mkdir()
    articles, here = write_articles(folder / "articles", count), folder / "here"
    _end(Machine(folder / "local", articles, str(here)), Outcome())
    alone, both = Outcome(), Outcome()
    one = Machine(folder / "one", articles, f"{there.address}/alone")
    with polled(_peek(f"{there.address}/alone"), alone):
        first, again = (_timed(lambda: _end(one, alone)) for _ in range(2))
    judge(f"{there.address}/alone", here, count, alone)
    address = f"{there.address}/both"
    machines = [Machine(folder / name, articles, address) for name in ("left", "right")]
    with polled(_peek(address), both):
        _end_all(machines, both)
    return Measured(first, again, alone, judge(address, here, count, both))


def _peek(address: str) -> Callable[[str], bytes | None]:
    """Return what reads a file of a show, with a connection of its own."""
    opened: list[RemoteStore] = []

    def peek(name: str) -> bytes | None:
        if not opened:
            opened.append(RemoteStore(address))
        return opened[0].read(name)

    return peek


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of some work, and the CPU seconds of the programs that ended in it."""
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _end(machine: Machine, outcome: Outcome) -> None:
    _end_all([machine], outcome)


def _end_all(machines: list[Machine], outcome: Outcome) -> None:
    """Let machines build at once, until all are done."""
    runs = [machine.start("threads:2") for machine in machines]
    for run in runs:
        _, told = run.communicate()
        outcome.ended(run.returncode, told)


def main() -> int:
    """Print the table; return 1 if something was lost."""
    count, well = int(sys.argv[1]) if len(sys.argv) > 1 else 6, True
    heads = ("first s", "CPU s", "again s", "CPU s", *COLUMNS)
    say(f"{'server':12}{'builds':8}{''.join(f'{name:>12}' for name in heads)}")
    for name in PLACES:
        if not name.startswith(tuple(sys.argv[2:]) or ""):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                with place(name, Path(folder, "server")) as there:
                    found = measure(there, Path(folder, "run"), count)
            except pytest.skip.Exception as error:
                say(f"{name:12}{error}")
                continue
        times = [f"{each:12.1f}" for each in (*found.first, *found.again)]
        for kind, outcome, spent in (("one", found.outcome, times), ("two", found.both, [" " * 12] * 4)):
            well = well and outcome.is_well
            say(f"{name:12}{kind:8}{''.join(spent)}{''.join(f'{getattr(outcome, each):12}' for each in COLUMNS)}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
