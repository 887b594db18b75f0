"""A name holds whole bytes or nothing."""

import errno
import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import fsspec
import pytest
from filelock import FileLock
from fsspec.implementations.memory import MemoryFileSystem
from tests.running import needs_signals

from audionews.errors import SettingsError, StoreError
from audionews.ports import BlobStore
from audionews.stores import open_cache, open_store
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore
from audionews.stores.remote import RemoteStore
from audionews.stores.temporary import sync_folder


@pytest.fixture(params=["local", "cache", "memory", "folder by address", "memory by address"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    stores: dict[str, BlobStore] = {
        "local": LocalStore(tmp_path / "made" / "when needed"),
        "cache": LocalStore(tmp_path, durable=False),
        "memory": MemoryStore(),
        "folder by address": RemoteStore(str(tmp_path / "made" / "when needed")),
        "memory by address": RemoteStore(f"memory://{tmp_path.name}-{uuid.uuid4()}"),
    }
    return stores[request.param]


def test_what_is_written_is_read(store: BlobStore) -> None:
    assert store.write("a/b.txt", [b"one ", b"two"])
    assert store.read("a/b.txt") == b"one two"


def test_what_is_long_is_read_in_pieces(store: BlobStore) -> None:
    store.write("a/b", [b"0123456789"])
    assert [store.read("a/b", start, 4) for start in (0, 4, 8, 12)] == [b"0123", b"4567", b"89", b""]
    assert store.read("a/b", 7) == b"789"
    assert store.read("a/c", 4, 4) is None


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


def test_a_blob_is_known_without_being_read(store: BlobStore) -> None:
    assert store.stat("a/b") is store.stat("a") is None
    store.write("a/b", [b"12345"])
    before = store.stat("a/b")
    assert before is not None
    assert before.size == 5
    assert dict(store.stats()) == {"a/b": before}
    store.write("a/b", [b"12345"])
    assert store.stat("a/b") == before
    store.write("a/b", [b"123456"])
    assert store.stat("a/b") != before
    assert store.stat("a") is None


def test_stats_are_of_the_names_that_are_wanted(store: BlobStore) -> None:
    for name in ("b/2", "b/1", "b/c/1", "c", "b1", ".audionews/index"):
        store.write(name, [name.encode()])
    assert sorted(name for name, _ in store.stats()) == ["b/1", "b/2", "b/c/1", "b1", "c"]
    assert sorted(name for name, _ in store.stats("b/", lambda name: name.endswith("1"))) == ["b/1", "b/c/1"]
    assert list(store.stats("nothing/")) == []
    assert store.read(".audionews/index") == b".audionews/index"
    assert "audionews" not in "".join(store.names())


def sha(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


def test_what_somebody_else_changed_is_not_overwritten(store: BlobStore) -> None:
    assert not store.write_if("a", [b"one"], sha(b"nothing is there"))
    assert store.write_if("a", [b"one"], None)
    assert not store.write_if("a", [b"two"], None)
    assert not store.write_if("a", [b"two"], sha(b"other"))
    assert store.read("a") == b"one"
    assert store.write_if("a", [b"two"], sha(b"one"))
    assert store.read("a") == b"two"


def test_the_thread_that_holds_the_lock_may_take_it_again(store: BlobStore) -> None:
    with store.lock(), store.lock():
        assert store.write_if("a", [b"one"], None)
    store.tidy()
    assert store.read("a") == b"one"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="/proc tells the open files")
def test_a_lock_that_cannot_be_released_is_an_error_of_the_store(tmp_path: Path) -> None:
    def lose_lock() -> None:
        for link in Path("/proc/self/fd").iterdir():
            if link.is_symlink() and link.resolve().name == ".audionews-lock":
                os.close(int(link.name))

    with pytest.raises(StoreError, match="cannot unlock"), LocalStore(tmp_path).lock():
        lose_lock()


def test_a_lock_that_still_counts_as_held_elsewhere_is_an_error_of_the_store(tmp_path: Path) -> None:
    with (
        FileLock(tmp_path / ".audionews-lock"),
        pytest.raises(StoreError, match="its last unlocking failed"),
        LocalStore(tmp_path).lock(),
    ):
        pass


def test_only_a_folder_has_files_on_this_machine(store: BlobStore) -> None:
    path = store.local_file("a")
    assert path is None or isinstance(store, LocalStore)
    if path is not None:
        store.write("a", [b"x"])
        assert Path(path).read_bytes() == b"x"


def test_the_folder_of_a_store_has_the_name_that_it_was_given() -> None:
    assert LocalStore(Path("output")).local_file("") == "output"


def test_a_store_is_opened_by_its_address(tmp_path: Path) -> None:
    assert isinstance(open_store(f"memory://{uuid.uuid4()}"), RemoteStore)
    for address in (tmp_path, str(tmp_path)):
        open_store(address).write("a", [b"x"])
        assert (tmp_path / "a").read_bytes() == b"x"
    open_cache(tmp_path / "cache").write("b", [b"y"])
    assert (tmp_path / "cache" / "b").read_bytes() == b"y"


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
    with pytest.raises(StoreError, match="cannot read"):
        list(LocalStore(tmp_path / "file").names())
    with pytest.raises(StoreError, match="cannot read"):
        list(LocalStore(tmp_path / "file").stats())
    assert store.stat("file/below") is None
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot read"):
        store.read("folder")
    with pytest.raises(StoreError, match="cannot read"):
        store.write_if("folder", [b"x"], None)
    with pytest.raises(StoreError, match="cannot read"):
        store.stat("n" * 300)
    with pytest.raises(StoreError, match="cannot remove"):
        store.remove("folder")


def test_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    LocalStore(tmp_path).write("a", [b"x"])
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_left_overs_of_a_killed_write_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".audionews-killed").write_bytes(b"half")
    assert list(LocalStore(tmp_path).names()) == []


def test_a_file_of_a_show_never_takes_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="cannot write"):
        LocalStore(tmp_path).write("folder", [b"x"])
    assert (tmp_path / "folder").is_dir()


