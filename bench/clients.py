"""Lets podcast clients of the package index subscribe to a show and tells what they got.

Each is installed into an environment that is thrown away. The clients of Debian are in tests/system/test_clients.py.
"""

import dataclasses
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests import clients
from tests.logged import logged
from tests.newsroom import FACTS, make_show, write_sounds

CLIENTS = {"podcast-archiver": clients.podcast_archiver, "poca": clients.poca, "greg": clients.greg}


def finder(folder: Path) -> clients.Find:
    """Return what finds programs in the folder."""
    return lambda program: str(folder / program)


def main() -> None:
    """Print a line for each client."""
    with tempfile.TemporaryDirectory() as name:
        home, output = Path(name), Path(name, "output")
        show = write_sounds(make_show(3, dataclasses.replace(FACTS, base_url="")), output)
        with logged(output, lambda: show) as (url, log):
            for package, client in CLIENTS.items():
                venv.create(home / package, with_pip=True)
                programs = home / package / "bin"
                subprocess.run([str(programs / "pip"), "install", "-q", package], check=True)
                (home / f"{package}-home").mkdir()
                client(f"{url}/feed.xml", home / f"{package}-home", finder(programs))
                got = clients.digests(home / f"{package}-home")
                same = len(got & clients.digests(output))
                statuses = [status for _, path, status in log if path == "/feed.xml"]
                print(f"{package:18} {same} of {len(show.episodes)} episodes byte-equal; feed answered {statuses}")
                log.clear()


if __name__ == "__main__":
    main()
