"""A folder of files. A file appears whole or not at all: temporary file, fsync, one atomic rename."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCK = 1 << 16
_TEMPORARY = ".audionews-"
_LOCK = ".audionews-lock"
_HOUR = 3600.0  # seconds: no write takes as long, so what is older was left over by a killed process
_DAY = 24 * _HOUR
_REMEDY = "choose a folder that you may write to, or make room on the disk"


class LocalStore:
    """Keeps bytes in files below a folder.

    Args:
        root: The folder; made when first written to.
        durable: Wait until the bytes are on the disk. A cache that checks its entries can do without; there a file also
            takes the place of whatever stands in its way, and is marked as used when it is read.
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

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or so many of them from a place on; None when there are none."""
        try:
            place = self._place(name)
            with open(place, "rb") as file:  # noqa: PTH123 - see _place
                if not self.durable:
                    _mark_used(place)
                if start:
                    file.seek(start)
                return file.read(size)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            what, remedy = f"cannot read {self.path(name)}: {error.strerror}", "check its permissions, or move it away"
            raise StoreError(what, remedy) from error

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Put the bytes there at once; leave the file alone when it holds exactly these bytes."""
        path = self.path(name)
        try:
            if not self.durable:
                self._make_way(path)
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
                if _same(temporary, path):
                    return False
                if self.durable:
                    os.fsync(file.fileno())
            temporary.chmod(0o644)  # mkstemp makes files that a web server may not read
            temporary.replace(path)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()
        return True

    def _make_way(self, path: Path) -> None:
        """Remove a folder that stands where the file belongs, and a file where a folder above it does."""
        for above in takewhile(lambda above: above != self.root, path.parents):
            if not above.is_dir() and (above.is_symlink() or above.exists()):
                above.unlink()
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)

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

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder's lock: of all processes that ask for it, one at a time goes on. It cannot be taken twice.

        Raises:
            StoreError: The folder cannot be written, or its disk knows no locks.
        """
        from filelock import FileLock  # noqa: PLC0415 - loads when used

        path = self.root / _LOCK
        with ExitStack() as held:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                # the system lets go of it when the process ends, however it ends; another kind would stay behind
                held.enter_context(FileLock(path, fallback_to_soft=False))
            except OSError as error:
                raise StoreError(f"cannot lock {path}: {error.strerror}", _REMEDY) from error
            yield

    def tidy(self) -> None:
        """Remove what killed processes left over: temporary files that are older than an hour."""
        for folder, _, names in os.walk(self.root):
            for path in (Path(folder, name) for name in names if _is_left_over(name) and name != _LOCK):
                with suppress(OSError):  # another process was faster
                    if time.time() - path.lstat().st_mtime > _HOUR:
                        path.unlink()


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


def _mark_used(file: str) -> None:
    """Set the time of a file that was not used for a day; many disks do not keep the time of the last reading."""
    with suppress(OSError):  # a folder that may only be read
        if time.time() - os.stat(file).st_mtime > _DAY:  # noqa: PTH116 - see _place
            os.utime(file)


def _same(left: Path, right: Path) -> bool:
    """Return whether both files hold the same bytes, without holding either in memory."""
    try:
        if left.stat().st_size != right.stat().st_size:
            return False
        with left.open("rb") as one, right.open("rb") as other:
            return all(block == other.read(_BLOCK) for block in iter(lambda: one.read(_BLOCK), b""))
    except OSError:  # nothing is there, or what is there cannot be read
        return False
