"""Prints whether a show ends as its newspaper says, after hundreds of polls and many kills.

A newspaper on loopback publishes, corrects, withdraws and embargoes articles in two feeds, a WordPress site and a
folder of wires; it redirects, fails, answers slowly and says wrong charsets. Syncs poll it and are killed at random
steps. In the end, what the show has is compared with what the newspaper says. Voices are silent.
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
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.newspaper import Newspaper, PaperServer, Watched, published, words_in

ROOT = Path(__file__).parents[1]
SETTINGS = """
voice = "silence"
publish_to = "www"
[show]
base_url = "https://example.org/podcast"
[sound]
intro = ""
transition = ""
outro = ""
notice = false
[[sync]]
name = "full"
feed = "{base}/full.xml"
[[sync]]
name = "teaser"
feed = "{base}/teaser.xml"
[[sync]]
name = "wordpress"
wordpress = "{base}"
[[sync]]
name = "wire"
folder = "wires"
"""
SETTLING = 40  # polls after the last change, six hours apart
PERHAPS = 250  # steps of a poll before one of which it may be killed


class Runner:
    """A process that forks syncs."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
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
        arguments = ["sync", "--allow-private", "--health", "health.json"]
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


def play(folder: Path, polls: int, kills: int, *, syncs: int, seed: int) -> Report:
    """Let the newspaper live for so many polls, and return what became of the show.

    Args:
        folder: An empty folder.
        polls: How many polls there are while it changes.
        kills: How many of them are killed, about.
        syncs: How many syncs poll at once.
        seed: What happens depends on it.
    """
    start, report, chance = time.monotonic(), Report(), random.Random(seed)  # noqa: S311 - no secret
    paper, watched = Newspaper(seed, folder / "wires"), Watched()
    with PaperServer(paper) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        (folder / "audionews.toml").write_text(SETTINGS.format(base=paper.base), "utf-8")
        runners = [Runner(folder, folder / f"spoken{number}.jsonl") for number in range(syncs)]
        share = kills / polls
        for _ in range(polls):
            paper.act()
            age_files(folder / "wires")
            killed = [chance.randint(1, PERHAPS) if chance.random() < share else 0 for _ in runners]
            run_all(runners, paper.now, killed, report)
            watched.look(folder / "output")
        paper.faults = 0.0
        for _ in range(SETTLING):
            paper.now += 6 * 3600
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
    found = Counter(words_in(facts) for facts in there)
    wanted = Counter(paper.expected())
    report.episodes = len(there)
    report.changed = len(watched.changed)
    headlines = Counter(each.headline for each in found.elements())
    report.twice = sum(number - 1 for number in headlines.values())
    report.lost = sum((wanted - found).values())
    report.left = sum((found - wanted).values())
    report.wrong = [f"- {each.headline}" for each in wanted - found] + [f"+ {each.headline}" for each in found - wanted]
    report.requests = len(paper.asked)
    feed = (folder / "www" / "feed.xml").read_text("utf-8")
    if feed.count("<item>") != min(300, len(there)):
        report.wrong.append(f"{feed.count('<item>')} of {len(there)} episodes are in the feed at the target")
        report.lost += 1
    for log in folder.glob("spoken*.jsonl"):
        kept: set[str] = set()
        spoken: set[str] = set()
        for what, text in map(json.loads, log.open("rb")):
            if what == "kept":
                kept.add(text)
                continue
            report.again += text in kept
            report.in_flight += text in spoken and text not in kept
            spoken.add(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polls", type=int, default=500)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--syncs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
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
