"""The caches: expensive bytes under their address, with small facts beside them, checked whenever they are used."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from audionews.ports import BlobStore

Facts = TypeVar("Facts")


class Entry(msgspec.Struct, Generic[Facts], frozen=True):
    """What stands beside the bytes: enough to know them again.

    Attributes:
        key: The address, so that a file in the wrong place is not believed.
        sha256: Digest of the bytes.
        facts: What is known about them without reading them.
    """

    key: str
    sha256: str
    facts: Facts


class Cache(Generic[Facts]):
    """Bytes and facts under an address. An entry that is damaged or foreign counts as absent.

    The bytes are written first and the facts last, so that a kill in between leaves nothing that would be believed.
    """

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._decoder = msgspec.json.Decoder(Entry[facts])  # type: ignore[valid-type] # a type made at run time

    def put(self, key: str, facts: Facts, blob: bytes) -> None:
        """Keep the bytes and the facts."""
        entry = Entry(key=key, sha256=hashlib.sha256(blob).hexdigest(), facts=facts)
        self._store.write(self._name(key), [blob])
        self._store.write(self._name(key) + ".json", [msgspec.json.encode(entry)])

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None when there are none that can be believed."""
        entry = self._entry(key)
        return None if entry is None else entry.facts

    def blob(self, key: str) -> bytes | None:
        """Return the bytes, or None when there are none that can be believed."""
        entry, blob = self._entry(key), self._store.read(self._name(key))
        if entry is None or blob is None or hashlib.sha256(blob).hexdigest() != entry.sha256:
            return None
        return blob

    def drop(self, key: str) -> None:
        """Forget an entry."""
        self._store.remove(self._name(key) + ".json")
        self._store.remove(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._kind}/{key}"

    def _entry(self, key: str) -> Entry[Facts] | None:
        blob = self._store.read(self._name(key) + ".json")
        if blob is None:
            return None
        try:
            entry: Entry[Facts] = self._decoder.decode(blob)
        except msgspec.DecodeError:
            return None
        return entry if entry.key == key else None
