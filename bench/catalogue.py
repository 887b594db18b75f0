"""Prints what a show of 10,000 episodes with word times costs: its index rebuilt, nothing to do, one new episode.

The rows that begin with "catalogue" measure the catalogue alone, with renderers that cost next to nothing; those that
begin with "command" measure the whole program, from its start. Each measurement runs in a process of its own; CPU
seconds and the peak of resident memory are that process's. Sidecars take 0.8 GB of the
folder for temporary files.
"""
# ruff: noqa: PLC0415 - each measurement imports only what it measures

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audionews.catalogue import Catalogue
    from audionews.model import ChangedShow, Episode, Neighbours, Output

COUNT = 10_000
FILES = 8  # that are rendered of an episode
PAGE = 20
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = '[show]\nbase_url = "https://example.org/podcast"\n'
ARTICLE = (
    "{title}\n\n20 يونيو 2024\n\nأعلنت وزارة النقل اليوم الخميس افتتاح الميناء الجديد في المدينة بعد ثلاث سنوات.\n"
)


def dated(number: int) -> Episode:
    """Return an episode with word times, of a newsroom that publishes thirty a day."""
    from tests.newsroom import make_episode

    episode = make_episode(number % 100)
    published = make_episode(0).published - timedelta(minutes=48 * number)
    return replace(
        episode,
        id=f"{published:%Y-%m-%d}-{number:08x}",
        guid=f"urn:example:{number}",
        source=f"{number}.txt",
        published=published,
        updated=published,
    )


def with_words(episode: Episode) -> Episode:
    """Return a long episode whose lines have the times of their words."""
    from audionews.model import Cue, CueWord

    def words(cue: Cue) -> Cue:
        made, place = [], 0
        for word in cue.text.split():
            first = cue.text.index(word, place)
            place = first + len(word)
            made.append(CueWord(start=cue.start + 900 * first, end=cue.start + 900 * place, first=first, last=place))
        return replace(cue, words=tuple(made))

    length = episode.samples
    cues = [
        words(replace(cue, start=cue.start + n * length, end=cue.end + n * length))
        for n in range(8)
        for cue in episode.cues
    ]
    return replace(episode, samples=8 * length, cues=tuple(cues))


def prepare(folder: Path, count: int) -> int:
    """Write the sidecars and covers of a show; return the bytes of the sidecars."""
    from audionews.catalogue.sidecars import encode_sidecar

    (folder / "episodes").mkdir(parents=True)
    size = 0
    for number in range(count):
        episode = with_words(dated(number))
        blob = encode_sidecar(episode)
        size += len(blob)
        (folder / f"episodes/{episode.id}.json").write_bytes(blob)
        (folder / f"episodes/{episode.id}.jpg").write_bytes(episode.id.encode())
    return size


class Plain:
    """Renders small files: eight of each episode, and lists that name twenty episodes each."""

    name = "plain"
    version = "1"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        from audionews.model import Output

        named = (neighbours.newer, neighbours.older)
        text = "\n".join([episode.title, *(other.title for other in named if other)])
        for number in range(FILES):
            yield Output(path=f"episodes/{episode.id}.{number}.html", inputs="", pieces=(text.encode(),))

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        from audionews.model import Output

        oldest_first = show.headers[::-1]
        for page in range(0, len(oldest_first), PAGE):
            part = oldest_first[page : page + PAGE]
            inputs = " ".join(header.digest for header in part)
            yield Output(path=f"list-{page}.html", inputs=inputs, pieces=(inputs.encode(),))


def rebuild(folder: Path) -> str:
    """Make the index of a show that has none."""
    with _open(folder) as catalogue:
        return f"{len(catalogue.headers()):,} episodes"


def render(folder: Path) -> str:
    """Bring the files of the show up to date."""
    from tests.newsroom import FACTS

    from audionews.catalogue import render_show

    with _open(folder) as catalogue:
        return str(render_show(catalogue, [Plain()], FACTS, NOW))


def add(folder: Path) -> str:
    """Make one new episode, then render."""
    with _open(folder) as catalogue:
        episode = with_words(replace(dated(0), id="2024-06-21-00000000", guid="urn:example:new"))
        catalogue.update(episode.id, None, lambda _: episode)
    return render(folder)


def imports(_: Path) -> str:
    """Import what the others import."""
    from tests.newsroom import FACTS

    from audionews.catalogue import render_show

    return f"{render_show.__name__}, {FACTS.language}"


def _open(folder: Path) -> Catalogue:
    from audionews.catalogue import Catalogue
    from audionews.stores import open_store

    return Catalogue.open(open_store(folder))


TASKS: dict[str, Callable[[Path], str]] = {"imports": imports, "rebuild": rebuild, "render": render, "add": add}


def measure(title: str, *command: str | Path, cwd: Path | None = None) -> None:
    """Run a command and print its CPU seconds, wall seconds and peak of memory."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out, cwd=cwd)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begin
        out.seek(0)
        said = out.read().decode().strip().splitlines()
    if process.returncode:
        raise SystemExit("\n".join(said))
    cpu = used.ru_utime + used.ru_stime
    print(
        f"{title:46} {cpu:7.2f} s CPU {wall:7.2f} s {used.ru_maxrss / 1024:7.1f} MB  {said[-1][:100] if said else ''}",
        flush=True,
    )


def measure_catalogue(folder: Path) -> None:
    """Print the rows of the catalogue alone."""
    for title, task in (
        ("catalogue: Python and imports", "imports"),
        ("catalogue: index of all sidecars, rebuilt", "rebuild"),
        ("catalogue: everything rendered for the first time", "render"),
        ("catalogue: nothing to do", "render"),
        ("catalogue: one new episode", "add"),
        ("catalogue: nothing to do", "render"),
    ):
        measure(title, sys.executable, __file__, "--task", task, folder)


def measure_commands(home: Path, folder: Path) -> None:
    """Print the rows of the whole program."""
    (home / "audionews.toml").write_text(SETTINGS)
    for name in ("one", "two", "three"):
        (home / f"{name}.txt").write_text(ARTICLE.format(title=f"العنوان {name} للمقال الجديد"), "utf-8")
    for title, name, out in (
        ("command: first build of an empty show", "one", home / "empty"),
        ("command: one new article, an empty show", "two", home / "empty"),
        ("command: nothing to do, an empty show", "two", home / "empty"),
        ("command: one new article, everything rendered", "one", folder),
        ("command: nothing to do", "one", folder),
        ("command: one new article", "two", folder),
        ("command: nothing to do", "two", folder),
        ("command: one new article", "three", folder),
    ):
        command = (sys.executable, "-m", "audionews", "build", f"{name}.txt", "--voice", "silence", "--out", out)
        measure(title, *command, cwd=home)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--only", choices=("catalogue", "command"))
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("folder", nargs="?", type=Path)
    asked = parser.parse_args()
    if asked.task:
        print(TASKS[asked.task](asked.folder))
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ["AUDIONEWS_CACHE"] = str(home / "cache")
        size = prepare(home / "show", asked.count)
        print(f"{asked.count:,} sidecars of {size / asked.count / 1000:.0f} kB")
        if asked.only != "command":
            measure_catalogue(home / "show")
        if asked.only != "catalogue":
            measure_commands(home, home / "show")


if __name__ == "__main__":
    main()
