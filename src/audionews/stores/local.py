"""A folder as a store. A file appears whole or not at all: temporary file, fsync, rename, fsync of the folder."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import time
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import StoreError
from audionews.ports import Stat
from audionews.stores.failures import store_error
from audionews.stores.temporary import remove_left_over, sync_folder, temporary
from audionews.stores.waiting import FOREVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from audionews.stores.waiting import Waiting

_BLOCK = 1 << 16
_PRIVATE = ".audionews"  # the beginning of names that are never listed
LOCK = ".audionews-lock"
_REPAIRS = 3  # attempts to write where something else is
_DAY = 24 * 3600.0  # seconds
_REMEDY = "choose a folder that you may write to, or make room on the disk"


class LocalStore:
    """Keeps bytes in files below a folder.

    Args:
        root: The folder; created by the first write.
        durable: Whether to wait until the bytes are on the disk. A cache, which checks its entries, need not; there a
            write also removes folders and files that are in the way, and a read marks the file as used.
        waiting: How long to wait for another program that writes there.
    """

    def __init__(self, root: Path, *, durable: bool = True, waiting: Waiting = FOREVER) -> None:
        self.root = root
        self.durable = durable
        self._waiting = waiting
        self._unsynced: set[Path] | None = None  # folders to sync at the end of the batch

    def __getstate__(self) -> dict[str, object]:
        """Pickle with the absolute path: another process may have another working folder."""
        return {**vars(self), "root": self.root.absolute(), "_waiting": FOREVER}

    def path(self, name: str) -> Path:
        """Return the path of the file of a name.

        Raises:
            StoreError: The name would leave the folder.
        """
        return Path(self._place(name))

    def _place(self, name: str) -> str:
        """Return the path as text: a long episode needs some ten thousand, and Path is slow."""
        inside = os.path.normpath(name)
        drive, rest = os.path.splitdrive(inside)
        if drive or rest.startswith((os.sep, os.pardir)) or "\0" in name:
            raise StoreError(f"{name!r} is outside of {self.root}", "use a relative name without ..")
        return os.fspath(self.root) if inside == os.curdir else os.path.join(self.root, inside)  # noqa: PTH118 - see above

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the file does not exist."""
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
            raise store_error(what, remedy, error) from error

    def stat(self, name: str) -> Stat | None:
        """Return size and time of the file, or None if it does not exist."""
        try:
            found = os.stat(self._place(name))  # noqa: PTH116 - see _place
            return None if stat.S_ISDIR(found.st_mode) else _stat_of(found)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            what, remedy = f"cannot read {self.path(name)}: {error.strerror}", "check its permissions, or move it away"
            raise store_error(what, remedy, error) from error

    def place(self, name: str) -> str:
        """Return the path of the file of a name."""
        return self._place(name)

    def local_file(self, name: str) -> str | None:
        """Return the path of the file of a name as text.

        Raises:
            StoreError: The name would leave the folder.
        """
        return self._place(name)

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes in one atomic step; return False if the file had exactly these bytes already."""
        path = self.path(name)
        try:
            self._make_folder(path.parent)
            return self._put(path, pieces)
        except OSError as error:
            raise store_error(f"cannot write {path}: {error.strerror}", _REMEDY, error) from error

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes if the file has the expected digest; return whether it had."""
        with self.lock():
            if _digest(self.path(name)) != expected:
                return False
            self.write(name, pieces)
            return True

    def _put(self, path: Path, pieces: Iterable[bytes]) -> bool:
        with temporary(path.parent) as (file, made):
            file.writelines(pieces)
            file.flush()
            if _same(made, path):
                return False
            made.chmod(0o644)  # mkstemp makes files that a web server may not read
            if self.durable:
                os.fsync(file.fileno())
            if os.name == "nt":
                file.close()  # Windows does not rename an open file
            self._replace(made, path)
        self._sync(path.parent)
        return True

    def _sync(self, folder: Path) -> None:
        """Wait until the names in a folder are on the disk, or do so at the end of the batch."""
        if self._unsynced is not None:
            self._unsynced.add(folder)
        elif self.durable:
            sync_folder(folder)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Sync folders at the end of the body and not after each write: it takes as long as to sync a file.

        Raises:
            StoreError: The disk fails.
        """
        if self._unsynced is not None or not self.durable:
            yield
            return
        self._unsynced = set()
        try:
            yield
        finally:
            folders, self._unsynced = self._unsynced, None
            try:
                for folder in sorted(folders):
                    sync_folder(folder)
            except OSError as error:
                raise store_error(f"cannot write {self.root}: {error.strerror}", _REMEDY, error) from error

    def _make_folder(self, folder: Path) -> None:
        """Make the folder; in a cache, remove what is in its way.

        Other processes may make it, and repair it, at the same time: so try first, and look only after an error.
        """
        new = list(takewhile(lambda above: not above.exists(), (folder, *folder.parents))) if self.durable else []
        self._try_to_make(folder)
        for each in new:
            sync_folder(each.parent)

    def _try_to_make(self, folder: Path) -> None:
        for _ in range(_REPAIRS):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError:
                if self.durable:
                    raise
            else:
                return
            for above in takewhile(lambda above: above != self.root, (folder, *folder.parents)):
                if not above.is_dir():
                    with suppress(OSError):  # it is gone, or a folder by now
                        above.unlink()
        folder.mkdir(parents=True, exist_ok=True)

    def _replace(self, made: Path, path: Path) -> None:
        """Put the file in its place; in a cache, instead of a folder that is there."""
        for _ in range(_REPAIRS):
            try:
                made.replace(path)
            except OSError:
                if self.durable:
                    raise
                shutil.rmtree(path, ignore_errors=True)  # it may be gone by now, or be the file of another writer
            else:
                return
        made.replace(path)

    def remove(self, name: str) -> None:
        """Remove the file, so that a failure of the power does not bring it back. Does nothing if it does not exist."""
        path = self.path(name)
        try:
            path.unlink()
            self._sync(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise store_error(f"cannot remove {self.path(name)}: {error.strerror}", _REMEDY, error) from error

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted.

        Folders that cannot have such names are not read.
        """
        return _below(*self._start(prefix), prefix)

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield the names that start with the prefix and are wanted, with size and time, in no order."""
        return _stats_below(*self._start(prefix), prefix, wanted)

    def _start(self, prefix: str) -> tuple[Path, str]:
        """Return the folder of all names with the prefix, and the beginning of the names in it."""
        within = prefix[: prefix.rfind("/") + 1]
        return self.path(within), within

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock of the folder: one process and thread at a time.

        The thread that holds it may acquire it again, through any store of this folder.

        Raises:
            StoreBusy: Another program holds it for longer than we wait.
            StoreError: The folder cannot be written, or its disk does not support locks.
        """
        from audionews.stores.folder_lock import hold  # noqa: PLC0415 - loads when used

        with hold(self.root / LOCK, self._waiting):
            yield

    def tidy(self) -> None:
        """Remove the temporary files that killed processes have left."""
        remove_left_over(self.root)


