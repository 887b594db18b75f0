"""A real ``audionews serve`` in a process of its own, for tests over loopback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from tests.newsroom import FACTS

ROOT = Path(__file__).parents[1]
PROGRAM = """
import dataclasses, json, sys
from pathlib import Path
from audionews.server import listen, make_app, server_of, url_of
from audionews.server.hosts import Hosts
from audionews.server.protocol import Limits
from tests.newsroom import Public
folder, base_url, live, names, hosts, limits = json.loads(sys.argv[1])
own = Hosts(names=frozenset(hosts["names"]), proxy=hosts["proxy"])
app = make_app(Path(folder), Public(names, base_url), own, live=live)
with listen(hosts["listen"], 0) as waiting:
    print(url_of(waiting), flush=True)
    server_of(app, Limits(**limits)).run(sockets=[waiting])
"""


@contextmanager
def serving(  # noqa: PLR0913 - each is a setting of the server
    folder: Path,
    base_url: str = FACTS.base_url,
    *,
    live: bool = False,
    public: Collection[str] | None = None,
    names: Collection[str] = (),
    proxy: bool = False,
    listen: str = "127.0.0.1",
    limits: Mapping[str, float] = MappingProxyType({}),
) -> Iterator[str]:
    """Give the URL of a server of the folder, and end it as Ctrl-C does.

    Args:
        folder: The output folder.
        base_url: The address by which its feeds name files.
        live: Whether open pages reload.
        public: The public files; without them all files are public.
        names: Other hosts that it answers for.
        proxy: Whether there is a proxy before it.
        listen: The address that it listens on.
        limits: Other limits of connections than the usual ones.
    """
    hosts = {"names": list(names), "proxy": proxy, "listen": listen}
    given = json.dumps([str(folder), base_url, live, None if public is None else list(public), hosts, dict(limits)])
    command = [sys.executable, "-c", PROGRAM, given]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            server.wait(60)
