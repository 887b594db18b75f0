"""Writes a file only in place of a known version: by what the file system offers for it.

S3 and Azure compare the version as they write, and Google creates exclusively. Elsewhere a writer first creates a file
that claims the version, which one of many can do.
"""

from __future__ import annotations

import hashlib
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from audionews.errors import StoreError
from audionews.stores.connection import GOOGLE, S3
from audionews.stores.failures import may_pass
from audionews.stores.file_system import CONDITIONAL, FileSystem, RefusedError, is_refused, stat_of, tag_of

if TYPE_CHECKING:
    from audionews.stores.file_system import Facts
    from audionews.stores.staging import Content

_CLAIM = ".audionews-next-"  # the beginning of the name of the claim to replace a version
_OLD_CLAIM = 120.0  # seconds; a claim is held for a moment
_OTHER_TAG = f'"{"0" * 32}"'  # of no file
_ELSEWHERE = "build into a folder and publish that, or name a store that keeps If-Match and If-None-Match"
_MEMORY = threading.RLock()  # held while a file in memory is compared and replaced


def replace(files: FileSystem, name: str, content: Content, tag: str | None, headers: Facts) -> str | None:
    """Write a file if it still has the version of that tag; return its new tag, or None if it has another version.

    Args:
        files: The file system.
        name: The name of the file.
        content: The bytes.
        tag: The tag of the version; None if the file must not exist.
        headers: What web servers are to say.

    Raises:
        StoreError: The file cannot be written.
    """

    def write(path: str) -> str:
        if files.kinds & CONDITIONAL or (files.kinds & GOOGLE and tag is None):
            return _put(files, path, content, headers, tag)
        if "memory" in files.kinds:
            with _MEMORY:
                _refuse_other(files, path, tag)
                files.send(path, content, {})
        else:
            _put_by_claim(files, path, content, headers, tag)
        return _digest(content)

    try:
        return files.do("write", name, write)
    except RefusedError:  # an attempt may have succeeded whose answer was lost
        if content.file is not None:
            return _digest(content) if files.has(name, content) else None
        found = files.version(name)
        return found.tag if found and found.blob == content.blob else None


def prove(files: FileSystem, name: str, content: Content) -> None:
    """Prove that the file system refuses what a condition forbids: some take no notice of it, and say nothing.

    Args:
        files: The file system.
        name: The name of a file that exists.
        content: Its bytes, which are written again if they are not refused.

    Raises:
        StoreError: The file system does not refuse it.
    """
    if "memory" in files.kinds:
        return
    tags = (None, _OTHER_TAG) if files.kinds & CONDITIONAL else (None,)
    if not files.do("write", name, lambda path: all(_is_kept(files, path, content, tag) for tag in tags)):
        what = f"{files.address} cannot be written by several programs: it replaces a file that it was told to keep"
        raise StoreError(what, _ELSEWHERE)


def _is_kept(files: FileSystem, path: str, content: Content, tag: str | None) -> bool:
    """Return whether a file that exists is not created, or not replaced in another version."""
    try:
        if files.kinds & (CONDITIONAL | GOOGLE):
            _put(files, path, content, {}, tag)
        else:
            _claim(files, path)
    except RefusedError:
        return True
    except Exception as error:
        if is_refused(error):
            return True
        raise
    return False


def _put(files: FileSystem, path: str, content: Content, headers: Facts, tag: str | None) -> str:
    try:
        told = files.send(path, content, {**headers, **_condition(files, tag)})
    except Exception as error:
        if is_refused(error) or (tag is not None and isinstance(error, FileNotFoundError)):
            raise RefusedError from error
        raise
    if files.kinds & CONDITIONAL:
        return tag_of(told) or tag_of(files.info_at(path))
    return _digest(content)


def _condition(files: FileSystem, tag: str | None) -> Facts:
    if tag is None:
        return {"mode": "create"}
    if files.kinds & S3:
        return {"IfMatch": tag}
    from azure.core import MatchConditions  # noqa: PLC0415 - comes with adlfs

    return {"etag": tag, "match_condition": MatchConditions.IfNotModified}


def _put_by_claim(files: FileSystem, path: str, content: Content, headers: Facts, tag: str | None) -> None:
    folder, _, last = path.rpartition("/")
    claim = f"{folder}/{_CLAIM}{last}-{(tag or 'new')[:16]}"
    try:
        _claim(files, claim)
    except Exception as error:
        if not is_refused(error):
            raise
        _remove_left_over(files, claim)
        raise RefusedError from error
    try:
        _refuse_other(files, path, tag)
        if files.is_whole():
            files.send(path, content, headers)
        else:
            files.send_and_move(path, content)
    finally:
        with suppress(Exception):
            files.raw.rm_file(claim)


def _claim(files: FileSystem, claim: str) -> None:
    """Create an empty file that must not exist."""
    if files.is_whole():
        files.call(files.raw.pipe_file, claim, b"", mode="create")
    else:
        files.call(_create, files, claim)


def _create(files: FileSystem, path: str) -> None:
    files.raw.makedirs(path.rpartition("/")[0], exist_ok=True)
    try:
        with files.raw.open(path, "xb"):
            pass
    except OSError as error:  # OpenSSH says "Failure", and no more, to who creates what is there
        if not isinstance(error, FileExistsError) and not may_pass(error) and files.raw.exists(path):
            raise FileExistsError(path) from error
        raise


def _remove_left_over(files: FileSystem, claim: str) -> None:
    """Remove a claim whose writer was killed, so that the next attempt succeeds."""
    with suppress(Exception):
        if time.time() - stat_of(files.info_at(claim)).modified_ns / 1e9 > _OLD_CLAIM:
            files.raw.rm_file(claim)


def _refuse_other(files: FileSystem, path: str, tag: str | None) -> None:
    """Refuse to go on if a file has another version than that of the tag."""
    try:
        now = files.read_at(path).tag
    except FileNotFoundError:
        now = None
    if now != tag:
        raise RefusedError


def _digest(content: Content) -> str:
    """Return the tag of a version that the file system gives none. Nobody asks for that of a large file."""
    return content.md5 if content.file else hashlib.sha256(content.blob).hexdigest()
