"""The lock of a sync: one at a time on a show."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from audionews.errors import StoreError, SyncRunning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK = ".audionews/sync.lock"  # in the output folder


@contextmanager
def alone(folder: Path | str) -> Iterator[None]:
    """Run the body as the only sync of a show. The system ends this whenever the process ends.

    Raises:
        SyncRunning: There is another one.
        StoreError: The folder cannot be written.
    """
    path = os.path.join(folder, _LOCK)  # noqa: PTH118 - quicker to load
    try:
        connection = sqlite3.connect(path, timeout=0.0, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise SyncRunning(f"another sync of {folder} is at work", "wait until it has ended") from error
        raise StoreError(f"{path} cannot be locked: {error}", "check the permissions of the folder") from error
    try:
        yield
    finally:
        connection.close()


def is_running(folder: Path) -> bool:
    """Return whether a sync of a show is at work. Nothing is written.

    Raises:
        StoreError: Its lock cannot be read.
    """
    path = folder.absolute() / _LOCK
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0.0)) as connection:
            connection.execute("SELECT name FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return True
        raise StoreError(f"{path} cannot be read: {error}", "check the permissions of the folder") from error
    return False
