"""Listens for requests at an address of this machine."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from audionews.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

HOST = "127.0.0.1"
PORT = 8000


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
    import uvicorn  # noqa: PLC0415 - tests of the application do not need it

    settings = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=1
    )
    with listen(host, port) as waiting:
        announce(url_of(waiting))
        uvicorn.Server(settings).run(sockets=[waiting])


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
    except (OSError, OverflowError) as cause:
        waiting.close()
        why = cause.strerror if isinstance(cause, OSError) else cause
        message = f"cannot listen on {host}, port {port}: {why}"
        remedy = "name another port (0 is any that is free), or another host (127.0.0.1 is this machine)"
        raise UsageError(message, remedy) from cause
    return waiting


def url_of(waiting: socket.socket) -> str:
    """Return the URL of a listening socket, without trailing slash."""
    host, port = waiting.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
