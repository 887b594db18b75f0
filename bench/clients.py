"""What real podcast clients do with a show that is built, corrected, taken down, restored and given new art.

python bench/clients.py [CLIENT ...]: prints a table, a row for each client and a column for each change. Clients of the
package index are installed into environments that are thrown away; gpodder, newsboat and podget come from Debian, and
are left out where they are missing. The show is built by the program, and served to the clients on loopback.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests import clients
from tests.logged import logged
from tests.pasted import FIRST, article

from audionews.app.show import ServedShow
from audionews.catalogue import Catalogue
from audionews.settings import Settings
from audionews.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.logged import Log

DEBIAN = {"gpodder": clients.gpodder, "newsboat": clients.newsboat, "podget": clients.podget}
PROGRAMS = {"gpodder": ("gpo",), "newsboat": ("newsboat", "podboat", "script"), "podget": ("podget",)}
PACKAGES = {"podcast-archiver": clients.podcast_archiver, "poca": clients.poca, "greg": clients.greg}
HEADLINES = ("افتتاح الميناء الجديد", "فوز كبير للمنتخب", "معرض الكتاب يفتح أبوابه")
CORRECTED = "تأجيل موعد التشغيل"
SETTINGS = """[show]
base_url = "https://podcast.example.org/show"
title = "نشرة"
description = "أخبار"
author = "التحرير"
colour = "{colour}"
[sound]
alternate = "{alternate}"
"""
LEGEND = """
fetched: sounds that it asked for. Current: of the sounds that the feed names, those that it has. Old kept: sounds that
it has and the feed no longer names. What a client did besides is said where it did it."""


class Program:
    """The program, in a folder with a show of three articles."""

    def __init__(self, home: Path) -> None:
        self.home = home
        own = {f"AUDIONEWS_{name}": str(home / name) for name in ("CACHE", "VOICES", "CONFIG")}
        self.environment = {**os.environ, **own}
        self.alternate, self.colour = "", "#0b5d4e"

    def run(self, *arguments: str) -> str:
        settings = SETTINGS.format(colour=self.colour, alternate=self.alternate)
        (self.home / "audionews.toml").write_text(settings, "utf-8")
        command = [sys.executable, "-P", "-m", "audionews", *arguments]
        done = subprocess.run(command, cwd=self.home, env=self.environment, check=True, capture_output=True)
        return done.stdout.decode()

    def build(self, place: int, headline: str, first: str = FIRST, *options: str) -> None:
        (self.home / f"{place}.txt").write_text(article(headline, first), "utf-8")
        self.run("build", f"{place}.txt", "--voice", "silence", "-q", *options)

    def id_of(self, headline: str) -> str:
        return next(line.split()[0] for line in self.run("list").splitlines() if headline in line)

    def sounds(self) -> set[str]:
        """Return the digests of the sounds that the feed names."""
        feed = (self.home / "output" / "feed.xml").read_text("utf-8")
        files = (self.home / "output" / "episodes").glob("*.mp3")
        return {digest_of(file) for file in files if f"/{file.name}" in feed}


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def steps(program: Program) -> Iterator[str]:
    """Change the show step by step, and yield the name of each change."""
    for place, headline in enumerate(HEADLINES):
        program.build(place, headline, f"{FIRST} وهذا الخبر رقم {place + 1}.")
    yield "subscribe"
    program.build(0, HEADLINES[0], f"{FIRST} وهذا الخبر رقم 1، بعد تصويب عدد الحاويات.", "--note", "صُحّح العدد")
    yield "correction"
    program.build(1, CORRECTED, f"{FIRST} وهذا الخبر رقم 2.", "--correct", program.id_of(HEADLINES[1]))
    yield "correction, new headline"
    removed = program.id_of(HEADLINES[2])
    program.run("remove", removed)
    yield "removal"
    program.alternate = "opus"
    program.run("remove", "--restore", removed)
    program.build(2, HEADLINES[2], f"{FIRST} وهذا الخبر رقم 3.")
    yield "restoration with an alternate"
    program.colour = "#7a1f5c"
    for place, headline in enumerate((HEADLINES[0], CORRECTED, HEADLINES[2])):
        program.build(place, headline, (program.home / f"{place}.txt").read_text("utf-8").split("\n\n")[2])
    yield "new art"


@dataclass(slots=True)
class Client:
    """A client with a home folder of its own.

    Attributes:
        name: Its name.
        poll: Subscribes or polls, and downloads.
        find: Finds its programs.
        home: Its folder.
        cells: What it did, for each step.
    """

    name: str
    poll: clients.Client
    find: clients.Find
    home: Path
    cells: list[str] = field(default_factory=list)

    def step(self, feed: str, log: Log, program: Program) -> None:
        """Let it poll the feed, and note what it did."""
        before = list(self.files())
        log.clear()
        self.poll(feed, self.home, self.find)
        self.cells.append("; ".join(self.did(log, program, before)))

    def files(self) -> Iterator[str]:
        yield from sorted(digest_of(path) for path in self.home.rglob("*.mp3"))

    def did(self, log: Log, program: Program, before: list[str]) -> Iterator[str]:
        current, now = program.sounds(), list(self.files())
        fetched = {
            path
            for method, path, status in log
            if method == "GET" and status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}
        }
        yield f"{len([path for path in fetched if path.endswith('.mp3')])} fetched"
        yield f"{len(current & set(now))} of {len(current)} current"
        if len(now) > len(set(now)):
            yield f"{len(now) - len(set(now))} twice"
        if old := len([digest for digest in now if digest not in current]):
            yield f"{old} old kept"
        if gone := len(set(before) - set(now)):
            yield f"{gone} deleted"
        if any(path.endswith(".opus") for path in fetched):
            yield "Opus fetched"
        if covers := {path for path in fetched if path.endswith(".jpg")}:
            yield f"{len(covers)} covers fetched"
        if self.shows(CORRECTED):
            yield "new headline shown"
        if failed := {f"{path} {int(status)}" for _, path, status in log if status >= HTTPStatus.BAD_REQUEST}:
            yield f"failed: {', '.join(sorted(failed))}"

    def shows(self, words: str) -> bool:
        """Return whether words stand in the name of a sound, or in what the client keeps."""
        if any(words in path.name.replace("_", " ").replace("-", " ") for path in self.home.rglob("*.mp3")):
            return True
        kept = (path for path in self.home.rglob("*") if path.is_file() and path.suffix not in {".mp3", ".xml"})
        return any(words.encode() in path.read_bytes() for path in kept)


def finder(folder: Path) -> clients.Find:
    """Return what finds programs in the folder."""
    return lambda program: str(folder / program)


def available(home: Path, wanted: list[str]) -> Iterator[Client]:
    """Yield the clients that are there or can be installed."""
    for name, poll in DEBIAN.items():
        if name in (wanted or DEBIAN) and all(map(shutil.which, PROGRAMS[name])):
            yield Client(name, poll, str, own_folder(home, name))
    for name, poll in PACKAGES.items():
        if name in (wanted or PACKAGES):
            place = home / "programs" / name
            venv.create(place, with_pip=True)
            install = [str(place / "bin" / "pip"), "install", "-q", name]
            subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
            yield Client(name, poll, finder(place / "bin"), own_folder(home, name))


def own_folder(home: Path, name: str) -> Path:
    folder = home / "homes" / name
    folder.mkdir(parents=True)
    return folder


def table(titles: list[str], rows: list[Client]) -> Iterator[str]:
    yield f"| client | {' | '.join(titles)} |"
    yield "| --- " * (len(titles) + 1) + "|"
    for row in rows:
        yield f"| {row.name} | {' | '.join(row.cells)} |"


def main(wanted: list[str]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        program = Program(Path(name))
        rows = list(available(program.home, wanted))
        changes, titles = steps(program), list[str]()
        output = program.home / "output"
        output.mkdir()
        with (
            Catalogue.open(open_store(output)) as catalogue,
            logged(output, served=ServedShow(catalogue, Settings().show)) as (url, log),
        ):
            for title in changes:
                titles.append(title)
                for row in rows:
                    row.step(f"{url}/feed.xml", log, program)
        print("\n".join(table(titles, rows)), LEGEND, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
