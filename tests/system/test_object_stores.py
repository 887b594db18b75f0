"""Stores at servers of others: what each of them promises is used, and whole builds into it lose nothing."""

import hashlib
import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bench.places import measure
from tests.object_stores import PLACES, Place, place
from tests.running import needs_signals

from audionews.stores.conditional import replace
from audionews.stores.file_system import FileSystem
from audionews.stores.remote import RemoteStore
from audionews.stores.staging import content_of

pytestmark = [
    pytest.mark.usefixtures("socket_enabled"),
    pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning"),  # gcsfs and adlfs do so
    needs_signals,
]


@pytest.fixture(params=sorted(PLACES))
def there(request: pytest.FixtureRequest, tmp_path: Path, socket_enabled: None) -> Iterator[Place]:  # noqa: ARG001 - opens the loopback
    with place(request.param, tmp_path / "server") as running:
        yield running


def sha(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()


def test_a_file_is_written_whole_and_only_in_place_of_a_known_version(there: Place) -> None:
    store, files = RemoteStore(there.address), FileSystem(there.address)
    assert store.write("a/page.html", [b"one ", b"two"])
    assert store.read("a/page.html") == b"one two"
    assert [store.read("a/page.html", start, 4) for start in (0, 4, 9)] == [b"one ", b"two", b""]
    assert dict(store.stats("a/")) == {"a/page.html": store.stat("a/page.html")}
    assert [store.stat("a"), store.read("b"), store.stat("b")] == [None] * 3
    first = replace(files, "a.json", content_of(b"one"), None, {})
    assert first
    assert replace(files, "a.json", content_of(b"two"), None, {}) is None
    second = replace(files, "a.json", content_of(b"two"), first, {})
    assert second
    assert replace(files, "a.json", content_of(b"three"), first, {}) is None
    assert replace(files, "b.json", content_of(b"x"), first, {}) is None
    assert files.read("a.json") == b"two"
    store.remove("a.json")
    store.remove("a.json")
    assert list(store.names()) == ["a/page.html"]


def test_of_many_writers_who_read_the_same_version_one_writes(there: Place) -> None:
    store = RemoteStore(there.address)

    def write(number: int, expected: str | None) -> bool:
        return RemoteStore(there.address).write_if("a", [b"%d" % number], expected)

    for expected in (None, sha(b"before")):
        if expected:
            store.write("a", [b"before"])
        with ThreadPoolExecutor(8) as executor:
            written = list(executor.map(write, range(8), itertools.repeat(expected)))
        assert sum(written) == 1
        assert store.read("a") == b"%d" % written.index(True)
    assert list(store.names()) == ["a"], "no claim is left"


def test_a_long_programme_is_sent_and_read_whole(there: Place) -> None:
    store = RemoteStore(there.address)
    pieces = [bytes([number]) * (1 << 20) for number in range(20)]
    assert store.write("long.mp3", iter(pieces))
    assert store.read("long.mp3") == b"".join(pieces)
    assert not store.write_if("long.mp3", iter(pieces), None)
    assert store.write_if("longer.mp3", iter([*pieces, b"x"]), None)
    found = store.stat("longer.mp3")
    assert found
    assert found.size == (20 << 20) + 1


def test_many_threads_use_one_store_at_once(there: Place) -> None:
    store = RemoteStore(there.address)

    def use(number: int) -> bool:
        blob = b"%d" % number * 5000
        store.write(f"new/{number % 7}/{number}", [blob])  # some make the same folder at once
        return store.read(f"new/{number % 7}/{number}") == blob

    with store.lock(), ThreadPoolExecutor(8) as executor:
        assert all(executor.map(use, range(40)))
    assert len(list(store.names())) == 40


@pytest.mark.parametrize("there", ["asyncssh", "OpenSSH"], indirect=True)
def test_a_server_that_is_killed_and_comes_back_is_waited_for(there: Place) -> None:
    store = RemoteStore(there.address)
    store.write("a", [b"x"])
    there.kill()
    again = threading.Timer(1.0, there.start_again)
    again.start()
    assert store.read("a") == b"x"
    again.join()
    assert store.write("b", [b"y"])


def test_builds_into_it_lose_nothing_and_double_nothing(there: Place, tmp_path: Path) -> None:
    found = measure(there, tmp_path / "run", 2)
    assert found.outcome.is_well, found.outcome
    assert found.both.is_well, found.both
