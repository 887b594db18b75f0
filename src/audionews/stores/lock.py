"""A lock between processes: the system lets go of it when the process ends, however it ends."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    from contextlib import suppress

    def _take(file: int) -> None:
        """Wait for the lock: the system gives up after ten seconds, and is asked again."""
        taken = False
        while not taken:
            with suppress(PermissionError):
                msvcrt.locking(file, msvcrt.LK_LOCK, 1)
                taken = True

    def _leave(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(file: int) -> None:
        """Wait for the lock."""
        fcntl.flock(file, fcntl.LOCK_EX)

    def _leave(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is not there and always stays empty.

    Only one process, and in it one thread, holds it at a time; the others wait. It cannot be taken twice.

    Raises:
        OSError: The file cannot be made, or its disk knows no locks.
    """
    with path.open("ab") as file:
        _take(file.fileno())
        try:
            yield
        finally:
            _leave(file.fileno())
