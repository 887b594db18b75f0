"""Prints what a show loses when its builds are killed, run out of room, fail or meet: each number must be 0.

After a fault the show is examined as it lies there, and again when an undisturbed build has finished it: its bytes must
then be those of a show that nothing disturbed. Meanwhile a client reads the feed, and looks for what it names. Needs
Linux, strace, libfaketime, a C compiler, and the right to mount a disk in memory.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.clock import stepping
from bench.shows import FAULTS, MORE, Ended, Try, examine, examine_met, half_files, polled, wrong_lengths
from tests.clusters import cluster
from tests.running import workers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LARGE = 1 << 16  # kB of a disk that has room for all
CALLS = ("rename", "fsync", "unlink", "mkdir", "ftruncate", "flock")
ERRORS = ("ENOSPC", "EIO", "EPERM", "EROFS")  # EACCES from flock says that another process has the lock
STRACE, MOUNT, UNMOUNT = (shutil.which(name) or name for name in ("strace", "mount", "umount"))
CODES = {0, 1, 65, 69, 74, 75, 78}
SIGNALLED = 128  # plus the number of the signal that ended a program
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
BACK = (3600, 400 * 86400, 20 * 365 * 86400)  # seconds by which the clock goes back


class Bench:
    """The shows that every fault begins with, and what they end as."""

    def __init__(self, home: Path) -> None:
        """Build them undisturbed."""
        self.home = home
        self.numbers = itertools.count()
        self.new = Try.new(home / "new")
        self.new.write_articles()
        done = self.new.copy(home / "built")
        self.seconds = _done(done.build()).seconds
        self.corrected = done.copy(home / "corrected")
        self.corrected.write_articles(MORE)
        start = self.corrected.copy(home / "start")
        _done(self.corrected.build())
        self.starts = ((self.new, done.digests()), (start, self.corrected.digests()))

    @contextmanager
    def trying(self, number: int, found: Counter[str] | None = None) -> Iterator[tuple[Try, dict[str, str]]]:
        """Give a copy of a show to build, new and corrected in turn, with the digests that it must end with.

        Args:
            number: The number of the try.
            found: Receives what a client sees meanwhile; None if there is none.
        """
        start, expected = self.starts[number % 2]
        shown = start.copy(self.home / f"try-{next(self.numbers)}")
        with nullcontext() if found is None else polled(shown.out, found):
            yield shown, expected
        shutil.rmtree(shown.folder)

    def kill_at_random(self, number: int, found: Counter[str], by: signal.Signals = signal.SIGKILL) -> None:
        """Kill a build at any moment, or end it by another signal."""
        with self.trying(number, found) as (shown, expected):
            process = shown.begin()
            time.sleep(random.uniform(0.1, 1.1) * self.seconds)  # noqa: S311 - no secret
            process.send_signal(by)
            err = process.communicate()[1]
            codes = {-by, 0} if by is signal.SIGKILL else {-by, SIGNALLED + by, 0}
            examine(shown, Ended(process.returncode, err, 0), expected, codes, found)

    def end_at_random(self, number: int, found: Counter[str]) -> None:
        """End a build at any moment, as a terminal or a service manager does."""
        self.kill_at_random(number, found, (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)[number % 3])

    def kill_at_call(self, number: int, found: Counter[str]) -> None:
        """Kill a build when it makes a system call for the nth time."""
        call, nth = CALLS[number % len(CALLS)], 1 + number // len(CALLS) * 2
        with self.trying(number // 2, found) as (shown, expected):
            ended = shown.build(*inject(f"{call}:signal=KILL:when={nth}"))
            examine(shown, ended, expected, {-signal.SIGKILL, SIGNALLED + signal.SIGKILL, *CODES}, found)

    def fail_call(self, number: int, found: Counter[str]) -> None:
        """Let a system call fail, once or from the nth time on."""
        call, error = CALLS[number % len(CALLS)], ERRORS[number // len(CALLS) % len(ERRORS)]
        nth = 1 + number // (len(CALLS) * len(ERRORS)) * 3
        with self.trying(number // 2, found) as (shown, expected):
            ended = shown.build(*inject(f"{call}:error={error}:when={nth}{'+' * (number % 2)}"))
            examine(shown, ended, expected, CODES, found)

    def fill_disk(self, number: int, found: Counter[str]) -> None:
        """Build on a disk that is too small for the show, the cache, or both."""
        what = ("out", "cache", "")[number % 3]
        with self.trying(number // 3) as (shown, expected), tempfile.TemporaryDirectory() as kept:
            place = shown.folder / what
            there = [path.stat().st_size for path in place.rglob("*") if path.is_file()]
            room = sum(4 * math.ceil(size / 4096) for size in there) + 40 + 40 * (number // 3)
            with small_disk(place, Path(kept), room), polled(shown.out, found):
                ended = shown.build()
                found["half files"] += half_files(shown.out)
                found["seen"] += wrong_lengths(shown.out)
            examine(shown, ended, expected, CODES, found)

    def refuse_writes(self, number: int, found: Counter[str]) -> None:
        """Build where the show, or the cache, may not be written."""
        what = ("out", "cache")[number % 2]
        with self.trying(number // 2) as (shown, expected), tempfile.TemporaryDirectory() as kept:
            with small_disk(shown.folder / what, Path(kept), LARGE, read_only=True), polled(shown.out, found):
                ended = shown.build()
            examine(shown, ended, expected, {78} if what == "out" else {0}, found)

    def kill_worker(self, number: int, found: Counter[str]) -> None:
        """Kill a worker process of a build at any moment."""
        with self.trying(number, found) as (shown, expected):
            process = shown.begin()
            time.sleep(random.uniform(0.1, 0.9) * self.seconds)  # noqa: S311 - no secret
            for worker in workers_of(process.pid)[:1]:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
            err = process.communicate()[1]
            examine(shown, Ended(process.returncode, err, 0), expected, {0}, found)

    def kill_in_cluster(self, number: int, found: Counter[str]) -> None:
        """Kill the scheduler, or a worker, of a cluster while it builds."""
        with self.trying(number // 2, found) as (shown, expected):
            os.environ["AUDIONEWS_CACHE"] = str(shown.cache)
            with cluster(2) as (address, workers, scheduler):
                process = shown.begin(workers=address)
                time.sleep(random.uniform(0.2, 1.2) * self.seconds)  # noqa: S311 - no secret
                (workers[0] if number % 2 else scheduler).kill()
                err = process.communicate()[1]
            codes = {0} if number % 2 else {0, 75}
            examine(shown, Ended(process.returncode, err, 0), expected, codes, found)

    def set_clock_back(self, number: int, found: Counter[str]) -> None:
        """Set the clock back before a build."""
        with self.trying(number, found) as (shown, expected):
            back, epoch = clock_of(number)
            shown.environment |= {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"-{back}", **epoch}
            examine(shown, shown.build(), expected, {0}, found)

    def step_clock(self, number: int, found: Counter[str]) -> None:
        """Set the clock back at any moment of a build, for all of its processes."""
        with self.trying(number, found) as (shown, expected):
            back, epoch = clock_of(number)
            after = random.uniform(0.1, 0.9) * self.seconds  # noqa: S311 - no secret
            shown.environment |= {**stepping(self.home, after, -back), **epoch}
            examine(shown, shown.build(), expected, {0}, found)

    def build_four(self, number: int, found: Counter[str]) -> None:
        """Build one show in four processes at once."""
        with self.trying(number, found) as (shown, expected):
            running = [shown.begin() for _ in range(4)]
            for process in running:
                err = process.communicate()[1]
                examine_met(process.returncode, err, found)
            found["lost"] += shown.digests() != expected
            found["half files"] += half_files(shown.out)
            found["seen"] += wrong_lengths(shown.out)
            found["orphans"] += shown.orphans()

    def share_cold_cache(self, number: int, found: Counter[str]) -> None:
        """Build two shows at once with one cold cache."""
        with self.trying(0) as (one, expected), self.trying(0) as (other, _):
            other.cache = one.cache
            running = [each.begin(workers=f"{('processes', 'threads')[number % 2]}:4") for each in (one, other)]
            for process in running:
                err = process.communicate()[1]
                examine_met(process.returncode, err, found)
            found["lost"] += sum(each.digests() != expected for each in (one, other))
            found["orphans"] += one.orphans() + other.orphans()


def clock_of(number: int) -> tuple[int, dict[str, str]]:
    """Return by how many seconds the clock goes back in a try, and what sets the time of its build.

    Every other build has no time of its own: its articles have dates, and nothing depends on the clock. But a clock
    that is a month before those dates lets the program refuse the articles, as it should.
    """
    if number % 2 == 0:
        return BACK[number // 2 % 2], {"SOURCE_DATE_EPOCH": ""}
    return BACK[number // 2 % len(BACK)], {}


def inject(fault: str) -> tuple[str, ...]:
    """Return the strace that injects a fault into a program and its children, and says nothing."""
    call = re.escape(fault.partition(":")[0])
    return (
        STRACE,
        "-f",
        "-qqq",
        "-o",
        "/dev/null",
        "-e",
        f"trace=/^{call}",
        "-e",
        f"inject=/^{call}:{fault.partition(':')[2]}",
    )


@contextmanager
def small_disk(place: Path, kept: Path, room: int, *, read_only: bool = False) -> Iterator[None]:
    """Put a disk of `room` kB under a folder, with what is in it, and let the folder have what is there at the end."""
    place.mkdir(exist_ok=True)
    shutil.copytree(place, kept / "before", symlinks=True)
    mount = (MOUNT, "-t", "tmpfs", "-o", f"size={room}k", "tmpfs", str(place))
    subprocess.run(mount, check=True)
    try:
        shutil.copytree(kept / "before", place, dirs_exist_ok=True)
        if read_only:
            subprocess.run((MOUNT, "-o", "remount,ro", str(place)), check=True)
        yield
        shutil.copytree(place, kept / "after", symlinks=True)
    finally:
        subprocess.run((UNMOUNT, "-l", str(place)), check=True)
    shutil.rmtree(place)
    shutil.copytree(kept / "after", place)


def _done(ended: Ended) -> Ended:
    if ended.code:
        raise SystemExit(ended.err)
    return ended


def main() -> None:
    """Inject the faults and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    rows: dict[str, tuple[int, Callable[[Bench, int, Counter[str]], None]]] = {
        "killed at random": (200, Bench.kill_at_random),
        "ended at random": (30, Bench.end_at_random),
        "killed at a call": (60, Bench.kill_at_call),
        "full disks": (24, Bench.fill_disk),
        "failing calls": (72, Bench.fail_call),
        "read-only folders": (12, Bench.refuse_writes),
        "workers killed": (20, Bench.kill_worker),
        "clusters killed": (8, Bench.kill_in_cluster),
        "clock set back": (12, Bench.set_clock_back),
        "clock stepped back": (20, Bench.step_clock),
        "four builds at once": (20, Bench.build_four),
        "cold caches": (50, Bench.share_cold_cache),
    }
    parser.add_argument("--only", choices=rows, action="append", default=[])
    parser.add_argument("--share", type=float, default=1.0, help="of the tries")
    asked = parser.parse_args()
    print(f"{'':20} tries  {'  '.join(FAULTS)}   polls      s", flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        for title, (tries, fault) in rows.items():
            if asked.only and title not in asked.only:
                continue
            found: Counter[str] = Counter()
            begin = time.perf_counter()
            count = max(1, round(tries * asked.share))
            for number in range(count):
                fault(bench, number, found)
            polls = found.pop("polls", 0)
            wrong += found.total()
            numbers = "  ".join(f"{found[each]:{len(each)}}" for each in FAULTS)
            print(f"{title:20} {count:5}  {numbers} {polls:7} {time.perf_counter() - begin:6.0f}", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