def test_a_cache_leaves_alone_what_stands_in_the_place_of_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"mine")
    with pytest.raises(StoreError, match="cannot write"):
        LocalStore(tmp_path / "cache", durable=False).write("a/b", [b"x"])
    assert (tmp_path / "cache").read_bytes() == b"mine"


DAY = 24 * 3600


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then), follow_symlinks=False)


def test_what_is_read_from_a_cache_is_marked_as_used_once_a_day(tmp_path: Path) -> None:
    cache = LocalStore(tmp_path, durable=False)
    for name, days in (("old", 3.0), ("new", 0.5), ("of a show", 3.0)):
        cache.write(name, [b"x"])
        age(tmp_path / name, days * DAY)
    assert cache.read("old") == cache.read("new") == LocalStore(tmp_path).read("of a show") == b"x"
    used = {path.name: (time.time() - path.stat().st_mtime) / DAY for path in tmp_path.iterdir()}
    assert (round(used["old"], 1), round(used["new"], 1), round(used["of a show"], 1)) == (0.0, 0.5, 3.0)


def test_left_overs_of_killed_writes_go_when_no_write_can_be_under_way(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.write("a/b", [b"x"])
    for name, size, hours in (
        ("a/.audionews-killed_1", 4, 0.0),
        (".audionews-killed_2", 4, 2.0),
        ("a/.audionews-killed_3", 0, 2.0),
        ("a/.audionews-new_one4", 0, 0.5),  # not yet locked
        ("a/.audionews-theirs", 4, 2.0),
    ):
        (tmp_path / name).write_bytes(bytes(size))
        age(tmp_path / name, hours * 3600)
    (tmp_path / ".audionews-folder_5").mkdir()
    (tmp_path / "a/.audionews-linked_6").symlink_to("b")

    def pieces() -> Iterator[bytes]:
        yield bytes(1 << 20)
        with store.lock():
            age(tmp_path / ".audionews-lock", 2 * DAY)
            age(max((tmp_path / "a").glob(".audionews-*"), key=lambda path: path.stat().st_size), 2 * DAY)  # it slept
            store.tidy()
        yield b"the end"

    store.write("a/busy", pieces())
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    theirs = ["a/.audionews-linked_6", "a/.audionews-theirs"]
    assert left == [".audionews-lock", *sorted([*theirs, "a/.audionews-new_one4"]), "a/b", "a/busy"]
    assert list(store.names()) == ["a/b", "a/busy"]
    assert store.read("a/busy", 1 << 20) == b"the end"


@pytest.mark.skipif(os.name != "posix", reason="this system has no such locks")
def test_where_there_are_no_locks_the_age_of_a_left_over_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    for name, hours in (("killed_1", 2.0), ("new_one2", 0.5)):
        (tmp_path / f".audionews-{name}").write_bytes(b"half")
        age(tmp_path / f".audionews-{name}", hours * 3600)
    monkeypatch.setattr("fcntl.flock", refuse)
    LocalStore(tmp_path).tidy()
    assert [path.name for path in tmp_path.iterdir()] == [".audionews-new_one2"]


COUNT = """
import sys
from pathlib import Path
from audionews.stores.local import LocalStore
folder = Path(sys.argv[1])
for _ in range(100):
    with LocalStore(folder).lock():
        count = int((folder / "count").read_text())
        (folder / "count").write_text(str(count + 1))
"""
HOLD = """
import sys
from pathlib import Path
from audionews.stores.local import LocalStore
with LocalStore(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_stores_of_one_folder_do_not_wait_for_each_other_in_one_thread(tmp_path: Path) -> None:
    with LocalStore(tmp_path).lock():
        assert LocalStore(tmp_path).write_if("a", [b"x"], None)


def test_a_file_that_goes_away_while_a_folder_is_listed_is_passed_over(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.write("a", [b"x"])

    def remove(name: str) -> bool:
        store.remove(name)
        return True

    assert list(store.stats("", remove)) == []


def test_two_processes_never_hold_the_lock_of_a_folder_at_once(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    counters = [subprocess.Popen([sys.executable, "-c", COUNT, str(tmp_path)]) for _ in range(2)]
    assert [counter.wait() for counter in counters] == [0, 0]
    assert (tmp_path / "count").read_text() == "200"


@needs_signals
def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        holder.send_signal(signal.SIGKILL)
    with LocalStore(tmp_path).lock():
        assert holder.returncode == -signal.SIGKILL


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "made" / "when needed")
    for _ in range(2):
        with pytest.raises(RuntimeError), store.lock():
            raise RuntimeError


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot lock"), LocalStore(tmp_path / "file").lock():
        pass


class Bucket(MemoryFileSystem):  # type: ignore[misc] # fsspec has no types
    """Keeps the headers that it is given with each file, as an object store does."""

    protocol = "s3"
    store: dict[str, Any] = {}  # noqa: RUF012 - as its parent has it
    pseudo_dirs = [""]  # noqa: RUF012 - as its parent has it
    headers: dict[str, dict[str, str]] = {}  # noqa: RUF012 - of all of this kind

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **headers: str) -> None:
        self.headers[path] = headers
        super().pipe_file(path, value, mode)


class Drive(Bucket):
    """The same, in the words of another store."""

    protocol = "gs"


def test_an_object_store_is_told_what_a_web_server_should_say() -> None:
    fsspec.register_implementation("s3", Bucket, clobber=True)
    fsspec.register_implementation("gs", Drive, clobber=True)
    for address in ("s3://shows/news", "gs://shows/news"):
        RemoteStore(address).put("feed.xml", b"feed", "application/rss+xml", "max-age=300")
        RemoteStore(address).put("plain", b"x")
    s3, gs, plain = (
        next(headers for path, headers in Bucket.headers.items() if path.endswith(name) and key in path)
        for key, name in (("s3", "feed.xml"), ("gs", "feed.xml"), ("s3", "plain"))
    )
    assert s3 == {"ContentType": "application/rss+xml", "CacheControl": "max-age=300"}
    assert gs["content_type"] == "application/rss+xml"
    assert plain == {}


def test_an_address_that_nothing_knows_is_told() -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        RemoteStore("nowhere://x/y")


def test_a_place_whose_package_is_missing_is_told_what_to_install() -> None:
    with pytest.raises(SettingsError, match="paramiko") as caught:
        RemoteStore("sftp://127.0.0.1/x")
    assert "install" in caught.value.remedy


def test_a_place_that_cannot_be_written_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot write"):
        RemoteStore(str(tmp_path / "file")).put("below/it", b"x")


@pytest.mark.parametrize("name", ["../secret", "a/../../secret", "/etc/passwd", "a\0b"])
def test_no_name_leaves_the_address(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="outside"):
        RemoteStore(str(tmp_path / "in")).write(name, [b"x"])


def test_sizes_are_as_the_place_lists_them_now(tmp_path: Path) -> None:
    store = RemoteStore(str(tmp_path))
    store.write("a/b", [b"12345"])
    unfinished = [tmp_path / "c.audionews-part", tmp_path / "a/.audionews-part-b"]
    for path in unfinished:
        path.write_bytes(b"half")
    assert store.sizes() == {"a/b": 5}
    store.tidy()
    assert all(path.exists() for path in unfinished), "another machine may be writing"
    for path in (*unfinished, tmp_path / "a/b"):
        age(path, 3601)
    store.tidy()
    assert not any(path.exists() for path in unfinished)
    assert store.sizes() == {"a/b": 5}
    assert RemoteStore(str(tmp_path / "none")).sizes() == {}


def test_an_unfinished_file_is_hidden_from_a_web_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[str]()

    def refuse(*_: object) -> None:
        seen.extend(path.name for path in tmp_path.rglob("*") if path.is_file())
        raise OSError(errno.EIO, "the disk fails")

    monkeypatch.setattr("shutil.move", refuse)
    with pytest.raises(StoreError, match="cannot write"):
        RemoteStore(str(tmp_path)).put("a/b", b"x")
    assert [name[:16] + name[-2:] for name in seen] == [".audionews-part--b"]
    assert not any(path.is_file() for path in tmp_path.rglob("*")), "it is removed"


def write_two(store: LocalStore) -> None:
    """Write a file, and fail to write another."""
    store.write("g", [b"x"])
    store.write("../g", [b"x"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not sync folders")
def test_folders_are_synced_once_at_the_end_of_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, sync = list[Path](), sync_folder

    def watch(folder: Path) -> None:
        synced.append(folder)
        sync(folder)

    monkeypatch.setattr("audionews.stores.local.sync_folder", watch)
    store = LocalStore(tmp_path)
    store.write("a/b/c", [b"x"])
    assert synced == [tmp_path / "a", tmp_path, tmp_path / "a/b"]
    synced.clear()
    with store.batch(), store.batch():
        for name in ("a/b/d", "a/b/e", "f"):
            store.write(name, [b"x"])
        assert not synced
    assert synced == [tmp_path, tmp_path / "a/b"]
    with pytest.raises(StoreError), store.batch():
        write_two(store)
    assert synced[2:] == [tmp_path]
    for _ in range(2):
        store.remove("a/b/d")
    assert synced[3:] == [tmp_path / "a/b"], "what is removed stays so"
    with LocalStore(tmp_path / "cache", durable=False).batch():
        LocalStore(tmp_path / "cache", durable=False).write("a/b", [b"x"])
    assert synced[4:] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not sync folders")
@pytest.mark.parametrize(("number", "what"), [(errno.EINVAL, ""), (errno.EIO, "cannot write")])
def test_a_disk_that_fails_is_told_and_one_that_does_not_sync_folders_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, "no")

    store = LocalStore(tmp_path)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StoreError, match=what) if what else nullcontext():
        store.write("a", [b"x"])
    with pytest.raises(StoreError, match=what) if what else nullcontext(), store.batch():
        store.write("b", [b"x"])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"x"


@pytest.mark.parametrize("obstacle", ["nothing", "a file above", "a folder", "a link to nowhere"])
def test_many_writers_share_a_cold_cache(tmp_path: Path, obstacle: str) -> None:
    for number in range(20):
        cache = LocalStore(tmp_path / str(number), durable=False)
        _put_in_the_way(cache.root, obstacle)
        barrier = threading.Barrier(4)

        def write(cache: LocalStore = cache, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            for name in "xyz":
                cache.write(f"a/b/{name}", [b"sound"])

        with ThreadPoolExecutor(4) as executor:
            for done in [executor.submit(write) for _ in range(4)]:
                done.result()
        assert [cache.read(f"a/b/{name}") for name in "xyz"] == [b"sound"] * 3


def _put_in_the_way(root: Path, obstacle: str) -> None:
    root.mkdir()
    match obstacle:
        case "a file above":
            (root / "a").write_bytes(b"")
        case "a folder":
            (root / "a/b/x/y").mkdir(parents=True)
        case "a link to nowhere":
            (root / "a").symlink_to(root / "nowhere")


def test_a_file_in_the_place_of_the_whole_cache_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("somebody's")
    with pytest.raises(StoreError, match="cannot write"):
        LocalStore(tmp_path / "cache", durable=False).write("a", [b"x"])
    assert (tmp_path / "cache").read_text() == "somebody's"
