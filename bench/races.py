"""Prints what is lost when two processes work on one show at once: each race is run 100 times, and nothing may be.

Two processes that have loaded the program wait for commands, and get one each at about the same moment; the delay
between the two changes from try to try, so that they meet in every phase. Voices are silent.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 100
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
FIRST = "أعلنت وزارة النقل اليوم الخميس افتتاح الميناء الجديد في المدينة بعد ثلاث سنوات من العمل."
HARBOUR, BRIDGE, WELL = "افتتاح الميناء الجديد", "جسر جديد فوق النهر", "بئر جديدة في الواحة"
LONGEST = 0.15  # seconds between the two commands


def worker() -> None:
    """Run each command that is asked for on standard input, and answer with its exit code and what it printed."""
    from audionews.cli.main import run  # noqa: PLC0415 - the other process does not need it

    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        os.chdir(asked["folder"])
        time.sleep(asked["delay"])
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(asked["arguments"])
        print(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue()}), flush=True)


class Worker:
    """A process that runs commands."""

    def __init__(self) -> None:
        command = [sys.executable, __file__, "--worker"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._line()

    def _line(self) -> str:
        assert self._process.stdout  # noqa: S101 - it is a pipe
        return self._process.stdout.readline()

    def begin(self, folder: Path, arguments: list[str], delay: float = 0.0) -> None:
        """Start a command."""
        assert self._process.stdin  # noqa: S101 - it is a pipe
        asked = {"folder": str(folder), "arguments": arguments, "delay": delay}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def end(self) -> Done:
        """Return what the command did."""
        return Done(**json.loads(self._line()))

    def run(self, folder: Path, *arguments: str) -> Done:
        """Run a command and return what it did."""
        self.begin(folder, list(arguments))
        return self.end()

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def changes(self) -> list[str]:
        """Return what a build says it did to its episodes: new, corrected, remade or unchanged."""
        events = [json.loads(line) for line in self.out.splitlines()]
        return [event["change"] for event in events if event["event"] == "episode_written"]


@dataclass
class Stage:
    """A show in a folder of its own, and the two processes."""

    folder: Path
    one: Worker
    other: Worker
    ids: dict[str, str] = field(default_factory=dict)

    def article(self, name: str, title: str, text: str) -> None:
        """Write an article."""
        (self.folder / name).write_text(ARTICLE.format(title=title, text=text), "utf-8")

    def build(self, name: str) -> list[str]:
        """Return the command that builds an article."""
        return ["build", name, "--voice", "silence", "--json", "--workers", "threads:1"]

    def sidecars(self) -> dict[str, dict[str, Any]]:
        """Return the sidecars by headline."""
        files = (path for path in (self.folder / "output/episodes").glob("*.json") if path.name.count(".") == 1)
        return {known["title"]: known for known in (json.loads(path.read_bytes()) for path in files)}

    def feed(self, folder: str = "output") -> str:
        """Return the feed."""
        return (self.folder / folder / "feed.xml").read_text("utf-8")

    def is_whole(self, known: dict[str, Any]) -> bool:
        """Return whether the sound of an episode is the one that its sidecar names."""
        stem = ".".join(filter(None, (known["id"], known.get("version"))))  # of a sound that was replaced
        sound = (self.folder / f"output/episodes/{stem}.mp3").read_bytes()
        return bool(hashlib.sha256(sound).hexdigest() == known["sha256"])

    def agrees(self) -> bool:
        """Return whether the feed names the episodes that listeners get, and the check finds nothing wrong."""
        named = all((known["id"] in self.feed()) != known["removed"] for known in self.sidecars().values())
        return named and self.one.run(self.folder, "check").code == 0

    def race(self, one: list[str], other: list[str]) -> tuple[Done, Done]:
        """Run two commands at once."""
        wait = random.uniform(-LONGEST, LONGEST)  # noqa: S311 - no secret
        self.one.begin(self.folder, one, max(0.0, wait))
        self.other.begin(self.folder, other, max(0.0, -wait))
        return self.one.end(), self.other.end()


def remove_while_building(stage: Stage, _: int) -> bool:
    """Take an episode out while a build corrects it: it is out, and the correction that was told is there."""
    stage.article("harbour.txt", HARBOUR, f"{FIRST} وقال الوزير إن العمل مستمر.")
    built, removed = stage.race(stage.build("harbour.txt"), ["remove", stage.ids[HARBOUR]])
    known = stage.sidecars()[HARBOUR]
    corrected = "corrected" in built.changes()
    told = not corrected or (len(known["corrections"]) == 1 and "مستمر" in json.dumps(known, ensure_ascii=False))
    return built.code == removed.code == 0 and known["removed"] and told and stage.is_whole(known) and stage.agrees()


def build_the_same_twice(stage: Stage, turn: int) -> bool:
    """Correct an article in two processes, alike or differently: one episode, with one correction or with both."""
    other = "harbour.txt" if turn % 2 else "again/harbour.txt"
    (stage.folder / "again").mkdir()
    stage.article("harbour.txt", HARBOUR, f"{FIRST} وقال الوزير إن العمل مستمر.")
    stage.article("again/harbour.txt", HARBOUR, f"{FIRST} وقال الوزير إن العمل انتهى.")
    done = stage.race(stage.build("harbour.txt"), stage.build(other))
    known = stage.sidecars()
    corrections = 1 if turn % 2 else 2
    whole = len(known[HARBOUR]["corrections"]) == corrections and stage.is_whole(known[HARBOUR])
    return all(each.code == 0 for each in done) and len(known) == 2 and whole and stage.agrees()


def build_beside_an_edition(stage: Stage, _: int) -> bool:
    """Build a new article while an edition is made of the others: both are there."""
    stage.article("well.txt", WELL, FIRST)
    edition = ["edition", *stage.ids.values(), "--voice", "silence", "--title", "النشرة"]
    done = stage.race(stage.build("well.txt"), edition)
    known = stage.sidecars()
    there = set(known) == {HARBOUR, BRIDGE, WELL, "النشرة"} and all(map(stage.is_whole, known.values()))
    return all(each.code == 0 for each in done) and there and stage.agrees()


def remove_and_restore(stage: Stage, turn: int) -> bool:
    """Take one episode out while another is put back, or the same one: each change is there, or the later one."""
    same = bool(turn % 2)
    stage.one.run(stage.folder, "remove", stage.ids[BRIDGE])
    restored = stage.ids[BRIDGE]
    done = stage.race(["remove", restored if same else stage.ids[HARBOUR]], ["remove", "--restore", restored])
    known = stage.sidecars()
    right = same or (known[HARBOUR]["removed"] and not known[BRIDGE]["removed"])
    return all(each.code == 0 for each in done) and right and stage.agrees()


def build_while_publishing(stage: Stage, _: int) -> bool:
    """Build a new article while the show is uploaded: the article is there, and the feed there names what is there."""
    stage.article("well.txt", WELL, FIRST)
    built, published = stage.race(stage.build("well.txt"), ["publish", "www"])
    there = stage.one.run(stage.folder, "check", "www").code == 0
    known = stage.sidecars()
    if not (built.code == published.code == 0 and there and WELL in known and stage.agrees()):
        return False
    again = stage.one.run(stage.folder, "publish", "www").code == 0
    return again and known[WELL]["id"] in stage.feed("www") and stage.one.run(stage.folder, "check", "www").code == 0


RACES: dict[str, Callable[[Stage, int], bool]] = {
    "build and remove": remove_while_building,
    "build and build": build_the_same_twice,
    "build and edition": build_beside_an_edition,
    "remove and restore": remove_and_restore,
    "build and publish": build_while_publishing,
}


def prepare(home: Path, one: Worker, other: Worker) -> Stage:
    """Make the show that every race starts from."""
    (home / "show").mkdir()
    (home / "show/audionews.toml").write_text(SETTINGS)
    stage = Stage(home / "show", one, other)
    for name, title in (("harbour.txt", HARBOUR), ("bridge.txt", BRIDGE)):
        stage.article(name, title, FIRST)
        built = one.run(stage.folder, *stage.build(name))
        if built.code:
            raise SystemExit(built.err)
    stage.ids = {title: known["id"] for title, known in stage.sidecars().items()}
    return stage


def lost(race: Callable[[Stage, int], bool], tries: int, stage: Stage, home: Path) -> int:
    """Return in how many tries something was lost."""
    count = 0
    for turn in range(tries):
        copy = home / "try"
        shutil.copytree(stage.folder, copy)
        count += not race(Stage(copy, stage.one, stage.other, stage.ids), turn)
        shutil.rmtree(copy)
    return count


def main() -> None:
    """Run the races and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--race", choices=RACES)
    parser.add_argument("--worker", action="store_true")
    asked = parser.parse_args()
    if asked.worker:
        worker()
        return
    all_lost = 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ |= {"AUDIONEWS_CACHE": str(home / "cache"), "SOURCE_DATE_EPOCH": "1718900000"}
        one, other = Worker(), Worker()
        stage = prepare(home, one, other)
        for title, race in RACES.items():
            if asked.race in {None, title}:
                begin = time.perf_counter()
                found = lost(race, asked.tries, stage, home)
                all_lost += found
                print(
                    f"{title:20} {asked.tries:4} tries  lost {found:3}  {time.perf_counter() - begin:6.1f} s",
                    flush=True,
                )
        one.close()
        other.close()
    sys.exit(all_lost > 0)


if __name__ == "__main__":
    main()
