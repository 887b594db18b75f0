"""The files that are served: exactly those that the show's manifest names, each opened once and sent as it was then."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol
from urllib.parse import unquote_to_bytes

from audionews.model.paths import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # no waiting for a pipe's other end
_NAME = re.compile(r"(?!\.)[^/\\\0-\x1f\x7f]+(?:/(?!\.)[^/\\\0-\x1f\x7f]+)*")


class Served(Protocol):
    """Knows what is served of a show. It is called from several threads."""

    def is_public(self, path: str) -> bool:
        """Return whether listeners may get the file now.

        Args:
            path: Relative to the output folder, with slashes.
        """
        ...

    def base_url(self) -> str:
        """Return the address by which its feeds name files, without trailing slash."""
        ...

    def sounds_url(self) -> str:
        """Return what stands for that address where feeds name sounds: the same, or one with a prefix before it."""
        ...


@dataclass(frozen=True, slots=True)
class Content:
    """What is sent.

    Attributes:
        file: Its bytes; whoever gets it has to close it.
        size: Their number.
        tag: The entity tag, with its quotation marks.
        modified: When the file was last changed, in seconds since 1970.
    """

    file: BinaryIO
    size: int
    tag: str
    modified: float


def name_of(raw_path: bytes) -> str | None:
    """Return the name of a file in the output folder; None for what can be none.

    >>> name_of(b"/"), name_of(b"/episodes/a%2Emp3"), name_of(b"/%2e%2e/x"), name_of(b"//x"), name_of(b"/.audionews/x")
    ('index.html', 'episodes/a.mp3', None, None, None)
    """
    try:
        path = unquote_to_bytes(raw_path).decode()
    except UnicodeDecodeError:
        return None
    name = path.removeprefix("/") or INDEX
    return name if path.startswith("/") and _NAME.fullmatch(name) else None


class PublicFolder:
    """The public files of a folder.

    Args:
        folder: The output folder.
        is_public: Returns whether a file is served.
    """

    def __init__(self, folder: Path, is_public: Callable[[str], bool]) -> None:
        self._folder = Path(os.path.realpath(folder))
        self._is_public = is_public

    def open(self, name: str) -> Content | None:
        """Open a public file; None if there is none of this name. Links are no files of the show."""
        file = self._folder / name
        if not self._is_public(name) or os.path.realpath(file) != str(file):
            return None
        try:
            descriptor = os.open(file, _FLAGS)
        except OSError:
            return None
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            os.close(descriptor)
            return None
        mark = f"{facts.st_mtime_ns} {facts.st_size} {facts.st_ino}"
        return Content(os.fdopen(descriptor, "rb"), facts.st_size, tag_of(mark.encode()), facts.st_mtime)

    def modified(self, name: str | None) -> str:
        """Return a mark of when a public file last changed, or "" if it does not exist."""
        content = self.open(name) if name else None
        if content is None:
            return ""
        with content.file:
            return content.tag.strip('"')


def tag_of(blob: bytes) -> str:
    """Return an entity tag for bytes."""
    return f'"{hashlib.sha256(blob).hexdigest()[:32]}"'
