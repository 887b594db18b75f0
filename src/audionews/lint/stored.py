"""The files of a show in a store, such as a bucket, by their addresses in the feed."""

from __future__ import annotations

import io
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from audionews.lint.folder import FolderSite
from audionews.lint.rules import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.ports import BlobStore

_AHEAD = 1 << 20  # bytes of one read


class StoredSite(FolderSite):
    """The files of a show in a store, whose names are listed once.

    Args:
        store: The store.

    Raises:
        StoreError: The store cannot be read; so do the methods.
    """

    def __init__(self, store: BlobStore) -> None:
        super().__init__(Path())
        self._store = store

    @cached_property
    def _sizes(self) -> Mapping[str, int]:
        return {name: stat.size for name, stat in self._store.stats()}

    def has(self, path: str) -> bool:
        """Return whether a path is that of a file in the store."""
        return path in self._sizes

    def size_of(self, path: str) -> int | Fault:
        """Return the size of the file of a path, or why it cannot be had."""
        if path in self._sizes:
            return self._sizes[path]
        if not path or path.startswith("/") or ".." in path.split("/") or "\0" in path:
            return Fault("missing", "it is named, but is no name of a file")
        stat = self._store.stat(path)  # a listing may be late
        return Fault("missing", "it is named, but missing") if stat is None else stat.size

    def files(self, ending: str, below: str = "") -> list[str]:
        """Return the paths of the files that end so; see ``FolderSite``."""
        names = (each for each in self._sizes if each.startswith(below) and each.endswith(ending))
        return sorted(
            each for each in names if not each[len(below) :].startswith(".") and "/" not in each[len(below) :]
        )

    def open_file(self, path: str) -> BinaryIO | Fault:
        """Open the file of a path, which is read when it is needed, or return why it cannot be opened."""
        size = self.size_of(path)
        if isinstance(size, Fault):
            return size
        return cast("BinaryIO", io.BufferedReader(_Stored(self._store, path, size), _AHEAD))


class _Stored(io.RawIOBase):
    """A file in a store, read in parts."""

    def __init__(self, store: BlobStore, name: str, size: int) -> None:
        self._store = store
        self._name = name
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # BufferedReader gives one
        blob = self._store.read(self._name, self._at, len(buffer)) or b""
        buffer[: len(blob)] = blob
        self._at += len(blob)
        return len(blob)
