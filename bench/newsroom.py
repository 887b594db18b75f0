"""Prints whether a show ends as its newspaper says, after hundreds of polls and many kills.

A newspaper on loopback publishes, corrects, withdraws and embargoes articles in two feeds, a WordPress site and a
folder of wires; it redirects, fails, answers slowly, says wrong charsets, moves to other addresses and renames files.
Syncs poll it and are killed at random steps. In the end, what the show has is compared with what the newspaper says.
Voices are silent.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.newspaper import Newspaper, PaperServer, Watched, published, words_in
from tests.syncing import feed, text

ROOT = Path(__file__).parents[1]
SILENT = """
[sound]
intro = ""
transition = ""
outro = ""
notice = false
"""
SETTINGS = f"""
voice = "silence"
publish_to = "www"
[show]
base_url = "https://example.org/podcast"
{SILENT}
[[sync]]
name = "full"
feed = "BASE/full.xml"
[[sync]]
name = "teaser"
feed = "BASE/teaser.xml"
[[sync]]
name = "wordpress"
wordpress = "BASE"
[[sync]]
name = "wire"
folder = "wires"
remove_missing = true
"""
SETTLING = 40  # polls after the last change
SETTLED = 10 * 86_400  # seconds that they take
PERHAPS = 250  # steps of a poll before one of which it may be killed


class Runner:
    """A process that forks syncs."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.begun = 0
        modules = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache"), "PYTHONPATH": modules}
        command = [sys.executable, "-m", "tests.synced", str(log)]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._line()

    def _line(self) -> str:
        assert self.process.stdout  # noqa: S101 - it is a pipe
        return self.process.stdout.readline()

    def begin(self, now: float, kill: int = 0) -> None:
        """Start a sync."""
        assert self.process.stdin  # noqa: S101 - it is a pipe
        self.begun += 1  # a report of its health, which takes the whole program, every other time
        arguments = ["sync", "--allow-private", *(["--health", "health.json"] if self.begun % 2 else [])]
        asked = {"arguments": arguments, "now": now, "kill": kill, "out": str(self.folder / "log.jsonl")}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()

    def end(self) -> int:
        """Return its exit code, once it has ended."""
        return int(self._line())

    def close(self) -> None:
        """Let the process end."""
        self.process.communicate()


