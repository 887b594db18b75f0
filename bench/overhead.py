"""Prints what a first build costs beside bare synthesis and bare encoding, and where the rest goes.

    python bench/overhead.py [--voice NAME] [--minutes MINUTES] [--batch NUMBER] [--rounds NUMBER]

It builds one long article, and then a batch of shorter ones, with empty caches. All figures are CPU seconds. Those of
a build are of the whole program, from its start to its end, with the processes that it starts. Bare synthesis is the
engine alone, line after line, without the start of Python; bare encoding is LAME alone, once over the same samples. Of
several rounds the least of each figure is printed: other programs make the same work take longer.
"""

from __future__ import annotations

import argparse
import atexit
import compileall
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

SHORT = 1.5  # minutes of an article of the batch
A_MINUTE = 550  # characters that the voice ar-ziad speaks
STEPS = (  # what is told apart: its name, module, and function or method; the time of one inside another is its own
    ("engine in the program", "audionews.engines.hts.engine", "HtsEngine.speak"),
    ("engine in the program", "audionews.engines.espeak.engine", "EspeakEngine.speak"),
    ("engine in the program", "audionews.engines.neural.engine", "NeuralEngine.speak"),
    ("read articles", "audionews.building.stages", "read"),
    ("write scripts", "audionews.building.scripting", "write_script"),
    ("vowel marks", "audionews.building.diacritize", "CachedDiacritizer.diacritize_with_chances"),
    ("measure clips", "audionews.building.synthesis", "validate_clip"),
    ("FLAC of clips", "audionews.building.synthesis", "pack"),
    ("decode, filter, fade", "audionews.audio.mastering", "encode"),
    ("limit, check peaks", "audionews.audio.mastering", "_under_ceiling"),
    ("LAME", "audionews.audio.mastering", "_frames"),
    ("caches", "audionews.building.cache", "Cache.put"),
    ("caches", "audionews.building.cache", "Cache.entry"),
    ("caches", "audionews.building.cache", "Cache.metadata"),
    ("covers", "audionews.building.writer", "EpisodeWriter.draw"),
    ("tags", "audionews.audio.tags", "id3"),
    ("write sound", "audionews.building.writer", "EpisodeWriter.write"),
    ("catalogue", "audionews.catalogue.catalogue", "Catalogue.update"),
    ("render", "audionews.app.early", "EarlyRendering.after_episode"),
    ("render", "audionews.app.early", "EarlyRendering.finish"),
)

P = ParamSpec("P")
R = TypeVar("R")


class Steps:
    """The CPU seconds of steps, without those of steps inside them."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inside = threading.local()
        self._lock = threading.Lock()

    def watch(self, name: str, module: str, path: str) -> None:
        """Replace a function by one that counts."""
        owner = import_module(module)
        *classes, last = path.split(".")
        for each in classes:
            owner = getattr(owner, each)
        setattr(owner, last, self._counted(name, getattr(owner, last)))

    def _counted(self, name: str, call: Callable[P, R]) -> Callable[P, R]:
        @wraps(call)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            begun, outside = time.thread_time(), getattr(self._inside, "spent", 0.0)
            self._inside.spent = 0.0
            try:
                return call(*args, **kwargs)
            finally:
                whole = time.thread_time() - begun
                with self._lock:
                    self.spent[name] = self.spent.get(name, 0.0) + whole - self._inside.spent
                self._inside.spent = outside + whole

        return counted


def build(figures: Path, *arguments: str) -> None:
    """Run the program in this process, and write down the CPU seconds of each step at its very end."""
    steps = Steps()
    started = time.process_time()

    def write() -> None:
        spent = {**steps.spent, "start, imports": imported, "processes": of_children()}
        figures.write_text(json.dumps({"all": time.process_time() + of_children(), "steps": spent}))

    atexit.register(write)  # what is registered first runs last: the processes of engines have ended by then
    import_module("audionews.cli.main").prepare()
    import_module("audionews.cli.build")
    for each in STEPS:
        steps.watch(*each)
    imported = time.process_time()
    assert imported >= started  # noqa: S101 - one clock
    sys.argv = ["audionews", "build", *arguments]
    from audionews.cli.main import main as program  # noqa: PLC0415 - the import is measured too

    program()


def of_children() -> float:
    """Return the CPU seconds of the processes that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def bare(figures: Path, show: str, voice: str) -> None:
    """Speak the lines of a show again, and encode its sound again."""
    scripts = [json.loads(path.read_bytes()) for path in Path(show).glob("episodes/*.script.json")]
    lines = {line["spoken"]: None for script in scripts for line in script["lines"]}
    found: dict[str, float] = {"lines": len(lines), "characters": sum(map(len, lines)), "articles": len(scripts)}
    found |= speak(tuple(lines), voice) | encode(sorted(Path(show).glob("episodes/*.mp3")))
    figures.write_text(json.dumps(found))


def speak(lines: tuple[str, ...], name: str) -> dict[str, float]:
    """Speak lines with nothing but the engine."""
    from audionews import registry  # noqa: PLC0415 - the build need not import it
    from audionews.engines.hts import process  # noqa: PLC0415 - likewise
    from audionews.settings import Settings  # noqa: PLC0415 - likewise
    from audionews.voices import load_voice  # noqa: PLC0415 - likewise

    voice = load_voice(name, Settings())
    engine = registry.engine(voice.engine)
    begun = time.process_time()
    for line in lines:
        engine.speak(line, voice)
    own = time.process_time() - begun
    process.end_all()
    return {"front": own, "speak": of_children()}


