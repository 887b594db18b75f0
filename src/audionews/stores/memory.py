"""A dictionary as a store, for tests and for trying voices."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager, nullcontext
from itertools import count
from typing import TYPE_CHECKING

from audionews.ports import Stat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

_PRIVATE = ".audionews"


class MemoryStore:
    """Keeps bytes in memory."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}  # of the last write of each name
        self._next = count(1)
        self._lock = threading.RLock()

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the name does not exist."""
        blob = self.blobs.get(name)
        return blob if blob is None else blob[start : start + size if size >= 0 else None]

    def stat(self, name: str) -> Stat | None:
        """Return the size, and a number that changes with each write; None if the name does not exist."""
        blob = self.blobs.get(name)
        return None if blob is None else Stat(len(blob), 0, self._numbers.get(name, 0))

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes in one step; return False if exactly these bytes were there already."""
        blob = b"".join(pieces)
        if self.blobs.get(name) == blob:
            return False
        self.blobs[name] = blob
        self._numbers[name] = next(self._next)
        return True

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes if the old bytes have the expected digest; return whether they had."""
        with self._lock:
            current = self.blobs.get(name)
            if (None if current is None else hashlib.sha256(current).hexdigest()) != expected:
                return False
            self.write(name, pieces)
            return True

    def batch(self) -> AbstractContextManager[None]:
        """Do nothing: each write is complete by itself."""
        return nullcontext()

    def remove(self, name: str) -> None:
        """Remove the bytes. Does nothing if the name does not exist."""
        self.blobs.pop(name, None)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted."""
        return iter(sorted(name for name in self.blobs if name.startswith(prefix) and not name.startswith(_PRIVATE)))

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield the names that start with the prefix and are wanted, with their stats."""
        for name in self.names(prefix):
            if wanted is None or wanted(name):
                yield name, Stat(len(self.blobs[name]), 0, self._numbers.get(name, 0))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock of the store: one thread at a time."""
        with self._lock:
            yield

    def tidy(self) -> None:
        """Do nothing: a killed process leaves nothing in memory."""

    def local_file(self, name: str) -> str | None:  # noqa: ARG002 - the port's signature
        """Return None: there are no files."""
        return None

    def place(self, name: str) -> str:
        """Return the name."""
        return name
