"""Whatever fsspec supports as a store: a folder, S3, Google's storage, a server over SFTP ..."""

from __future__ import annotations

import hashlib
import threading
import time
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any

from audionews.errors import SettingsError, StoreError
from audionews.ports import Stat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

# Here an upload appears whole by itself; elsewhere a file is written under another name and then moved.
_WHOLE = {"memory", "s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"}
_TEMPORARY = ".audionews-part-"  # the beginning of the name of an unfinished file
_OLD_TEMPORARY = ".audionews-part"  # the end of such a name in 0.1.0
_PRIVATE = ".audionews"
_HOUR = 3600  # seconds: an unfinished file that did not grow for as long was left by a killed process


class RemoteStore:
    """Keeps bytes below an address. A file appears whole or not at all.

    Args:
        address: A folder, or an address such as s3://bucket/podcast, gs://..., sftp://host/folder.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """

    def __init__(self, address: str) -> None:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - loads when used

        self.address = address.rstrip("/")
        try:
            self._fs, root = url_to_fs(address)
        except ImportError as error:
            raise SettingsError(f"{address}: {error}", "install that package beside audionews") from error
        except ValueError as error:
            raise SettingsError(
                f"{address}: {error}", "name a folder, or an address like s3://bucket/podcast"
            ) from error
        self._root = str(root).rstrip("/")
        names = self._fs.protocol
        self._kinds = {names} if isinstance(names, str) else set(names)
        self._lock = threading.RLock()

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the name does not exist.

        The whole file is fetched: file systems do not agree on ranges beyond the end.
        """
        try:
            with self._translated("read", name):
                blob = bytes(self._fs.cat_file(self._path(name)))
        except _Absent:
            return None
        return blob[start : start + size if size >= 0 else None]

    def stat(self, name: str) -> Stat | None:
        """Return the size, and the time if the file system has it; None if the name does not exist."""
        try:
            with self._translated("look at", name):
                facts = self._fs.info(self._path(name))
        except _Absent:
            return None
        return None if facts["type"] == "directory" else _stat_of(facts)

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes in one atomic step; return False if exactly these bytes were there already."""
        blob = b"".join(pieces)
        if self.read(name) == blob:
            return False
        self.put(name, blob)
        return True

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes if the old bytes have the expected digest; return whether they had.

        What another machine writes between the read and the write is lost: fsspec has no conditional write.
        """
        with self._lock:
            current = self.read(name)
            if (None if current is None else hashlib.sha256(current).hexdigest()) != expected:
                return False
            self.put(name, b"".join(pieces))
            return True

    def put(self, name: str, blob: bytes, media_type: str = "", cache: str = "") -> None:
        """Write the bytes in one atomic step, with headers for web servers if the file system stores them.

        Args:
            name: The name, below the address.
            blob: The bytes.
            media_type: Value of Content-Type, or "".
            cache: Value of Cache-Control, or "".
        """
        self._put(name, lambda path, **said: self._fs.pipe_file(path, blob, **said), self._headers(media_type, cache))

    def put_file(self, name: str, file: Path, media_type: str = "", cache: str = "") -> None:
        """Upload a file in one atomic step, without loading it into memory; see ``put``."""
        send = self._fs.put_file
        self._put(name, lambda path, **said: send(str(file), path, **said), self._headers(media_type, cache))

    def _put(self, name: str, send: Callable[..., object], headers: Mapping[str, Any]) -> None:
        """Call ``send`` with the path; if half a file could be seen there, with another path, and move the file."""
        path = self._path(name)
        with self._translated("write", name):
            if self._kinds & _WHOLE:
                send(path, **headers)
                return
            folder, _, last = path.rpartition("/")
            unfinished = f"{folder}/{_TEMPORARY}{last}"
            self._fs.makedirs(folder, exist_ok=True)
            send(unfinished)
            self._fs.mv(unfinished, path)

    def _headers(self, media_type: str, cache: str) -> Mapping[str, Any]:
        if not media_type:
            return {}
        if self._kinds & {"s3", "s3a"}:
            return {"ContentType": media_type, "CacheControl": cache}
        if self._kinds & {"gs", "gcs"}:
            return {"content_type": media_type, "fixed_key_metadata": {"cache_control": cache}}
        return {}

    def batch(self) -> AbstractContextManager[None]:
        """Do nothing: each write is complete by itself."""
        return nullcontext()

    def remove(self, name: str) -> None:
        """Remove the file. Does nothing if it does not exist."""
        try:
            with self._translated("remove", name):
                self._fs.rm_file(self._path(name))
        except _Absent:
            return

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted."""
        return iter(sorted(name for name in self.sizes() if name.startswith(prefix)))

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield the names that start with the prefix and are wanted, with size and time."""
        for name, facts in self._find():
            if name.startswith(prefix) and not _is_hidden(name) and (wanted is None or wanted(name)):
                yield name, _stat_of(facts)

    def sizes(self) -> dict[str, int]:
        """Return all names with their sizes in bytes, as they are listed now."""
        return {name: facts.size for name, facts in self.stats()}

    def _find(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the name and the facts of every file, as they are listed now."""
        found: Mapping[str, Mapping[str, Any]] = {}
        with suppress(_Absent), self._translated("list", ""):
            self._fs.invalidate_cache()
            found = self._fs.find(self._root, detail=True)
        start = len(self._root) + 1
        yield from ((path[start:], facts) for path, facts in found.items())

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock of the store against other threads of this process: fsspec has no locks."""
        with self._lock:
            yield

    def tidy(self) -> None:
        """Remove unfinished files that did not grow for an hour. Younger ones may be of another machine."""
        if self._kinds & _WHOLE:
            return
        for name, facts in self._find():
            stat = _stat_of(facts)
            if _is_unfinished(name) and 0 < stat.modified_ns < (time.time() - _HOUR) * 1e9:
                self.remove(name)

    def local_file(self, name: str) -> str | None:  # noqa: ARG002 - the port's signature
        """Return None: even a folder is only used through fsspec here."""
        return None

    def _path(self, name: str) -> str:
        if name.startswith("/") or ".." in name.split("/") or "\0" in name:
            raise StoreError(f"{name!r} is outside of {self.address}", "use a relative name without ..")
        return f"{self._root}/{name}"

    @contextmanager
    def _translated(self, what: str, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise _Absent(f"there is no {self.address}/{name}", "look at the address") from error
        except Exception as error:  # every file system has errors of its own
            where = f"{self.address}/{name}".rstrip("/")
            remedy = "check the address, your rights there and the network, then run it again: what is done is kept"
            raise StoreError(f"cannot {what} {where}: {error}", remedy) from error


def _stat_of(facts: Mapping[str, Any]) -> Stat:
    modified = facts.get("mtime")
    return Stat(int(facts["size"] or 0), int(modified * 1e9) if isinstance(modified, (int, float)) else 0)


def _is_unfinished(name: str) -> bool:
    return name.endswith(_OLD_TEMPORARY) or name.rpartition("/")[2].startswith(_TEMPORARY)


def _is_hidden(name: str) -> bool:
    return name.startswith(_PRIVATE) or _is_unfinished(name)


class _Absent(StoreError):  # noqa: N818 - never leaves this module
    """The name does not exist."""
