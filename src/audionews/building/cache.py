"""Caches of what was costly to make, under its address. Every entry is checked whenever it is used."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from audionews.errors import StoreError
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.ports import BlobStore

Facts = TypeVar("Facts")
_METADATA = ".json"


class Metadata(msgspec.Struct, Generic[Facts], frozen=True):
    """Facts and their address, so that a file in the wrong place is not trusted. ``sha256`` is that of the bytes."""

    key: str
    facts: Facts
    sha256: str = ""


class _Checksummed(msgspec.Struct, frozen=True):
    """Metadata as it is stored, with the digest of its JSON, so that every change of a fact is noticed."""

    checksum: str = msgspec.field(name="seal")  # the key of 0.1.0, whose caches stay valid
    metadata: msgspec.Raw = msgspec.field(name="note")


class MetadataCache(Generic[Facts]):
    """Facts under an address. An entry that is damaged, misplaced or unreadable counts as absent."""

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._kind_of_metadata = Metadata[facts]  # type: ignore[valid-type] # a type made at run time

    def put(self, key: str, facts: Facts, sha256: str = "") -> None:
        """Store the facts."""
        metadata = msgspec.json.encode(Metadata(key=key, facts=facts, sha256=sha256))
        checked = _Checksummed(checksum=_digest(metadata), metadata=msgspec.Raw(metadata))
        self._store.write(self._name(key), [msgspec.json.encode(checked)])

    def put_if_possible(self, key: str, facts: Facts) -> None:
        """Store the facts, unless the disk is full: they are then made again when they are needed."""
        with suppress(StoreError):
            self.put(key, facts)

    def metadata(self, key: str) -> Metadata[Facts] | None:
        """Return the facts with their key and digest, or None if the entry is missing or damaged."""
        blob = _read(self._store, self._name(key))
        if blob is None:
            return None
        try:
            checked = decode_json(blob, _Checksummed)
            found: Metadata[Facts] = decode_json(bytes(checked.metadata), self._kind_of_metadata)
        except msgspec.DecodeError:
            return None
        return found if found.key == key and _digest(checked.metadata) == checked.checksum else None

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None if the entry is missing or damaged."""
        found = self.metadata(key)
        return None if found is None else found.facts

    def forget(self, key: str) -> None:
        """Remove the facts."""
        self._store.remove(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._kind}/{key}{_METADATA}"


class Cache(Generic[Facts]):
    """Bytes under an address, with small facts that can be read without the bytes.

    The bytes are written first and the metadata last, so that a kill in between leaves no entry that would be trusted.
    """

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._metadata = MetadataCache(store, kind, facts)

    def put(self, key: str, facts: Facts, blob: bytes) -> str:
        """Store the bytes and the facts; return the digest of the bytes."""
        self._store.write(f"{self._kind}/{key}", [blob])
        digest = _digest(blob)
        self._metadata.put(key, facts, digest)
        return digest

    def put_if_possible(self, key: str, facts: Facts, blob: bytes) -> None:
        """Store the bytes and the facts, unless the disk is full: they are then made again when they are needed."""
        with suppress(StoreError):
            self.put(key, facts, blob)

    def metadata(self, key: str) -> Metadata[Facts] | None:
        """Return the facts and the digest of the bytes, or None if the metadata is missing or damaged."""
        return self._metadata.metadata(key)

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None if the metadata is missing or damaged."""
        return self._metadata.facts(key)

    def blob(self, key: str) -> bytes | None:
        """Return the bytes, or None if the entry is missing or damaged."""
        entry = self.entry(key)
        return None if entry is None else entry[1]

    def entry(self, key: str) -> tuple[Metadata[Facts], bytes] | None:
        """Return the metadata and the bytes, or None if the entry is missing or damaged."""
        found = self.metadata(key)
        blob = _read(self._store, f"{self._kind}/{key}") if found else None
        return (found, blob) if found and blob is not None and _digest(blob) == found.sha256 else None

    def forget_damaged(self, key: str) -> None:
        """Remove the metadata of an entry if it is damaged, so that the entry counts as missing."""
        if self.entry(key) is None:
            self._metadata.forget(key)


def entries(store: BlobStore) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each entry of the caches in a store, KIND/KEY, with the names of its files: bytes, metadata, or both."""
    found: dict[str, list[str]] = {}
    for name in store.names():
        found.setdefault(name.removesuffix(_METADATA), []).append(name)
    yield from ((entry, tuple(names)) for entry, names in found.items())


def is_whole(store: BlobStore, entry: str) -> bool:
    """Return whether an entry can be trusted: its metadata is in place, and its bytes have the digest in it."""
    kind, _, key = entry.partition("/")
    found = MetadataCache(store, kind, msgspec.Raw).metadata(key)
    blob = _read(store, entry)
    return found is not None and found.sha256 == (_digest(blob) if blob is not None else "")


def _read(store: BlobStore, name: str) -> bytes | None:
    """Return the bytes, or None if they cannot be read: they are then made again, like damaged ones."""
    try:
        return store.read(name)
    except StoreError:
        return None


def _digest(blob: bytes | msgspec.Raw) -> str:
    return hashlib.sha256(blob).hexdigest()
