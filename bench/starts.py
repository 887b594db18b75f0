"""Prints the CPU time that a start of the program takes, beside that of Python itself, in turns.

    python bench/starts.py [RUNS]

A sync without news asks a feed on loopback, which answers that nothing has changed. A build has all in the cache. What
a start takes is the median of user and system time over all runs, in milliseconds; "beyond" is what comes on top of
``python -c pass`` in the same turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.newsroom import SILENT, Pages
from tests.pasted import article
from tests.syncing import feed, text

BARE = "python -c pass"
PROGRAM = Path(sys.executable).with_name("audionews")
ARTICLES = 20


def cpu(command: list[str], folder: Path) -> float:
    """Return the milliseconds of a processor that a command takes."""
    environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache")}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} ended with {process.returncode}")
    return 1000 * (used.ru_utime + used.ru_stime)


def measure(folder: Path, runs: int) -> dict[str, list[float]]:
    """Return the milliseconds of each run of each command."""
    program = str(PROGRAM)
    commands = {
        BARE: [sys.executable, "-c", "pass"],
        "audionews --version": [program, "--version"],
        "audionews --help": [program, "--help"],
        "audionews sync (nothing new)": [program, "sync", "--allow-private"],
        "audionews build (all cached)": [program, "build", "article.txt"],
    }
    for command in commands.values():
        cpu(command, folder)  # fills the caches
    del Pages.asked[:]
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(cpu(command, folder))
    print(f"{len(Pages.asked) / runs:g} requests in each sync; {runs} runs in turns")
    return found


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    with tempfile.TemporaryDirectory() as made, ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        folder = Path(made)
        base = f"http://127.0.0.1:{server.server_address[1]}"
        Pages.body = feed(base, *map(text, range(ARTICLES)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        source = f'[[sync]]\nfeed = "{base}/feed.xml"\n'
        (folder / "audionews.toml").write_text(f'voice = "silence"\n{SILENT}{source}', "utf-8")
        (folder / "article.txt").write_text(article(), "utf-8")
        found = measure(folder, runs)
        server.shutdown()
    for name, times in found.items():
        beyond = median(each - bare for each, bare in zip(times, found[BARE], strict=True))
        print(f"{name:32} {median(times):6.1f} ms, {beyond:6.1f} beyond")


if __name__ == "__main__":
    main()
