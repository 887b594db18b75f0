"""The program, watched by a client that reads feed and files again before each change of a file.

python polled.py BASE FOLDER TARGET < STEPS: each line of STEPS is a JSON list: the arguments of a command, or "write",
the name of a file and its text; "id of 1.txt" is the id of the episode of that file. BASE is the address of the show,
FOLDER its output folder, and TARGET where it is deployed. The show is looked at as plain files, as it is served, and
where it is deployed; by a client that reads the feed now, and by one that has read the one before. The result is
printed as JSON.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path

from tests.polling import items, mismatches

from audionews.catalogue.index import FILE, Index
from audionews.catalogue.manifest import Manifest
from audionews.cli.main import run

ID_OF = "id of "


class Client:
    """Reads a feed and what it names.

    Args:
        base: The address of the show.
        folder: Where the files are.
        served: Whether only public files are there.
    """

    def __init__(self, base: str, folder: Path, *, served: bool = False) -> None:
        self.base = base
        self.folder = folder
        self.served = served
        self.manifest: Manifest | None = None
        self.feeds = list[bytes]()
        self.seen = 0
        self.found = list[str]()

    def fetch(self, address: str) -> bytes | None:
        path = address.removeprefix(f"{self.base}/")
        if self.served and not self._is_public(path):
            return None
        with suppress(FileNotFoundError):
            return (self.folder / path).read_bytes()
        return None

    def _is_public(self, path: str) -> bool:
        if not self.manifest and (self.folder / FILE).exists():
            self.manifest = Manifest(Index(str(self.folder / FILE)))
        return self.manifest is not None and self.manifest.is_public(path)

    def poll(self) -> None:
        """Read the feed, and what it and the feed before name. What was taken down may be missing for the latter."""
        feed = self.fetch(f"{self.base}/feed.xml")
        if feed is None:
            return
        if feed not in self.feeds[-1:]:
            self.feeds = [*self.feeds[-1:], feed]
        now = items(feed)
        for read in self.feeds:
            for guid, item in items(read).items():
                if guid in now:
                    self.seen += 1
                    self.found += [f"{self.folder.name}: {each}" for each in mismatches(item, self.fetch)]


def resolved(argument: str, folder: Path) -> str:
    """Return the argument, or the id that it asks for."""
    if not argument.startswith(ID_OF):
        return argument
    sidecars = (path for path in (folder / "episodes").glob("*.json") if path.stem.count(".") == 0)
    ids = {found["source"]: found["id"] for found in (json.loads(path.read_bytes()) for path in sidecars)}
    return str(ids[argument.removeprefix(ID_OF)])


def main(base: str, folder: str, target: str) -> None:
    here = Path(folder)
    clients = [Client(base, here), Client(base, here, served=True), Client(base, Path(target))]
    busy = False

    def watch(event: str, values: tuple[object, ...]) -> None:
        nonlocal busy
        if event in {"os.rename", "os.remove"} and not busy and "cache" not in str(values[0]):
            busy = True
            for client in clients:
                client.poll()
            busy = False

    sys.addaudithook(watch)
    for line in sys.stdin:
        command, *arguments = json.loads(line)
        if command == "write":
            Path(arguments[0]).write_text(arguments[1], "utf-8")
        elif run([command, *(resolved(argument, here) for argument in arguments)]):
            sys.exit(f"{command} failed")
        for client in clients:
            client.poll()
    found = [each for client in clients for each in client.found]
    sys.stdout.write(json.dumps({"seen": [client.seen for client in clients], "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
