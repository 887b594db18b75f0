"""The names in the folder of the episodes: enough of them to know whether a file exists, in eight bytes each."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING

from audionews.model.paths import version_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = 256
_DOT = len("episodes/2024-06-20-00000000.00000000")  # the place of the dot after a version
ASIDE = ".damaged-"  # comes after the name of a sidecar that was set aside


class FolderNames:
    """Names, of which only digests are kept.

    Two names have the same digest (64 bits) with a chance that grows with the square of their number: one in a million
    for six million names.

    Args:
        names: The first names.

    Attributes:
        aside: The names of sidecars that were set aside.
        versioned: The names of sounds that replaced another, and of what belongs to their times.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._parts = [array("q") for _ in range(_PARTS)]
        self._sorted = False
        self.aside: list[str] = []
        self.versioned: list[str] = []
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add a name."""
        digest = hash(name)
        self._parts[digest % _PARTS].append(digest)
        self._sorted = False
        if ASIDE in name:
            self.aside.append(name)
        elif name[_DOT : _DOT + 1] == "." and version_of(name):
            self.versioned.append(name)

    def __contains__(self, name: str) -> bool:
        if not self._sorted:
            self._parts = [array("q", sorted(part)) for part in self._parts]
            self._sorted = True
        digest = hash(name)
        part = self._parts[digest % _PARTS]
        place = bisect_left(part, digest)
        return place < len(part) and part[place] == digest
