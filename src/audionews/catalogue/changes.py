"""The log of changes: which episodes were changed last, for shows in stores whose listings are long, or late.

It is a small file in the private folder, written under the lock of the show before the sidecar that it names. Who knows
all but the last changes reads only the sidecars of those; who knows less lists all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from audionews.ports import BlobStore

FILE = ".audionews/changes.json"
_KEPT = 500  # changes


class _Log(msgspec.Struct, frozen=True):
    """The JSON form: how many changes there were, and the ids of the episodes of the last ones."""

    count: int = 0
    last: tuple[str, ...] = ()


class ChangeLog:
    """The log of one show.

    Args:
        store: The output folder.

    Attributes:
        count: How many changes this process knows.
    """

    def __init__(self, store: BlobStore) -> None:
        self._store = store
        self._log = _Log()
        self.count = 0

    def catch_up(self) -> set[str] | None:
        """Return the ids of the episodes that others have changed since we looked; None if that is not known.

        Raises:
            StoreError: The log cannot be read.
        """
        self._log = log = self._read()
        missed = log.count - self.count
        self.count = log.count
        return set(log.last[-missed:] if missed else ()) if 0 <= missed <= len(log.last) else None

    def add(self, episode_id: str) -> None:
        """Add a change. Only under the lock of the show, after ``catch_up``.

        Raises:
            StoreError: The log cannot be written.
        """
        self._log = _Log(self._log.count + 1, (*self._log.last, episode_id)[-_KEPT:])
        self._store.write(FILE, [msgspec.json.encode(self._log)])
        self.count = self._log.count

    def _read(self) -> _Log:
        blob = self._store.read(FILE)
        try:
            return _Log() if blob is None else decode_json(blob, _Log)
        except msgspec.DecodeError:  # damaged: everybody lists all sidecars once
            return _Log()
