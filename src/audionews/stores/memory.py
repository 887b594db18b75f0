"""A dictionary of bytes, for tests and dry runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class MemoryStore:
    """Keeps bytes in memory."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or so many of them from a place on; None when there are none."""
        blob = self.blobs.get(name)
        return blob if blob is None else blob[start : start + size if size >= 0 else None]

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Put the bytes there at once; return False when exactly these bytes were there already."""
        blob = b"".join(pieces)
        changed = self.blobs.get(name) != blob
        self.blobs[name] = blob
        return changed

    def remove(self, name: str) -> None:
        """Remove them; nothing happens when they are not there."""
        self.blobs.pop(name, None)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted."""
        return iter(sorted(name for name in self.blobs if name.startswith(prefix)))
