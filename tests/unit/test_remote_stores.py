"""Remote stores over file systems in memory that behave like S3, Azure, Google and SFTP, or badly."""

import errno
import hashlib
import sys
import tempfile
import threading
import time
import types
import uuid
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any, ClassVar

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import _registry

from audionews.errors import StoreBusy, StoreError, StoreUnavailable
from audionews.stores import is_address, open_cache, open_store
from audionews.stores.conditional import replace
from audionews.stores.file_system import FileSystem, stat_of
from audionews.stores.layered import LayeredStore
from audionews.stores.lease import Holder, Lease
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore
from audionews.stores.remote import RemoteStore
from audionews.stores.staging import HELD, content_of, staged
from audionews.stores.waiting import Waiting


class RefusedError(OSError):
    """The answer of Azure if a condition does not hold."""

    status_code = 412


class Cloud(MemoryFileSystem):  # type: ignore[misc] # fsspec has no types
    """Files in memory, with what a test wants to go wrong."""

    store: ClassVar[dict[str, Any]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]
    errors: ClassVar[list[Exception | None]] = []  # one for each of the next calls; None lets it pass
    after: ClassVar[list[Exception]] = []  # raised after the next puts, which succeed
    cut: ClassVar[list[bool]] = []  # whether the next reads, or the next writes, have only a half
    headers: ClassVar[dict[str, Any]] = {}

    def fail(self) -> None:
        if self.errors and (error := self.errors.pop(0)):
            raise error

    def info(self, path: str, **_: object) -> dict[str, Any]:
        self.fail()
        return self.known(path)

    def known(self, path: str) -> dict[str, Any]:
        facts = super().info(path)
        if facts["type"] == "file":
            facts.update(self.said(bytes(self.store[self._strip_protocol(path)].getbuffer())))
        return dict(facts)

    def said(self, blob: bytes) -> dict[str, Any]:
        return {"ETag": f'"{hashlib.md5(blob, usedforsecurity=False).hexdigest()}"'}

    def find(self, path: str, *_: object, **__: object) -> dict[str, Any]:
        self.fail()
        return {name: self.known(name) for name in super().find(path)}

    def cat_file(self, path: str, start: int | None = None, end: int | None = None, **_: object) -> bytes:
        self.fail()
        blob = bytes(super().cat_file(path, start, end))
        return blob[: len(blob) // 2] if self.cut and self.cut.pop(0) else blob

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **headers: str | dict[str, str]) -> None:
        self.fail()
        tag = headers.pop("IfMatch", None) or headers.pop("etag", None)
        if tag and (not self.exists(path) or self.known(path)[self.tag_key] != tag):
            raise RefusedError(errno.EINVAL, "a condition does not hold")
        self.headers[path] = headers
        super().pipe_file(path, value[: len(value) // 2] if self.cut and self.cut.pop(0) else value, mode)
        if self.after:
            raise self.after.pop(0)

    tag_key: ClassVar[str] = "ETag"


class S3(Cloud):
    protocol = "s3"

    def said(self, blob: bytes) -> dict[str, Any]:
        parts = [blob[start : start + HELD] for start in range(0, len(blob), HELD)]
        if len(parts) < 2:
            return super().said(blob)
        digests = b"".join(hashlib.md5(part, usedforsecurity=False).digest() for part in parts)
        return {"ETag": f'"{hashlib.md5(digests, usedforsecurity=False).hexdigest()}-{len(parts)}"'}

    def split_path(self, path: str) -> tuple[str, str, None]:
        bucket, _, key = path.removeprefix("s3://").partition("/")
        return bucket, key, None

    def call_s3(self, _: str, **named: str) -> dict[str, Any]:
        self.fail()
        facts = self.known(f"s3://{named['Bucket']}/{named['Key']}")
        if facts["type"] == "directory":
            raise FileNotFoundError(named["Key"])
        return {**facts, "ContentLength": facts["size"]}


class Azure(Cloud):
    protocol = "abfs"
    tag_key = "etag"

    def said(self, blob: bytes) -> dict[str, Any]:
        digest = hashlib.md5(blob, usedforsecurity=False).digest()
        return {"etag": f'"0x{digest.hex()[:8]}"', "content_settings": {"content_md5": bytearray(digest)}}


class Google(Cloud):
    protocol = "gs"

    def said(self, blob: bytes) -> dict[str, Any]:
        return {"md5Hash": b64encode(hashlib.md5(blob, usedforsecurity=False).digest()).decode()}


class Sftp(Cloud):
    protocol = ("sftp", "ssh")

    def said(self, blob: bytes) -> dict[str, Any]:
        return {"mtime": 1718900000.5 + len(blob)}


KINDS = {"s3": S3, "abfs": Azure, "gs": Google, "sftp": Sftp}


@pytest.fixture(autouse=True)
def clouds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for kind, system in KINDS.items():
        monkeypatch.setitem(_registry, kind, system)
        system.clear_instance_cache()
    azure = types.ModuleType("azure.core")
    azure.MatchConditions = types.SimpleNamespace(IfNotModified="unchanged")  # type: ignore[attr-defined] # theirs
    monkeypatch.setitem(sys.modules, "azure", types.ModuleType("azure"))
    monkeypatch.setitem(sys.modules, "azure.core", azure)
    monkeypatch.setattr("audionews.stores.file_system._PAUSES", (0.0,) * 7)
    yield
    for kept in (Cloud.store, Cloud.errors, Cloud.after, Cloud.cut, Cloud.headers):
        kept.clear()
    for system in KINDS.values():
        system.clear_instance_cache()


def address(kind: str) -> str:
    return f"{kind}://shows/{uuid.uuid4().hex}"


@pytest.fixture(params=sorted(KINDS))
def store(request: pytest.FixtureRequest) -> RemoteStore:
    return RemoteStore(address(request.param))


@pytest.fixture
def s3() -> RemoteStore:
    return RemoteStore(address("s3"))


def sha(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


def test_what_is_written_is_read_and_listed(store: RemoteStore) -> None:
    assert store.write("a/page.html", [b"one ", b"two"])
    assert store.read("a/page.html") == b"one two"
    assert [store.read("a/page.html", start, 4) for start in (0, 4, 9)] == [b"one ", b"two", b""]
    assert dict(store.stats()) == {"a/page.html": store.stat("a/page.html")}
    assert [store.stat("a"), store.read("b"), store.stat("b")] == [None] * 3
    store.tidy()
    assert list(store.names("a/")) == ["a/page.html"]
    assert store.place("a") == f"{store.address}/a"
    assert store.place("") == store.address


def test_the_same_bytes_are_not_sent_again_where_the_store_tells_digests(store: RemoteStore) -> None:
    store.write("a", [b"same"])
    assert store.write("a", [b"same"]) is store.address.startswith("sftp")


def test_of_many_writers_who_read_the_same_version_one_writes(store: RemoteStore) -> None:
    for expected in (None, sha(b"before")):
        if expected:
            store.write("a", [b"before"])

        def write(number: int, expected: str | None = expected) -> bool:
            return RemoteStore(store.address).write_if("a", [b"%d" % number], expected)

        written = [write(number) for number in range(4)]
        assert written == [True, False, False, False]
        assert store.read("a") == b"0"
    assert list(store.names()) == ["a"]


def test_a_version_that_another_writer_replaces_meanwhile_is_not_overwritten(store: RemoteStore) -> None:
    files = FileSystem(store.address)
    first = replace(files, "a", content_of(b"one"), None, {})
    assert replace(files, "a", content_of(b"two"), None, {}) is None
    assert first
    assert replace(files, "a", content_of(b"two"), first, {})
    assert replace(files, "a", content_of(b"three"), first, {}) is None
    assert files.read("a") == b"two"
    assert replace(files, "b", content_of(b"x"), first, {}) is None


class Careless(S3):
    """A store that takes no notice of conditions, or of one of them, and says nothing."""

    protocol = "careless"
    known_conditions: ClassVar[set[str]] = set()

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **headers: str | dict[str, str]) -> None:
        kept = {name: each for name, each in headers.items() if name != "IfMatch" or name in self.known_conditions}
        super().pipe_file(path, value, mode if "mode" in self.known_conditions else "overwrite", **kept)


@pytest.mark.parametrize("conditions", [set(), {"mode"}, {"IfMatch"}, {"mode", "IfMatch"}])
def test_a_store_that_takes_no_notice_of_conditions_is_not_built_into(
    monkeypatch: pytest.MonkeyPatch, conditions: set[str]
) -> None:
    monkeypatch.setitem(_registry, "s3", Careless)
    monkeypatch.setattr(Careless, "protocol", "s3")
    monkeypatch.setattr(Careless, "known_conditions", conditions)
    careless = RemoteStore(address("s3"))
    assert careless.write("a", [b"x"]), "it does as a place to publish to, and as a cache"
    if conditions == {"mode", "IfMatch"}:
        with careless.lock():
            careless.write("a", [b"y"])
        return
    for _ in range(2):
        with pytest.raises(StoreError, match="replaces a file that it was told to keep") as caught, careless.lock():
            careless.write("a", [b"y"])
        assert caught.value.exit_code == 78
        assert "publish" in caught.value.remedy
        FileSystem(careless.address).remove(".audionews-lease")
    assert careless.read("a") == b"x"


def test_a_store_without_conditions_is_found_where_it_claims_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Sftp.open

    def create(self: Sftp, path: str, mode: str = "rb", **named: object) -> object:
        return nullcontext() if mode == "xb" else opened(self, path, mode, **named)

    monkeypatch.setattr(Sftp, "open", create)
    store = RemoteStore(address("sftp"))
    with pytest.raises(StoreError, match="told to keep"), store.lock():
        pass


def test_a_server_that_says_no_more_than_failure_has_refused_a_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    create, failures = Sftp.open, [OSError("Failure"), OSError("Failure")]

    def fail(self: Sftp, path: str, mode: str, **named: object) -> object:
        if self.exists(path) or failures:
            raise failures.pop() if failures else OSError("Failure")  # as OpenSSH does
        return create(self, path, mode, **named)

    monkeypatch.setattr(Sftp, "open", fail)
    files = FileSystem(address("sftp"))
    tag = replace(files, "a", content_of(b"one"), None, {})
    assert tag, "it is repeated if nothing is there"
    Cloud.store[f"{files._path('')}.audionews-next-a-{tag[:16]}"] = next(iter(Cloud.store.values()))  # noqa: SLF001
    assert replace(files, "a", content_of(b"two"), tag, {}) is None


@pytest.mark.parametrize("kind", ["gs", "sftp"])
def test_a_claim_of_a_killed_writer_is_removed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = FileSystem(address(kind))
    tag = replace(files, "a", content_of(b"one"), None, {})
    assert tag
    assert replace(files, f".audionews-next-a-{tag[:16]}", content_of(b""), None, {})
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert replace(files, "a", content_of(b"two"), tag, {}) is None, "it may be of a living one"
    monkeypatch.setattr(time, "time", lambda: 9e9)
    assert replace(files, "a", content_of(b"two"), tag, {}) is None
    assert replace(files, "a", content_of(b"two"), tag, {})


def test_an_answer_that_is_lost_does_not_refuse_our_own_write(s3: RemoteStore) -> None:
    assert s3.write_if("a", [b"one"], None)
    Cloud.after.append(TimeoutError("no answer"))
    assert s3.write_if("a", [b"two"], sha(b"one"))
    assert s3.read("a") == b"two"


def test_calls_that_fail_are_repeated(s3: RemoteStore) -> None:
    Cloud.errors[:] = [OSError(errno.EBUSY, "slow down")] * 3
    assert s3.write("a", [b"x"])
    Cloud.errors[:] = [OSError(errno.EBUSY, "slow down")] * 7
    assert s3.read("a") == b"x"
    Cloud.errors[:] = [OSError(errno.EBUSY, "slow down")] * 8
    with pytest.raises(StoreError, match=r"cannot read s3://.*/a: .*slow down"):
        s3.read("a")
    Cloud.errors[:] = [None, PermissionError("forbidden")]
    with pytest.raises(StoreError, match=r"cannot write .*forbidden"):
        s3.write("a", [b"y"])
    assert not Cloud.errors


def test_a_shared_cache_that_is_away_is_left_alone_for_some_seconds(
    s3: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    cache = LayeredStore(MemoryStore(), s3)
    Cloud.errors[:] = [ConnectionRefusedError("refused")] * 16
    for what in ("refused", "not asked"):
        with pytest.raises(StoreUnavailable, match=what):
            cache.read("a")
    with pytest.raises(StoreUnavailable, match="not asked"):
        LayeredStore(MemoryStore(), RemoteStore(s3.address)).write("a", [b"x"])
    assert len(Cloud.errors) == 8
    now[0] += 31.0
    with pytest.raises(StoreUnavailable, match="refused"):
        cache.read("a")
    now[0] += 31.0
    assert cache.write("a", [b"x"])
    assert s3.read("a") == b"x"


def test_half_of_the_bytes_are_never_taken_for_all(s3: RemoteStore) -> None:
    Cloud.cut[:] = [True, True]
    assert s3.write("a", [b"1234"])
    Cloud.cut[:] = [True, True]
    assert s3.read("a") == b"1234"
    Cloud.cut[:] = [True] * 20
    with pytest.raises(StoreError, match="2 bytes came instead of 4"):
        s3.read("a")
    Cloud.cut[:] = [True] * 20
    with pytest.raises(StoreError, match="1 bytes are there instead of 3"):
        s3.write("b", [b"123"])


def test_a_place_that_does_not_exist_is_told(s3: RemoteStore) -> None:
    Cloud.errors[:] = [FileNotFoundError("x"), FileNotFoundError("no such bucket")]
    with pytest.raises(StoreError, match="there is no such place: no such bucket"):
        s3.write("a", [b"y"])
    Cloud.errors[:] = [FileNotFoundError("x"), FileNotFoundError("no such bucket")]
    with pytest.raises(StoreError, match="there is no such place: no such bucket"):
        s3.write_if("a", [b"y"], None)


def test_web_servers_are_told_what_a_file_is(store: RemoteStore) -> None:
    for name in ("feed.xml", "plain", ".audionews/state.json"):
        store.write(name, [b"x"])
    said = {path.rpartition("/")[2]: str(headers) for path, headers in Cloud.headers.items()}
    if not store.address.startswith("sftp"):
        assert "application/rss+xml" in said["feed.xml"]
        assert "max-age=300" in said["feed.xml"]
        assert "no-store" in said["state.json"]
        assert said["plain"] == "{}"
    else:
        assert {*said.values()} == {"{}"}


def test_many_bytes_wait_in_a_file_and_few_in_memory(s3: RemoteStore, tmp_path: Path) -> None:
    with staged([b"a", b"b"]) as few:
        assert (few.blob, few.file, few.size) == (b"ab", None, 2)
    with staged(iter([bytes(HELD), b"b"])) as many:
        assert many.file
        assert many.size == many.file.stat().st_size == HELD + 1
        assert many.md5 == content_of(bytes(HELD) + b"b").md5
    assert not many.file.exists()
    assert s3.write("long.mp3", [bytes(HELD), b"b"])
    assert s3.read("long.mp3", HELD) == b"b"
    (tmp_path / "short").write_bytes(b"x")
    assert not s3.write("long.mp3", [bytes(HELD), b"b"])
    s3.put_file("short", tmp_path / "short")
    assert s3.sizes() == {"long.mp3": HELD + 1, "short": 1}


def test_a_long_sound_is_created_once(store: RemoteStore) -> None:
    long = [bytes(HELD), b"b"]
    assert store.write_if("long.mp3", long, None)
    assert not store.write_if("long.mp3", long, None)
    files = FileSystem(store.address)
    with staged(long) as same, staged([bytes(HELD), b"other"]) as other:
        assert (replace(files, "long.mp3", same, None, {}) is not None) is not store.address.startswith("sftp")
        assert replace(files, "long.mp3", other, None, {}) is None
    assert list(store.names()) == ["long.mp3"]


def test_a_full_disk_for_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreError, match="No space left") as caught, staged([bytes(HELD + 1)]):
        pass
    assert "TMPDIR" in caught.value.remedy
    assert tempfile.gettempdir() in caught.value.message


def test_times_are_those_that_the_file_system_has() -> None:
    assert stat_of({"size": 1, "mtime": 1.5}).modified_ns == 1_500_000_000
    assert stat_of({"size": 1, "mtime": 1.5, "ETag": "x"}).modified_ns == 1_000_000_000
    assert stat_of({"size": None, "LastModified": "yesterday"}) == (0, 0, 0)


class Cell:
    """The file of a lease in memory."""

    def __init__(self) -> None:
        self.blob: bytes | None = None
        self.errors: list[StoreError] = []
        self.late: list[StoreError] = []  # raised after the next write
        self._lock = threading.Lock()

    def read(self) -> tuple[bytes, str] | None:
        return None if self.blob is None else (self.blob, sha(self.blob))

    def replace(self, blob: bytes, tag: str | None) -> str | None:
        with self._lock:
            if self.errors:
                raise self.errors.pop()
            if (None if self.blob is None else sha(self.blob)) != tag:
                return None
            self.blob = blob
            if self.late:
                raise self.late.pop()
            return sha(blob)


def wait_for(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.01)


def test_one_holds_the_lease_at_a_time() -> None:
    cell, inside, most = Cell(), [0], [0]

    def work(number: int) -> None:
        with Lease(cell, f"place {number % 2}", term=5.0).held():
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            time.sleep(0.02)
            inside[0] -= 1

    with ThreadPoolExecutor(4) as executor:
        list(executor.map(work, range(8)))
    assert most == [1]


def test_threads_of_a_process_take_turns_and_are_told_too() -> None:
    lease = Lease(Cell(), "s3://shows/news")
    with lease.held(), lease.held(), ThreadPoolExecutor(1) as executor:
        refused = executor.submit(lambda: lease.held(Waiting(0.05)).__enter__())
        with pytest.raises(StoreBusy, match="another program writes s3://shows/news: process"):
            refused.result()
        lease.check()


def test_who_waits_is_told_once_for_whom() -> None:
    cell, told = Cell(), list[str]()
    with Lease(cell, "x").held(), pytest.raises(StoreBusy) as caught:
        Lease(cell, "x", term=1.0).held(Waiting(0.5, told.append)).__enter__()
    assert len(told) == 1
    assert told[0].startswith("waiting for another program, which writes x: process ")
    assert caught.value.exit_code == 75
    assert caught.value.retryable


def test_an_owner_who_renews_no_more_is_replaced_and_writes_no_more() -> None:
    cell = Cell()
    dead = Lease(cell, "x", term=0.2)
    life = dead.held()
    life.__enter__()
    dead._released.set()  # noqa: SLF001 - as if its machine had stopped
    with Lease(cell, "x").held(), pytest.raises(StoreBusy, match="may write x by now"):
        dead.check()
    life.__exit__(None, None, None)
    with Lease(cell, "x").held(Waiting(0.0)):
        pass


def test_an_owner_finds_out_that_it_was_replaced() -> None:
    cell = Cell()
    lease = Lease(cell, "x", term=0.4)
    life = lease.held()
    life.__enter__()
    cell.blob = b"somebody"
    wait_for(lambda: lease._lost)  # noqa: SLF001 - what the next write looks at
    with pytest.raises(StoreBusy):
        lease.check()
    life.__exit__(None, None, None)
    assert cell.blob == b"somebody"


def test_a_renewal_that_fails_or_whose_answer_is_lost_is_made_again() -> None:
    cell = Cell()
    lease = Lease(cell, "x", term=0.4)
    with lease.held():
        for errors in (cell.errors, cell.late):
            errors.append(StoreError("no answer", "try again"))
            wait_for(lambda errors=errors: not errors)  # type: ignore[misc] # a default is bound
            before = cell.blob
            wait_for(lambda before=before: cell.blob != before)  # type: ignore[misc] # a default is bound
        lease.check()
    assert b'"owner":""' in (cell.blob or b"")


def test_a_lease_that_is_damaged_is_taken_after_a_term(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audionews.stores.lease._decoded", lambda _: Holder("an unknown program", term=0.3))
    cell = Cell()
    cell.blob = b"not JSON"
    with pytest.raises(StoreBusy, match="an unknown program"):
        Lease(cell, "x").held(Waiting(0.0)).__enter__()
    monkeypatch.undo()
    with pytest.raises(StoreBusy, match="an unknown program"):
        Lease(cell, "x").held(Waiting(0.0)).__enter__()


def test_a_lease_that_cannot_be_given_back_ends_by_itself() -> None:
    cell = Cell()
    with Lease(cell, "x", term=0.5).held():
        cell.errors[:] = [StoreError("no answer", "try again")] * 50
        time.sleep(0.05)
    cell.errors.clear()
    with Lease(cell, "x").held():
        pass


def test_two_builders_in_one_process_share_the_lease_of_an_address(s3: RemoteStore) -> None:
    with s3.lock(), RemoteStore(s3.address).lock():
        s3.write("a", [b"x"])
    s3.remove("a")


def test_a_cache_before_a_cache_is_written_and_read_through() -> None:
    near, far = MemoryStore(), MemoryStore()
    layered = LayeredStore(near, far)
    assert layered.write("a", [b"x"])
    assert near.blobs == far.blobs == {"a": b"x"}
    near.remove("a")
    assert layered.read("a", 0, 1) == b"x"
    assert not near.blobs
    assert layered.read("a") == layered.read("a") == b"x"
    assert near.blobs
    assert layered.write_if("a", [b"y"], sha(b"x"))
    assert layered.read("a") == b"y"
    assert layered.stat("a") == far.stat("a")
    assert list(layered.names()) == [name for name, _ in layered.stats()] == ["a"]
    assert layered.local_file("a") is None
    assert layered.place("a") == "a"
    with layered.lock(), layered.batch():
        layered.tidy()
    layered.remove("a")
    assert layered.read("a") is None


class Full(MemoryStore):
    """A store that can neither be read nor written."""

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        raise StoreError("it cannot be read", "try another")

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        raise StoreError("it is full", "make room")


def test_a_near_cache_that_is_full_does_no_harm_and_a_far_one_is_told() -> None:
    far = MemoryStore()
    assert LayeredStore(Full(), far).write("a", [b"x"])
    assert LayeredStore(Full(), far).read("a") == b"x"
    with pytest.raises(StoreError, match="full"):
        LayeredStore(far, Full()).write("b", [b"x"])


def test_caches_are_opened_with_what_they_share(tmp_path: Path) -> None:
    assert isinstance(open_cache(tmp_path), LocalStore)
    shared = open_cache(tmp_path / "near", str(tmp_path / "far"))
    shared.write("a", [b"x"])
    assert (tmp_path / "near/a").read_bytes() == (tmp_path / "far/a").read_bytes() == b"x"
    open_cache(tmp_path / "near", address("s3")).write("b", [b"y"])
    assert is_address("s3://x")
    assert not is_address(tmp_path)
    assert isinstance(open_store("s3://x"), RemoteStore)


def test_who_holds_the_lock_of_a_folder_is_told_and_forgotten(tmp_path: Path) -> None:
    told: list[str] = []
    with LocalStore(tmp_path).lock():
        assert "process" in (tmp_path / ".audionews-lock").read_text()
        with ThreadPoolExecutor(1) as executor:
            waiting = LocalStore(tmp_path, waiting=Waiting(0.2, told.append))
            with pytest.raises(StoreBusy, match=r"another program writes .*: process"):
                executor.submit(lambda: waiting.lock().__enter__()).result()
    assert len(told) == 1
    assert (tmp_path / ".audionews-lock").read_text() == ""
