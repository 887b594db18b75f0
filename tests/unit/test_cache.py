"""What the caches hold is used only when it is whole and in its place."""

import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from audionews.building.cache import Cache, MetadataCache, entries, is_whole
from audionews.errors import StoreError
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore
from audionews.stores.overflow import OverflowStore


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
    notes = MetadataCache(store, "things", int)
    notes.put("ab/cd", 7)
    store.blobs["things/ef/gh.json"] = store.blobs["things/ab/cd.json"]
    assert notes.facts("ef/gh") is None


def flipped(blob: bytes, bit: int) -> bytes:
    return bytes(byte ^ (1 << bit % 8 if place == bit // 8 else 0) for place, byte in enumerate(blob))


def test_no_flipped_bit_of_an_entry_is_believed(cache: Cache[int], store: MemoryStore) -> None:
    cache.put("ab/cd", 7, b"sound")
    for name, whole in dict(store.blobs).items():
        for bit in range(8 * len(whole)):
            store.blobs[name] = flipped(whole, bit)
            assert cache.blob("ab/cd") is None, (name, bit)
            assert not is_whole(store, "things/ab/cd")
        store.blobs[name] = whole
    assert cache.blob("ab/cd") == b"sound"
    assert is_whole(store, "things/ab/cd")


def test_facts_that_were_changed_by_hand_are_not_believed(cache: Cache[int], store: MemoryStore) -> None:
    cache.put("ab/cd", 7, b"sound")
    kept = json.loads(store.blobs["things/ab/cd.json"])
    kept["note"]["facts"] = 8
    store.blobs["things/ab/cd.json"] = json.dumps(kept, separators=(",", ":")).encode()
    assert cache.facts("ab/cd") is None
    assert list(entries(store)) == [("things/ab/cd", ("things/ab/cd", "things/ab/cd.json"))]


def test_the_bytes_of_another_entry_are_not_believed(cache: Cache[int], store: MemoryStore) -> None:
    cache.put("ab/cd", 7, b"sound")
    cache.put("ef/gh", 8, b"other")
    store.blobs["things/ab/cd"] = store.blobs["things/ef/gh"]
    assert cache.blob("ab/cd") is None
    assert cache.facts("ab/cd") == 7


def remove(path: Path) -> None:
    path.unlink()


def put_a_folder(path: Path) -> None:
    path.unlink()
    (path / "with" / "files").mkdir(parents=True)


def put_an_empty_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put_a_link_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nothing")


def put_a_link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def put_a_link_to_a_folder(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent)


def put_a_file_above(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"file")


def put_a_link_to_nothing_above(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.symlink_to("nothing")


@pytest.mark.parametrize("name", ["things/ab/cd", "things/ab/cd.json"])
@pytest.mark.parametrize(
    "damage",
    [
        remove,
        put_a_folder,
        put_an_empty_folder,
        put_a_link_to_nothing,
        put_a_link_to_itself,
        put_a_link_to_a_folder,
        put_a_file_above,
        put_a_link_to_nothing_above,
    ],
)
def test_whatever_stands_in_the_place_of_a_file_counts_as_damage_and_gives_way(
    tmp_path: Path, damage: Callable[[Path], None], name: str
) -> None:
    store = LocalStore(tmp_path / "cache", durable=False)
    cache = Cache(store, "things", int)
    cache.put("ab/cd", 7, b"sound")
    damage(store.path(name))
    assert cache.entry("ab/cd") is None
    assert not is_whole(store, "things/ab/cd")
    cache.put("ab/cd", 8, b"louder")
    entry = cache.entry("ab/cd")
    assert entry
    assert (entry[0].facts, entry[1]) == (8, b"louder")
    assert sorted(store.names()) == ["things/ab/cd", "things/ab/cd.json"]


def test_a_damaged_entry_can_be_forgotten_and_a_whole_one_stays(cache: Cache[int], store: MemoryStore) -> None:
    cache.put("ab/cd", 7, b"sound")
    cache.forget_damaged("ab/cd")
    assert cache.facts("ab/cd") == 7
    store.blobs["things/ab/cd"] = b"soun"
    cache.forget_damaged("ab/cd")
    assert cache.facts("ab/cd") is None


def test_what_has_no_room_in_a_cache_is_made_again_if_that_is_possible(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    full = LocalStore(file / "cache", durable=False)  # below a file there is no folder
    cache, facts = Cache(full, "things", int), MetadataCache(full, "facts", int)
    cache.put_if_possible("ab/cd", 7, b"sound")
    facts.put_if_possible("ab/cd", 7)
    assert (cache.blob("ab/cd"), facts.facts("ab/cd")) == (None, None)
    with pytest.raises(StoreError, match="cannot write"):
        cache.put("ab/cd", 7, b"sound")


def test_what_has_no_room_in_a_cache_goes_into_another_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    full, rest = LocalStore(tmp_path / "file" / "cache", durable=False), tmp_path / "out" / "overflow.1"
    store = OverflowStore(full, rest)
    cache = Cache(store, "things", int)
    assert cache.blob("ab/cd") is None
    assert not store.empty()
    cache.put("ab/cd", 7, b"sound")
    again = Cache(pickle.loads(pickle.dumps(store)), "things", int)  # noqa: S301 - as a worker gets it
    assert (again.blob("ab/cd"), again.facts("ab/cd")) == (b"sound", 7)
    assert store.stat("things/ab/cd") is not None
    again.forget_damaged("ab/cd")
    assert again.facts("ab/cd") == 7
    store.remove("things/ab/cd")
    assert cache.blob("ab/cd") is None
    killed, lately = rest.with_name("overflow.2"), rest.with_name("overflow.3")
    for folder in (killed, lately):
        folder.mkdir()
    os.utime(killed, (0, 0))
    assert store.empty()
    assert [path.name for path in rest.parent.iterdir()] == ["overflow.3"]
    assert not store.empty()


def test_an_overflow_reads_what_the_cache_has(tmp_path: Path) -> None:
    kept = LocalStore(tmp_path / "cache", durable=False)
    store = OverflowStore(kept, tmp_path / "overflow.1")
    assert store.write("things/ab", [b"so", b"und"])
    assert store.write_if("things/ef", [b"other"], None)
    assert (store.read("things/ab"), store.read("things/ab", 1, 2)) == (b"sound", b"ou")
    assert list(store.names("things/")) == ["things/ab", "things/ef"]
    assert {name for name, _ in store.stats()} == {"things/ab", "things/ef"}
    assert store.local_file("things/ab") == str(tmp_path / "cache/things/ab")
    with store.lock():
        store.tidy()
    store.remove("things/ab")
    assert store.stat("things/ab") is None
