"""Prints what publishing costs: feed and pages of 10,000 episodes, beside feedgen, and memory from 1,000 to 10,000.

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
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from audionews.model import Episode

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
    from audionews.render.feed_item import description

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


def measure(what: str, folder: Path) -> dict[str, float]:
    """Render the feed, or everything, of the show in the folder; return CPU seconds, peak and size of the main feed."""
    from tests.newsroom import FACTS

    from audionews import registry
    from audionews.catalogue import Catalogue, render_show
    from audionews.render.feed import FeedRenderer
    from audionews.stores.local import LocalStore

    begin = time.process_time()
    renderers = [FeedRenderer()] if what == "feed" else registry.renderers()
    with Catalogue.open(LocalStore(folder, durable=False)) as catalogue:
        render_show(catalogue, renderers, FACTS, datetime.now(UTC))
    cpu = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "peak": peak, "feed": (folder / "feed.xml").stat().st_size / 1e6}


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
        subprocess.run([str(home / "feedgen/bin/pip"), "install", "-q", "feedgen==1.0.0"], check=True)
        for count in (FEW, MANY):
            prepare(home / str(count), count)
        few, many = (ask(sys.executable, __file__, "feed", home / str(count)) for count in (FEW, MANY))
        items = home / str(MANY) / "items.jsonl"
        other = ask(home / "feedgen/bin/python", "-c", FEEDGEN, items, home / "feedgen.xml")
        pages, more = (ask(sys.executable, __file__, "all", home / str(count)) for count in (FEW, MANY))
    print(f"feed of {MANY:,} episodes  {many['cpu']:6.2f} s CPU  {many['peak']:6.1f} MB")
    print(f"feedgen, the same items   {other['cpu']:6.2f} s CPU  {other['peak']:6.1f} MB")
    print(f"share of feedgen's time   {many['cpu'] / other['cpu']:6.2f}")
    print(f"main feed of {MANY:,}      {many['feed']:6.2f} MB")
    print(f"feed, {FEW:,} to {MANY:,}     {many['peak'] - few['peak']:+6.1f} MB of memory")
    print(f"everything of {MANY:,}     {more['cpu']:6.2f} s CPU  {more['peak']:6.1f} MB")
    print(f"everything, {FEW:,} to {MANY:,} {more['peak'] - pages['peak']:+5.1f} MB of memory")


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
    else:
        main()
