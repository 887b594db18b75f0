"""Slow, idle and greedy clients of ``audionews serve``: they are cut off, and keep nobody out."""

import http.client
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.loopback import serving

pytestmark = pytest.mark.usefixtures("socket_enabled")

PAGE = "<!doctype html><head></head>"
LARGE = 8_000_000  # bytes, more than the buffers between two sockets hold
SHORT = {"request": 0.5, "idle": 1, "stalled": 0.5}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("limited")
    (root / "index.html").write_text(PAGE)
    (root / "large.mp3").write_bytes(bytes(LARGE))
    return root


def connected(url: str, sent: bytes = b"") -> socket.socket:
    """Return a connection on which these bytes were sent."""
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname, parts.port or 0))
    connection.settimeout(60)
    connection.sendall(sent)
    return connection


def get(url: str, path: str = "/") -> tuple[int, int]:
    """Return the status of a normal client's request, and how many bytes came."""
    client = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    client.request("GET", path)
    response = client.getresponse()
    body = response.read()
    client.close()
    return response.status, len(body)


def end(connection: socket.socket) -> bytes:
    """Return all that comes until the server closes the connection."""
    found = bytearray()
    try:
        while piece := connection.recv(1 << 16):
            found += piece
    except ConnectionResetError:
        pass
    return bytes(found)


SLOW = {
    "silent": b"",
    "first line": b"GET / HTTP/1.1\r\n",
    "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    "body": b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nabc",
    "reader": b"GET /large.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_two_hundred_slow_connections_do_not_stop_a_normal_client(folder: Path, sent: bytes) -> None:
    with serving(folder) as url, ExitStack() as stack:
        for _ in range(200):
            stack.enter_context(connected(url, sent))
        for _ in range(20):
            assert get(url) == (200, len(PAGE))
        assert get(url, "/large.mp3") == (200, LARGE)


@pytest.fixture
def hasty(folder: Path) -> Iterator[str]:
    """Serve the folder with short limits."""
    with serving(folder, limits=SHORT) as url:
        yield url


def test_a_request_that_never_ends_is_cut_off(hasty: str) -> None:
    for sent in (b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "):
        with connected(hasty, sent) as connection:
            assert end(connection) == b""


def test_bytes_now_and_then_do_not_lengthen_the_time_for_a_request(hasty: str) -> None:
    done = threading.Event()

    def drip(connection: socket.socket) -> None:
        while not done.wait(0.05):
            try:
                connection.sendall(b"a")
            except OSError:
                return

    with connected(hasty, b"GET / HTTP/1.1\r\nX: ") as connection:
        thread = threading.Thread(target=drip, args=(connection,))
        thread.start()
        assert end(connection) == b""
        done.set()
        thread.join()


def test_a_second_request_on_a_connection_has_its_own_time(hasty: str) -> None:
    whole = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connected(hasty, whole) as connection:
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")
        connection.sendall(whole[:-2])
        assert b"HTTP" not in end(connection)
    with connected(hasty, whole) as connection:
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 200")
        assert b"HTTP" not in end(connection)  # idle


def test_an_answer_that_is_not_taken_is_cut_off(hasty: str) -> None:
    with connected(hasty, SLOW["reader"]) as connection:
        connection.recv(1)
        threading.Event().wait(2.0)  # longer than the limit
        assert len(end(connection)) < LARGE


def test_an_answer_that_is_taken_slowly_but_steadily_is_sent_whole(folder: Path) -> None:
    with serving(folder, limits={"request": 0.2, "stalled": 5.0}) as url, connected(url, SLOW["reader"]) as connection:
        connection.sendall(b"")
        taken = 0
        while taken < LARGE:
            piece = connection.recv(400_000)
            assert piece
            taken += len(piece)
            threading.Event().wait(0.02)


def test_a_sound_that_is_replaced_while_it_is_sent_is_sent_as_it_was(folder: Path) -> None:
    old, new = folder / "old.mp3", folder / "new.mp3"
    old.write_bytes(b"a" * LARGE)
    new.write_bytes(b"b" * 10)
    with serving(folder) as url, connected(url, SLOW["reader"].replace(b"large", b"old")) as connection:
        found = bytearray(connection.recv(1000))
        new.replace(old)
        head = found.index(b"\r\n\r\n") + 4
        while len(found) < head + LARGE:
            piece = connection.recv(1 << 16)
            assert piece
            found += piece
        assert get(url, "/old.mp3") == (200, 10)
    assert found.count(b"a", head) == LARGE


def test_a_newcomer_waits_for_a_crowd_that_is_being_served(folder: Path) -> None:
    asked = "GET /audionews-live.js?page=/&since={} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    whole = b"GET /large.mp3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with serving(folder, live=True, limits={"connections": 3, "request": 60.0}) as url, ExitStack() as stack:
        with connected(url, whole.replace(b"large.mp3", b"")) as connection:
            found = re.search(rb"since=(\w+)", end(connection))
        assert found
        request = asked.format(found[1].decode()).encode()
        busy = []
        for _ in range(3):
            busy.append(stack.enter_context(connected(url, request)))
            threading.Event().wait(0.5)  # else the next one would take the place of one that has not asked yet
        newcomers = [stack.enter_context(connected(url, whole)) for _ in range(4)]
        assert end(newcomers[0]) == b""  # more than may wait
        for connection in newcomers[1:]:
            connection.settimeout(0.2)
            with pytest.raises(TimeoutError):
                connection.recv(1)
            connection.settimeout(60)
        os.utime(folder / "index.html", (1, 1))
        for connection in busy:
            assert b"location.reload()" in end(connection)
        for connection in newcomers[1:]:
            assert len(end(connection)) > LARGE
