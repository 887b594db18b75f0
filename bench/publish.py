"""Prints what rendering costs: the feed of 10,000 episodes beside feedgen, all files, and what one new episode changes.

    python bench/publish.py [--feed]

With --feed only the feed is rendered.
Each measurement runs in a process of its own; CPU seconds and the peak of resident memory are the process's own.
feedgen is installed into an environment that is thrown away.
"""
# ruff: noqa: PLC0415 - each measurement imports only what it measures

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import ChangedShow, Episode, EpisodeHeader

FEW, MANY = 1_000, 10_000
FEEDGEN = """
import json, resource, sys, time
from feedgen.feed import FeedGenerator
begin = time.process_time()
feed = FeedGenerator()
feed.load_extension("podcast")
feed.title("news"); feed.link(href="https://example.org"); feed.description("news"); feed.language("ar")
for line in open(sys.argv[1], encoding="utf-8"):
    known = json.loads(line)
    item = feed.add_entry(order="append")
    item.guid(known["guid"]); item.title(known["title"]); item.description(known["notes"])
    item.link(href=known["link"])
    item.enclosure(known["url"], str(known["size"]), "audio/mpeg"); item.pubDate(known["date"])
    item.podcast.itunes_duration(known["seconds"]); item.podcast.itunes_image(known["cover"])
feed.rss_file(sys.argv[2])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"cpu": time.process_time() - begin, "peak": peak}))
"""


def dated(number: int) -> Episode:
    """Return an episode of a newsroom that publishes thirty a day."""
    from tests.newsroom import make_episode

    episode = make_episode(number % 100)
    published = make_episode(0).published - timedelta(minutes=48 * number)
    name = f"{published:%Y-%m-%d}-{number:08x}"
    return replace(episode, id=name, guid=f"urn:example:{number}", published=published, updated=published)


def prepare(folder: Path, count: int) -> None:
    """Write the sidecars of a show, and the same facts for feedgen."""
    from tests.newsroom import BASE, FACTS

    from audionews.catalogue.sidecars import encode_sidecar
    from audionews.render.show_notes import description

    (folder / "episodes").mkdir(parents=True)
    with (folder / "items.jsonl").open("w", encoding="utf-8") as items:
        for number in range(count):
            episode = dated(number)
            (folder / f"episodes/{episode.id}.json").write_bytes(encode_sidecar(episode))
            stem = f"{BASE}/episodes/{episode.id}"
            known = {
                "guid": episode.guid, "title": episode.title, "notes": description(episode, FACTS), "link": stem,
                "url": f"{stem}.mp3", "size": episode.size, "date": format_datetime(episode.published),
                "seconds": round(episode.samples / episode.rate), "cover": f"{stem}.jpg",
            }  # fmt: skip
            items.write(json.dumps(known) + "\n")


def headers_in(folder: Path) -> list[EpisodeHeader]:
    """Return the headers of a show, newest first, one sidecar in memory at a time."""
    from tests.newsroom import header_of

    from audionews.model import Episode

    files = [file for file in (folder / "episodes").glob("*.json") if "." not in file.stem]
    headers = [header_of(msgspec.json.decode(file.read_bytes(), type=Episode)) for file in files]
    return sorted(headers, key=lambda header: (header.published, header.id), reverse=True)


def show_in(folder: Path, headers: Sequence[EpisodeHeader]) -> ChangedShow:
    """Return the show of these headers; its episodes are read from the folder."""
    from tests.newsroom import FACTS

    from audionews.model import ChangedShow, Episode

    facts = replace(FACTS, sections={"sport": "رياضة", "arts": "فنون"})

    def load(header: EpisodeHeader) -> Episode:
        LOADED.append(header.id)
        return msgspec.json.decode((folder / f"episodes/{header.id}.json").read_bytes(), type=Episode)

    return ChangedShow(facts=facts, headers=headers, hidden=(), load=load, changed=frozenset())


LOADED: list[str] = []


def feed(folder: Path, headers: Sequence[EpisodeHeader]) -> dict[str, float]:
    """Render every page of every feed."""
    from audionews.render.feed import FeedRenderer
    from audionews.stores.local import LocalStore

    store = LocalStore(folder, durable=False)
    for output in FeedRenderer().lists(show_in(folder, headers)):
        store.write(output.path, output.pieces)
    return {"feed": (folder / "feed.xml").stat().st_size / 1e6}


