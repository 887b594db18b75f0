"""A store in a bucket: what S3 promises is used, and what it does not promise is not relied on."""

import hashlib
import itertools
import pickle
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.buckets import BUCKET, Buckets, buckets

from audionews.errors import StoreBusy, StoreError
from audionews.stores.layered import LayeredStore
from audionews.stores.lease import Lease
from audionews.stores.memory import MemoryStore
from audionews.stores.remote import RemoteStore, lease_of
from audionews.stores.staging import HELD
from audionews.stores.waiting import Waiting

pytestmark = pytest.mark.usefixtures("socket_enabled")


@pytest.fixture
def s3(socket_enabled: None) -> Iterator[Buckets]:  # noqa: ARG001 - opens the loopback
    with buckets() as running:
        running.requests.clear()
        yield running


@pytest.fixture
def address() -> str:
    return f"s3://{BUCKET}/{uuid.uuid4().hex}"


@pytest.fixture
def store(s3: Buckets, address: str) -> RemoteStore:  # noqa: ARG001 - it must run
    return RemoteStore(address)


def sha(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


def test_a_file_is_put_once_and_never_fetched_before(store: RemoteStore, s3: Buckets) -> None:
    assert store.write("a/page.html", [b"one ", b"two"])
    assert not store.write("a/page.html", [b"one two"])
    assert store.write("a/page.html", [b"one 2"])
    methods = [method for method, path in s3.requests if path.endswith("page.html")]
    assert methods == ["HEAD", "PUT", "HEAD", "HEAD", "PUT"]
    assert store.read("a/page.html") == b"one 2"
    assert store.read("a/page.html", 4, 10) == b"2"
    assert store.read("a/page.html", 5, 10) == b""
    assert store.read("a/none") is None
    stat = store.stat("a/page.html")
    assert dict(store.stats("a/")) == {"a/page.html": stat}
    assert store.stat("a") is None
    store.remove("a/page.html")
    store.remove("a/page.html")
    assert list(store.names()) == []


def test_web_servers_are_told_what_a_file_is(store: RemoteStore, address: str) -> None:
    from s3fs import S3FileSystem  # noqa: PLC0415 - the fixture has looked for it

    for name in ("feed.xml", "episodes/1.mp3", ".audionews/state.json"):
        store.write(name, [b"x"])
    told = [
        S3FileSystem().call_s3("head_object", Bucket=BUCKET, Key=f"{address.partition(f'{BUCKET}/')[2]}/{name}")
        for name in ("feed.xml", "episodes/1.mp3", ".audionews/state.json")
    ]
    assert [(each["ContentType"], each["CacheControl"]) for each in told] == [
        ("application/rss+xml; charset=utf-8", "public, max-age=300"),
        ("audio/mpeg", "public, max-age=86400"),
        ("application/json", "private, no-store"),
    ]


def test_a_long_programme_is_sent_in_parts(store: RemoteStore, s3: Buckets) -> None:
    pieces = [bytes([number]) * (1 << 20) for number in range(20)]
    assert store.write("long.mp3", iter(pieces))
    assert store.read("long.mp3") == b"".join(pieces)
    posts = [path for method, path in s3.requests if method == "PUT" and path.endswith("long.mp3")]
    assert len(posts) == -(-20 * (1 << 20) // HELD)
    assert not store.write("long.mp3", iter(pieces)), "it is not sent again"
    assert not store.write_if("long.mp3", iter(pieces), None)
    assert store.write_if("longer.mp3", iter([*pieces, b"x"]), None)
    assert store.stat("longer.mp3")


def test_of_many_writers_who_read_the_same_version_one_writes(store: RemoteStore, address: str) -> None:
    def write(number: int, expected: str | None) -> bool:
        return RemoteStore(address).write_if("a", [b"%d" % number], expected)

    for expected in (None, sha(b"before")):
        if expected:
            store.write("a", [b"before"])
        with ThreadPoolExecutor(8) as executor:
            written = list(executor.map(write, range(8), itertools.repeat(expected)))
        assert sum(written) == 1
        assert store.read("a") == b"%d" % written.index(True)


def test_a_store_goes_to_another_process(store: RemoteStore) -> None:
    store.write("a", [b"x"])
    assert pickle.loads(pickle.dumps(store)).read("a") == b"x"  # noqa: S301 - our own


def test_a_bucket_that_does_not_exist_is_told(s3: Buckets) -> None:  # noqa: ARG001 - it must run
    with pytest.raises(StoreError, match="bucket does not exist") as caught:
        RemoteStore("s3://no-such-bucket/x").write("a", [b"x"])
    assert "address" in caught.value.remedy
    assert list(RemoteStore("s3://no-such-bucket/x").names()) == []


def test_faults_do_no_harm(store: RemoteStore, s3: Buckets) -> None:
    s3.faults.fail = s3.faults.forget = s3.faults.cut = 0.2
    for number in range(12):
        blob = b"%d" % number * 1000
        assert store.write(f"{number}.html", [blob])
        assert store.read(f"{number}.html") == blob
        assert store.write_if(f"{number}.json", [blob], None)
        assert store.write_if(f"{number}.json", [b"2"], sha(blob))
    assert all(s3.faults.seen[kind] for kind in ("fail", "forget", "cut"))
    s3.faults.heal()
    assert len(list(store.names())) == 24


def test_one_holds_the_lease_and_the_others_are_told_who(store: RemoteStore, address: str) -> None:
    told: list[str] = []
    other = Lease(lease_of(address)._file, address)  # noqa: SLF001 - that of another process
    with store.lock(), store.lock():
        with pytest.raises(StoreBusy, match=r"another program writes s3://.*: process \d+ on .*, since 2") as caught:
            other.held(Waiting(1.0, told.append)).__enter__()
        assert caught.value.exit_code == 75
        assert "--wait" in caught.value.remedy
        store.write("a", [b"x"])
    assert len(told) == 1
    with other.held(Waiting(0.0)):
        pass


def test_an_owner_who_is_dead_is_replaced(store: RemoteStore, address: str) -> None:
    dead = Lease(lease_of(address)._file, address, term=0.5)  # noqa: SLF001 - that of another process
    life = dead.held()
    life.__enter__()
    dead._released.set()  # noqa: SLF001 - it renews no more
    with store.lock():
        with pytest.raises(StoreBusy, match="may write"):
            dead.check()
        store.write("a", [b"x"])
    life.__exit__(None, None, None)
    assert store.read("a") == b"x"


def test_a_lease_is_renewed_as_long_as_it_is_held(store: RemoteStore, address: str) -> None:
    held, done = threading.Event(), threading.Event()
    owner = Lease(lease_of(address)._file, address, term=8.0)  # noqa: SLF001 - that of another process

    def hold() -> None:
        with owner.held():
            held.set()
            done.wait()
            owner.check()
            store.write("by", [b"owner"])

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    threading.Timer(9.0, done.set).start()
    with store.lock():
        assert store.read("by") == b"owner", "it was not taken from a living owner"
    thread.join()


def test_what_is_shared_is_fetched_once(store: RemoteStore, s3: Buckets) -> None:
    here, there = LayeredStore(MemoryStore(), store), LayeredStore(MemoryStore(), store)
    here.write("clips/1", [b"sound"])
    assert here.read("clips/1") == b"sound"
    assert not [path for method, path in s3.requests if method == "GET" and path.endswith("/1")]
    assert [there.read("clips/1") for _ in range(3)] == [b"sound"] * 3
    assert len([path for method, path in s3.requests if method == "GET" and path.endswith("/1")]) == 1
    there.remove("clips/1")
    assert there.read("clips/1") is None
    assert list(here.names()) == []
