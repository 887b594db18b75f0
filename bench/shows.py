"""Shows that a bench disturbs while they are built, and what is then wrong with them.

Every build is the program itself, in a process of its own, with a show, a cache and a marker of its own in /proc, by
which the processes that it leaves behind are found.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

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
LONGEST_WAIT = 15.0  # seconds for which the workers of a killed build may go on
REST = 0.05  # seconds between two readings of a client
FAULTS = ("lost", "half files", "seen", "wrong codes", "tracebacks", "orphans")


@dataclass(frozen=True)
class Ended:
    """How a build ended; `code` is negative for a signal."""

    code: int
    err: str
    seconds: float


class Try:
    """A show with its articles, cache and marker.

    Attributes:
        environment: What its builds have in their environment beside that of this process.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out, self.cache = folder / "out", folder / "cache"
        self.environment = {"SOURCE_DATE_EPOCH": "1718900000", "AUDIONEWS_MARKER": str(folder)}

    @classmethod
    def new(cls, folder: Path) -> Try:
        """Begin in an empty folder."""
        (folder / "articles").mkdir(parents=True)
        (folder / "audionews.toml").write_text(SETTINGS)
        return cls(folder)

    def write_articles(self, more: str = "", titles: tuple[str, ...] = TITLES) -> None:
        """Write the articles, or what they became after a correction."""
        for number, title in enumerate(titles):
            text = ARTICLE.format(title=title, text=TEXT.format(title=title) + more)
            (self.folder / f"articles/{number}.txt").write_text(text, "utf-8")

    def copy(self, folder: Path) -> Try:
        """Return a copy of all of it in another folder."""
        shutil.copytree(self.folder, folder)
        return Try(folder)

    def begin(self, *before: str, workers: str = "processes:2") -> subprocess.Popen[str]:
        """Start a build."""
        build = ["-m", "audionews", "build", "articles", "--voice", "silence", "-q", "--workers", workers]
        environment = {**os.environ, **self.environment, "AUDIONEWS_CACHE": str(self.cache)}
        return subprocess.Popen(
            [*before, sys.executable, *build, "--out", str(self.out)],
            cwd=self.folder,
            env={name: value for name, value in environment.items() if value},
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


def wrong_lengths(out: Path, feed: bytes | None = None) -> int:
    """Return how many enclosures of the feed are absent or have another length than it says."""
    if feed is None and not (out / "feed.xml").exists():
        return 0
    named = ET.fromstring(feed or (out / "feed.xml").read_bytes()).iter("enclosure")  # noqa: S314 - the feed is our own
    return sum(not _is_as_told(out, each.get("url", ""), int(each.get("length", "0"))) for each in named)


def _is_as_told(out: Path, url: str, length: int) -> bool:
    sound = out / "episodes" / url.rpartition("/")[2].partition("?")[0]
    return sound.exists() and sound.stat().st_size == length


@contextmanager
def polled(out: Path, found: Counter[str]) -> Iterator[None]:
    """Read the feed again and again, as a client does, and count when it is no XML or names a sound that is not there.

    A sound that was replaced stays, so that whoever has read the feed before finds it too.
    """
    done = threading.Event()

    def poll() -> None:
        while not done.wait(REST):
            with suppress(FileNotFoundError):  # there is no feed yet
                feed = (out / "feed.xml").read_bytes()
                found["polls"] += 1
                found["seen"] += wrong_lengths(out, feed) if is_whole(".xml", feed) else 1

    client = threading.Thread(target=poll)
    client.start()
    try:
        yield
    finally:
        done.set()
        client.join()


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


def examine_met(code: int, err: str, found: Counter[str]) -> None:
    """Count what is wrong with the end of a build that was to make everything."""
    found["wrong codes"] += code != 0
    found["tracebacks"] += "Traceback" in err or "internal error" in err
    if code:
        print(f"  exit {code}: {err.strip()[-400:]}", flush=True)
