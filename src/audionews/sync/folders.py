"""The files of a folder that is a source: what is there, and what may still be written."""

from __future__ import annotations

import os
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
            elif name.endswith(suffixes) and not name.endswith(_UNFINISHED):
                stat = each.stat()
                path = os.path.relpath(each.path, folder).replace(os.sep, "/")
                found[path] = File(stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


def unsettled(files: Mapping[str, File], now_ns: int, seconds: float = SETTLED) -> Sequence[str]:
    """Return the files that were written less than so many seconds ago, and may be written still."""
    return [name for name, file in files.items() if 0 <= now_ns - file.modified < seconds * 1e9]