def encode(sounds: list[Path]) -> dict[str, float]:
    """Encode sounds with nothing but LAME."""
    import lameenc  # noqa: PLC0415 - the build need not import it
    import soundfile  # noqa: PLC0415 - likewise

    spent, seconds = 0.0, 0.0
    for path in sounds:
        sound, rate = soundfile.read(path, dtype="int16")
        data = sound.tobytes()
        begun = time.process_time()
        encoder = lameenc.Encoder()
        encoder.silence()
        encoder.set_channels(1)
        encoder.set_in_sample_rate(rate)
        encoder.set_bit_rate(64)
        encoder.set_quality(5)
        encoder.encode(data)
        encoder.flush()
        spent += time.process_time() - begun
        seconds += len(sound) / rate
    return {"encode": spent, "seconds": seconds}


def run(folder: Path, *arguments: str | Path) -> dict[str, float]:
    """Return what this program writes down in a process of its own."""
    figures = folder / "figures.json"
    environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache"), "SOURCE_DATE_EPOCH": "1718900000"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    command = [sys.executable, __file__, "--figures", figures, *arguments]
    subprocess.run(list(map(str, command)), env=environment, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, float] = json.loads(figures.read_text())
    return found


def least(one: dict[str, float] | None, other: dict[str, float]) -> dict[str, float]:
    """Return the figures of the cheaper round."""
    total = ("all",) if "all" in other else ("front", "speak", "encode")
    return other if one is None or sum(other[key] for key in total) < sum(one[key] for key in total) else one


def compare(texts: dict[str, str], voice: str, rounds: int) -> None:
    """Print both figures of builds of these articles, and their ratio."""
    built, alone, sizes = None, None, dict[str, tuple[int, int]]()
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "in").mkdir()
            for title, text in texts.items():
                (folder / "in" / f"{title}.txt").write_text(text, "utf-8")
            show = folder / "show"
            built = least(built, run(folder, "--build", folder / "in", "--voice", voice, "--out", show))
            alone = least(alone, run(folder, "--bare", show, voice))
            sizes = {place: tree(folder / place) for place in ("show", "cache")}
    if built and alone:
        table(built, alone)
        count, minutes = alone["articles"], alone["seconds"] / 60
        print(f"  an article: {minutes / count:.2f} min, {alone['lines'] / count:.1f} lines, ", end="")
        print(
            f"{alone['characters'] / count:.0f} characters; {60 * built['all'] / alone['seconds']:.2f} CPU s a minute"
        )
        for place, (files, size) in sizes.items():
            print(f"  {place}: {files / count:.1f} files and {size / count / 1000:.0f} kB an article")


def tree(folder: Path) -> tuple[int, int]:
    """Return the number of files below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def table(built: dict[str, float], alone: dict[str, float]) -> None:
    whole, steps = built["all"], dict(built["steps"])  # type: ignore[call-overload] # JSON
    needed = alone["front"] + alone["speak"] + alone["encode"]
    print(f"{alone['lines']} lines, {alone['seconds']:.0f} s of sound; load {os.getloadavg()[0]:.1f}")
    print(f"  bare engine {alone['speak']:.2f} + its front end {alone['front']:.2f} + LAME {alone['encode']:.2f}")
    print(f"  whole build {whole:.2f} / {needed:.2f} = {whole / needed:.3f}")
    steps["the rest"] = whole - sum(steps.values())
    needs = {"engine in the program": "front", "processes": "speak", "LAME": "encode"}
    for step, spent in sorted(steps.items(), key=lambda each: -each[1]):
        more = spent - alone[needs[step]] if step in needs else spent
        print(f"  {step:26}{spent:8.2f}{more:+8.2f} {more / needed:+7.1%}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", default="ar-ziad")
    parser.add_argument("--minutes", type=float, default=6.0, help="length of the long article")
    parser.add_argument("--batch", type=int, default=10, help="articles of the batch")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    compileall.compile_dir(ROOT / "src", quiet=2)
    if given.minutes:
        compare({"long": article(0, given.minutes)}, given.voice, given.rounds)
    if given.batch:
        batch = {f"{number:03}": article(number, SHORT) for number in range(given.batch)}
        compare(batch, given.voice, given.rounds)


def article(number: int, minutes: float) -> str:
    """Return an article that takes so many minutes; no two of them have a line in common."""
    from bench.build import long_article  # noqa: PLC0415 - of no use to the processes that are measured

    head, *paragraphs = long_article(15.0).split("\n\n")
    found, size = [f"{head} {number}", "20 يونيو 2024"], 0
    while size < minutes * A_MINUTE:
        paragraph = paragraphs[(len(found) + 3 * number) % len(paragraphs)]
        found.append(paragraph.replace("رقم", f"رقم {100 * number + len(found)} ثم"))
        size += len(paragraph)
    return "\n\n".join(found)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--figures"]:
        task = build if sys.argv[3] == "--build" else bare
        task(Path(sys.argv[2]), *sys.argv[4:])
    else:
        main()
