"""Prints what the pages of a show weigh: bytes over a slow line, requests, and the sound that is fetched untouched.

    python bench/pages.py FOLDER

FOLDER is a rendered show. Each page is opened in Chromium on a phone's screen, and nothing on it is touched. Text
counts as gzip sends it; scripts that a page loads only when they are needed are in the second table.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser

KINDS = {".html": "html", ".css": "css", ".js": "js"}
PICTURES = frozenset({".svg", ".png", ".jpg", ".webp"})
SOUNDS = frozenset({".mp3", ".opus", ".m4a"})
COLUMNS = {"requests": 10, "html": 8, "css": 8, "js": 8, "pictures": 10, "other": 8, "sound": 10}
WAIT = 1500  # milliseconds after the load, in which a player may fetch


def weight(file: Path) -> int:
    """Return the bytes of a file as a web server sends it."""
    blob = file.read_bytes()
    return len(blob) if file.suffix in PICTURES else len(gzip.compress(blob, 9, mtime=0))


def measure(browser: Browser, site: str, folder: Path, path: str) -> Counter[str]:
    """Open a page, and return what it fetched by kind."""
    found: Counter[str] = Counter()
    names: dict[str, str] = {}
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()

    def start(event: Mapping[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"].removeprefix(f"{site}/").partition("?")[0].partition("#")[0]
        found["requests"] += 1

    def receive(event: Mapping[str, Any]) -> None:
        if Path(names.get(event["requestId"], "")).suffix in SOUNDS:
            found["sound"] += event["dataLength"]

    session = context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", start)
    session.on("Network.dataReceived", receive)
    session.send("Network.enable")
    page.goto(f"{site}/{path}")
    page.wait_for_timeout(WAIT)
    context.close()
    for name in names.values():
        kind = KINDS.get(Path(name).suffix, "pictures" if Path(name).suffix in PICTURES else "other")
        if Path(name).suffix not in SOUNDS and (folder / name).is_file():
            found[kind] += weight(folder / name)
    return found


def pages_of(folder: Path) -> dict[str, str]:
    """Return a page of each kind, by what it is called."""
    newest = max(file.name for file in (folder / "episodes").glob("*.html") if file.name.count(".") == 1)
    months = sorted(file.name for file in folder.glob("archive-*.html"))
    return {
        "index": "index.html",
        "episode": f"episodes/{newest}",
        "embed": f"episodes/{newest.replace('.html', '.embed.html')}",
        "archive": "archive.html",
        "month": months[-1] if months else "archive.html",
        "search": "search.html",
    }


def main() -> None:
    """Measure and print the tables."""
    from tests.browser import launched  # noqa: PLC0415 - playwright loads when used
    from tests.loopback import serving  # noqa: PLC0415 - loads when used

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    program = shutil.which("chromium") or sys.exit("chromium is not installed")
    print(f"{'page':10}" + "".join(f"{name:>{width}}" for name, width in COLUMNS.items()) + "  bytes")
    with serving(folder) as site, launched(program) as browser:
        for kind, path in pages_of(folder).items():
            found = measure(browser, site, folder, path)
            print(f"{kind:10}" + "".join(f"{found[name]:>{width}}" for name, width in COLUMNS.items()))
    for file in sorted((*folder.glob("*.js"), *folder.glob("*.css"))):
        print(f"{file.name:26}{weight(file):>6} bytes gzipped")


if __name__ == "__main__":
    main()
