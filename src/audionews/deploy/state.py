"""The record of what was sent to a target and its hub, in the private folder of the show, not at the target."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from audionews.model.media import GRACE
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from audionews.ports import BlobStore
    from audionews.stores.remote import RemoteStore

Kind = TypeVar("Kind")

OLD = "published.json"  # where 0.1.0 kept this, at the target
_FOLDER = ".audionews/deploy/"
_GONE = ""  # the digest of a removed file
_JOURNAL = 64  # changes in one file of the journal


class _Sent(msgspec.Struct):
    """The JSON form: the digest of each file that was sent, and of each feed that the hub was notified of.

    ``leaving`` has the files that the feed of a deploy named no longer, with the time of that deploy in seconds since
    1970. ``journal`` is the number of the journal that continues this state; older journals are included already.
    """

    files: dict[str, str] = {}
    told: dict[str, str] = {}
    target: str = ""
    journal: int = 0
    leaving: dict[str, int] = {}


class DeployState:
    """The files that we have put to a target.

    Each change is written immediately, into small files of a journal, so that a kill loses one file at most, and the
    whole state need not be written for each of thousands of files.

    Args:
        store: The output folder.
        target: The address of the target.

    Attributes:
        remembered: Whether there is a record; if not, all files must be sent.
        files: Digest of each file that was sent.
        told: Digest of each feed that the hub was notified of.
        leaving: The files that no feed names any more, and since when.
    """

    def __init__(self, store: BlobStore, target: str) -> None:
        self._store = store
        self._target = target
        self._stem = f"{_FOLDER}{hashlib.sha256(target.encode()).hexdigest()[:32]}"
        kept = _decoded(store.read(f"{self._stem}.json"), _Sent)
        self.remembered = kept is not None
        self.files, self.told, self._journal = (kept.files, kept.told, kept.journal) if kept else ({}, {}, 0)
        self.leaving = kept.leaving if kept else {}
        self._changes: dict[str, str] = {}
        self._number = 0
        self._replay()

    def _replay(self) -> None:
        """Apply the journal of an interrupted run."""
        while (changes := _decoded(self._store.read(self._file(self._number)), dict[str, str])) is not None:
            for name, digest in changes.items():
                self._apply(name, digest)
            self._number += 1
        if self._number:
            self.remembered = True
            self.save()

    def adopt(self, remote: RemoteStore) -> bool:
        """Take over the record that 0.1.0 left at the target, and remove it there; return whether there was one."""
        old = _decoded(remote.read(OLD), _Sent)
        if old is None:
            return False
        self.files, self.told, self.remembered = old.files, old.told, True
        self.save()
        remote.remove(OLD)
        return True

    def sent(self, name: str, digest: str) -> None:
        """Record that a file was sent."""
        self._change(name, digest)

    def removed(self, name: str) -> None:
        """Record that a file was removed."""
        self._change(name, _GONE)

    def has_waited(self, name: str, now: datetime) -> bool:
        """Return whether a day has passed since a deploy after whose feed nothing names the file."""
        moment = int(now.timestamp())
        return moment - self.leaving.setdefault(name, moment) >= GRACE.total_seconds()

    def stay(self, names: Iterable[str]) -> None:
        """Record that the feed names these files."""
        for name in names:
            self.leaving.pop(name, None)

    def save(self) -> None:
        """Write the whole state, and begin a new journal."""
        whole = _Sent(
            files=self.files, told=self.told, target=self._target, journal=self._journal + 1, leaving=self.leaving
        )
        self._store.write(f"{self._stem}.json", [msgspec.json.encode(whole, order="deterministic")])
        for number in range(self._number + 1):
            self._store.remove(self._file(number))
        self._changes, self._number, self._journal = {}, 0, whole.journal

    def _change(self, name: str, digest: str) -> None:
        self._apply(name, digest)
        self._changes[name] = digest
        self._store.write(self._file(self._number), [msgspec.json.encode(self._changes)])
        if len(self._changes) >= _JOURNAL:
            self._changes, self._number = {}, self._number + 1

    def _apply(self, name: str, digest: str) -> None:
        self.leaving.pop(name, None)
        if digest == _GONE:
            self.files.pop(name, None)
        else:
            self.files[name] = digest

    def _file(self, number: int) -> str:
        return f"{self._stem}/{self._journal}-{number}.json"


def _decoded(blob: bytes | None, kind: type[Kind]) -> Kind | None:
    """Return the decoded JSON, or None if it is missing or damaged: everything is then sent again."""
    try:
        return None if blob is None else decode_json(blob, kind)
    except msgspec.DecodeError:
        return None
