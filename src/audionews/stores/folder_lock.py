"""The lock of a folder. The system releases it whenever its process ends; its file says who holds it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from audionews.stores.lease import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from audionews.stores.waiting import Waiting


@contextmanager
def hold(path: Path, waiting: Waiting) -> Iterator[None]:
    """Hold the lock at a path: one process and thread at a time. The thread that holds it may acquire it again.

    Raises:
        StoreBusy: Another program holds it for longer than we wait.
        OSError: The file cannot be written, or its disk does not support locks.
    """
    # a soft lock would remain when its process ends
    lock = FileLock(path.absolute(), fallback_to_soft=False, is_singleton=True)
    try:
        lock.acquire(timeout=waiting.silent)
    except Timeout:
        waiting.tell(str(path.parent), _read(path))
        try:
            lock.acquire(timeout=max(0.0, waiting.seconds - waiting.silent))
        except Timeout:
            raise waiting.busy(str(path.parent), _read(path)) from None
    try:
        if lock.lock_counter == 1:
            _write(path, f"{owner_name()}, since {datetime.now(UTC).isoformat(timespec='seconds')}")
        yield
    finally:
        if lock.lock_counter == 1:
            _write(path, "")
        lock.release()


def _write(path: Path, owner: str) -> None:
    with suppress(OSError):  # the disk may be full, or the system lets nobody write to a locked file
        path.write_text(owner, encoding="utf-8")


def _read(path: Path) -> str:
    with suppress(OSError, ValueError):
        return path.read_text(encoding="utf-8") or "another program"
    return "another program"
