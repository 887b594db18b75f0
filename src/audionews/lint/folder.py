"""The files of a show in its folder. Nothing outside of the folder is read, and nothing that is no regular file."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from audionews.lint.addresses import is_address
from audionews.lint.rules import Fault
from audionews.lint.site import LARGEST
from audionews.lint.values import shown
from audionews.model.paths import INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_TRIED, _DEEPEST = 50, 20  # addresses, and folders in one, by which the address of the folder is found
_MISSING = Fault("missing", "it is named, but missing")


class FolderSite:
    """The files of a show in its folder, by their addresses in the feed.

    Args:
        folder: The folder.
        base: Address of the folder, with its trailing slash, or "" if no address is that of a file in it.

    Attributes:
        prefixed: The address of the folder, with the prefixes that services which count downloads want before it.
    """

    is_local = True

    def __init__(self, folder: Path, base: str = "") -> None:
        self._folder = folder
        self.base = base
        self.prefixed: tuple[str, ...] = ()

    def reaches(self, url: str) -> bool:
        """Return whether the address is below that of the folder."""
        return self.base != "" and url.startswith(self.base)

    owns = reaches

    def direct(self, url: str) -> str:
        """Return the address of a sound itself, without the prefix of a service that counts downloads."""
        prefix = next((each for each in self.prefixed if url.startswith(each)), "")
        return self.base + url.removeprefix(prefix) if prefix else url

    def name(self, url: str) -> str:
        """Return the path of the file in the folder; web servers answer for a folder with its index page."""
        path = _relative(url.removeprefix(self.base))
        return path + INDEX if not path or path.endswith("/") else path

    def size(self, url: str) -> int | Fault | None:
        """Return the size of the file, or why it cannot be had."""
        return self.size_of(self.name(url))

    def read(self, url: str) -> bytes | Fault:
        """Return the bytes of the file, or why they cannot be had."""
        return self.read_file(self.name(url))

    def open(self, url: str) -> BinaryIO | Fault | None:
        """Open the file, or return why it cannot be opened."""
        return self.open_file(self.name(url))

    def delivery(self, url: str, kind: str) -> Iterator[Fault]:  # noqa: ARG002 - the port's signature
        """Yield nothing: no server is asked."""
        yield from ()

    def has(self, path: str) -> bool:
        """Return whether a path is that of a regular file in the folder."""
        return isinstance(self._place(path), Path)

    def size_of(self, path: str) -> int | Fault:
        """Return the size of the file of a path, or why it cannot be had."""
        place = self._place(path)
        return place.stat().st_size if isinstance(place, Path) else place

    def read_file(self, path: str) -> bytes | Fault:
        """Return the bytes of the file of a path, or why they cannot be had."""
        file = self.open_file(path)
        if isinstance(file, Fault):
            return file
        try:
            with file:
                blob = file.read(LARGEST + 1)
        except OSError as error:
            return _unreadable(error)
        return Fault("huge", f"it has more than {LARGEST:,} bytes") if len(blob) > LARGEST else blob

    def files(self, ending: str, below: str = "") -> list[str]:
        """Return the paths of the files that end so, hidden ones aside.

        Args:
            ending: How their names end.
            below: The folder that they are in, with its slash; "" for the folder of the show itself.
        """
        try:
            names = sorted(os.listdir(self._folder / below))  # noqa: PTH208 - names, not paths
        except OSError:
            return []
        return [f"{below}{name}" for name in names if name.endswith(ending) and not name.startswith(".")]

    def open_file(self, path: str) -> BinaryIO | Fault:
        """Open the file of a path, or return why it cannot be opened."""
        place = self._place(path)
        if isinstance(place, Fault):
            return place
        try:
            return place.open("rb")
        except OSError as error:
            return _unreadable(error)

    def _place(self, path: str) -> Path | Fault:
        """Return the path of a regular file inside the folder, symbolic links followed; else why there is none."""
        if "\0" in path:
            return Fault("missing", "it is named with a NUL character, which no file has")
        try:
            root = os.path.realpath(self._folder)
            place = os.path.realpath(os.path.join(root, path))  # noqa: PTH118 - realpath takes text
            if place != root and os.path.commonpath([root, place]) != root:
                return Fault("outside", f"it leads out of the folder: {shown(path)}")
            mode = os.stat(place).st_mode  # noqa: PTH116 - as above
        except (FileNotFoundError, NotADirectoryError):
            return _MISSING
        except (OSError, ValueError) as error:
            return _unreadable(error)
        if stat.S_ISREG(mode):
            return Path(place)
        return Fault("no-file", f"it is {next((kind for is_kind, kind in _KINDS if is_kind(mode)), 'no file')}")


def find_bases(folder: FolderSite, name: str, own: str, urls: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return the address of a folder, and with which prefixes it stands in addresses too, each with its trailing slash.

    It is what precedes the paths of its files in the addresses.

    Args:
        folder: The folder.
        name: Name of the feed in it.
        own: The address that the feed gives as its own, or "".
        urls: Addresses of files that may be in the folder.

    Returns:
        ("", ()) if no address is that of a file in the folder.
    """
    found = Counter(base for url in urls[:_TRIED] if (base := _base_of(folder, url)))
    said = own.removesuffix(name) if own.endswith(f"/{name}") else ""
    if not found:
        return said, ()
    base = max(filter(None, (said, *found)), key=lambda each: _uses(each, found))
    return base, tuple(each for each in found if _is_prefixed(each, base))


def _uses(base: str, found: Mapping[str, int]) -> int:
    """Return how many addresses begin with the address of a folder, a prefix before it or not."""
    return sum(count for each, count in found.items() if each == base or _is_prefixed(each, base))


def _is_prefixed(longer: str, base: str) -> bool:
    """Return whether an address is another one with the prefix of a service before it, which has no scheme there."""
    return longer != base and longer.endswith("/" + base.partition("://")[2])


def _base_of(folder: FolderSite, url: str) -> str:
    """Return what precedes the longest path in an address that is that of a file in the folder, or ""."""
    if not is_address(url) or ".." in url:
        return ""
    address = url.partition("?")[0].partition("#")[0]
    steps = urlsplit(address).path.lstrip("/").split("/")
    for first in range(min(len(steps), _DEEPEST)):
        path = "/".join(steps[first:])
        if path and folder.has(_relative(path)):
            return address.removesuffix(path)
    return ""


def _relative(path: str) -> str:
    """Return a path as the file system has it: without query, its letters decoded."""
    return unquote(path.partition("?")[0].partition("#")[0], errors="surrogateescape")


def _unreadable(error: Exception) -> Fault:
    why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return Fault("unreadable", f"it cannot be read: {why}")
