"""A file system of fsspec, used so that one that fails, lags or lies now and then does no harm.

Every call is repeated for some seconds; what was read or written must have the length that the file system tells; and
a file is replaced only if it is still the one that was read, where the file system can promise that.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import time
import uuid
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from audionews.errors import StoreError
from audionews.ports import Stat
from audionews.stores.connection import AZURE, GOOGLE, REMEDY, S3, kinds_of, opened, reconnect, said, turn
from audionews.stores.failures import may_pass, store_error
from audionews.stores.staging import HELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from audionews.stores.staging import Content

Answer = TypeVar("Answer")
Facts: TypeAlias = "Mapping[str, Any]"  # what a file system tells of a file

_NEAR = frozenset({"memory", "file", "local"})  # to read is as quick as to ask, and what fails will fail again
_WHOLE = S3 | GOOGLE | AZURE | {"memory"}  # an upload appears whole by itself
CONDITIONAL = S3 | AZURE  # a put can name the version that it replaces
TEMPORARY = ".audionews-part-"  # the beginning of the name of an unfinished file
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)  # seconds before each repetition
_ATTEMPTS, _LONG = 3, 20.0  # how often a call is made at least, and the seconds after which it is not repeated
_REPEATING = AZURE  # whose package itself goes on for more than a minute
_TAGS = ("ETag", "etag")
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")
_LASTING = (FileExistsError, FileNotFoundError, PermissionError, NotADirectoryError, IsADirectoryError)
_REFUSALS = {"PreconditionFailed", "412"}
_PARTS_AT_ONCE = 2


class Version(NamedTuple):
    """The bytes of a file, and a word that tells this version of it from others."""

    blob: bytes
    tag: str


class FileSystem:
    """The files below an address.

    Args:
        address: A folder, or an address such as s3://bucket/podcast, gs://..., sftp://host/folder.

    Attributes:
        address: The address, without a slash at its end.
        kinds: The names of its protocol.

    Raises:
        SettingsError: The address is not supported, or the package that supports it is not installed.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.kinds = kinds_of(address)
        self._opened: tuple[Any, str] | None = None
        self._opening = threading.Lock()

    @property
    def raw(self) -> Any:  # noqa: ANN401 - fsspec has no types
        """The file system. Some connect as soon as they are made, so that it is made when it is first used.

        Raises:
            SettingsError: It refuses what the address or the environment says.
            StoreError: Its server cannot be reached, or refuses us.
        """
        return self._open()[0]

    def _open(self) -> tuple[Any, str]:
        """Return the file system, and the path of the address in it."""
        with self._opening:
            if self._opened is None:
                raw, root = self._repeated(lambda: opened(self.address, self.kinds), lambda: None)
                listings = getattr(raw, "dircache", None)
                if listings is not None:
                    listings.use_listings_cache = False  # other machines write there, too
                self._opened = raw, root.rstrip("/")
            return self._opened

    def is_whole(self) -> bool:
        """Return whether an upload appears whole by itself. Elsewhere a file is written, and then moved."""
        return bool(self.kinds & _WHOLE)

    def info(self, name: str) -> Facts | None:
        """Return what the file system tells of a file, or None if it does not exist."""
        return self._found("look at", name, self.info_at)

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        """Return the bytes, or a part of them; None if the file does not exist."""
        found = self._found("read", name, lambda path: self.read_at(path, start, size))
        return None if found is None else found.blob

    def version(self, name: str) -> Version | None:
        """Return the bytes with their version, or None if the file does not exist."""
        return self._found("read", name, self.read_at)

    def put(self, name: str, content: Content, headers: Facts) -> None:
        """Write a file in one atomic step."""

        def put(path: str) -> None:
            if not self.is_whole():
                self.send_and_move(path, content)
            elif _md5_of(self.send(path, content, headers)) == content.md5:
                return
            size = self.info_at(path)["size"]
            if size != content.size:
                raise _WrongLengthError(f"{size} bytes are there instead of {content.size}")

        self.do("write", name, put)

    def remove(self, name: str) -> None:
        """Remove a file. Does nothing if it does not exist."""
        self._found("remove", name, lambda path: self.call(self.raw.rm_file, path))

    def find(self, prefix: str = "") -> Iterator[tuple[str, Facts]]:
        """Yield the name and the facts of the files whose names begin so, as they are listed now."""
        folder = prefix[: prefix.rfind("/") + 1]

        def find(path: str) -> Mapping[str, Facts]:
            self.raw.invalidate_cache()
            found: Mapping[str, Facts] = self.call(self.raw.find, path.rstrip("/"), detail=True)
            return found

        listed = self._found("list", folder, find) or {}
        start = len(self._open()[1]) + 1
        for path, facts in listed.items():
            name = path[start:]
            if name.startswith(prefix) and facts.get("type") != "directory":
                yield name, facts

    def has(self, name: str, content: Content) -> bool:
        """Return whether a file has these bytes already. It is read only where that is as quick as to ask."""
        facts = self.info(name)
        if facts is None or facts["size"] != content.size:
            return False
        if self.kinds & _NEAR:
            blob = content.file.read_bytes() if content.file else content.blob
            return self.read(name) == blob
        told = _md5_of(facts)
        return told == (_md5_of_parts(content.file) if content.file and "-" in told else content.md5)

    def _found(self, what: str, name: str, work: Callable[[str], Answer]) -> Answer | None:
        """Return the answer of a call, or None if the file does not exist; see ``do``."""
        try:
            return self.do(what, name, work)
        except _AbsentError:
            return None

    def do(self, what: str, name: str, work: Callable[[str], Answer]) -> Answer:
        """Return the answer of some work, which is repeated as long as it finds another length than was told.

        Args:
            what: What the work does, for its error.
            name: The name of the file.
            work: Takes the path.
        """
        path, pauses = self._path(name), iter(_PAUSES)
        where = f"{self.address}/{name}".rstrip("/")
        while True:
            try:
                with turn(self.raw, self.kinds):
                    return work(path)
            except RefusedError:
                raise
            except FileNotFoundError as error:
                raise _AbsentError(f"cannot {what} {where}: there is no such place: {error}", REMEDY) from error
            except Exception as error:  # every file system has errors of its own
                pause = next(pauses, None)
                if pause is None or not isinstance(error, _WrongLengthError):
                    raise store_error(f"cannot {what} {where}: {said(error)}", REMEDY, error) from error
                time.sleep(pause)

    def call(self, function: Callable[..., Answer], *arguments: object, **named: object) -> Answer:
        """Call the file system, again and again while it fails in ways that pass."""
        return self._repeated(lambda: function(*arguments, **named), lambda: reconnect(self.raw, self.kinds))

    def _repeated(self, work: Callable[[], Answer], again: Callable[[], object]) -> Answer:
        """Return the answer of some work, which is repeated while it fails in ways that pass.

        Args:
            work: The work.
            again: What comes before each repetition.
        """
        start, least = time.monotonic(), 1 if self.kinds & _REPEATING else _ATTEMPTS
        for number, pause in enumerate((*_PAUSES, None)):
            try:
                if number:
                    again()
                return work()
            except Exception as error:
                late = number + 1 >= least and time.monotonic() - start > _LONG
                if pause is None or late or self.kinds & _NEAR or not _is_to_repeat(error):
                    raise
            time.sleep(pause)
        raise AssertionError("the last attempt returns or raises")

    def _path(self, name: str) -> str:
        if name.startswith("/") or ".." in name.split("/") or "\0" in name:
            raise StoreError(f"{name!r} is outside of {self.address}", "use a relative name without ..")
        return f"{self._open()[1]}/{name}"

    def info_at(self, path: str) -> Facts:
        """Return what the file system tells of the file at a path.

        Raises:
            FileNotFoundError: It does not exist.
        """
        if self.kinds & S3 and hasattr(self.raw, "call_s3"):
            return self.call(self._head_s3, path)
        facts: Facts = self.call(self.raw.info, path)
        if facts["type"] == "directory":
            raise FileNotFoundError(path)
        return facts

    def _head_s3(self, path: str) -> Facts:
        """Ask for one object. If it does not exist, ``info`` would look for a folder of that name, which costs more."""
        bucket, key, _ = self.raw.split_path(path)
        found = self.raw.call_s3("head_object", Bucket=bucket, Key=key)
        return {**found, "size": found["ContentLength"]}

    def read_at(self, path: str, start: int = 0, size: int = -1) -> Version:
        """Return the bytes of the file at a path, or a part of them, with the tag of their version.

        Raises:
            FileNotFoundError: It does not exist.
        """
        facts = self.info_at(path)
        end = int(facts["size"]) if size < 0 else min(start + size, int(facts["size"]))
        whole = start == 0 and end == facts["size"]
        if start >= end:
            blob = b""
        else:
            part = {} if whole else {"start": start, "end": end}
            blob = bytes(self.call(self.raw.cat_file, path, **part))
        if len(blob) != max(0, end - start):
            raise _WrongLengthError(f"{len(blob)} bytes came instead of {end - start}")
        return Version(blob, tag_of(facts) if self.kinds & CONDITIONAL else hashlib.sha256(blob).hexdigest())

    def send(self, path: str, content: Content, headers: Facts) -> Facts:
        """Write a file, and return what the file system tells of it, if anything."""
        if content.file is None:
            told = self.call(self.raw.pipe_file, path, content.blob, **headers)
            return told if isinstance(told, dict) else {}
        parts = {"chunksize": HELD, "max_concurrency": _PARTS_AT_ONCE} if self.kinds & S3 else {}
        self.call(self.raw.put_file, str(content.file), path, **headers, **parts)
        return {}

    def send_and_move(self, path: str, content: Content) -> None:
        """Write a file under a hidden name, and move it, so that nobody sees half of it."""
        self.call(self._send_and_move, path, content)

    def _send_and_move(self, path: str, content: Content) -> None:
        folder, _, last = path.rpartition("/")
        unfinished = f"{folder}/{TEMPORARY}{uuid.uuid4().hex[:8]}-{last}"
        self.raw.makedirs(folder, exist_ok=True)
        try:
            if content.file is None:
                self.raw.pipe_file(unfinished, content.blob)
            else:
                self.raw.put_file(str(content.file), unfinished)
            self.raw.mv(unfinished, path)
        except BaseException:
            with suppress(Exception):
                self.raw.rm_file(unfinished)
            raise


