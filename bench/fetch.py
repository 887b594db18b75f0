"""Fetches pages that mean no good from loopback; prints how long each took and how much memory it needed at most."""

import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.web_sites import NEWS, Handler, Page, Reply, bomb, drip, drip_head, policy, site

from audionews.errors import AudionewsError
from audionews.sources.url import Fetcher

SECONDS = 2.0  # the deadline of each fetch
ZEROS = bytes(1 << 16)


def flood(handler: Handler) -> None:
    """Send zeros without end."""
    handler.head({})
    while not handler.server.closing.is_set():
        handler.wfile.write(ZEROS)


def chop(handler: Handler) -> None:
    """Send chunks of one byte without end."""
    handler.protocol_version = "HTTP/1.1"
    handler.head({"Transfer-Encoding": "chunked"})
    while not handler.server.closing.is_set():
        handler.wfile.write(b"1\r\nx\r\n" * 1000)


def announce(handler: Handler) -> None:
    """Announce an answer without end."""
    while not handler.server.closing.is_set():
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)


GZIP = {"Content-Encoding": "gzip"}
PAGES: dict[str, Page] = {
    "a good page of 100 kB": Reply(bytes(100_000)),
    "a page of 50 MB": Reply(bytes(50_000_000)),
    "a flood": flood,
    "gzip: 10 kB are 10 MB": Reply(bomb(10), headers=GZIP),
    "gzip: 1 MB is 1 GB": Reply(bomb(1000), headers=GZIP),
    "gzip: 250,000 empty members": Reply(bomb(0) * 250_000, headers=GZIP),
    "a slow drip of the body": drip,
    "a slow drip of the headers": drip_head,
    "chunks of one byte": chop,
    "announcements": announce,
}


def outcome(fetch: Callable[[], object]) -> str:
    """Return what a fetch ends with."""
    try:
        fetch()
    except AudionewsError as error:
        return f"{type(error).__name__}: {error}"
    return "a page"


def main() -> None:
    """Print a line for each page."""
    print(f"{'page':30} {'s':>6} {'peak MB':>8}  outcome (deadline {SECONDS:g} s)")
    for name, page in PAGES.items():
        with site() as server:
            server.pages["/page"] = page
            fetcher = Fetcher(policy(seconds=SECONDS, ignore_robots=[NEWS]))
            outcome(lambda: fetcher.fetch(server.at("/")))  # noqa: B023 - called at once; loads what loads when used
            start = time.perf_counter()
            said = outcome(lambda: fetcher.fetch(server.at()))  # noqa: B023 - called at once
            seconds = time.perf_counter() - start
            tracemalloc.start()
            outcome(lambda: fetcher.fetch(server.at()))  # noqa: B023 - called at once
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        print(f"{name:30} {seconds:6.2f} {peak / 1e6:8.1f}  {said}")


if __name__ == "__main__":
    main()
