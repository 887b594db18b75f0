"""Connections to addresses that were checked before, and to no others, until a deadline. Built on httpcore."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import httpcore

from audionews.errors import SettingsError
from audionews.http.certificates import shared_context
from audionews.http.client import CONNECT, Answer
from audionews.http.headers import Headers

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.http.client import Request
    from audionews.http.guarded import Deadline

_TRIES = 4  # addresses of one host


@dataclass(slots=True)
class Line:
    """The line to a host: where it leads, and what may come over it.

    Attributes:
        addresses: The only addresses to connect to; with a proxy they are not used.
        proxy: The http address of a proxy, or "".
        deadline: When it ends.
        room: Bytes that may still be received.
        too_large: The error to raise after them.
    """

    addresses: Sequence[str]
    proxy: str
    deadline: Deadline
    room: int
    too_large: Exception

    def seconds(self) -> float:
        """Return the seconds that are left.

        Raises:
            httpcore.ReadTimeout: None are.
        """
        if left := self.deadline.left():
            return left
        raise httpcore.ReadTimeout


class _Backend(httpcore.NetworkBackend):
    """Connects to the addresses of the line, whatever the host is called."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline counts
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first address that answers; the time is shared among those that are left."""
        addresses = [host] if self._line.proxy else self._line.addresses[:_TRIES]

        def connected(address: str, share: int) -> httpcore.NetworkStream:
            seconds = min(CONNECT, self._line.seconds() / share)
            return _Stream(self._sockets.connect_tcp(address, port, seconds, local_address, socket_options), self._line)

        *first, last = addresses
        for at, address in enumerate(first):
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return connected(address, len(addresses) - at)
        return connected(last, 1)


class _Stream(httpcore.NetworkStream):
    """A connection that ends with the deadline of its line, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, line: Line) -> None:
        self._stream = stream
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline counts
        """Return what has arrived."""
        found = self._stream.read(max_bytes, self._line.seconds())
        self._line.room -= len(found)
        if self._line.room < 0:
            raise self._line.too_large
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        """Send the bytes."""
        self._stream.write(buffer, self._line.seconds())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.NetworkStream:
        """Return the connection with TLS, for the host's name."""
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._line.seconds()), self._line)

    def get_extra_info(self, info: str) -> object:
        """Return what httpcore asks about the socket."""
        return self._stream.get_extra_info(info)


@contextmanager
def opened(request: Request, line: Line) -> Iterator[tuple[Answer, httpcore.Response]]:
    """Open the answer to a GET: its head, and the response whose body has not been read.

    Raises:
        SettingsError: Certificates or the proxy are wrong.
    """
    asked = {"Host": urlsplit(request.address).netloc, **request.headers, "Connection": "close"}
    headers = [(name, value.encode("latin-1")) for name, value in asked.items()]  # httpcore would take ASCII only
    with _pool(line, request.address) as pool, pool.stream("GET", request.address, headers=headers) as response:
        phrase = response.extensions.get("reason_phrase", b"").decode("ascii", "replace")
        yield Answer(response.status, phrase, Headers(response.headers)), response


def _pool(line: Line, address: str) -> httpcore.ConnectionPool:
    """Return connections for one request."""
    backend, context = _Backend(line), shared_context() if address.startswith("https:") else None
    if not line.proxy:
        return httpcore.ConnectionPool(context, network_backend=backend)
    where, who = _proxy(line.proxy)
    return httpcore.HTTPProxy(where, who, ssl_context=context, network_backend=backend)


def _proxy(address: str) -> tuple[httpcore.URL, tuple[str, str] | None]:
    """Return the address of a proxy, and its user name and password."""
    wrong = SettingsError("the address of the proxy is not valid", "give it as http://HOST:PORT")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 80
    except ValueError:  # its message contains what was given, and that may contain a password
        raise wrong from None
    if parts.scheme != "http" or not host:
        raise wrong
    who = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return httpcore.URL(scheme="http", host=host, port=port, target="/"), who
