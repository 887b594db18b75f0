"""Prints what a show costs with audionews and with the script that most people write, from the same service.

    python bench/peers.py [--latency SECONDS]

The script asks Google Translate with gTTS line after line, joins the clips with pydub, tags the MP3 with mutagen and
writes the feed with feedgen. Both speak with a stand-in of that service on this machine, which answers after a while,
and build the articles of examples/: first from nothing, then unchanged, then with one paragraph changed. Each run is a
process of its own; feedgen is installed into an environment that is thrown away. The script does less: it reads the
whole text aloud, writes no number out and marks no vowel, and has neither even loudness nor chapters nor pages.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.services import HttpServer  # noqa: E402 - the path is set above

AUDIONEWS = Path(sys.executable).with_name("audionews")
ARTICLES = sorted((ROOT / "examples/articles").glob("*.txt"))
CHANGED = "وأضاف المدير أن المكتبة ستفتح أبوابها في المساء أيضاً."
RUNS = ("first build", "nothing changed", "one paragraph changed")
SCRIPT = """
import io, sys
from pathlib import Path
import gtts.tts
from feedgen.feed import FeedGenerator
from gtts import gTTS
from mutagen.id3 import ID3, TIT2
from pydub import AudioSegment

service, folder, *articles = sys.argv[1:]
gtts.tts._translate_url = lambda tld="com", path="": f"{service}/{path}"
feed = FeedGenerator()
feed.load_extension("podcast")
feed.title("news"); feed.link(href="https://example.org"); feed.description("news"); feed.language("ar")
for article in articles:
    lines = [line for line in Path(article).read_text("utf-8").splitlines() if line.strip()]
    whole = AudioSegment.empty()
    for line in lines:
        clip = io.BytesIO()
        gTTS(line, lang="ar").write_to_fp(clip)
        clip.seek(0)
        whole += AudioSegment.from_file(clip, format="mp3") + AudioSegment.silent(450)
    file = Path(folder, Path(article).stem + ".mp3")
    whole.export(file, format="mp3", bitrate="64k")
    tags = ID3(); tags.add(TIT2(encoding=3, text=lines[0])); tags.save(file)
    item = feed.add_entry()
    item.guid(file.stem); item.title(lines[0])
    item.enclosure(f"https://example.org/{file.name}", str(file.stat().st_size), "audio/mpeg")
feed.rss_file(Path(folder, "feed.xml"))
"""
VOICE = """
engine = "gtts"
id = "ar"
language = "ar"

[settings]
address = "{address}"
"""
SETTINGS = """
voice = "stand-in"

[show]
title = "نشرة"
base_url = "https://example.org"
"""


Command: TypeAlias = Sequence[str | Path]


@dataclass(frozen=True)
class Figures:
    """What a process took."""

    requests: int
    wall: float  # seconds
    cpu: float  # seconds, with those of its children


def run(command: Command, folder: Path, server: HttpServer) -> Figures:
    """Run a program in a folder and return what it took."""
    asked, begun, before = len(server.stand.asked), time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figures(len(server.stand.asked) - asked, wall, cpu)


def write_show(folder: Path, service: str) -> list[Path]:
    """Write articles, settings and a trusted voice that asks the stand-in, and return the articles."""
    (folder / "voices").mkdir(parents=True)
    (folder / "voices/stand-in.toml").write_text(VOICE.format(address=service), "utf-8")
    (folder / "audionews.toml").write_text(SETTINGS, "utf-8")
    subprocess.run([AUDIONEWS, "trust", "stand-in"], cwd=folder, check=True, capture_output=True)
    return [Path(shutil.copy(article, folder)) for article in ARTICLES]


def change(article: Path) -> None:
    """Replace the last paragraph of an article."""
    kept, _, _ = article.read_text("utf-8").rstrip().rpartition("\n")
    article.write_text(f"{kept}\n{CHANGED}\n", "utf-8")


def measure(command: Command, folder: Path, server: HttpServer) -> list[Figures]:
    """Return what each of the runs takes, in a show of its own."""
    articles = write_show(folder, server.address)
    found = [run([*command, *articles], folder, server), run([*command, *articles], folder, server)]
    change(articles[0])
    return [*found, run([*command, *articles], folder, server)]


def main() -> None:
    """Measure both and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.3, help="seconds until the service answers")
    latency = parser.parse_args().latency
    with tempfile.TemporaryDirectory() as name, HttpServer() as server:
        home = Path(name)
        os.environ.update({"XDG_CACHE_HOME": f"{home}/cache", "XDG_CONFIG_HOME": f"{home}/configuration"})
        threading.Thread(target=server.serve_forever, daemon=True).start()
        lay_over(home / "peers")
        ours: Command = [AUDIONEWS, "build", "-q"]
        script: Command = [home / "peers/bin/python", "-c", SCRIPT, server.address, "."]
        ways = {"audionews": ours, "gTTS, pydub, feedgen": script}
        for way, command in ways.items():  # the stand-in makes its sounds, and Python its bytecode, before a clock runs
            before = home / f"before {way}"
            run([*command, *write_show(before, server.address)], before, server)
        shutil.rmtree(home / "cache")
        server.stand.latency = latency
        found = {way: measure(command, home / way, server) for way, command in ways.items()}
        server.shutdown()
    print(f"{len(ARTICLES)} articles; the service answers after {latency} s; load {os.getloadavg()[0]:.1f}\n")
    print("| | " + " | ".join(f"{run}: requests | wall s | CPU s" for run in RUNS) + " |")
    print("| --- |" + " ---: |" * 3 * len(RUNS))
    for way, runs in found.items():
        print(f"| {way} | " + " | ".join(f"{one.requests} | {one.wall:.1f} | {one.cpu:.1f}" for one in runs) + " |")


def lay_over(folder: Path) -> None:
    """Make an environment with feedgen, over the one that runs this."""
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin/pip", "install", "-qq", "feedgen==1.0.0"], check=True)
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "all.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})", "utf-8")


if __name__ == "__main__":
    main()
