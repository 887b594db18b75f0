"""A name holds whole bytes or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audionews.errors import StoreError
from audionews.ports import BlobStore
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore


@pytest.fixture(params=["local", "cache", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    stores: dict[str, BlobStore] = {
        "local": LocalStore(tmp_path / "made" / "when needed"),
        "cache": LocalStore(tmp_path, durable=False),
        "memory": MemoryStore(),
    }
    return stores[request.param]


def test_what_is_written_is_read(store: BlobStore) -> None:
    assert store.write("a/b.txt", [b"one ", b"two"])
    assert store.read("a/b.txt") == b"one two"


def test_what_was_never_written_is_none(store: BlobStore) -> None:
    assert store.read("a/b.txt") is None


def test_the_same_bytes_again_change_nothing(store: BlobStore) -> None:
    store.write("a", [b"same"])
    assert not store.write("a", [b"sa", b"me"])
    assert store.write("a", [b"size"])
    assert store.write("a", [b"longer"])


def test_names_are_sorted_and_begin_with_the_prefix(store: BlobStore) -> None:
    for name in ("b/2", "b/1", "c", "b1"):
        store.write(name, [b""])
    assert list(store.names()) == ["b/1", "b/2", "b1", "c"]
    assert list(store.names("b/")) == ["b/1", "b/2"]
    assert list(store.names("nothing/")) == []


def test_removing_twice_does_no_harm(store: BlobStore) -> None:
    store.write("a", [b"x"])
    store.remove("a")
    store.remove("a")
    assert store.read("a") is None


def failing() -> Iterator[bytes]:
    yield b"half"
    raise StoreError("the cable was cut", "try again")


def test_a_write_that_fails_leaves_the_old_bytes_and_no_left_over(store: BlobStore) -> None:
    store.write("a", [b"old"])
    with pytest.raises(StoreError, match="cable"):
        store.write("a", failing())
    assert store.read("a") == b"old"
    assert list(store.names()) == ["a"]


def test_a_failed_write_leaves_no_temporary_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        LocalStore(tmp_path).write("a", failing())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../secret", "a/../../secret", "/etc/passwd", "a\0b"])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="outside"):
        LocalStore(tmp_path / "in").write(name, [b"x"])


def test_a_folder_in_the_way_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = LocalStore(tmp_path)
    with pytest.raises(StoreError, match="cannot write"):
        store.write("file/below", [b"x"])
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot read"):
        store.read("folder")
    with pytest.raises(StoreError, match="cannot remove"):
        store.remove("folder")


def test_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    LocalStore(tmp_path).write("a", [b"x"])
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_left_overs_of_a_killed_write_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".audionews-killed").write_bytes(b"half")
    assert list(LocalStore(tmp_path).names()) == []
