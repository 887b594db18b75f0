"""A cache that machines share, with a folder of this machine before it: nothing is fetched twice.

Entries are addressed by what they were made of, so that a copy never needs to be compared with what it was copied from.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from audionews.errors import StoreError, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from audionews.ports import BlobStore, Stat


Answer = TypeVar("Answer")

_REST = 30.0  # seconds for which a server that does not answer is left alone, at least
_SHARE = 10.0  # it is left alone for so many times the time that it was waited for
_away: dict[str, float] = {}  # until when, by the place that is shared


class LayeredStore:
    """Reads what is near, else what is far; writes to both.

    What is far is left alone for some seconds if it cannot be reached, so that it does not cost each line as much.

    Args:
        near: A folder of this machine. What cannot be written there is only far.
        far: What is shared.
    """

    def __init__(self, near: BlobStore, far: BlobStore) -> None:
        self._near = near
        self._far = far

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the name does not exist. What is read whole is kept near."""
        with suppress(StoreError):
            found = self._near.read(name, start, size)
            if found is not None:
                return found
        found = self._asked(lambda: self._far.read(name, start, size))
        if found is not None and not start and size < 0:
            with suppress(StoreError):
                self._near.write(name, [found])
        return found

    def stat(self, name: str) -> Stat | None:
        """Return the stat of what is shared, or None if the name does not exist."""
        return self._far.stat(name)

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes; return False if exactly these bytes were shared already.

        Raises:
            StoreError: They cannot be shared.
        """
        blob = b"".join(pieces)
        with suppress(StoreError):
            self._near.write(name, [blob])
        return self._asked(lambda: self._far.write(name, [blob]))

    def _asked(self, call: Callable[[], Answer]) -> Answer:
        """Return the answer of what is far, unless it was away a moment ago."""
        place = self._far.place("")
        start = time.monotonic()
        if start < _away.get(place, 0.0):
            what = f"{place} did not answer some seconds ago, and is not asked again and again"
            raise StoreUnavailable(what, "look at the network and the server, then run it again")
        try:
            return call()
        except StoreUnavailable:
            now = time.monotonic()
            _away[place] = now + max(_REST, _SHARE * (now - start))
            raise

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes if the shared ones are the expected ones; return whether they were."""
        self._near.remove(name)
        return self._far.write_if(name, pieces, expected)

    def remove(self, name: str) -> None:
        """Remove a blob. Does nothing if the name does not exist."""
        self._near.remove(name)
        self._far.remove(name)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the shared names that start with the prefix, sorted."""
        return self._far.names(prefix)

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield shared names with size and time, in no order."""
        return self._far.stats(prefix, wanted)

    def lock(self) -> AbstractContextManager[None]:
        """Hold the lock of what is shared."""
        return self._far.lock()

    def batch(self) -> AbstractContextManager[None]:
        """Let the writes of the body survive a failure of the power together."""
        return self._far.batch()

    def tidy(self) -> None:
        """Remove what interrupted writes have left."""
        self._near.tidy()
        self._far.tidy()

    def local_file(self, name: str) -> str | None:
        """Return the path of the file of a name that is shared, if that is a folder here."""
        return self._far.local_file(name)

    def place(self, name: str) -> str:
        """Return what people call the place of a shared name."""
        return self._far.place(name)
