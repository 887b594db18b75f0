"""Reads the inputs that the command line names: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import TooLarge, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

STDIN = "-"
LIMIT = 10_000_000  # bytes; the longest articles are 200 kB


def expand(names: Iterable[str], suffixes: tuple[str, ...]) -> list[str]:
    """Return every input once, in order; patterns and folders are replaced by the files in them.

    Of a folder, those files are taken whose names end in one of the suffixes. A subfolder that may not be read
    stays in the list, so that ``read`` reports it and the other articles are built.
    """
    found: dict[str, None] = {}
    for name in names:
        try:
            found.update(dict.fromkeys(_expand_one(name, suffixes)))
        except OSError as error:
            raise _unreadable(error.filename or name, error) from error
    return list(found)


def _expand_one(name: str, suffixes: tuple[str, ...]) -> list[str]:
    path = Path(name)
    if name == STDIN or path.is_file():
        return [name]
    if path.is_dir():
        found = _in_folder(path, suffixes)
    elif glob.has_magic(name):
        folder = Path(path.anchor)  # the root, or the current folder for a relative pattern
        found = sorted(str(file) for file in folder.glob(str(path.relative_to(folder))) if file.is_file())
    else:
        return [name]  # read() reports that it is missing, so that the other articles are built
    if not found:
        raise UsageError(f"nothing to read in {name}", f"put articles there, as files ending in {' '.join(suffixes)}")
    return found


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    """Return the articles in the folder and its subfolders, and unreadable folders; without hidden ones."""
    closed: list[str] = []
    found: list[Path] = []
    for place, below, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        below[:] = [name for name in below if not name.startswith(".")]
        found += [Path(place, name) for name in files if not name.startswith(".") and name.lower().endswith(suffixes)]
    return sorted([*closed, *(str(path) for path in found if path.is_file())], key=Path)


def read(name: str) -> bytes:
    """Return the bytes of an input.

    Raises:
        TooLarge: It is larger than any article.
        UsageError: It does not exist, or may not be read.
    """
    try:
        if name == STDIN:
            blob = sys.stdin.buffer.read(LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                blob = file.read(LIMIT + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(blob) > LIMIT:
        raise TooLarge(f"{name} is larger than {LIMIT // 1_000_000} MB", "give one article a file, as plain text")
    return blob


def _unreadable(name: str, error: OSError) -> UsageError:
    return UsageError(f"cannot read {name}: {error.strerror}", "check the name and its permissions")