def stat_of(facts: Facts) -> Stat:
    """Return the stat of a file from what its file system tells."""
    moment = next((facts[key] for key in _TIMES if facts.get(key)), 0)
    if isinstance(moment, datetime):
        moment = moment.timestamp()
    # A listing may tell fractions of a second that a question for one file does not.
    seconds = (moment if not tag_of(facts) else int(moment)) if isinstance(moment, (int, float)) else 0
    number = int(hashlib.sha256(tag_of(facts).encode()).hexdigest()[:15], 16) if tag_of(facts) else 0
    return Stat(int(facts["size"] or 0), int(seconds * 1e9), number)


def tag_of(facts: Facts) -> str:
    """Return what tells a version of a file from others, or "" if its file system does not know."""
    return next((str(facts[key]) for key in _TAGS if facts.get(key)), "")


def _md5_of(facts: Facts) -> str:
    """Return the MD5 of a file in hexadecimal if its file system tells it; else something that no file has."""
    if "md5Hash" in facts:  # Google
        return base64.b64decode(facts["md5Hash"]).hex()
    if facts.get("content_settings"):  # Azure
        return bytes(facts["content_settings"].get("content_md5") or b"").hex()
    return tag_of(facts).strip('"')


def _md5_of_parts(file: Path) -> str:
    """Return what S3 tells of a file that was sent in parts."""
    with file.open("rb") as blocks:
        digests = [hashlib.md5(block, usedforsecurity=False) for block in iter(lambda: blocks.read(HELD), b"")]
    whole = hashlib.md5(b"".join(each.digest() for each in digests), usedforsecurity=False)
    return f"{whole.hexdigest()}-{len(digests)}"


def _is_to_repeat(error: Exception) -> bool:
    """Return whether the same call may succeed in a moment. What nobody knows counts as such if the system tells it."""
    if isinstance(error, _LASTING) or is_refused(error):
        return False
    return isinstance(error, OSError) or may_pass(error)


def is_refused(error: BaseException) -> bool:
    """Return whether an error says that a file has another version than a put named."""
    return isinstance(error, FileExistsError) or any(
        getattr(each, "status_code", 0) == 412  # noqa: PLR2004 - the status of a condition that does not hold
        or (getattr(each, "response", None) or {}).get("Error", {}).get("Code") in _REFUSALS
        for each in (error, error.__cause__)
        if each is not None
    )


class _AbsentError(StoreError):
    """The file, or the place where it was to be written, does not exist."""


class RefusedError(Exception):
    """A file has another version than the one that was to be replaced."""


class _WrongLengthError(ConnectionError):
    """The file system has told another length than it has given or taken, as one does whose connection breaks."""
