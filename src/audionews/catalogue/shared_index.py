"""The index of a show that is no folder on this machine: in memory, with a copy in the show for the next process."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from audionews.catalogue.changes import ChangeLog
from audionews.catalogue.index import Index

if TYPE_CHECKING:
    from audionews.ports import BlobStore, Stat

FILE = ".audionews/catalogue.sqlite.gz"
_QUICK = 1  # the level of compression
_COUNT = "changes"  # the name of the fact with the count of the log that a copy agrees with


class SharedIndex:
    """The copy of an index in a store, and the log of the changes since.

    Args:
        store: The output folder.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._stat: Stat | None = None
        self._state: tuple[int, int, int] | None = None  # what the copy has: see _state_of
        self.log = ChangeLog(store)

    def newer(self) -> Index | None:
        """Return the index of the copy if another process has written it since we looked, else None.

        Raises:
            StoreError: The store cannot be read.
        """
        stat = self._store.stat(FILE)
        if stat is None or stat == self._stat:
            return None
        blob, self._stat = self._store.read(FILE), stat
        index = _loaded(blob or b"")
        if index is not None:
            self.log.count = _count(index)
            self._state = self._state_of(index)
        return index

    def keep(self, index: Index) -> None:
        """Write the copy, if it has changed. Only under the lock of the show.

        Raises:
            StoreError: The store cannot be written.
        """
        if self._state_of(index) == self._state:
            return
        with index.changing():
            index.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_COUNT, str(self.log.count)))
        self._store.write(FILE, [gzip.compress(index.connection.serialize(), _QUICK, mtime=0)])
        self._stat, self._state = self._store.stat(FILE), self._state_of(index)

    def _state_of(self, index: Index) -> tuple[int, int, int]:
        """Return what changes whenever a row of the index, or the log, changes."""
        return id(index), index.connection.total_changes, self.log.count


def _loaded(blob: bytes) -> Index | None:
    """Return the index in the bytes of its file, or None if it is damaged or of another version of the program."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(gzip.decompress(blob))
        return Index(connection=connection)
    except (sqlite3.Error, EOFError, OSError, zlib.error, MemoryError):  # the last, if there are no bytes
        connection.close()
    return None


def _count(index: Index) -> int:
    with suppress(ValueError):
        found = index.connection.execute("SELECT value FROM facts WHERE name = ?", (_COUNT,)).fetchone()
        return int(found[0]) if found else -1
    return -1
