"""A local S3: the real protocol over loopback, from moto. It can fail, lag and lie, as a test wants it."""

import logging
import os
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from audionews.stores.remote import lease_of

BUCKET = "podcasts"
_LISTED = re.compile(rb"<Contents>.*?</Contents>", re.DOTALL)


@dataclass
class Faults:
    """What goes wrong: the share of requests of each kind, and how often it has happened.

    Attributes:
        refuse: Answers 403, as to a wrong key.
        fail: Answers 503 and does nothing.
        forget: Does what is asked, and answers 500.
        lag: Answers after a tenth of a second.
        cut: Sends half of an object, and says that this is all.
        stale: Leaves the newest files out of a listing.
        seen: How often each has happened.
    """

    refuse: float = 0.0
    fail: float = 0.0
    forget: float = 0.0
    lag: float = 0.0
    cut: float = 0.0
    stale: float = 0.0
    seen: dict[str, int] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(16))  # noqa: S311 - no secret

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self.refuse = self.fail = self.forget = self.lag = self.cut = self.stale = 0.0
        self.seen.clear()

    def happens(self, kind: str) -> bool:
        """Return whether a fault of this kind happens now."""
        if self.chance.random() >= getattr(self, kind):
            return False
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return True


@dataclass
class Buckets:
    """A running S3.

    Attributes:
        url: Its address.
        faults: What goes wrong.
        requests: Method and path of all requests, in the order in which they were answered.
    """

    url: str
    faults: Faults
    requests: list[tuple[str, str]]
    _server: "_Server"

    def kill(self) -> None:
        """End it as a kill does: what is being asked gets no answer, and nobody listens. What it stores is kept."""
        self._server.end()

    def start_again(self) -> None:
        """Start it again, at the same address."""
        self._server.begin()

    @staticmethod
    def peek(name: str) -> bytes | None:
        """Return what a file has now, whatever goes wrong; None if it does not exist."""
        from moto.s3.models import s3_backends  # noqa: PLC0415 - loads when used

        found = s3_backends["123456789012"]["aws"].buckets[BUCKET].keys.get(name)
        return None if found is None else bytes(found.value)

    def puts(self) -> list[str]:
        """Return the names of the files that were written, in order."""
        return [path.removeprefix(f"/{BUCKET}/") for method, path in self.requests if method == "PUT"]


class _Gate:
    """A WSGI application before moto's: one request at a time, as conditional writes need, and with faults."""

    def __init__(self, app: Any, faults: Faults) -> None:  # noqa: ANN401 - moto has no types
        self.app = app
        self.faults = faults
        self.requests: list[tuple[str, str]] = []
        self.dead = False
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answered = self._answer(environ, start_response)
        if self.dead:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return answered

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        faults = self.faults
        if faults.happens("lag"):
            time.sleep(0.1)
        for kind, status in (("refuse", "403 Forbidden"), ("fail", "503 Slow Down")):
            if faults.happens(kind):
                environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
                start_response(status, [("Content-Length", "0")])
                return [b""]
        answer: list[Any] = []
        with self._lock:
            body = b"".join(self.app(environ, lambda status, headers, _=None: answer.extend([status, headers])))
            self.requests.append((method, environ["PATH_INFO"]))
        status, headers = answer
        if method in {"PUT", "POST"} and faults.happens("forget"):
            start_response("500 Internal Server Error", [("Content-Length", "0")])
            return [b""]
        listing = method == "GET" and "list-type" in environ.get("QUERY_STRING", "")
        if listing and faults.happens("stale"):
            body = _older(body)
        elif method == "GET" and not listing and status.startswith("20") and body and faults.happens("cut"):
            body = body[: len(body) // 2]
            headers = [each for each in headers if not each[0].lower().startswith("x-amz-checksum")]
        if method != "HEAD":
            headers = [each for each in headers if each[0].lower() != "content-length"]
            headers.append(("Content-Length", str(len(body))))
        start_response(status, headers)
        return [body]


class _Server:
    """A server of a gate, which can be ended and begun again."""

    def __init__(self, gate: _Gate, host: str) -> None:
        self._gate = gate
        self._host = host
        self._port = 0
        self._running: Any = None

    def begin(self) -> str:
        """Answer from a thread of its own; return the address."""
        from werkzeug.serving import make_server  # noqa: PLC0415 - loads when used

        self._gate.dead = False
        self._running = make_server(self._host, self._port, self._gate, threaded=True)
        self._port = self._running.port
        threading.Thread(target=self._running.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._port}"

    def end(self) -> None:
        """Answer no more."""
        self._gate.dead = True
        self._running.shutdown()
        self._running.server_close()


def _older(listing: bytes) -> bytes:
    """Return a listing without the newest third of its files."""
    files = sorted(_LISTED.findall(listing), key=lambda each: each.partition(b"<LastModified>")[2][:24])
    for each in files[len(files) - len(files) // 3 :]:
        listing = listing.replace(each, b"")
    return listing


@contextmanager
def buckets(faults: Faults | None = None, host: str = "127.0.0.1") -> Iterator[Buckets]:
    """Run an S3 with one bucket; the environment says where it is, and the keys to it.

    Args:
        faults: What goes wrong.
        host: The address where it listens; the loopback must be one of it.
    """
    try:
        import s3fs  # noqa: F401, PLC0415 - loads when used
        from moto.moto_server.werkzeug_app import (  # noqa: PLC0415 - loads when used
            DomainDispatcherApplication,
            create_backend_app,
        )
    except ImportError as error:
        pytest.skip(f"a local S3 needs {error.name}, which is in an environment of its own: make test-buckets")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    gate = _Gate(DomainDispatcherApplication(create_backend_app), faults or Faults())
    server = _Server(gate, host)
    url = server.begin()
    named = {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_MAX_ATTEMPTS": "1",
    }
    kept = {name: os.environ.get(name) for name in (*named, "AWS_DEFAULT_REGION")}
    os.environ.update(named, AWS_DEFAULT_REGION="us-east-1")
    try:
        _make_bucket()
        yield Buckets(url, gate.faults, gate.requests, server)
    finally:
        server.end()
        for name, value in kept.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


def _make_bucket() -> None:
    from s3fs import S3FileSystem  # noqa: PLC0415 - loads when used

    S3FileSystem.clear_instance_cache()  # one may have the address of an earlier server
    lease_of.cache_clear()  # and so may the lease of an address that an earlier test used too
    if not S3FileSystem().exists(BUCKET):
        S3FileSystem().mkdir(BUCKET)
