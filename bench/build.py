"""Prints where a first and a second build of an article spend their time: wall and CPU seconds by stage, peak memory.

    python bench/build.py [ARTICLE] [--voice NAME]

Each build runs in a process of its own, with empty caches at first.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
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
    from audionews import app, config  # noqa: PLC0415 - the import is measured too
    from audionews.pipeline.events import Event  # noqa: PLC0415 - the import is measured too

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
    app.build(app.Order(names=(article,), out=Path(out), voice=voice), config.load_settings(None), tell)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = {"cpu": children.ru_utime + children.ru_stime, "peak": children.ru_maxrss / 1024}
    sys.stdout.write(json.dumps({"spent": spent, "peak": peak, "workers": worker}))


def main() -> None:
    """Build twice and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("article", nargs="?", default=str(next((ROOT / "examples" / "articles").glob("*.txt"))))
    parser.add_argument("--voice", default="ar-espeak")
    parser.add_argument("--measure", metavar="OUT", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.article, given.voice, given.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        runs = [run(given.article, given.voice, Path(folder)) for _ in range(2)]
    print(f"{'stage':18} {'first: wall s':>14} {'CPU s':>7} {'second: wall s':>15} {'CPU s':>7}")
    for stage in [*STAGES.values(), "other"]:
        rows = [figures["spent"].get(stage, [0.0, 0.0]) for figures in runs]
        print(f"{stage:18} {rows[0][0]:14.2f} {rows[0][1]:7.2f} {rows[1][0]:15.2f} {rows[1][1]:7.2f}")
    totals = [[sum(row[column] for row in figures["spent"].values()) for column in (0, 1)] for figures in runs]
    print(f"{'all':18} {totals[0][0]:14.2f} {totals[0][1]:7.2f} {totals[1][0]:15.2f} {totals[1][1]:7.2f}")
    for name, figures in zip(("first", "second"), runs, strict=True):
        workers = figures["workers"]
        print(
            f"{name}: peak {figures['peak']:.0f} MB; workers: {workers['cpu']:.2f} CPU s, peak {workers['peak']:.0f} MB"
        )


def run(article: str, voice: str, folder: Path) -> dict[str, dict[str, list[float]]]:
    """Return the figures of one build in a process of its own."""
    command = [sys.executable, __file__, article, "--voice", voice, "--measure", str(folder / "out")]
    environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache"), "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    figures: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()
