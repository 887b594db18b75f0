"""Reads the inputs that the command line names: files, folders, patterns and standard input."""

from __future__ import annotations

import glob
import os
import stat
import sys
from pathlib import Path

from audionews.errors import TooLarge, UsageError

STDIN = "-"
_OF_SHOW = ("feed.xml", "index.html", "audionews.css")
LIMIT = 10_000_000  # bytes; the longest articles are 200 kB


def expand(name: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the files that a name stands for, in order, and those in a folder that are left out.

    Of a folder, those files are taken whose names end in one of the suffixes. A subfolder that may not be read is
    among them, so that ``read`` reports it and the other articles are built; one that has a show is left out.

    Raises:
        UsageError: It is a folder or a pattern without files, it has a show, or it may not be read.
    """
    try:
        return _expand(name, suffixes)
    except OSError as error:
        raise _unreadable(error.filename or name, error) from error


def _expand(name: str, suffixes: tuple[str, ...]) -> tuple[list[str], list[str]]:
    path = Path(name)
    if name == STDIN or path.is_file():
        return [name], []
    others: list[str] = []
    if path.is_dir():
        if _has_show(path):
            raise UsageError(f"{name} has a show, and no articles", "name the folder or the files of the articles")
        found, others = _in_folder(path, suffixes)
    elif glob.has_magic(name):
        folder = Path(path.anchor)  # the root, or the current folder for a relative pattern
        found = sorted(str(file) for file in folder.glob(str(path.relative_to(folder))) if file.is_file())
    else:
        return [name], []  # read() reports that it is missing, so that the other articles are built
    if not found:
        place = (
            "check the pattern" if not path.is_dir() else f"put articles there, as files ending in {' '.join(suffixes)}"
        )
        raise UsageError(f"nothing to read in {name}", place)
    return found, others


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the articles in the folder and its subfolders with unreadable folders, and other files; no hidden ones."""
    closed: list[str] = []
    found: list[Path] = []
    for place, below, names in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        below[:] = [name for name in below if not name.startswith(".") and not _has_show(Path(place, name))]
        found += [path for name in names if not name.startswith(".") and (path := Path(place, name)).is_file()]
    articles = [str(path) for path in found if path.name.lower().endswith(suffixes)]
    others = sorted(str(path) for path in found if not path.name.lower().endswith(suffixes))
    return sorted([*closed, *articles], key=Path), others


def _has_show(folder: Path) -> bool:
    """Return whether a folder is the output of builds, whose feed and pages must not become articles again."""
    return all(os.path.isfile(folder / name) for name in _OF_SHOW)  # noqa: PTH113 - Path fails in a closed folder


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
            kind = stat.S_IFMT(Path(name).stat().st_mode)
            if kind not in {stat.S_IFREG, stat.S_IFDIR}:  # opening a FIFO would wait for its writer
                raise UsageError(f"{name} is no file", "write - to read what another program prints")
            with Path(name).open("rb") as file:
                blob = file.read(LIMIT + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(blob) > LIMIT:
        raise TooLarge(f"{name} is larger than {LIMIT // 1_000_000} MB", "give one article a file, as plain text")
    return blob


def _unreadable(name: str, error: OSError) -> UsageError:
    return UsageError(f"cannot read {name}: {error.strerror}", "check the name and its permissions")
