"""The caches: what was costly to make, under its address, checked whenever it is used."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.ports import BlobStore

Facts = TypeVar("Facts")
_NOTE = ".json"


class Note(msgspec.Struct, Generic[Facts], frozen=True):
    """Facts and their address, so that a file in the wrong place is not believed. ``sha256`` is that of the bytes."""

    key: str
    facts: Facts
    sha256: str = ""


class Notes(Generic[Facts]):
    """Facts under an address. A note that is damaged or foreign counts as absent."""

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._note = Note[facts]  # type: ignore[valid-type] # a type made at run time

    def put(self, key: str, facts: Facts, sha256: str = "") -> None:
        """Keep the facts."""
        self._store.write(self._name(key), [msgspec.json.encode(Note(key=key, facts=facts, sha256=sha256))])

    def note(self, key: str) -> Note[Facts] | None:
        """Return the note, or None when there is none that can be believed."""
        blob = self._store.read(self._name(key))
        if blob is None:
            return None
        try:
            note: Note[Facts] = msgspec.json.decode(blob, type=self._note)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        return note if note.key == key else None

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None when there are none that can be believed."""
        note = self.note(key)
        return None if note is None else note.facts

    def _name(self, key: str) -> str:
        return f"{self._kind}/{key}{_NOTE}"


class Cache(Generic[Facts]):
    """Bytes under an address with small facts beside them, which can be read without the bytes.

    The bytes are written first and the note last, so that a kill in between leaves nothing that would be believed.
    """

    def __init__(self, store: BlobStore, kind: str, facts: type[Facts]) -> None:
        self._store = store
        self._kind = kind
        self._notes = Notes(store, kind, facts)

    def put(self, key: str, facts: Facts, blob: bytes) -> None:
        """Keep the bytes and the facts."""
        self._store.write(f"{self._kind}/{key}", [blob])
        self._notes.put(key, facts, hashlib.sha256(blob).hexdigest())

    def facts(self, key: str) -> Facts | None:
        """Return the facts, or None when there are none that can be believed."""
        return self._notes.facts(key)

    def blob(self, key: str) -> bytes | None:
        """Return the bytes, or None when there are none that can be believed."""
        note, blob = self._notes.note(key), self._store.read(f"{self._kind}/{key}")
        if note is None or blob is None or hashlib.sha256(blob).hexdigest() != note.sha256:
            return None
        return blob


def entries(store: BlobStore) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each entry of the caches in a store, KIND/KEY, with the names of its files: bytes, note, or both."""
    found: dict[str, list[str]] = {}
    for name in store.names():
        found.setdefault(name.removesuffix(_NOTE), []).append(name)
    yield from ((entry, tuple(names)) for entry, names in found.items())


def is_whole(store: BlobStore, entry: str) -> bool:
    """Return whether an entry would be believed: its note is in its place, and its bytes are those of the note."""
    kind, _, key = entry.partition("/")
    note = Notes(store, kind, msgspec.Raw).note(key)
    blob = store.read(entry)
    return note is not None and note.sha256 == (hashlib.sha256(blob).hexdigest() if blob is not None else "")
