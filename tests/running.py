"""Servers and programs that tests run beside them."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import BaseServer
from typing import TypeVar

import pytest

Server = TypeVar("Server", bound=BaseServer)
_BOUND = "import ctypes, os, sys; ctypes.CDLL(None).prctl(1, 15); os.execvp(sys.argv[1], sys.argv[1:])"
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


def bound(*command: str) -> list[str]:
    """Return a command that gets TERM when the thread that starts it ends, however it ends; only Linux can do that.

    So a test that is killed leaves no server behind that has a session of its own.
    """
    return [sys.executable, "-c", _BOUND, *command] if sys.platform == "linux" else list(command)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Let another process hold the lock at a path."""
    code = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print(1, flush=True); input()"
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "1\n"
        yield
        process.communicate("\n")


def eventually(holds: Callable[[], bool]) -> bool:
    """Wait for what other processes do; only a failure takes the whole minute."""
    for _ in range(1200):
        if holds():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    """Return whether a process runs; it may have ended and stay in the table until its parent asks for its code."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def workers_of(parent: int) -> list[int]:
    """Return the processes that work for a build."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            own = int(stat.read_text().rpartition(")")[2].split()[1]) == parent
            worker = own and b"spawn_main" in (stat.parent / "cmdline").read_bytes()
        except OSError:
            continue
        found += [int(stat.parent.name)] if worker else []
    return found