def everything(folder: Path, headers: Sequence[EpisodeHeader]) -> dict[str, float]:
    """Render all files of the show."""
    from audionews import registry
    from audionews.model import Neighbours
    from audionews.stores.local import LocalStore

    show, store = show_in(folder, headers), LocalStore(folder, durable=False)
    near = [None, *headers, None]
    for renderer in registry.renderers():
        for newer, header, older in zip(near, headers, near[2:], strict=False):
            neighbours = Neighbours(facts=show.facts, newer=newer, older=older)
            for output in renderer.episode(show.load(header), neighbours):
                store.write(output.path, output.pieces)
        for output in renderer.lists(show):
            store.write(output.path, output.pieces)
    return {}


def inputs(folder: Path, headers: Sequence[EpisodeHeader]) -> dict[str, float]:
    """Ask for the inputs of all lists, without making any."""
    return {"lists": len(inputs_of(folder, headers)), "loaded": len(LOADED)}


def one_more(folder: Path, headers: Sequence[EpisodeHeader]) -> dict[str, float]:
    """Bring the lists up to date that one new episode changes."""
    from audionews import registry

    before = inputs_of(folder, headers[1:])
    begin = time.process_time()
    lists = (output for one in registry.renderers() for output in one.lists(show_in(folder, headers)))
    changed = [b"".join(output.pieces) for output in lists if before.get(output.path) != output.inputs]
    return {"changed": len(changed), "loaded": len(LOADED), "cpu": time.process_time() - begin}


def inputs_of(folder: Path, headers: Sequence[EpisodeHeader]) -> dict[str, str]:
    """Return the inputs of all lists by path."""
    from audionews import registry

    lists = (output for one in registry.renderers() for output in one.lists(show_in(folder, headers)))
    return {output.path: output.inputs for output in lists}


WORK = {"feed": feed, "all": everything, "inputs": inputs, "one": one_more}


def measure(what: str, folder: Path) -> dict[str, float]:
    """Do the work; return CPU seconds, peak memory in MB and what it tells. The catalogue gives headers for nothing."""
    headers = headers_in(folder)
    begin = time.process_time()
    told = WORK[what](folder, headers)
    cpu = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "peak": peak} | told


def ask(*command: str | Path) -> dict[str, float]:
    """Return what a process of its own prints."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True, text=True)
    known: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return known


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        venv.create(home / "feedgen", with_pip=True)
        subprocess.run([str(home / "feedgen/bin/pip"), "install", "-qq", "feedgen==1.0.0"], check=True)
        for count in (FEW, MANY):
            prepare(home / str(count), count)
        few, many = (ask(sys.executable, __file__, "feed", home / str(count)) for count in (FEW, MANY))
        items = home / str(MANY) / "items.jsonl"
        other = ask(home / "feedgen/bin/python", "-c", FEEDGEN, items, home / "feedgen.xml")
        print_feed(few, many, other)
        if "--feed" not in sys.argv:
            print_all(home)


def print_feed(few: dict[str, float], many: dict[str, float], other: dict[str, float]) -> None:
    """Print what the feed costs, for few episodes and for many, and with feedgen."""
    print(f"feed of {MANY:,} episodes  {many['cpu']:6.2f} s CPU  {many['peak']:6.1f} MB")
    print(f"feedgen, the same items   {other['cpu']:6.2f} s CPU  {other['peak']:6.1f} MB")
    print(f"share of feedgen's time   {many['cpu'] / other['cpu']:6.2f}")
    print(f"main feed of {MANY:,}      {many['feed']:6.2f} MB")
    print(f"feed, {FEW:,} to {MANY:,}     {many['peak'] - few['peak']:+6.1f} MB of memory")


def print_all(home: Path) -> None:
    """Measure and print what all files cost, and what one new episode changes."""
    pages, more = (ask(sys.executable, __file__, "all", home / str(count)) for count in (FEW, MANY))
    declared, one = (ask(sys.executable, __file__, what, home / str(MANY)) for what in ("inputs", "one"))
    print(f"everything of {MANY:,}     {more['cpu']:6.2f} s CPU  {more['peak']:6.1f} MB")
    print(f"everything, {FEW:,} to {MANY:,} {more['peak'] - pages['peak']:+5.1f} MB of memory")
    tail = f"{declared['loaded']:.0f} sidecars read"
    print(f"inputs of {declared['lists']:,.0f} lists       {declared['cpu']:6.2f} s CPU  {tail}")
    tail = f"{one['changed']:.0f} lists changed, {one['loaded']:.0f} sidecars read"
    print(f"one new episode           {one['cpu']:6.2f} s CPU  {tail}")


if __name__ == "__main__":
    if sys.argv[1:] and "--feed" not in sys.argv:
        print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
    else:
        main()
