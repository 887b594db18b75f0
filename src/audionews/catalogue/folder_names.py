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


class Names:
    """A set of names, of which only digests are kept.

    Two names have the same digest (64 bits) with a chance that grows with the square of their number: one in a million
    for six million names. Other processes have other digests.
    """

    def __init__(self) -> None:
        self._parts = [array("q") for _ in range(_PARTS)]
        self._sorted = True

    def add(self, name: str) -> None:
        """Add a name."""
        digest = hash(name)
        self._parts[digest % _PARTS].append(digest)
        self._sorted = False

    def update(self, names: Names) -> None:
        """Add other names."""
        for own, others in zip(self._parts, names._parts, strict=True):
            own.extend(others)
        self._sorted = False
        self._sort()

    def __len__(self) -> int:
        self._sort()
        return sum(map(len, self._parts))

    def __contains__(self, name: str) -> bool:
        if not self._sorted:
            self._sort()
        digest = hash(name)
        part = self._parts[digest % _PARTS]
        place = bisect_left(part, digest)
        return place < len(part) and part[place] == digest

    def _sort(self) -> None:
        if not self._sorted:
            for place, part in enumerate(self._parts):  # one after the other: there is no second copy of all
                self._parts[place] = array("q", sorted(set(part)))
            self._sorted = True


class FolderNames(Names):
    """The names in the folder of the episodes.

    Args:
        names: The first names.

    Attributes:
        aside: The names of sidecars that were set aside.
        versioned: The names of sounds that replaced another, and of what belongs to their times.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__()
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
