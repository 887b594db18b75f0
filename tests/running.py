"""Servers and programs that tests run beside them."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from typing import TypeVar

import pytest

Server = TypeVar("Server", bound=BaseServer)
needs_signals = pytest.mark.skipif(os.name != "posix", reason="this system has no signals that kill or interrupt")


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Give the server while it answers from a thread of its own, and end it."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def unmeasured() -> dict[str, str]:
    """Return the environment of a process that will be killed: a half-written measure of coverage is of no use."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