def _below(folder: Path, within: str, prefix: str) -> Iterator[str]:
    with _listed(folder) as entries:
        found = sorted(one.name + "/" if one.is_dir() else one.name for one in entries)
    for name in found:
        whole = within + name
        if name.startswith(_PRIVATE):
            continue
        if name.endswith("/"):
            if whole.startswith(prefix) or prefix.startswith(whole):
                yield from _below(folder / name, whole, prefix)
        elif whole.startswith(prefix):
            yield whole


def _stats_below(
    folder: Path, within: str, prefix: str, wanted: Callable[[str], bool] | None
) -> Iterator[tuple[str, Stat]]:
    folders = []
    with _listed(folder) as entries:
        for one in entries:
            name = within + one.name
            if one.is_dir():
                folders.append(one.name)
            elif name.startswith(prefix) and (wanted is None or wanted(name)) and not one.name.startswith(_PRIVATE):
                with suppress(FileNotFoundError):  # another process may have removed it
                    yield name, _stat_of(one.stat())
    for name in folders:
        whole = f"{within}{name}/"
        if (whole.startswith(prefix) or prefix.startswith(whole)) and not name.startswith(_PRIVATE):
            yield from _stats_below(folder / name, whole, prefix, wanted)


@contextmanager
def _listed(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
    """Open an iterator of the entries of a folder; it is empty if the folder does not exist."""
    try:
        with os.scandir(folder) as entries:
            yield entries
    except FileNotFoundError:
        yield iter(())
    except OSError as error:
        remedy = "name a folder that you may read"
        raise store_error(f"cannot read {folder}: {error.strerror}", remedy, error) from error


def _stat_of(found: os.stat_result) -> Stat:
    # Windows does not give the inode in a listing
    return Stat(found.st_size, found.st_mtime_ns, 0 if os.name == "nt" else found.st_ino)


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file, or None if it does not exist."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        remedy = "check its permissions, or move it away"
        raise store_error(f"cannot read {path}: {error.strerror}", remedy, error) from error


def _mark_used(file: str) -> None:
    """Set the time of a file that was not used for a day: many disks do not record the time of the last read."""
    with suppress(OSError):  # the folder may be read-only
        if time.time() - os.stat(file).st_mtime > _DAY:  # noqa: PTH116 - see _place
            os.utime(file)


def _same(left: Path, right: Path) -> bool:
    """Return whether both files have the same bytes, without loading them into memory."""
    try:
        if left.stat().st_size != right.stat().st_size:
            return False
        with left.open("rb") as one, right.open("rb") as other:
            return all(block == other.read(_BLOCK) for block in iter(lambda: one.read(_BLOCK), b""))
    except OSError:  # a file is missing or cannot be read
        return False
