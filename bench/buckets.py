"""Builds into a local S3 that fails, lags and lies, by two machines at once, and by programs that are killed: a table.

Run it with the packages of the local S3: make bench-buckets. Each row has what was injected, and what became of it; a
reader polls the feed all the while, and asks for each file that it names.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tests.buckets import BUCKET, Buckets, buckets
from tests.pasted import article

from audionews.catalogue import Catalogue
from audionews.catalogue.sidecars import media_files
from audionews.model.paths import sound_file
from audionews.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BASE = "https://example.org/show"
SHARE = 0.2  # of all calls
_NAMED = re.compile(rf'"{BASE}/(episodes/[^"]+)"')


@dataclass
class Outcome:
    """What became of a show.

    Attributes:
        codes: The exit codes of the builds that were not killed.
        tracebacks: How many of them printed one.
        lost: Articles without an episode.
        doubled: Episodes of an article that has another one.
        halves: Files whose bytes are not those that the sidecar tells.
        unnamed: Episodes that the feed does not name.
        polls: How often the feed was read.
        invalid: How often it was no XML.
        missing: Files that it named, and that were not there.
        faults: How often each fault happened.
        requests: How many requests the S3 answered.
    """

    codes: list[int] = field(default_factory=list)
    tracebacks: int = 0
    lost: int = 0
    doubled: int = 0
    halves: int = 0
    unnamed: int = 0
    polls: int = 0
    invalid: int = 0
    missing: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    requests: int = 0

    @property
    def is_well(self) -> bool:
        """Return whether nothing was lost, doubled, half or missing, and no program failed."""
        wrong = self.lost + self.doubled + self.halves + self.unnamed + self.invalid + self.missing + self.tracebacks
        return not wrong and not any(self.codes) and self.polls > 0


class Machine:
    """A machine with a folder of state of its own, which builds a show at an address."""

    def __init__(self, folder: Path, address: str, articles: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "audionews.toml").write_text(
            f'voice = "silence"\ncache = "{address}-cache"\n[show]\nbase_url = "{BASE}"\n', "utf-8"
        )
        self._folder = folder
        self._command = [sys.executable, "-P", "-m", "audionews", "build", str(articles), "--out", address]

    def start(self) -> subprocess.Popen[bytes]:
        """Start a build."""
        own = {"AUDIONEWS_CACHE": str(self._folder / "cache"), "AUDIONEWS_CONFIG": str(self._folder / "config")}
        return subprocess.Popen(
            self._command,
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
def polled(s3: Buckets, prefix: str, outcome: Outcome) -> Iterator[None]:
    """Read the feed again and again, and ask for each file that it names."""
    done = threading.Event()

    def poll() -> None:
        while not done.wait(0.05):
            feed = s3.peek(f"{prefix}/feed.xml")
            if feed is None:
                continue
            outcome.polls += 1
            try:
                ET.fromstring(feed)  # noqa: S314 - our own
            except ET.ParseError:
                outcome.invalid += 1
            named = sorted(set(_NAMED.findall(feed.decode())))
            outcome.missing += sum(s3.peek(f"{prefix}/{name}") is None for name in named)

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield
    finally:
        time.sleep(0.2)
        done.set()
        thread.join()


def judge(address: str, count: int, outcome: Outcome) -> Outcome:
    """Compare the show with what was to be built; nothing goes wrong any more."""
    store = open_store(address)
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
            outcome.unnamed += sound_file(episode) not in feed
    return outcome


def build(s3: Buckets, folder: Path, count: int, machines: int = 1, kills: Sequence[int] = ()) -> Outcome:
    """Build a show of so many articles and return what became of it.

    Args:
        s3: The S3, with its faults.
        folder: A folder that does not exist, for articles and state.
        count: How many articles.
        machines: How many machines build all of them at once.
        kills: The first machine is killed after so many puts of sounds, and begins again, for each of these.
    """
    folder.mkdir()
    prefix, outcome = uuid.uuid4().hex, Outcome()
    address = f"s3://{BUCKET}/{prefix}"
    articles = write_articles(folder / "articles", count)
    all_machines = [Machine(folder / str(number), address, articles) for number in range(machines)]
    with polled(s3, prefix, outcome):
        for after in kills:
            with all_machines[0].start() as run:
                s3.requests.clear()
                while run.poll() is None and sum(name.startswith(f"{prefix}/episodes/") for name in s3.puts()) < after:
                    time.sleep(0.01)
                run.kill()
        runs = [machine.start() for machine in all_machines]
        for run in runs:
            _, told = run.communicate()
            outcome.codes.append(run.returncode)
            outcome.tracebacks += b"Traceback" in told
            if run.returncode:
                sys.stderr.buffer.write(told)
    outcome.faults, outcome.requests = dict(s3.faults.seen), len(s3.requests)
    s3.faults.heal()
    return judge(address, count, outcome)


COLUMNS = (
    "injected", "lost", "doubled", "halves", "unnamed", "polls", "invalid", "missing", "tracebacks", "requests",
    "seconds",
)  # fmt: skip
SCENES: dict[str, tuple[tuple[str, ...], int, tuple[int, ...]]] = {
    "nothing": ((), 1, ()),
    "two machines": ((), 2, ()),
    "fails": (("fail",), 1, ()),
    "does it, and fails": (("forget",), 1, ()),
    "lags": (("lag",), 1, ()),
    "sends half": (("cut",), 1, ()),
    "lists late": (("stale",), 1, ()),
    "all of it, two machines": (("fail", "forget", "lag", "cut", "stale"), 2, ()),
    "killed while it uploads": ((), 1, (1, 9, 17)),
}


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Print the table; return 1 if something was lost."""
    count, well = int(sys.argv[1]) if len(sys.argv) > 1 else 6, True
    say(f"{'what happens':26}{''.join(f'{name:>11}' for name in COLUMNS)}  exit codes")
    for name, (kinds, machines, kills) in SCENES.items():
        with tempfile.TemporaryDirectory() as folder, buckets() as s3:
            for kind in kinds:
                setattr(s3.faults, kind, SHARE)
            start = time.monotonic()
            found = build(s3, Path(folder, "run"), count, machines, kills)
            well = well and found.is_well
            injected, seconds = sum(found.faults.values()) + len(kills), round(time.monotonic() - start)
            numbers = [injected, *(getattr(found, column) for column in COLUMNS[1:-1]), seconds]
            say(f"{name:26}{''.join(f'{number:11}' for number in numbers)}  {found.codes}")
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
