"""The caches: what was costly to make, under its address, checked whenever it is used."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from audionews.errors import CacheChanged, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audionews.ports import BlobStore

Facts = TypeVar("Facts")
Result = TypeVar("Result")
_NOTE = ".json"
_ATTEMPTS = 3


class Metadata(msgspec.Struct, Generic[Facts], frozen=True):
    """Facts and their address, so that a file in the wrong place is not believed. ``sha256`` is that of the bytes."""

    key: str
    facts: Facts
    sha256: str = ""


class _Checksummed(msgspec.Struct, frozen=True):
    """A note as it is kept, with the digest of its JSON, so that no fact in it can change unseen."""

    seal: str
    note: msgspec.Raw


class MetadataCache(Generic[Facts]):
    """Facts under an address. A note that is damaged, foreign or cannot be read counts as absent."""

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._note = Metadata[facts]  # type: ignore[valid-type] # a type made at run time

    def put(self, key: str, facts: Facts, sha256: str = "") -> None:
        """Keep the facts."""
        note = msgspec.json.encode(Metadata(key=key, facts=facts, sha256=sha256))
        sealed = _Checksummed(seal=_digest(note), note=msgspec.Raw(note))
        self._store.write(self._name(key), [msgspec.json.encode(sealed)])

    def note(self, key: str) -> Metadata[Facts] | None:
        """Return the note, or None when there is none that can be believed."""
        blob = _read(self._store, self._name(key))
        if blob is None:
            return None
        try:
            sealed = msgspec.json.decode(blob, type=_Checksummed)
            note: Metadata[Facts] = msgspec.json.decode(sealed.note, type=self._note)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return note if note.key == key and _digest(sealed.note) == sealed.seal else None

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None when there are none that can be believed."""
        note = self.note(key)
        return None if note is None else note.facts

    def forget(self, key: str) -> None:
        """Remove the note."""
        self._store.remove(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._kind}/{key}{_NOTE}"


class Cache(Generic[Facts]):
    """Bytes under an address with small facts beside them, which can be read without the bytes.

    The bytes are written first and the note last, so that a kill in between leaves nothing that would be believed.
    """

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._notes = MetadataCache(store, kind, facts)

    def put(self, key: str, facts: Facts, blob: bytes) -> None:
        """Keep the bytes and the facts."""
        self._store.write(f"{self._kind}/{key}", [blob])
        self._notes.put(key, facts, _digest(blob))

    def note(self, key: str) -> Metadata[Facts] | None:
        """Return the facts and the digest of the bytes, or None when there are none that can be believed."""
        return self._notes.note(key)

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None when there are none that can be believed."""
        return self._notes.facts(key)

    def blob(self, key: str) -> bytes | None:
        """Return the bytes, or None when there are none that can be believed."""
        entry = self.entry(key)
        return None if entry is None else entry[1]

    def entry(self, key: str) -> tuple[Metadata[Facts], bytes] | None:
        """Return the note and the bytes, or None when there are none that can be believed."""
        note = self.note(key)
        blob = _read(self._store, f"{self._kind}/{key}") if note else None
        return (note, blob) if note and blob is not None and _digest(blob) == note.sha256 else None

    def forget_damaged(self, key: str) -> None:
        """Remove the note of an entry that is damaged, so that it counts as missing."""
        if self.entry(key) is None:
            self._notes.forget(key)


def retry_on_cache_change(work: Callable[[], Result], repair: Callable[[], None]) -> Result:
    """Return what the work returns; when the caches change under it, it is done again after they are repaired.

    Raises:
        CacheChanged: They change each time.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return work()
        except CacheChanged:
            repair()
    return work()


def entries(store: BlobStore) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each entry of the caches in a store, KIND/KEY, with the names of its files: bytes, note, or both."""
    found: dict[str, list[str]] = {}
    for name in store.names():
        found.setdefault(name.removesuffix(_NOTE), []).append(name)
    yield from ((entry, tuple(names)) for entry, names in found.items())


def is_whole(store: BlobStore, entry: str) -> bool:
    """Return whether an entry would be believed: its note is in its place, and its bytes are those of the note."""
    kind, _, key = entry.partition("/")
    note = MetadataCache(store, kind, msgspec.Raw).note(key)
    blob = _read(store, entry)
    return note is not None and note.sha256 == (_digest(blob) if blob is not None else "")


def _read(store: BlobStore, name: str) -> bytes | None:
    """Return the bytes, or None when there are none that can be read: those are made again like damaged ones."""
    try:
        return store.read(name)
    except StoreError:
        return None


def _digest(blob: bytes | msgspec.Raw) -> str:
    return hashlib.sha256(blob).hexdigest()
