"""The lock of a folder. The system releases it whenever its process ends; its file says who holds it."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import BaseFileLock, FileLock, Timeout

from audionews.errors import StoreError
from audionews.stores.failures import store_error
from audionews.stores.lease import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from audionews.stores.waiting import Waiting

REMEDY = "choose a folder that you may write to, or make room on the disk"


@contextmanager
def hold(path: Path, waiting: Waiting) -> Iterator[None]:
    """Hold the lock at a path: one process and thread at a time. The thread that holds it may acquire it again.

    Raises:
        StoreBusy: Another program holds it for longer than we wait.
        StoreError: The file cannot be written, or its disk does not support locks.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # the system releases this kind of lock whenever the process ends; a soft lock would remain
        lock = FileLock(path.absolute(), fallback_to_soft=False, is_singleton=True)
        _acquire(lock, path, waiting)
    except OSError as error:
        raise store_error(f"cannot lock {path}: {error.strerror}", REMEDY, error) from error
    except RuntimeError as error:  # of filelock, which still counts a lock whose release failed
        raise StoreError(f"cannot lock {path}: its last unlocking failed", REMEDY) from error
    try:
        yield
    finally:
        try:
            if lock.lock_counter == 1:
                _write(path, "")
            lock.release()
        except OSError as error:
            raise store_error(f"cannot unlock {path}: {error.strerror}", REMEDY, error) from error


def holder(path: Path) -> str:
    """Return who holds the lock at a path now, or "" if nobody does. It is not made if it does not exist.

    Raises:
        StoreError: It cannot be opened.
    """
    if not path.exists():
        return ""
    lock = FileLock(path.absolute(), fallback_to_soft=False)
    try:
        lock.acquire(timeout=0.0)
    except Timeout:
        return _read(path)
    except OSError as error:
        raise store_error(f"cannot lock {path}: {error.strerror}", REMEDY, error) from error
    lock.release()
    return ""


def _acquire(lock: BaseFileLock, path: Path, waiting: Waiting) -> None:
    try:
        lock.acquire(timeout=waiting.silent)
    except Timeout:
        waiting.tell(str(path.parent), _read(path))
        try:
            lock.acquire(timeout=max(0.0, waiting.seconds - waiting.silent))
        except Timeout:
            raise waiting.busy(str(path.parent), _read(path)) from None
    if lock.lock_counter == 1:
        _write(path, f"{owner_name()}, since {datetime.now(UTC).isoformat(timespec='seconds')}")


def _write(path: Path, owner: str) -> None:
    with suppress(OSError):  # the disk may be full, or the system lets nobody write to a locked file
        path.write_text(owner, encoding="utf-8")


def _read(path: Path) -> str:
    with suppress(OSError, ValueError):
        return path.read_text(encoding="utf-8") or "another program"
    return "another program"
