"""A cache that goes on when its disk is full or may not be written: what has no room in it goes into another folder.

The clips and frames of a build reach the episode through the cache, from worker processes too, so a build without a
cache needs another place for them. That place is emptied when the build is done.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from audionews.errors import StoreError
from audionews.stores.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from audionews.ports import BlobStore, Stat

_DAY = 24 * 3600.0


class OverflowStore:
    """Writes to a cache, and what cannot be written there to a folder.

    Args:
        cache: The cache.
        folder: The folder for the rest; made when it is needed.
    """

    def __init__(self, cache: BlobStore, folder: Path) -> None:
        self._cache = cache
        self._folder = folder
        self._rest = LocalStore(folder, durable=False)

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the name does not exist."""
        found = self._rest.read(name, start, size) if self._folder.exists() else None
        return self._cache.read(name, start, size) if found is None else found

    def stat(self, name: str) -> Stat | None:
        """Return size and time, or None if the name does not exist."""
        return self._rest.stat(name) or self._cache.stat(name)

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes; return False if exactly these bytes were there already.

        Raises:
            StoreError: There is no room in the folder either.
        """
        blob = b"".join(pieces)
        try:
            return self._cache.write(name, [blob])
        except StoreError:
            return self._rest.write(name, [blob])

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes to the cache if the old bytes are the expected ones; return whether they were."""
        return self._cache.write_if(name, pieces, expected)

    def remove(self, name: str) -> None:
        """Remove a blob. One that cannot be removed stays: what is made anew takes precedence."""
        self._rest.remove(name)
        with suppress(StoreError):
            self._cache.remove(name)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names in the cache that start with the prefix, sorted."""
        return self._cache.names(prefix)

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield names in the cache with size and time, in no order."""
        return self._cache.stats(prefix, wanted)

    def lock(self) -> AbstractContextManager[None]:
        """Hold the lock of the cache."""
        return self._cache.lock()

    def batch(self) -> AbstractContextManager[None]:
        """Make what is written meanwhile in the cache last at the end."""
        return self._cache.batch()

    def tidy(self) -> None:
        """Remove what interrupted writes have left."""
        self._cache.tidy()

    def local_file(self, name: str) -> str | None:
        """Return the path of the file of a name in the cache."""
        return self._cache.local_file(name)

    def place(self, name: str) -> str:
        """Return what people call the place of a name in the cache."""
        return self._cache.place(name)

    def empty(self) -> bool:
        """Remove what had no room in the cache; return whether there was something.

        What killed builds have left beside it a day ago is removed too.
        """
        used = self._folder.exists()
        shutil.rmtree(self._folder, ignore_errors=True)
        for other in self._folder.parent.glob(f"{self._folder.stem}.*"):
            with suppress(OSError):
                if time.time() - other.stat().st_mtime > _DAY:
                    shutil.rmtree(other)
        return used
