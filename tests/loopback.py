"""A real ``audionews serve`` in a process of its own, for tests over loopback."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.newsroom import FACTS

ROOT = Path(__file__).parents[1]
PROGRAM = """
import dataclasses, sys
from pathlib import Path
from audionews.server import serve
from tests.newsroom import FACTS, make_show
facts = dataclasses.replace(FACTS, base_url=sys.argv[2])
show = make_show(int(sys.argv[3]), facts)
live = sys.argv[4] == "True"
serve(Path(sys.argv[1]), lambda: show, port=0, announce=lambda url: print(url, flush=True), live=live)
"""


@contextmanager
def serving(folder: Path, base_url: str = FACTS.base_url, count: int = 4, *, live: bool = False) -> Iterator[str]:
    """Give the URL of a server of the folder, and end it as Ctrl-C does."""
    command = [sys.executable, "-c", PROGRAM, str(folder), base_url, str(count), str(live)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)
