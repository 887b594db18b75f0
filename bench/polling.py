"""What podcast clients see that read a show all the while it is built, corrected, taken down and uploaded.

python bench/polling.py [ENCLOSURES [ROUNDS]]: three clients (plain files, `audionews serve`, and a deployed copy) read
the feed and all that it names, until each has seen so many enclosures (8,000) and there were so many rounds (15) of a
correction, a take-down or restoration, and an upload. The program runs in processes of its own. The episode that is
taken down may be missing for a client that has read the feed before; that is counted by itself, if it was down in the
meantime.
"""

from __future__ import annotations

import http.client
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.pasted import FIRST, article
from tests.polling import items, mismatches

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable, Iterator

HOST, PORT = "127.0.0.1", 8765
BASE = f"http://{HOST}:{PORT}"
NAMES = [f"{number}.txt" for number in range(6)]
SETTINGS = f'[show]\nbase_url = "{BASE}"\ntitle = "نشرة"\ndescription = "أخبار"\nauthor = "التحرير"\n'
REST = 0.1  # seconds between two readings


class Victim:
    """The episode that is taken down and restored."""

    def __init__(self, identity: str) -> None:
        self.id = identity
        self.is_down = False
        self.restored = -math.inf  # when, at the latest

    def was_down(self, begun: float) -> bool:
        """Return whether it was down at any time since then."""
        return self.is_down or self.restored >= begun

    @contextmanager
    def changing(self, *, down: bool) -> Iterator[None]:
        self.is_down = True
        yield
        self.is_down, self.restored = down, time.monotonic()


class Client:
    """Reads a feed and what it names, again and again, in a thread of its own."""

    def __init__(self, name: str, fetch: Callable[[str], bytes | None], enough: int, victim: Victim) -> None:
        self.name = name
        self.fetch = fetch
        self.enough = enough
        self.victim = victim
        self.ends, self.more_rounds = False, True
        self.seen = self.withdrawn = 0
        self.found = list[str]()
        self.thread = threading.Thread(target=self.read)

    def read(self) -> None:
        while not self.ends and (self.more_rounds or self.seen < self.enough):  # then the others get the processor
            begun = time.monotonic()
            for item in self.items().values():
                self.seen += 1
                found = list(mismatches(item, self.fetch))
                if found and all(self.victim.id in each for each in found) and self.victim.was_down(begun):
                    self.withdrawn += 1
                else:
                    self.found += found
            time.sleep(REST)

    def items(self) -> dict[str, ET.Element]:
        feed = self.fetch(f"{BASE}/feed.xml")
        return items(feed) if feed else {}


def in_folder(folder: Path) -> Callable[[str], bytes | None]:
    def fetch(address: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return (folder / address.removeprefix(f"{BASE}/")).read_bytes()
        return None

    return fetch


def on_web() -> Callable[[str], bytes | None]:
    connection = http.client.HTTPConnection(HOST, PORT, timeout=60)

    def fetch(address: str) -> bytes | None:
        connection.request("GET", address.removeprefix(BASE))
        answer = connection.getresponse()
        blob = answer.read()
        return blob if answer.status == http.client.OK else None

    return fetch


class Program:
    """The program in a folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        own = {f"AUDIONEWS_{name}": str(home / name) for name in ("CACHE", "VOICES", "CONFIG")}
        self.environment = {**os.environ, **own}
        (home / "audionews.toml").write_text(SETTINGS, "utf-8")

    def run(self, *arguments: str) -> str:
        done = subprocess.run(self.command(*arguments), cwd=self.home, env=self.environment, check=True, stdout=-1)
        return done.stdout.decode()

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-P", "-m", "audionews", *arguments]

    def write(self, name: str, text: str) -> None:
        (self.home / name).write_text(article(f"افتتاح الميناء رقم {name}", text), "utf-8")

    def build(self) -> None:
        self.run("build", *NAMES, "--voice", "silence", "-q")

    @contextmanager
    def serving(self) -> Iterator[None]:
        command = self.command("serve", "--port", str(PORT))
        server = subprocess.Popen(command, cwd=self.home, env=self.environment, stdout=-3, stderr=-3)
        try:
            while True:
                with suppress(OSError):
                    on_web()(f"{BASE}/feed.xml")
                    break
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait()


def poll(program: Program, enough: int, least: int) -> None:
    home = program.home
    victim = Victim(program.run("list").split()[0])
    clients = [
        Client("plain files", in_folder(home / "output"), enough, victim),
        Client("serve", on_web(), enough, victim),
        Client("deployed", in_folder(home / "www"), enough, victim),
    ]
    for client in clients:
        client.thread.start()
    try:
        for rounds in count(1):
            program.write(
                NAMES[rounds % 5], f"{FIRST} وقال الوزير للمرة رقم {rounds} إنه مستمر{' جدا' * (rounds % 7)}."
            )
            program.build()
            with victim.changing(down=bool(rounds % 2)):
                program.run("remove", victim.id, *(() if rounds % 2 else ("--restore",)))
                program.run("publish", "www")
            if rounds >= least:
                for client in clients:
                    client.more_rounds = False
                if all(client.seen >= enough for client in clients):
                    break
    finally:
        for client in clients:
            client.ends = True
        for client in clients:
            client.thread.join()
            figures = f"{client.seen} enclosures, {len(client.found)} mismatches, {client.withdrawn} taken down"
            print(f"{client.name}: {figures}", *client.found[:3], sep="\n  ")
        print(f"{rounds} rounds")


def main(enough: int = 8000, least: int = 15) -> None:
    with tempfile.TemporaryDirectory() as name:
        program = Program(Path(name))
        for each in NAMES:
            program.write(each, FIRST)
        program.build()
        program.run("publish", "www")
        with program.serving():
            poll(program, enough, least)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
