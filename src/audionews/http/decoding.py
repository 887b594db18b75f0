"""Decodes the body of an answer in bounded steps, so that a small one cannot fill the memory."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = 1 << 16  # bytes that one step of gzip yields at most
_GZIP = 16 + zlib.MAX_WBITS  # tells zlib to expect the header and trailer of gzip
_MAGIC = b"\x1f\x8b"


class Decoder(Protocol):
    """Decodes a body that arrives piece by piece."""

    @property
    def whole(self) -> bool:
        """Whether the encoded data has come to its end."""

    def steps(self, piece: bytes) -> Iterator[bytes]:
        """Yield what the piece contains, in bounded steps."""


class Plain:
    """Decodes what is not encoded."""

    whole = True

    def steps(self, piece: bytes) -> Iterator[bytes]:
        """Yield the piece."""
        yield piece


class Gunzip:
    """Inflates gzip (RFC 1952). Members in a row are one text; other bytes after a member are padding and ignored."""

    def __init__(self) -> None:
        self.whole = False
        self._member = zlib.decompressobj(_GZIP)

    def steps(self, piece: bytes) -> Iterator[bytes]:
        """Yield the inflated bytes, at most ``STEP`` at once.

        Raises:
            zlib.error: The data is damaged.
        """
        while piece:
            if self.whole:
                if not piece.startswith(_MAGIC[: len(piece)]):
                    return
                self._member = zlib.decompressobj(_GZIP)
            yield self._member.decompress(piece, STEP)
            self.whole = self._member.eof
            piece = self._member.unused_data if self.whole else self._member.unconsumed_tail


def decoder(encoding: str) -> Decoder | None:
    """Return the decoder for a Content-Encoding, or None if it is neither gzip nor identity."""
    match encoding.strip().lower():
        case "" | "identity":
            return Plain()
        case "gzip" | "x-gzip":  # the same, RFC 9110, 8.4.1.3
            return Gunzip()
        case _:
            return None
