"""The streams of the process: nothing hostile is printed, and the work does not depend on what becomes of them."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audionews.masking import masked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from _typeshed import ReadableBuffer

_OUTPUT, _ERRORS = 1, 2
_STANDARD = (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY)  # input, output, errors, by their descriptors


CLEAR = "\r\033[K"  # our own: to the beginning of the line, which is erased

# What could command a terminal, or show text in another order than it is in: C0, C1 and the controls of direction.
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_HARMLESS = {code: " " for code in _CONTROLS if chr(code) not in "\n\t"}


class PlainText(io.TextIOWrapper):
    """Text without control characters and keys, whoever wrote it.

    File names, lexicons, feeds and answers of services may be hostile.
    """

    def write(self, text: str, /) -> int:
        """Write the text."""
        own = CLEAR if text.startswith(CLEAR) else ""
        return super().write(own + masked(text[len(own) :].translate(_HARMLESS)))


class Tolerant(io.RawIOBase):
    """A descriptor to write to. The first error ends the writing, and is kept.

    Attributes:
        error: The error, or None.
    """

    def __init__(self, descriptor: int) -> None:
        self.error: OSError | None = None
        self._descriptor = descriptor

    @property
    def lost(self) -> str | None:
        """Why a part was not written; None if all was, or if the reader at the other end wanted no more."""
        return None if self.error is None or self.error.errno == errno.EPIPE else self.error.strerror

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._descriptor

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return os.isatty(self._descriptor)

    def write(self, data: ReadableBuffer, /) -> int:
        """Write the bytes, or nothing after an error; return how many are dealt with."""
        if self.error is None:
            try:
                return os.write(self._descriptor, data)
            except OSError as error:
                self.error = error
        return len(memoryview(data).cast("B"))


@contextmanager
def tolerant_streams() -> Iterator[Tolerant]:
    """Make what is printed harmless while the block runs, and errors of the streams; yield what stdout writes to.

    Streams that are closed are opened to nowhere, so that no file of ours gets their descriptors.
    """
    for descriptor, mode in enumerate(_STANDARD):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free descriptor: this one
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open for as long as the process
    kept = sys.stdout, sys.stderr
    (sys.stdout, out), (sys.stderr, _) = map(_tolerant, kept, (_OUTPUT, _ERRORS))
    try:
        yield out
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = kept


def _tolerant(stream: TextIO | None, descriptor: int) -> tuple[TextIO, Tolerant]:
    """Return a tolerant stream like the one that Python has opened; it is None for a closed descriptor."""
    raw = Tolerant(descriptor)
    text = PlainText(
        io.BufferedWriter(raw),
        encoding=stream.encoding if stream else "utf-8",
        errors=stream.errors if stream else "replace",
        line_buffering=descriptor == _ERRORS or raw.isatty(),
    )
    return text, raw
