"""The place of the files that a feed names, as the rules see it: a folder, or the web."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from audionews.lint.rules import Fault

LARGEST = 32 << 20  # bytes of a file that is read whole


class Site(Protocol):
    """The place of the files that a feed names. What cannot be had is a fault, and no error.

    Attributes:
        is_local: Whether files cost little, so that all pages can be read.
    """

    is_local: bool

    def reaches(self, url: str) -> bool:
        """Return whether the address can be checked from here."""
        ...

    def direct(self, url: str) -> str:
        """Return the address of a sound itself, without the prefix of a service that counts downloads."""
        ...

    def owns(self, url: str) -> bool:
        """Return whether the address belongs to the show itself."""
        ...

    def name(self, url: str) -> str:
        """Return how findings name the file."""
        ...

    def size(self, url: str) -> int | Fault | None:
        """Return the size in bytes; None if the server does not tell it."""
        ...

    def read(self, url: str) -> bytes | Fault:
        """Return a file of at most ``LARGEST`` bytes."""
        ...

    def open(self, url: str) -> BinaryIO | Fault | None:
        """Open a sound; None if it is too costly to fetch."""
        ...

    def delivery(self, url: str, kind: str) -> Iterator[Fault]:
        """Yield what is wrong with how a server delivers the file.

        Args:
            url: The address.
            kind: The media type that the feed says.
        """
        ...
