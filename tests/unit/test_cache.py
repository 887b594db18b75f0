"""What the caches hold is used only when it is whole and in its place."""

import pytest

from audionews.pipeline.cache import Cache, Notes
from audionews.stores.memory import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def cache(store: MemoryStore) -> Cache[int]:
    return Cache(store, "things", int)


def test_facts_and_bytes_come_back(cache: Cache[int]) -> None:
    cache.put("ab/cd", 7, b"sound")
    assert cache.facts("ab/cd") == 7
    assert cache.blob("ab/cd") == b"sound"


def test_what_is_absent_is_none(cache: Cache[int]) -> None:
    assert cache.facts("ab/cd") is None
    assert cache.blob("ab/cd") is None


@pytest.mark.parametrize("damage", [b"", b"soun", b"Sound", b"sound!"])
def test_damaged_bytes_are_not_used(cache: Cache[int], store: MemoryStore, damage: bytes) -> None:
    cache.put("ab/cd", 7, b"sound")
    store.blobs["things/ab/cd"] = damage
    assert cache.blob("ab/cd") is None


def test_bytes_without_their_note_are_not_used(cache: Cache[int], store: MemoryStore) -> None:
    cache.put("ab/cd", 7, b"sound")
    store.remove("things/ab/cd.json")
    assert cache.blob("ab/cd") is None
    assert cache.facts("ab/cd") is None


def test_a_note_without_its_bytes_has_no_bytes(cache: Cache[int], store: MemoryStore) -> None:
    cache.put("ab/cd", 7, b"sound")
    store.remove("things/ab/cd")
    assert cache.blob("ab/cd") is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"key": "ab/cd"}', b"\xff\xfe", b'{"key":"ab/cd","facts":"7"}'])
def test_a_damaged_note_is_not_believed(cache: Cache[int], store: MemoryStore, damage: bytes) -> None:
    cache.put("ab/cd", 7, b"sound")
    store.blobs["things/ab/cd.json"] = damage
    assert cache.facts("ab/cd") is None


def test_an_entry_in_a_foreign_place_is_not_believed(store: MemoryStore) -> None:
    notes = Notes(store, "things", int)
    notes.put("ab/cd", 7)
    store.blobs["things/ef/gh.json"] = store.blobs["things/ab/cd.json"]
    assert notes.facts("ef/gh") is None
