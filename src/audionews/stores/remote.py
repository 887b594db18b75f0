"""Whatever fsspec supports as a store: a folder, S3, Google's storage, a server over SFTP ..."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import TYPE_CHECKING, Any

from audionews.model.media import cache_control, media_type
from audionews.stores.conditional import prove, replace
from audionews.stores.connection import AZURE, GOOGLE, S3
from audionews.stores.file_system import TEMPORARY, FileSystem, stat_of
from audionews.stores.lease import Lease, holder_of
from audionews.stores.staging import Content, content_of, staged
from audionews.stores.waiting import FOREVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from audionews.ports import Stat
    from audionews.stores.waiting import Waiting

_PRIVATE = ".audionews"
_LEASE = ".audionews-lease"
_OLD_TEMPORARY = ".audionews-part"  # the end of the name of an unfinished file in 0.1.0
_HOUR = 3600  # seconds: an unfinished file that did not grow for as long was left by a killed process
_NEVER_CACHED = "private, no-store"


class RemoteStore:
    """Keeps bytes below an address. A file appears whole or not at all; web servers are told what it is.

    Args:
        address: A folder, or an address such as s3://bucket/podcast, gs://..., sftp://host/folder.
        waiting: How long to wait for another program that writes there.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """

    def __init__(self, address: str, waiting: Waiting = FOREVER) -> None:
        self._files = FileSystem(address)
        self.address = self._files.address
        self._waiting = waiting

    def __reduce__(self) -> tuple[type[RemoteStore], tuple[str]]:
        """Return what makes the store anew in another process."""
        return RemoteStore, (self.address,)

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the name does not exist."""
        return self._files.read(name, start, size)

    def stat(self, name: str) -> Stat | None:
        """Return size, time and version as far as the file system has them; None if the name does not exist."""
        facts = self._files.info(name)
        return None if facts is None else stat_of(facts)

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        """Write the bytes in one atomic step; return False if exactly these bytes were there already.

        A store that does not tell digests gets the same bytes again; nothing is fetched to compare it.
        """
        with staged(pieces) as content:
            if self._files.has(name, content):
                return False
            self._put(name, content, self._own_headers(name))
            return True

    def write_if(self, name: str, pieces: Iterable[bytes], expected: str | None) -> bool:
        """Write the bytes if the old bytes have the expected digest; return whether they had.

        No write of another machine is lost in between: S3 and Azure compare the version as they write; elsewhere a
        version is replaced only by the one writer who could create a file that claims it.
        """
        lease_of(self.address).check()
        if expected is None and self._files.info(name) is not None:
            return False
        current = self._files.version(name) if expected else None
        if (None if current is None else hashlib.sha256(current.blob).hexdigest()) != expected:
            return False
        tag = None if current is None else current.tag
        with staged(pieces) as content:
            return replace(self._files, name, content, tag, self._own_headers(name)) is not None

    def put(self, name: str, blob: bytes, media_type: str = "", cache: str = "") -> None:
        """Write the bytes in one atomic step, with headers for web servers if the file system stores them.

        Args:
            name: The name, below the address.
            blob: The bytes.
            media_type: Value of Content-Type, or "".
            cache: Value of Cache-Control, or "".
        """
        self._put(name, content_of(blob), self._headers(media_type, cache))

    def put_file(self, name: str, file: Path, media_type: str = "", cache: str = "") -> None:
        """Upload a file in one atomic step, without loading it into memory; see ``put``."""
        content = Content(size=file.stat().st_size, md5="", file=file)
        self._put(name, content, self._headers(media_type, cache))

    def _put(self, name: str, content: Content, headers: Mapping[str, Any]) -> None:
        lease_of(self.address).check()
        self._files.put(name, content, headers)

    def _own_headers(self, name: str) -> Mapping[str, Any]:
        return self._headers(media_type(name), _NEVER_CACHED if name.startswith(_PRIVATE) else cache_control(name))

    def _headers(self, media_type: str, cache: str) -> Mapping[str, Any]:
        if not media_type:
            return {}
        if self._files.kinds & S3:
            return {"ContentType": media_type, "CacheControl": cache}
        if self._files.kinds & GOOGLE:
            return {"content_type": media_type, "fixed_key_metadata": {"cache_control": cache}}
        if self._files.kinds & AZURE:
            return {"content_settings": {"content_type": media_type, "cache_control": cache}}
        return {}

    def batch(self) -> AbstractContextManager[None]:
        """Do nothing: each write is complete by itself."""
        return nullcontext()

    def remove(self, name: str) -> None:
        """Remove the file. Does nothing if it does not exist."""
        lease_of(self.address).check()
        self._files.remove(name)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Yield the names that start with the prefix, sorted."""
        return iter(sorted(name for name, _ in self.stats(prefix)))

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        """Yield the names that start with the prefix and are wanted, with size and time, as they are listed now."""
        for name, facts in self._files.find(prefix):
            if not _is_hidden(name) and (wanted is None or wanted(name)):
                yield name, stat_of(facts)

    def sizes(self) -> dict[str, int]:
        """Return all names with their sizes in bytes, as they are listed now."""
        return {name: stat.size for name, stat in self.stats()}

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lease of the address: one machine, process and thread at a time.

        The thread that holds it may acquire it again, through any store of this address.

        Raises:
            StoreBusy: Another program holds it for longer than we wait.
            StoreError: The store cannot be written.
        """
        with lease_of(self.address).held(self._waiting):
            yield

    def tidy(self) -> None:
        """Remove unfinished files that did not grow for an hour. Younger ones may be of another machine."""
        if self._files.is_whole():
            return
        for name, facts in self._files.find():
            stat = stat_of(facts)
            if _is_unfinished(name) and 0 < stat.modified_ns < (time.time() - _HOUR) * 1e9:
                self.remove(name)

    def local_file(self, name: str) -> str | None:  # noqa: ARG002 - the port's signature
        """Return None: even a folder is only used through fsspec here."""
        return None

    def place(self, name: str) -> str:
        """Return the address of a name."""
        return f"{self.address}/{name}".rstrip("/")


class _LeaseFile:
    """The file of the lease of an address."""

    def __init__(self, address: str) -> None:
        self._files = FileSystem(address)
        self._is_proven = False

    def read(self) -> tuple[bytes, str] | None:
        return self._files.version(_LEASE)

    def replace(self, blob: bytes, tag: str | None) -> str | None:
        """Write it if it still has that version. The first one proves that the store keeps to it."""
        taken = replace(self._files, _LEASE, content_of(blob), tag, {})
        if taken is not None and not self._is_proven:
            prove(self._files, _LEASE, content_of(blob))
            self._is_proven = True
        return taken


@cache
def lease_of(address: str) -> Lease:
    """Return the lease of an address, which is the same for all stores of this process."""
    return Lease(_LeaseFile(address), address)


def lease_holder(address: str) -> str:
    """Return who holds the lease of an address, or ""."""
    return holder_of(_LeaseFile(address))


def _is_unfinished(name: str) -> bool:
    return name.endswith(_OLD_TEMPORARY) or name.rpartition("/")[2].startswith(TEMPORARY)


def _is_hidden(name: str) -> bool:
    return name.startswith(_PRIVATE) or _is_unfinished(name)
