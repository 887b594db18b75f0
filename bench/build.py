"""Prints where builds of an article spend their time: wall and CPU seconds by stage, peak memory.

    python bench/build.py [ARTICLE] [--voice NAME] [--minutes MINUTES]

It is built first with empty caches, then unchanged, then with one paragraph changed: each time in a process of its own.
Without an article it is one of the examples, or a long one made of all of them.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples" / "articles").glob("*.txt"))
A_MINUTE = 400  # characters
CHANGED = "وأضاف المدير أن المكتبة ستفتح أبوابها في المساء أيضاً، وأن الدخول إليها مجاني للجميع."
RUNS = ("first", "unchanged", "changed")
STAGES = {
    "article_read": "start, read",
    "script_written": "script",
    "line_spoken": "speak",
    "line_encoded": "master, encode",
    "episode_written": "join, tag, cover",
    "show_published": "publish",
}


def measure(article: str, voice: str, out: str) -> None:
    """Build in this process and print the figures as JSON: seconds by stage, peak memory in MB."""
    begun = (time.perf_counter(), time.process_time())
    from audionews import app  # noqa: PLC0415 - the import is measured too
    from audionews.model.events import Event  # noqa: PLC0415 - the import is measured too

    spent: dict[str, list[float]] = {}

    def tell(event: Event) -> None:
        nonlocal begun
        now = (time.perf_counter(), time.process_time())
        stage = spent.setdefault(STAGES.get(json.loads(encode(event))["event"], "other"), [0.0, 0.0])
        stage[0] += now[0] - begun[0]
        stage[1] += now[1] - begun[1]
        begun = now

    import msgspec  # noqa: PLC0415 - loaded by the program already

    encode = msgspec.json.encode
    app.build([article], app.Show.open(out), app.BuildRequest(voice=voice), tell)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = {"cpu": children.ru_utime + children.ru_stime, "peak": children.ru_maxrss / 1024}
    sys.stdout.write(json.dumps({"spent": spent, "peak": peak, "workers": worker}))


def long_article(minutes: float) -> str:
    """Return an article of the sentences of all examples, over and over, no two of them alike."""
    sentences = [
        sentence.strip(" .")
        for example in EXAMPLES
        for sentence in re.split(r"\n|(?<=[.؟]) ", example.read_text(encoding="utf-8"))
        if len(sentence) > 60  # characters: what is shorter is a heading, a date ...
    ]
    paragraphs, size, time = ["برنامج طويل من مقالات كثيرة"], 0, 1
    while size < minutes * A_MINUTE:
        paragraphs += [f"{sentence}، كما في النشرة رقم {time}." for sentence in sentences]
        size, time = sum(map(len, paragraphs)), time + 1
    return "\n\n".join(paragraphs)


def main() -> None:
    """Build three times and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("article", nargs="?", type=Path)
    parser.add_argument("--voice", default="ar-espeak")
    parser.add_argument("--minutes", type=float, default=0.0, help="length of a made article")
    parser.add_argument("--measure", metavar="OUT", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(str(given.article), given.voice, given.measure)
        return
    text = long_article(given.minutes) if given.minutes else (given.article or EXAMPLES[0]).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        figures = [build(name, text, given.voice, Path(folder)) for name in RUNS]
    print(f"{'stage':17}" + "".join(f"{name:>11}: wall s   CPU s" for name in RUNS))
    for stage in [*STAGES.values(), "other"]:
        rows = [each["spent"].get(stage, [0.0, 0.0]) for each in figures]
        print(f"{stage:17}" + "".join(f"{wall:19.2f}{cpu:8.2f}" for wall, cpu in rows))
    totals = [[sum(row[column] for row in each["spent"].values()) for column in (0, 1)] for each in figures]
    print(f"{'all':17}" + "".join(f"{wall:19.2f}{cpu:8.2f}" for wall, cpu in totals))
    for name, each in zip(RUNS, figures, strict=True):
        workers = each["workers"]
        print(f"{name}: peak {each['peak']:.0f} MB; workers: {workers['cpu']:.2f} CPU s, peak {workers['peak']:.0f} MB")


def build(name: str, text: str, voice: str, folder: Path) -> dict[str, dict[str, list[float]]]:
    """Return the figures of one build in a process of its own."""
    article = folder / "article.txt"
    if name == "changed":
        paragraphs = text.split("\n\n")
        text = "\n\n".join((*paragraphs[: len(paragraphs) // 2], CHANGED, *paragraphs[len(paragraphs) // 2 + 1 :]))
    article.write_text(text, encoding="utf-8")
    command = [sys.executable, __file__, str(article), "--voice", voice, "--measure", str(folder / "out")]
    environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache"), "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
