"""Bytes on their way to a remote store: few are held in memory, many wait in a file on this machine."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HELD = 8 << 20  # bytes that are held in memory, and that one part of a large upload has


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All bytes of an upload.

    Attributes:
        size: How many there are.
        md5: Their MD5 in hexadecimal, which many stores tell of what they have; it protects nothing.
        blob: The bytes, if they are few.
        file: The file that has them, if they are many.
    """

    size: int
    md5: str
    blob: bytes = b""
    file: Path | None = None


def content_of(blob: bytes) -> Content:
    """Return bytes in memory as content."""
    return Content(size=len(blob), md5=_md5(blob), blob=blob)


@contextmanager
def staged(pieces: Iterable[bytes]) -> Iterator[Content]:
    """Collect the pieces; the file, if there is one, is removed at the end.

    Raises:
        StoreError: There is no room for the file.
    """
    held, size, rest = [], 0, iter(pieces)
    for piece in rest:
        held.append(piece)
        size += len(piece)
        if size > HELD:
            break
    else:
        yield content_of(b"".join(held))
        return
    with tempfile.TemporaryDirectory(prefix="audionews-") as folder:
        yield _filed(Path(folder, "content"), held, rest)


def _filed(path: Path, held: list[bytes], rest: Iterator[bytes]) -> Content:
    digest, size = hashlib.md5(usedforsecurity=False), 0
    try:
        with path.open("wb") as file:
            for piece in chain(held, rest):
                digest.update(piece)
                size += len(piece)
                file.write(piece)
    except OSError as error:
        what = f"cannot write {path}: {error.strerror}"
        raise StoreError(what, "make room there, or name another folder in TMPDIR") from error
    return Content(size=size, md5=digest.hexdigest(), file=path)


def _md5(blob: bytes) -> str:
    return hashlib.md5(blob, usedforsecurity=False).hexdigest()
