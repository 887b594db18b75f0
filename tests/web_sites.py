"""Sites on loopback that mean good or no good: 127.0.0.2 stands for the public web, 127.0.0.1 for a private network."""

import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import TypeAlias

from tests.running import running

from audionews.http import IPAddress
from audionews.sources.addresses import AddressKind, kind_of
from audionews.sources.fetch_policy import Policy

PUBLIC, PRIVATE = "127.0.0.2", "127.0.0.1"
NEWS = "news.test"


@dataclass(frozen=True)
class Reply:
    """What a site answers to one path."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Page: TypeAlias = Reply | Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with the page at the path, else 404."""

    server: "Site"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path, Reply(status=404))
        if not isinstance(page, Reply):
            page(self)
            return
        self.head({"Content-Length": str(len(page.body)), **page.headers}, page.status)
        self.wfile.write(page.body)

    def do_CONNECT(self) -> None:
        self.do_GET()

    def head(self, headers: Mapping[str, str], status: int = 200) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Site(ThreadingHTTPServer):
    """A site that notes what it is asked."""

    daemon_threads = True

    def __init__(self, address: str = PUBLIC) -> None:
        super().__init__((address, 0), Handler)
        self.pages: dict[str, Page] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        self.scheme = "http"

    @property
    def asked(self) -> list[str]:
        """Return the paths that were asked for."""
        return [path for path, _ in self.seen]

    def at(self, path: str = "/page", host: str = NEWS) -> str:
        """Return the address of a page."""
        return f"{self.scheme}://{host}:{self.server_port}{path}"

    def server_close(self) -> None:
        self.closing.set()
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients hang up in these tests."""


@contextmanager
def site(address: str = PUBLIC) -> Iterator[Site]:
    """Give a site while it answers."""
    with running(Site(address)) as found:
        yield found


class Names:
    """A name server that notes what it is asked; a name with several rows of addresses gives the next one each time."""

    def __init__(self, **more: list[list[str]]) -> None:
        self.rows = {NEWS: [[PUBLIC]]} | {name.replace("_", "."): rows for name, rows in more.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, _port: int) -> list[str]:
        self.asked.append(host)
        rows = self.rows.get(host)
        if rows is None:
            raise OSError(None, "no such name")
        return rows.pop(0) if len(rows) > 1 else rows[0]


def kind(address: IPAddress) -> AddressKind:
    """Return the kind of an address, where one on loopback is public."""
    return AddressKind.PUBLIC if address == ip_address(PUBLIC) else kind_of(address)


def policy(names: Names | None = None, /, **changes: object) -> Policy:
    """Return the usual policy, with the public web on loopback."""
    return Policy(**{"kind_of": kind, "resolve": names or Names(), **changes})  # type: ignore[arg-type] # fields of a policy


@cache
def bomb(megabytes: int) -> bytes:
    """Return zeros in gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    zeros = bytes(1_000_000)
    return b"".join([*(packer.compress(zeros) for _ in range(megabytes)), packer.flush()])


def drip(handler: Handler) -> None:
    """Promise a page, and send a byte of it now and then."""
    handler.head({"Content-Length": "1000000"})
    while not handler.server.closing.wait(0.02):
        handler.wfile.write(b"x")


def drip_head(handler: Handler) -> None:
    """Send a header that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not handler.server.closing.wait(0.02):
        handler.wfile.write(b"x")
