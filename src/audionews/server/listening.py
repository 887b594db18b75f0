"""Listens for requests at an address of this machine."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING

from audionews.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    import uvicorn
    from starlette.types import ASGIApp

    from audionews.server.protocol import Limits

HOST = "127.0.0.1"
PORT = 8000
# Documentation addresses. A datagram socket that is "connected" to one sends nothing, but has the address of this
# machine from which it would.
_ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


def serve(app: ASGIApp, host: str = HOST, port: int = PORT, announce: Callable[[str], object] = print) -> None:
    """Serve an application until interrupted.

    Args:
        app: What ``make_app`` returns.
        host: The address to listen on.
        port: The port; 0 takes any free one.
        announce: Called with the URL when the server is ready.

    Raises:
        UsageError: The address is in use or does not belong to this machine.
    """
    with listen(host, port) as waiting:
        announce(url_of(waiting))
        server_of(app).run(sockets=[waiting])


def server_of(app: ASGIApp, limits: Limits | None = None) -> uvicorn.Server:
    """Return a server of an application, with limits for its clients."""
    import uvicorn  # noqa: PLC0415 - tests of the application do not need it

    from audionews.server.protocol import LIMITS, LimitedProtocol  # noqa: PLC0415 - as above

    limits = limits or LIMITS
    protocol = type("Protocol", (LimitedProtocol,), {"limits": limits})
    settings = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",  # it tells of every broken request
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=limits.idle,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(settings)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the address.

    Raises:
        UsageError: The address is in use or does not belong to this machine.
    """
    waiting = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    waiting.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        waiting.bind((host, port))
        waiting.listen()
    except (OSError, OverflowError, UnicodeError) as cause:
        waiting.close()
        why = cause.strerror if isinstance(cause, OSError) else cause
        message = f"cannot listen on {host}, port {port}: {why}"
        remedy = "name another port (0 is any that is free), or another host (127.0.0.1 is this machine)"
        raise UsageError(message, remedy) from cause
    return waiting


def url_of(waiting: socket.socket) -> str:
    """Return a URL at which a listening socket can be reached, without trailing slash.

    One that listens on all addresses is reached at that from which this machine speaks to others, if there is one.
    """
    host, port = waiting.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = _own_address(waiting.family)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _own_address(family: int) -> str:
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((_ELSEWHERE[socket.AddressFamily(family)], 9))
        return str(probe.getsockname()[0])
    return "::1" if family == socket.AF_INET6 else HOST
