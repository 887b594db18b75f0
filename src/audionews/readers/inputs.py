"""From what stands on the command line to bytes: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import TooLarge, UsageError
from audionews.readers.text import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable

STDIN = "-"
_SUFFIXES = (".txt", ".text")  # taken from a folder


def expand(names: Iterable[str]) -> list[str]:
    """Return every input once, in order: patterns and folders replaced by the files in them.

    Raises:
        UsageError: A pattern or a folder holds nothing.
    """
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(_expand_one(name)))
    return list(found)


def _expand_one(name: str) -> list[str]:
    if name == STDIN or Path(name).is_file():
        return [name]
    if Path(name).is_dir():
        files = sorted(path for path in Path(name).rglob("*") if path.suffix in _SUFFIXES and path.is_file())
        found = [str(path) for path in files if not any(part.startswith(".") for part in path.relative_to(name).parts)]
    elif glob.has_magic(name):
        folder = Path(Path(name).anchor)  # of an absolute pattern; else here
        found = sorted(str(path) for path in folder.glob(str(Path(name).relative_to(folder))) if path.is_file())
    else:
        return [name]  # read() says that it is not there, so that the other articles are still done
    if not found:
        raise UsageError(
            f"nothing to read in {name}", f"put articles there as files ending in {' or '.join(_SUFFIXES)}"
        )
    return found


def read(name: str) -> bytes:
    """Return the bytes of an input.

    Raises:
        TooLarge: It is larger than any article.
        UsageError: It is not there, or may not be read.
    """
    try:
        if name == STDIN:
            blob = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                blob = file.read(LIMIT + 1)
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}", "check the name and its permissions") from error
    if len(blob) > LIMIT:
        raise TooLarge(f"{name} is larger than {LIMIT // 1_000_000} MB", "give one article a file, as plain text")
    return blob
