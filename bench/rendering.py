"""Prints what rendering costs with all pages and feeds: for the first time, with nothing to do, after one change.

The rows that begin with "rendering" take episodes from sidecars that are written for it, so that a long show is made in
minutes; those that begin with "build" run the whole program on articles, with the voice that is silent. Each
measurement runs in a process of its own; CPU seconds and the peak of resident memory are that process's. A folder in
memory (--folder /dev/shm) takes the disk out of the wall seconds.

    python bench/rendering.py --counts 1000 10000 100000 --articles 1000
"""
# ruff: noqa: PLC0415 - each measurement imports only what it measures

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.catalogue import SETTINGS, dated, measure  # noqa: E402 - see above

if TYPE_CHECKING:
    from collections.abc import Callable

    from audionews.catalogue import Catalogue
    from audionews.model import Episode

COUNTS = (1_000, 10_000)
ARTICLES = 200
NOW = datetime(2030, 1, 1, tzinfo=UTC)
WORDS = tuple(
    "الوزارة المدينة الميناء الجديد افتتاح الطريق المدرسة الطلاب العام الماضي المشروع الحكومة البلدية السكان القرية "  # noqa: SIM905 - easier to read
    "المياه الكهرباء الزراعة القمح الموسم المزارعون الشركة العمال المصنع الإنتاج السوق الأسعار التجارة الصحة".split()
)


def prepare(folder: Path, count: int) -> None:
    """Write the sidecars and covers of a show."""
    from audionews.catalogue.sidecars import encode_sidecar

    (folder / "episodes").mkdir(parents=True)
    for number in range(count):
        episode = dated(number)
        (folder / f"episodes/{episode.id}.json").write_bytes(encode_sidecar(episode))
        (folder / f"episodes/{episode.id}.jpg").write_bytes(episode.id.encode())


def render(folder: Path, change: Callable[[Catalogue], None] | None = None) -> str:
    """Make a change, bring all files of the show up to date, and tell how much was read and rendered."""
    from tests.newsroom import FACTS

    from audionews import registry
    from audionews.catalogue import Catalogue, render_show
    from audionews.stores.local import LocalStore

    facts = replace(FACTS, sections={"sport": "رياضة", "arts": "فنون"})
    with Catalogue.open(LocalStore(folder, durable=False)) as catalogue:
        if change:
            change(catalogue)
        read, load = [], catalogue.episode

        def counted(episode_id: str) -> Episode:
            read.append(episode_id)
            return load(episode_id)

        catalogue.episode = counted  # type: ignore[method-assign] # to count
        done = render_show(catalogue, registry.renderers(), facts, NOW)
    return f"{done.rendered:,} files rendered, {done.changed:,} written, {len(read):,} sidecars read"


def change_one(catalogue: Catalogue) -> None:
    """Correct the title of the episode in the middle."""
    from audionews.catalogue.headers import Headers

    header = Headers(catalogue.index, "1")[catalogue.count() // 2]
    episode = catalogue.episode(header.id)
    catalogue.update(header.id, header.revision, lambda _: replace(episode, title=f"{episode.title} (مصحح)"))


def add_one(catalogue: Catalogue) -> None:
    """Make one new episode."""
    from audionews.catalogue.headers import Headers

    newest = Headers(catalogue.index, "1")[0]
    published = newest.published + timedelta(hours=1)
    made = replace(dated(0), id=f"{published:%Y-%m-%d}-ffffffff", guid="urn:example:new", published=published)
    catalogue.update(made.id, None, lambda _: replace(made, updated=published))


TASKS: dict[str, Callable[[Path], str]] = {
    "render": render,
    "change": lambda folder: render(folder, change_one),
    "add": lambda folder: render(folder, add_one),
}


def measure_rendering(folder: Path, count: int) -> None:
    """Print the rows of a show of so many episodes."""
    prepare(folder, count)
    for title, task in (
        ("everything for the first time", "render"),
        ("nothing to do", "render"),
        ("one changed", "change"),
        ("one new", "add"),
    ):
        measure(f"rendering {count:,}: {title}", sys.executable, __file__, "--task", task, folder)


def measure_builds(home: Path, count: int) -> None:
    """Print the rows of the whole program."""
    chance = random.Random(7)  # noqa: S311 - the same articles each time
    articles, day = home / "articles", datetime(2020, 1, 1, tzinfo=UTC)
    articles.mkdir()
    (home / "audionews.toml").write_text(SETTINGS)
    for number in range(count):
        title, *lines = (" ".join(chance.choices(WORDS, k=8)) for _ in range(3))
        date = f"{day + timedelta(hours=number):%Y-%m-%d}"
        (articles / f"{number:06}.txt").write_text(
            f"{title} {number}\n\n{date}\n\n" + ".\n\n".join((*lines, "")), "utf-8"
        )
    changed = articles / f"{count // 2:06}.txt"
    options = ("--voice", "silence", "--out", home / "built", "--workers", "threads:1", "-q")
    build = (sys.executable, "-m", "audionews", "build")
    measure(f"build {count:,}: all for the first time", *build, articles, *options, cwd=home)
    measure(f"build {count:,}: nothing to do", *build, articles, *options, cwd=home)
    for title, given in (("one changed, all given", articles), ("one changed, given alone", changed)):
        changed.write_text(changed.read_text("utf-8").rstrip().removesuffix(".") + " اليوم.\n", "utf-8")
        measure(f"build {count:,}: {title}", *build, given, *options, cwd=home)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="*", default=COUNTS)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--task", choices=TASKS)
    parser.add_argument("show", nargs="?", type=Path)
    asked = parser.parse_args()
    if asked.task:
        print(TASKS[asked.task](asked.show))
        return
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        home = Path(name)
        os.environ["AUDIONEWS_CACHE"] = str(home / "cache")
        for count in asked.counts:
            measure_rendering(home / str(count), count)
        if asked.articles:
            measure_builds(home, asked.articles)


if __name__ == "__main__":
    main()