@dataclass
class Report:
    """What came out."""

    polls: int = 0
    kills: int = 0
    busy: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    twice: int = 0
    changed: int = 0
    lost: int = 0
    left: int = 0
    wrong: list[str] = field(default_factory=list)
    again: int = 0
    in_flight: int = 0
    episodes: int = 0
    requests: int = 0
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether the show is as it should be."""
        return not (self.twice or self.changed or self.lost or self.left or self.again)


def play(folder: Path, polls: int, kills: int, *, syncs: int, seed: int, settling: int = SETTLING) -> Report:
    """Let the newspaper live for so many polls, and return what became of the show.

    Args:
        folder: An empty folder.
        polls: How many polls there are while it changes.
        kills: How many of them are killed, about.
        syncs: How many syncs poll at once.
        seed: What happens depends on it.
        settling: How many polls there are in the ten days after its last change.
    """
    start, report, chance = time.monotonic(), Report(), random.Random(seed)  # noqa: S311 - no secret
    paper, watched = Newspaper(seed, folder / "wires"), Watched()
    with PaperServer(paper) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        (folder / "audionews.toml").write_text(SETTINGS.replace("BASE", paper.base), "utf-8")
        runners = [Runner(folder, folder / f"spoken{number}.jsonl") for number in range(syncs)]
        share = kills / polls
        for _ in range(polls):
            paper.act()
            age_files(folder / "wires")
            killed = [chance.randint(1, PERHAPS) if chance.random() < share else 0 for _ in runners]
            run_all(runners, paper.now, killed, report)
            watched.look(folder / "output")
        paper.faults = 0.0
        for _ in range(settling):
            paper.now += SETTLED // settling
            run_all(runners, paper.now, [0] * len(runners), report)
            watched.look(folder / "output")
        for runner in runners:
            runner.close()
        server.shutdown()
    compare(paper, folder, watched, report)
    report.seconds = time.monotonic() - start
    return report


def age_files(folder: Path) -> None:
    """Make the wires look as if they had been written a while ago, so that no sync waits for them."""
    for file in folder.iterdir():
        if time.time() - file.stat().st_mtime < 10:
            os.utime(file, (time.time() - 60,) * 2)


def run_all(runners: list[Runner], now: float, kills: list[int], report: Report) -> None:
    for runner, kill in zip(runners, kills, strict=True):
        runner.begin(now, kill)
    for runner in runners:
        code = runner.end()
        report.polls += 1
        report.kills += code == -9
        report.codes[code] += 1


def compare(paper: Newspaper, folder: Path, watched: Watched, report: Report) -> None:
    """Compare the show with the newspaper."""
    there = published(folder / "output", paper.now)
    same = paper.same_headlines()
    found = Counter(replace(words, headline=same.get(words.headline, words.headline)) for words in map(words_in, there))
    wanted = Counter(paper.expected())
    report.episodes = len(there)
    report.changed = len(watched.changed)
    headlines = Counter(each.headline for each in found.elements())
    report.twice = sum(number - 1 for number in headlines.values())
    report.lost = sum((wanted - found).values())
    report.left = sum((found - wanted).values())
    report.wrong = [f"- {each.headline}" for each in wanted - found] + [f"+ {each.headline}" for each in found - wanted]
    report.requests = len(paper.asked)
    in_feeds = sum(feed.read_text("utf-8").count("<item>") for feed in (folder / "www").glob("feed*.xml"))
    if in_feeds != len(there):
        report.wrong.append(f"{in_feeds} of {len(there)} episodes are in the feeds at the target")
        report.lost += 1
    for log in folder.glob("spoken*.jsonl"):
        kept: set[str] = set()
        spoken: set[str] = set()
        for what, line in map(json.loads, log.read_bytes().splitlines()):
            if what == "kept":
                kept.add(line)
                continue
            report.again += line in kept
            report.in_flight += line in spoken and line not in kept
            spoken.add(line)


class Pages(BaseHTTPRequestHandler):
    """Answers with one feed, and with 304 to those who have it."""

    asked: ClassVar[list[str]] = []
    body = b""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        known = self.headers.get("If-None-Match") == '"1"'
        there = self.path == "/feed.xml"
        self.send_response_only(404 if not there else 304 if known else 200)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(0 if known or not there else len(self.body)))
        self.end_headers()
        self.wfile.write(b"" if known or not there else self.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def many(folder: Path, count: int, most: int) -> None:
    """Print what a feed with so many articles takes: the first sync, and polls without news."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        Pages.body = feed(base, *map(text, range(count)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        source = f'[[sync]]\nfeed = "{base}/feed.xml"\n'
        (folder / "audionews.toml").write_text(f'voice = "silence"\n{SILENT}{source}', "utf-8")
        print(f"a feed of {len(Pages.body) / 1e6:.1f} MB with {count} articles; {most} episodes are made in a round")
        command = [sys.executable, "-m", "audionews", "sync", "--allow-private", "--max-per-run", str(most)]
        measure("first sync", command, folder)
        for _ in range(3):
            measure("sync that goes on", [*command[:-1], "1"], folder)
        watched = [sys.executable, __file__, "--watched", str(folder)]
        subprocess.run(watched, cwd=folder, check=True)
        server.shutdown()


def measure(what: str, command: list[str], folder: Path) -> None:
    """Run a command and print what it took."""
    del Pages.asked[:]
    environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT / "src")}
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    took = f"{time.monotonic() - start:.1f} s, {cpu:.2f} CPU s, {used.ru_maxrss / 1024:.0f} MiB"
    print(f"{what}: {len(Pages.asked)} requests, {took}, exit code {process.returncode}")


def polls_without_news(folder: Path) -> None:
    """Print the CPU time of rounds without news in a process that watches."""
    from audionews.app.sync import Sync, SyncRequest  # noqa: PLC0415 - as loaded by the program
    from audionews.settings import load_settings  # noqa: PLC0415 - as above

    settings = load_settings(folder / "audionews.toml")
    settings = replace(settings, sync=tuple(replace(each, shortest=9999) for each in settings.sync))
    with Sync(folder / "idle", settings, SyncRequest(allow_private=True), lambda _event: None) as running:
        running.round()  # all articles are known then, and left out
        times = []
        for _ in range(50):
            start = time.process_time()
            running.round()
            times.append(1000 * (time.process_time() - start))
    print(f"a round without news, of a sync that watches: {sorted(times)[25]:.1f} ms CPU (median of 50)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polls", type=int, default=500)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--syncs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--many", type=int, help="measure a feed with so many articles instead")
    parser.add_argument("--most", type=int, default=100, help="episodes of its first sync")
    parser.add_argument("--watched", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.watched:
        polls_without_news(options.watched)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        if options.many:
            many(folder, options.many, options.most)
            return
        report = play(folder, options.polls, options.kills, syncs=options.syncs, seed=options.seed)
    print(f"{report.polls} polls, {report.kills} killed, exit codes {dict(sorted(report.codes.items()))}")
    print(f"{report.requests} requests, {report.episodes} episodes, {report.seconds:.0f} s")
    print(f"episodes twice {report.twice}, GUIDs changed {report.changed}, lost or with old words {report.lost},")
    print(f"left or with old words {report.left}, lines spoken twice {report.again};")
    print(f"lines that a kill stopped between the voice and the disk {report.in_flight}")
    for line in report.wrong:
        print(line)
    sys.exit(0 if report.good else 1)


if __name__ == "__main__":
    main()
