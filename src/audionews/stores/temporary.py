"""Temporary files, which become whole files by a rename, and what killed processes have left of them."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = ".audionews-"  # hidden, and never listed by a store
_NAME = re.compile(r"\.audionews-[a-z0-9_]{8}")  # as tempfile makes it
_HOUR = 3600.0  # seconds: no write pauses for as long
_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EACCES}  # the file system does not sync folders, or we may not


@contextmanager
def temporary(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Open a temporary file in a folder, with its path; it is removed at the end unless it was renamed.

    As long as it is open, it is locked, so that ``remove_left_over`` sees that its process lives.
    """
    descriptor, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _lock(descriptor)
            yield file, path
    finally:
        with suppress(FileNotFoundError):
            path.unlink()


def remove_left_over(root: Path) -> None:
    """Remove the temporary files below a folder whose processes have ended."""
    for path in [*_temporary_files(root)]:
        with suppress(OSError):  # another process may have removed it
            if _is_left_over(path):
                path.unlink()


def _temporary_files(root: Path) -> Iterator[Path]:
    """Yield the temporary files below a folder. No other names are held: there can be a million."""
    folders = [os.fspath(root)]
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for one in entries:
                if one.is_dir(follow_symlinks=False):
                    folders.append(one.path)
                elif one.name.startswith(PREFIX) and _NAME.fullmatch(one.name):
                    yield Path(one.path)


def _is_left_over(path: Path) -> bool:
    """Return whether the process of a temporary file has ended; its lock tells, and where there is none, its age."""
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return False
    is_old = time.time() - found.st_mtime > _HOUR  # also after a machine has slept, or its clock was set
    if not found.st_size and not is_old:  # its process may be about to lock it
        return False
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        is_free = _lock(descriptor)
    finally:
        os.close(descriptor)
    return is_old if is_free is None else is_free


def _lock(descriptor: int) -> bool | None:
    """Lock a file until it is closed, or its process ends; return whether nobody has it locked.

    Returns None on a system, or a file system, without locks.
    """
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that.

    Raises:
        OSError: The disk fails.
    """
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
