"""Prints what a show loses when its builds are killed, run out of room, fail or meet: each number must be 0.

Every build is the program itself, in a process of its own, with a show, a cache and a marker of its own in /proc, by
which the processes that it leaves behind are found. After a fault the show is examined as it lies there, and again when
an undisturbed build has finished it: its bytes must then be those of a show that nothing disturbed. Needs Linux, strace
and the right to mount a disk in memory.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
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
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SETTINGS = """
[show]
base_url = "https://example.org/podcast"
[sound]
intro = ""
transition = ""
outro = ""
notice = false
"""
ARTICLE = "{title}\n\n20 يونيو 2024\n\n{text}\n"
TITLES = ("افتتاح الميناء الجديد", "جسر جديد فوق النهر", "بئر جديدة في الواحة", "معرض الكتاب يفتح أبوابه")
TEXT = "أعلنت الوزارة اليوم الخميس عن {title} بعد ثلاث سنوات من العمل. وحضر الافتتاح مئة ضيف من المدينة."
MORE = " وقال الوزير إن العمل مستمر."
CALLS = ("rename", "fsync", "unlink", "mkdir", "ftruncate", "flock")
ERRORS = ("ENOSPC", "EIO", "EPERM", "EROFS")  # EACCES from flock says that another process has the lock
STRACE, MOUNT, UNMOUNT = (shutil.which(name) or name for name in ("strace", "mount", "umount"))
CODES = {0, 1, 65, 69, 74, 75, 78}
SIGNALLED = 128  # plus the number of the signal that ended a program
LONGEST_WAIT = 15.0  # seconds for which the workers of a killed build may go on

FAULTS = ("lost", "half files", "seen", "wrong codes", "tracebacks", "orphans")


@dataclass(frozen=True)
class Ended:
    """How a build ended; `code` is negative for a signal."""

    code: int
    err: str
    seconds: float


class Try:
    """A show with its articles, cache and marker."""

    def __init__(self, folder: Path) -> None:
        """Begin in an empty folder."""
        self.folder = folder
        self.out, self.cache = folder / "out", folder / "cache"
        (folder / "articles").mkdir(parents=True)
        (folder / "audionews.toml").write_text(SETTINGS)

    def write_articles(self, more: str = "", titles: tuple[str, ...] = TITLES) -> None:
        """Write the articles, or what they became after a correction."""
        for number, title in enumerate(titles):
            text = ARTICLE.format(title=title, text=TEXT.format(title=title) + more)
            (self.folder / f"articles/{number}.txt").write_text(text, "utf-8")

    def copy(self, folder: Path) -> Try:
        """Return a copy of all of it in another folder."""
        shutil.copytree(self.folder, folder)
        return Try.at(folder)

    @classmethod
    def at(cls, folder: Path) -> Try:
        """Return what is in a folder already."""
        made = cls.__new__(cls)
        made.folder, made.out, made.cache = folder, folder / "out", folder / "cache"
        return made

    def begin(self, *before: str, workers: str = "processes:2") -> subprocess.Popen[str]:
        """Start a build."""
        build = ["-m", "audionews", "build", "articles", "--voice", "silence", "-q", "--workers", workers]
        environment = {
            **os.environ,
            "AUDIONEWS_CACHE": str(self.cache),
            "SOURCE_DATE_EPOCH": "1718900000",
            "AUDIONEWS_MARKER": str(self.folder),
        }
        return subprocess.Popen(
            [*before, sys.executable, *build, "--out", str(self.out)],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def build(self, *before: str, workers: str = "processes:2") -> Ended:
        """Build to the end."""
        begin = time.perf_counter()
        process = self.begin(*before, workers=workers)
        err = process.communicate()[1]
        return Ended(process.returncode, err, time.perf_counter() - begin)

    def digests(self) -> dict[str, str]:
        """Return the digest of every file of the show, but for what the program keeps there for itself."""
        files = {path.relative_to(self.out): path for path in self.out.rglob("*") if path.is_file()}
        shown = {name: path for name, path in files.items() if not _is_hidden(name)}
        return {str(name): hashlib.sha256(path.read_bytes()).hexdigest() for name, path in shown.items()}

    def orphans(self) -> int:
        """Return how many processes of this try outlive its build by more than the longest wait, and end them."""
        until = time.monotonic() + LONGEST_WAIT
        while (left := list(marked(str(self.folder)))) and time.monotonic() < until:
            time.sleep(0.05)
        for pid in left:
            os.kill(pid, signal.SIGKILL)
        return len(left)


def marked(marker: str) -> Iterator[int]:
    """Give the processes that carry a marker."""
    wanted = f"AUDIONEWS_MARKER={marker}\0".encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if wanted in (entry / "environ").read_bytes():
                    yield int(entry.name)
            except (OSError, ValueError):
                continue  # it has just ended, or is another user's


def half_files(out: Path) -> int:
    """Return how many files of a show are not whole, as they lie there."""
    files = [path for path in out.rglob("*") if path.is_file() and not _is_hidden(path.relative_to(out))]
    broken = [str(path.relative_to(out)) for path in files if not is_whole(path.suffix, path.read_bytes())]
    if broken:
        print(f"  not whole: {broken[:5]}", flush=True)
    return len(broken)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def is_whole(suffix: str, data: bytes) -> bool:
    """Return whether the bytes of a file of that kind are all of it."""
    try:
        match suffix:
            case ".json":
                json.loads(data)
            case ".xml":
                ET.fromstring(data)  # noqa: S314 - the feed is our own
            case ".html":
                return data.rstrip().endswith(b"</html>")
            case ".mp3":
                return data.startswith(b"ID3") and len(data) > 1000
            case ".jpg":
                return data.endswith(b"\xff\xd9")
    except (ValueError, ET.ParseError):
        return False
    return bool(data)


def wrong_lengths(out: Path) -> int:
    """Return how many enclosures of the feed are absent or have another length than it says."""
    if not (out / "feed.xml").exists():
        return 0
    named = ET.fromstring((out / "feed.xml").read_bytes()).iter("enclosure")  # noqa: S314 - the feed is our own
    return sum(not _is_as_told(out, each.get("url", ""), int(each.get("length", "0"))) for each in named)


def _is_as_told(out: Path, url: str, length: int) -> bool:
    sound = out / "episodes" / url.rpartition("/")[2].partition("?")[0]
    return sound.exists() and sound.stat().st_size == length


def examine(shown: Try, ended: Ended, expected: dict[str, str], codes: set[int], found: Counter[str]) -> None:
    """Count what is wrong after a fault, finish the show, and count what was lost."""
    found["orphans"] += shown.orphans()
    found["half files"] += half_files(shown.out)
    found["seen"] += wrong_lengths(shown.out)
    found["tracebacks"] += "Traceback" in ended.err or "internal error" in ended.err
    if ended.code not in codes:
        found["wrong codes"] += 1
        print(f"  exit {ended.code}: {ended.err.strip()[-400:]}", flush=True)
    if ended.code == 0 and shown.digests() != expected:
        found["lost"] += 1
        print("  exit 0, and not all was built", flush=True)
    finished = shown.build()
    if finished.code or shown.digests() != expected:
        found["lost"] += 1
        made = shown.digests()
        differ = sorted(name for name in {*made, *expected} if made.get(name) != expected.get(name))
        print(f"  not finished, exit {finished.code}: {finished.err.strip()[-400:]} {differ[:5]}", flush=True)


class Bench:
    """The shows that every fault begins with, and what they end as."""

    def __init__(self, home: Path) -> None:
        """Build them undisturbed."""
        self.home = home
        self.numbers = itertools.count()
        self.new = Try(home / "new")
        self.new.write_articles()
        done = self.new.copy(home / "built")
        self.seconds = _done(done.build()).seconds
        self.corrected = done.copy(home / "corrected")
        self.corrected.write_articles(MORE)
        start = self.corrected.copy(home / "start")
        _done(self.corrected.build())
        self.starts = ((self.new, done.digests()), (start, self.corrected.digests()))

    @contextmanager
    def trying(self, number: int) -> Iterator[tuple[Try, dict[str, str]]]:
        """Give a copy of a show to build, new and corrected in turn, with the digests that it must end with."""
        start, expected = self.starts[number % 2]
        shown = start.copy(self.home / f"try-{next(self.numbers)}")
        yield shown, expected
        shutil.rmtree(shown.folder)

    def kill_at_random(self, number: int, found: Counter[str], by: signal.Signals = signal.SIGKILL) -> None:
        """Kill a build at any moment, or end it by another signal."""
        with self.trying(number) as (shown, expected):
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
        with self.trying(number // 2) as (shown, expected):
            ended = shown.build(*inject(f"{call}:signal=KILL:when={nth}"))
            examine(shown, ended, expected, {-signal.SIGKILL, SIGNALLED + signal.SIGKILL, *CODES}, found)

    def fail_call(self, number: int, found: Counter[str]) -> None:
        """Let a system call fail, once or from the nth time on."""
        call, error = CALLS[number % len(CALLS)], ERRORS[number // len(CALLS) % len(ERRORS)]
        nth = 1 + number // (len(CALLS) * len(ERRORS)) * 3
        with self.trying(number // 2) as (shown, expected):
            ended = shown.build(*inject(f"{call}:error={error}:when={nth}{'+' * (number % 2)}"))
            examine(shown, ended, expected, CODES, found)

    def fill_disk(self, number: int, found: Counter[str]) -> None:
        """Build on a disk that is too small for the show, the cache, or both."""
        what = ("out", "cache", "")[number % 3]
        with self.trying(number // 3) as (shown, expected), tempfile.TemporaryDirectory() as kept:
            place = shown.folder / what
            there = [path.stat().st_size for path in place.rglob("*") if path.is_file()]
            room = sum(4 * math.ceil(size / 4096) for size in there) + 40 + 40 * (number // 3)
            with small_disk(place, Path(kept), room):
                ended = shown.build()
                found["half files"] += half_files(shown.out)
                found["seen"] += wrong_lengths(shown.out)
            examine(shown, ended, expected, CODES, found)

    def build_four(self, number: int, found: Counter[str]) -> None:
        """Build one show in four processes at once."""
        with self.trying(number) as (shown, expected):
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


def examine_met(code: int, err: str, found: Counter[str]) -> None:
    """Count what is wrong with the end of a build that nothing but other builds disturbed."""
    found["wrong codes"] += code != 0
    found["tracebacks"] += "Traceback" in err or "internal error" in err
    if code:
        print(f"  exit {code}: {err.strip()[-400:]}", flush=True)


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
def small_disk(place: Path, kept: Path, room: int) -> Iterator[None]:
    """Put a disk of `room` kB under a folder, with what is in it, and let the folder have what is there at the end."""
    place.mkdir(exist_ok=True)
    shutil.copytree(place, kept / "before", symlinks=True)
    mount = (MOUNT, "-t", "tmpfs", "-o", f"size={room}k", "tmpfs", str(place))
    subprocess.run(mount, check=True)
    try:
        shutil.copytree(kept / "before", place, dirs_exist_ok=True)
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
        "four builds at once": (20, Bench.build_four),
        "cold caches": (50, Bench.share_cold_cache),
    }
    parser.add_argument("--only", choices=rows)
    parser.add_argument("--share", type=float, default=1.0, help="of the tries")
    asked = parser.parse_args()
    print(f"{'':20} tries  {'  '.join(FAULTS)}      s", flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        for title, (tries, fault) in rows.items():
            if asked.only not in {None, title}:
                continue
            found: Counter[str] = Counter()
            begin = time.perf_counter()
            count = max(1, round(tries * asked.share))
            for number in range(count):
                fault(bench, number, found)
            wrong += found.total()
            numbers = "  ".join(f"{found[each]:{len(each)}}" for each in FAULTS)
            print(f"{title:20} {count:5}  {numbers} {time.perf_counter() - begin:6.0f}", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
