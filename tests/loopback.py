"""A real ``audionews serve`` in a process of its own, for tests over loopback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.newsroom import FACTS

ROOT = Path(__file__).parents[1]
PROGRAM = """
import dataclasses, json, sys
from pathlib import Path
from audionews.server import make_app, serve
from tests.newsroom import FACTS, Public, changed_show, make_show
folder, base_url, count, live, names = json.loads(sys.argv[1])
show = changed_show(make_show(count, dataclasses.replace(FACTS, base_url=base_url)))
app = make_app(Path(folder), Public(names), lambda: show, live=live)
serve(app, port=0, announce=lambda url: print(url, flush=True))
"""


@contextmanager
def serving(
    folder: Path,
    base_url: str = FACTS.base_url,
    count: int = 4,
    *,
    live: bool = False,
    public: Collection[str] | None = None,
) -> Iterator[str]:
    """Give the URL of a server of the folder, and end it as Ctrl-C does; without names all of its files are public."""
    given = json.dumps([str(folder), base_url, count, live, None if public is None else list(public)])
    command = [sys.executable, "-c", PROGRAM, given]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            server.wait(60)
