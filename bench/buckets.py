"""Builds into a local S3 that fails, lags and lies, by two machines at once, and by programs that are killed: a table.

Run it with the packages of the local S3: make bench-buckets. Each row has what was injected, and what became of it; a
reader polls the feed all the while, and asks for each file that it names. At the end each file must have the bytes that
it has in a folder. Where it can, each of two machines has a network of its own.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from bench.machines import Host, networks
from tests.buckets import BUCKET, Buckets, buckets
from tests.clusters import cluster
from tests.pasted import article
from tests.running import workers_of

from audionews.catalogue import Catalogue
from audionews.catalogue.sidecars import media_files
from audionews.model.paths import sound_file
from audionews.stores import is_address, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://example.org/show"
HERE = Host()
SHARE = 0.2  # of all calls
CLUSTER = "tcp"  # builds on two workers of dask
_LATER = {75}  # the exit codes of a build without a store
_NAMED = re.compile(rf'"{BASE}/(episodes/[^"]+)"')


@dataclass
class Outcome:
    """What became of a show.

    Attributes:
        codes: The exit codes of the builds that were not killed, and had a store at their end.
        cut_off: The exit codes of those that had none.
        tracebacks: How many of them all printed one.
        lost: Articles without an episode, and episodes that the feed does not name.
        doubled: Episodes of an article that has another one.
        halves: Files whose bytes are not those that the sidecar tells.
        differ: Files whose bytes are not those of the same show in a folder.
        polls: How often the feed was read.
        seen: How often it was no XML, and how many files it named that were not there.
        faults: How often each fault happened.
        requests: How many requests the S3 answered.
    """

    codes: list[int] = field(default_factory=list)
    cut_off: list[int] = field(default_factory=list)
    tracebacks: int = 0
    lost: int = 0
    doubled: int = 0
    halves: int = 0
    differ: int = 0
    polls: int = 0
    seen: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    requests: int = 0

    @property
    def wrong_codes(self) -> int:
        """How many builds ended with another code than they should."""
        return sum(code != 0 for code in self.codes) + sum(code not in _LATER for code in self.cut_off)

    @property
    def is_well(self) -> bool:
        """Return whether nothing was lost, doubled, half or missing, and no program failed."""
        wrong = self.lost + self.doubled + self.halves + self.differ + self.seen + self.tracebacks + self.wrong_codes
        return not wrong and self.polls > 0

    def ended(self, code: int, told: bytes, *, cut_off: bool = False) -> None:
        """Add a build that has ended."""
        (self.cut_off if cut_off else self.codes).append(code)
        self.tracebacks += b"Traceback" in told or b"internal error" in told
        if code:
            sys.stderr.buffer.write(told)


class Scene(NamedTuple):
    """What goes wrong in a build.

    Attributes:
        kinds: The kinds of faults of a fifth of all requests.
        machines: How many machines build all articles at once.
        kills: The first machine is killed after so many puts of episodes, and begins again, for each of these.
        outages: The store is killed, and started again after so many seconds, or when the build has ended.
        workers: How many workers are killed, one after another: processes of the first machine, or of the cluster.
        on: Where the articles are built.
        apart: Each machine has a network of its own.
    """

    kinds: tuple[str, ...] = ()
    machines: int = 1
    kills: tuple[int, ...] = ()
    outages: tuple[float, ...] = ()
    workers: int = 0
    on: str = "threads:2"
    apart: bool = False


class Machine:
    """A machine with a folder of state of its own, which builds a show.

    Args:
        folder: The folder of state.
        articles: The folder of the articles.
        out: The address of the show.
        host: Its network.
    """

    def __init__(self, folder: Path, articles: Path, out: str, host: Host = HERE) -> None:
        folder.mkdir(parents=True)
        cache = f'cache = "{out}-cache"' if is_address(out) else ""
        (folder / "audionews.toml").write_text(f'voice = "silence"\n{cache}\n[show]\nbase_url = "{BASE}"\n', "utf-8")
        self._folder, self._host = folder, host
        self._command = [*host.before, sys.executable, "-P", "-m", "audionews", "build", str(articles), "--out", out]

    def start(self, on: str) -> subprocess.Popen[bytes]:
        """Start a build in threads or processes, or on a cluster."""
        own = {"AUDIONEWS_CACHE": str(self._folder / "cache"), "AUDIONEWS_CONFIG": str(self._folder / "config")}
        if named := os.environ.get("AWS_ENDPOINT_URL"):
            own["AWS_ENDPOINT_URL"] = named.replace(HERE.gateway, self._host.gateway)
        return subprocess.Popen(
            [*self._command, "--on", on],
            cwd=self._folder,
            env={**os.environ, **own, "SOURCE_DATE_EPOCH": "1718900000"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )


def write_articles(folder: Path, count: int) -> Path:
    """Write so many articles into a folder, and return it."""
    folder.mkdir()
    for number in range(count):
        text = f"قال مدير المكتبة رقم {number + 1} إن أبوابها تفتح في التاسعة صباحا، وتغلق في السادسة مساء."
        headline = f"مكتبة المدينة رقم {number + 1} تستقبل القراء"
        (folder / f"{number:03}.txt").write_text(article(headline, text), "utf-8")
    return folder


@contextmanager
def polled(peek: Callable[[str], bytes | None], outcome: Outcome) -> Iterator[None]:
    """Read the feed again and again, and ask for each file that it names.

    Args:
        peek: Returns the bytes of a file of the show, or None if it does not exist.
        outcome: Where it is counted.
    """
    done = threading.Event()

    def poll() -> None:
        while not done.wait(0.05):
            feed = peek("feed.xml")
            if feed is None:
                continue
            outcome.polls += 1
            try:
                ET.fromstring(feed)  # noqa: S314 - our own
            except ET.ParseError:
                outcome.seen += 1
            named = sorted(set(_NAMED.findall(feed.decode())))
            outcome.seen += sum(peek(name) is None for name in named)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield
    finally:
        time.sleep(0.2)
        done.set()
        thread.join()


def judge(address: str, folder: Path, count: int, outcome: Outcome) -> Outcome:
    """Compare the show with what was to be built, and with a folder; nothing goes wrong any more."""
    store, local = open_store(address), open_store(folder)
    names = {*store.names(), *local.names()}
    outcome.differ = sum(store.read(name) != local.read(name) for name in names)
    feed = (store.read("feed.xml") or b"").decode()
    with Catalogue.open(store) as catalogue:
        headers = catalogue.headers()
        titles = [header.title for header in headers]
        outcome.lost = count - len(set(titles))
        outcome.doubled = len(titles) - len(set(titles))
        for header in headers:
            episode = catalogue.episode(header.id)
            sound = hashlib.sha256(store.read(sound_file(episode)) or b"").hexdigest()
            outcome.halves += sound != episode.sha256
            outcome.halves += any(store.read(name) is None for name in media_files(episode))
            outcome.lost += sound_file(episode) not in feed
    return outcome


class Show:
    """A show in an S3 that machines build, with what became of it."""

    def __init__(self, s3: Buckets, folder: Path, count: int, scene: Scene) -> None:
        folder.mkdir()
        self.s3, self.scene, self.outcome = s3, scene, Outcome()
        self.prefix = uuid.uuid4().hex
        self.address = f"s3://{BUCKET}/{self.prefix}"
        self.folder = folder
        self.articles = write_articles(folder / "articles", count)
        self.on = scene.on
        self.lost: list[int] = []  # the workers of a cluster that are killed

    def build_here(self) -> Path:
        """Build it into a folder, where nothing goes wrong, and return that."""
        out = self.folder / "here"
        _, told = (run := Machine(self.folder / "local", self.articles, str(out)).start("threads:2")).communicate()
        if run.returncode:
            raise SystemExit(told.decode())
        return out

    def build(self) -> None:
        """Build it with all that goes wrong."""
        with ExitStack() as stack:
            hosts = stack.enter_context(networks(self.scene.machines)) if self.scene.apart else [HERE] * 9
            if self.scene.on == CLUSTER:
                given = stack.enter_context(cluster(2))
                self.on, self.lost = given.address, [each.pid for each in given.workers]
            self.machines = [
                Machine(self.folder / str(number), self.articles, self.address, hosts[number])
                for number in range(self.scene.machines)
            ]
            stack.enter_context(polled(lambda name: self.s3.peek(f"{self.prefix}/{name}"), self.outcome))
            self.build_in_parts()

    def build_in_parts(self) -> None:
        """Build it again and again, until nothing goes wrong any more."""
        for after in self.scene.kills:
            with self.machines[0].start(self.on) as run:
                self.await_puts(run, after)
                run.kill()
        for seconds in self.scene.outages:
            self.build_with_outage(seconds)
        runs = [machine.start(self.on) for machine in self.machines]
        for number in range(self.scene.workers):
            self.await_puts(runs[0], 1 + number)
            for worker in self.lost[number : number + 1] or workers_of(runs[0].pid)[:1]:
                os.kill(worker, signal.SIGKILL)
        for run in runs:
            _, told = run.communicate()
            self.outcome.ended(run.returncode, told)

    def build_with_outage(self, seconds: float) -> None:
        """Build while the store is not there for some time."""
        with self.machines[0].start(self.on) as run:
            self.await_puts(run, 1)
            self.s3.kill()
            if seconds < math.inf:
                time.sleep(seconds)
                self.s3.start_again()
            _, told = run.communicate()
            self.outcome.ended(run.returncode, told, cut_off=seconds == math.inf)
        if seconds == math.inf:
            self.s3.start_again()

    def await_puts(self, run: subprocess.Popen[bytes], count: int) -> None:
        """Wait until so many files of episodes were written, or the build has ended."""
        self.s3.requests.clear()
        while (
            run.poll() is None and sum(each.startswith(f"{self.prefix}/episodes/") for each in self.s3.puts()) < count
        ):
            time.sleep(0.01)


def build(s3: Buckets, folder: Path, count: int, scene: Scene) -> Outcome:
    """Build a show of so many articles and return what became of it.

    Args:
        s3: The S3.
        folder: A folder that does not exist, for articles and state.
        count: How many articles.
        scene: What goes wrong.
    """
    show = Show(s3, folder, count, scene)
    here = show.build_here()
    for kind in scene.kinds:
        setattr(s3.faults, kind, SHARE)
    show.build()
    outcome = show.outcome
    outcome.faults, outcome.requests = dict(s3.faults.seen), len(s3.requests)
    s3.faults.heal()
    return judge(show.address, here, count, outcome)


COLUMNS = (
    *("injected", "lost", "doubled", "halves", "differ", "polls", "seen", "wrong_codes", "tracebacks", "requests"),
    "seconds",
)
ALL = ("fail", "forget", "lag", "cut", "stale")
SCENES = {
    "nothing": Scene(),
    "two machines": Scene(machines=2),
    "fails": Scene(("fail",)),
    "does it, and fails": Scene(("forget",)),
    "lags": Scene(("lag",)),
    "sends half": Scene(("cut",)),
    "lists late": Scene(("stale",)),
    "all of it, two machines": Scene(ALL, 2),
    "all of it, two networks": Scene(ALL, 2, apart=True),
    "processes": Scene(on="processes:2"),
    "all of it, a cluster": Scene(ALL, on=CLUSTER),
    "killed while it uploads": Scene(kills=(1, 9, 17)),
    "workers killed": Scene(on="processes:2", workers=2),
    "a cluster, worker killed": Scene(on=CLUSTER, workers=1),
    "store killed for 2 s": Scene(outages=(2.0,)),
    "store killed": Scene(outages=(math.inf,)),
    "store killed, processes": Scene(outages=(math.inf,), on="processes:2"),
}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Print the table; return 1 if something was lost."""
    count, well = int(sys.argv[1]) if len(sys.argv) > 1 else 6, True
    say(f"{'what happens':26}{''.join(f'{name:>12}' for name in COLUMNS)}  exit codes")
    for name, scene in SCENES.items():
        if not name.startswith(tuple(sys.argv[2:]) or ""):
            continue
        with tempfile.TemporaryDirectory() as folder, buckets(host="0.0.0.0") as s3:  # noqa: S104 - for networks of this machine
            start = time.monotonic()
            found = build(s3, Path(folder, "run"), count, scene)
            well = well and found.is_well
            injected = sum(found.faults.values()) + len((*scene.kills, *scene.outages)) + scene.workers
            numbers = [injected, *(getattr(found, each) for each in COLUMNS[1:-1]), round(time.monotonic() - start)]
            say(f"{name:26}{''.join(f'{number:12}' for number in numbers)}  {found.cut_off + found.codes}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
