"""Asks a server whether a page is still as it was, and nothing else.

A sync that is started every few minutes finds no news most of the time. Loading an HTTP client would take more than all
the rest, and of the answer "not changed" only the status is looked at: anything else is for ``guarded_get``. What holds
there holds here: the host is looked up once, and the connection goes only to an address that was checked before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from audionews.timeout import within

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

_NOT_MODIFIED = (b"HTTP/1.1 304", b"HTTP/1.0 304")
_LONGEST = 1 << 16  # bytes of the head of an answer


class Asked(NamedTuple):
    """A conditional request.

    Attributes:
        host: The name or IP address of the server.
        port: Its port.
        is_secure: Whether TLS is used.
        addresses: The IP addresses that were checked; no other is connected to.
        request: The whole request, in ISO 8859-1.
    """

    host: str
    port: int
    is_secure: bool
    addresses: Sequence[str]
    request: str


def is_unchanged(asked: Asked, seconds: float) -> bool:
    """Return whether the server answers in time that the page is not modified; False says nothing.

    Raises:
        SettingsError: The certificates of the environment cannot be used.
    """
    try:
        return within(seconds, lambda: _head(asked).startswith(_NOT_MODIFIED), TimeoutError())
    except OSError:
        return False


def _head(asked: Asked) -> bytes:
    """Return the head of the answer; nothing if the host has an address that was not checked.

    Raises:
        OSError: There is no answer.
    """
    import socket  # noqa: PLC0415 - loads when used

    found = socket.getaddrinfo(asked.host.encode(), asked.port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not set(addresses) <= set(asked.addresses):
        return b""
    head = b""
    with _opened(asked, addresses[0]) as line:
        line.sendall(asked.request.encode("latin-1"))
        while b"\r\n\r\n" not in head and len(head) < _LONGEST and (piece := line.recv(_LONGEST)):
            head += piece
    return head


def _opened(asked: Asked, address: str) -> socket.socket:
    """Return a connection, with TLS for the name of the host."""
    import socket  # noqa: PLC0415 - loads when used

    plain = socket.create_connection((address, asked.port))
    if not asked.is_secure:
        return plain
    from audionews.http.certificates import lazy_context  # noqa: PLC0415 - as above

    with plain:  # a connection with TLS has taken it over
        return lazy_context().wrap_socket(plain, server_hostname=asked.host)
