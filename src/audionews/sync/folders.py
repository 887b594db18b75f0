"""The files of a folder that is a source: what is there, and what may still be written."""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Of files that readers take.
SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".docx", ".rtf"),
    *(".eml", ".mbox", ".json", ".jsonl", ".ndjson", ".ninjs", ".jsonld", ".xml", ".nitf", ".newsml", ".rss", ".atom"),
    ".rdf",
)
SETTLED = 2.0  # seconds after its last write a file counts as whole
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", "~")
_ESCAPED = re.compile(r"\\x([89a-f][0-9a-f])")
_SURROGATES = 0xDC00  # of bytes that are not UTF-8
_SHOW = ".audionews"  # in the output folder of a show


class File(NamedTuple):
    """A file of a folder: its size, the time of its last write in nanoseconds, and its inode."""

    size: int
    modified: int
    number: int


def files_in(folder: Path | str, suffixes: tuple[str, ...] = SUFFIXES) -> dict[str, File]:
    """Return the files of a folder and its subfolders that could be articles, by their paths below it.

    Hidden files, those that look unfinished, and the output folders of shows are left out.

    Raises:
        OSError: The folder, or one in it, cannot be read: nothing is known about its files then.
    """
    found: dict[str, File] = {}
    folders = [os.fspath(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            listed = list(entries)
        if any(each.name == _SHOW for each in listed):
            continue
        for each in listed:
            name = each.name.lower()
            if name.startswith("."):
                continue
            if each.is_dir(follow_symlinks=False):
                folders.append(each.path)
            elif name.endswith(suffixes) and not name.endswith(_UNFINISHED) and (file := _file(each)):
                found[_name(os.path.relpath(each.path, folder))] = file
    return found


def _file(entry: os.DirEntry[str]) -> File | None:
    """Return what is known of a file; None if it is gone again, or a link that leads to nothing."""
    try:
        stat = entry.stat()
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ELOOP}:
            return None
        raise
    return File(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _name(path: str) -> str:
    r"""Return the name of a file as text; bytes that are not UTF-8, as of names from old systems, as \xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def path_of(folder: Path, name: str) -> Path:
    """Return the path of a file by its name in ``files_in``."""
    path = folder / name
    if path.exists() or "\\x" not in name:
        return path
    return folder / _ESCAPED.sub(lambda found: chr(_SURROGATES + int(found[1], 16)), name)


def unsettled(files: Mapping[str, File], now_ns: int, seconds: float = SETTLED) -> Sequence[str]:
    """Return the files that were written less than so many seconds ago, and may be written still."""
    return [name for name, file in files.items() if 0 <= now_ns - file.modified < seconds * 1e9]
