"""A folder of files. A file appears whole or not at all: temporary file, fsync, one atomic rename."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCK = 1 << 16
_TEMPORARY = ".audionews-"
_REMEDY = "choose a folder that you may write to, or make room on the disk"


class LocalStore:
    """Keeps bytes in files below a folder.

    Args:
        root: The folder; made when first written to.
        durable: Wait until the bytes are on the disk. A cache that checks its entries can do without.
    """

    def __init__(self, root: Path, *, durable: bool = True) -> None:
        self.root = root
        self.durable = durable

    def path(self, name: str) -> Path:
        """Return the file that holds the name.

        Raises:
            StoreError: The name would leave the folder.
        """
        return Path(self._place(name))

    def _place(self, name: str) -> str:
        """Return the file as text: a long episode asks for some ten thousand, and Path is slow."""
        inside = os.path.normpath(name)
        drive, rest = os.path.splitdrive(inside)
        if drive or rest.startswith((os.sep, os.pardir)) or "\0" in name:
            raise StoreError(f"{name!r} is outside of {self.root}", "use a relative name without ..")
        return os.path.join(self.root, inside)  # noqa: PTH118 - see above

    def read(self, name: str) -> bytes | None:
        """Return the bytes, or None when there are none."""
        try:
            with open(self._place(name), "rb") as file:  # noqa: PTH123 - see _place
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"cannot read {self.path(name)}: {error.strerror}", "check its permissions") from error

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Put the bytes there at once; leave the file alone when it holds exactly these bytes."""
        path = self.path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return self._put(path, pieces)
        except OSError as error:
            raise StoreError(f"cannot write {path}: {error.strerror}", _REMEDY) from error

    def _put(self, path: Path, pieces: Iterable[bytes]) -> bool:
        descriptor, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(pieces)
                file.flush()
                if self.durable:
                    os.fsync(file.fileno())
            if _same(temporary, path):
                return False
            temporary.chmod(0o644)  # mkstemp makes files that a web server may not read
            temporary.replace(path)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        return True

    def remove(self, name: str) -> None:
        """Remove the file; nothing happens when it is not there."""
        try:
            self.path(name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"cannot remove {self.path(name)}: {error.strerror}", _REMEDY) from error

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted; left-overs of a killed write are passed over.

        Folders that cannot hold such a name are not looked into.
        """
        return _below(self.path(""), "", prefix)


def _below(folder: Path, within: str, prefix: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(f"{within}{one.name}{'/' * one.is_dir()}" for one in entries if not _is_left_over(one.name))
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"cannot read {folder}: {error.strerror}", "name a folder that you may read") from error
    for name in found:
        if name.endswith("/") and (name.startswith(prefix) or prefix.startswith(name)):
            yield from _below(folder / name[len(within) :], name, prefix)
        elif name.startswith(prefix) and not name.endswith("/"):
            yield name


def _is_left_over(name: str) -> bool:
    return name.startswith(_TEMPORARY)


def _same(left: Path, right: Path) -> bool:
    """Return whether both files hold the same bytes, without holding either in memory."""
    try:
        if left.stat().st_size != right.stat().st_size:
            return False
        with left.open("rb") as one, right.open("rb") as other:
            return all(block == other.read(_BLOCK) for block in iter(lambda: one.read(_BLOCK), b""))
    except FileNotFoundError:
        return False
