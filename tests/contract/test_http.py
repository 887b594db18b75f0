"""What our requests promise, whatever they are for: over real HTTP on loopback, with servers that mean no good."""

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.running import running

from audionews.errors import BadInput, Blocked, EngineError, NoAudio, RateLimited, SettingsError, StoreError, Transient
from audionews.http import Answer, Failure, Kind, Request, engine_error, excerpt, exchange, status_error, streamed

ENVIRONMENT = (
    *("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"),
    *(f"{scheme}_PROXY" for scheme in ("HTTP", "HTTPS", "ALL", "NO")),
    *(f"{scheme}_proxy" for scheme in ("http", "https", "all", "no")),
)
PLENTY = 60.0  # seconds for what a healthy machine does at once


class Failed(Exception):  # noqa: N818 - what the caller of a test makes of a failure
    """There is no whole answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


@dataclass
class Seen:
    """What a server was asked."""

    method: str
    path: str
    client: tuple[str, int]
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Handler(BaseHTTPRequestHandler):
    """Answers by the path, on connections that stay open."""

    server: "Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        seen = Seen(self.command, self.path, self.client_address, dict(self.headers), body)
        self.server.seen.append(seen)
        getattr(self, self.path.rpartition("/")[2] or "plain", self.plain)()

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def do_HEAD(self) -> None:
        self.answer()

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def plain(self) -> None:
        self.send(200, b"fine")

    def cookie(self) -> None:
        self.send(200, b"fine", Set_Cookie="who=you; Path=/")

    def away(self) -> None:
        self.send(302, b"x" * 100_000, Location=self.server.elsewhere)

    def circle(self) -> None:
        self.send(302, b"", Location="/circle")

    def nowhere(self) -> None:
        self.send(302, b"", Location="ftp://example.org/")

    def large(self) -> None:
        self.send(200, bytes(1_000_001))

    def packed(self) -> None:
        self.send(200, gzip.compress(b"fine"), Content_Encoding="gzip")

    def bomb(self) -> None:
        self.send(200, gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")

    def damaged(self) -> None:
        self.send(200, b"no gzip", Content_Encoding="gzip")

    def cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def rude(self) -> None:
        self.close_connection = True

    def silent(self) -> None:
        self.server.closing.wait()
        self.close_connection = True

    def drips(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.trickle()

    def drips_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.trickle()

    def trickle(self) -> None:
        while not self.server.closing.wait(0.02):
            self.wfile.write(b"x")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[Seen] = []
        self.elsewhere = ""
        self.closing = threading.Event()
        self.scheme = "http"

    def server_close(self) -> None:
        self.closing.set()
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients hang up in these tests."""

    def at(self, path: str = "plain") -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}/{path}"


@pytest.fixture
def server(socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:  # noqa: ARG001 - opens the loopback
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    with running(Server()) as found:
        yield found


@pytest.fixture
def secure(server: Server, certificate: tuple[Path, ssl.SSLContext]) -> Server:
    """Return the server with a certificate that nobody vouches for."""
    server.socket = certificate[1].wrap_socket(server.socket, server_side=True)
    server.scheme = "https"
    return server


def ask(address: str, seconds: float = PLENTY, largest: int = 1_000_000, **asked: object) -> Answer:
    return exchange(Request(address, **asked), Failed, seconds=seconds, largest=largest)  # type: ignore[arg-type] # fields of a request


def failure(address: str, seconds: float = PLENTY) -> Failure:
    with pytest.raises(Failed) as caught:
        ask(address, seconds)
    assert caught.value.__cause__ is not None or caught.value.failure.kind in {Kind.LATE, Kind.TOO_LARGE}
    return caught.value.failure


def test_what_is_asked_arrives_and_what_is_answered_comes_back(server: Server) -> None:
    answer = ask(server.at("a?b=c"), body=b"hello", headers={"X-Key": "k"})
    assert (answer.status, answer.phrase, answer.content, answer.good) == (200, "OK", b"fine", True)
    (seen,) = server.seen
    assert (seen.method, seen.path, seen.body, seen.headers["X-Key"]) == ("POST", "/a?b=c", b"hello", "k")
    assert seen.headers["User-Agent"].startswith("audionews/")


def test_a_connection_is_used_again(server: Server) -> None:
    for _ in range(3):
        ask(server.at())
    assert len({seen.client for seen in server.seen}) == 1


def test_a_head_has_no_body(server: Server) -> None:
    answer = ask(server.at(), method="HEAD")
    assert (answer.headers["content-length"], answer.content) == ("4", b"")


def test_cookies_are_not_kept(server: Server) -> None:
    for path in ("cookie", "plain"):
        ask(server.at(path))
    assert "Cookie" not in server.seen[1].headers


def test_a_netrc_is_not_read(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mallory password secret")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    ask(server.at())
    assert "Authorization" not in server.seen[0].headers


def test_a_redirect_is_an_answer_like_others(server: Server) -> None:
    server.elsewhere = "/plain"
    answer = ask(server.at("away"))
    assert (answer.status, answer.good) == (302, False)
    assert len(server.seen) == 1


def test_a_redirect_is_followed_where_the_caller_allows_it(server: Server) -> None:
    with running(Server()) as other:
        server.elsewhere = other.at("there")
        answer = ask(server.at("away"), body=b"x", headers={"Authorization": "Bearer key"}, follow=True)
        assert answer.content == b"fine"
        (seen,) = other.seen
    assert (seen.method, seen.path) == ("GET", "/there")
    assert "Authorization" not in seen.headers, "a key goes to no other server"


def test_redirects_end(server: Server) -> None:
    assert ask(server.at("circle"), method="GET", follow=True).status == 302
    assert len(server.seen) == 11


def test_a_redirect_to_something_else_than_the_web_is_not_followed(server: Server) -> None:
    with pytest.raises(Failed, match="cannot be reached"):
        ask(server.at("nowhere"), follow=True)


def test_an_answer_that_is_too_large_is_not_read(server: Server) -> None:
    assert failure(server.at("large")).kind is Kind.TOO_LARGE
    assert ask(server.at("large"), largest=1_000_001).good


def test_what_is_packed_unasked_is_unpacked_within_the_limit(server: Server) -> None:
    assert ask(server.at("packed")).content == b"fine"
    assert failure(server.at("bomb")).kind is Kind.TOO_LARGE
    assert failure(server.at("damaged")).kind is Kind.BROKEN


@pytest.mark.parametrize("path", ["silent", "drips", "drips_headers"])
def test_the_limit_holds_for_the_whole_answer(server: Server, path: str) -> None:
    found = failure(server.at(path), 0.3)
    assert str(found) == f"{server.at('')[:-1]} did not finish its answer within 0.3 s"


def test_an_answer_that_is_cut_short_is_none(server: Server) -> None:
    origin = server.at("")[:-1]
    assert str(failure(server.at("cut"))) == f"{origin} broke off its answer"
    assert str(failure(server.at("rude"))) == f"{origin} cannot be reached: the connection broke"


def test_who_is_not_there_is_named_with_the_reason(server: Server) -> None:
    server.shutdown()
    server.server_close()
    assert str(failure(server.at())) == f"{server.at('')[:-1]} cannot be reached: Connection refused"
    found = failure("http://nobody.invalid/")
    assert str(found) == "http://nobody.invalid cannot be reached: its name cannot be looked up"


def test_who_takes_no_connection_is_given_up(server: Server) -> None:
    """A socket that listens and whose queue is full takes no more: connections wait until they are given up."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = []
        for _ in range(4):
            one = socket.socket()
            one.setblocking(False)  # noqa: FBT003 - the standard library's own signature
            one.connect_ex(address)
            waiting.append(one)
        found = failure(f"http://127.0.0.1:{address[1]}/", 0.3)
        for one in waiting:
            one.close()
    assert found.kind in {Kind.UNREACHABLE, Kind.LATE}
    assert server.seen == []


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "http://", "example.org", "http://[::1/", "http://x:99999999/", "http://x/\x01"]
)
def test_what_is_no_address_is_refused(server: Server, address: str) -> None:
    with pytest.raises(SettingsError, match=r"no http or https address|is malformed"):
        ask(address)
    assert server.seen == []


@pytest.mark.parametrize("value", ["sk-123\nX-Other: y", "sk-سر"])
def test_a_header_that_cannot_be_sent_is_not_repeated(server: Server, value: str) -> None:
    with pytest.raises(SettingsError, match="has a header that cannot be sent") as caught:
        ask(server.at(), headers={"X-Key": value})
    assert caught.value.__suppress_context__, "a traceback would show it"
    assert value not in str(caught.value)
    assert server.seen == []


def test_a_key_that_is_empty_leaves_the_word_before_it(server: Server) -> None:
    ask(server.at(), headers={"Authorization": "Bearer "})
    assert server.seen[0].headers["Authorization"] == "Bearer"


def test_a_proxy_of_the_environment_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.at(""))
    assert ask("http://service.invalid/plain").good
    assert server.seen[0].path == "http://service.invalid/plain"
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert ask(server.at()).good
    assert server.seen[1].path == "/plain"


@pytest.mark.parametrize("proxy", ["gopher://127.0.0.1:9", "socks5://user:password@127.0.0.1:9"])
def test_a_proxy_that_cannot_be_used_is_told(server: Server, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(SettingsError, match="the proxy that the environment names cannot be used") as caught:
        ask(server.at())
    assert "password" not in f"{caught.value}{caught.value.remedy}"


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Server) -> None:
    assert str(failure(secure.at())) == f"the certificate of {secure.at('')[:-1]} cannot be verified"
    assert secure.seen == []


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_environment_says_whom_to_trust(
    secure: Server, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(certificate[0]))
    assert ask(secure.at()).good


def test_whom_to_trust_may_be_a_folder(secure: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path))
    assert failure(secure.at()).kind is Kind.UNTRUSTED


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"])
@pytest.mark.parametrize("content", [None, "no certificate"])
def test_certificates_that_are_none_are_told(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str | None
) -> None:
    path = tmp_path / "bundle.pem"
    if content:
        path.write_text(content)
    monkeypatch.setenv(name, str(path))
    with pytest.raises(SettingsError, match=f"{name} names no certificates"):
        ask(server.at())


def test_a_stream_gives_what_arrives(server: Server) -> None:
    with streamed(Request(server.at("large"), method="GET"), Failed, silence=PLENTY) as answer:
        assert (answer.head.status, answer.head.headers["content-length"]) == (200, "1000001")
        assert sum(map(len, answer.pieces())) == 1_000_001


def test_a_stream_that_is_not_read_to_its_end_costs_nothing_more(server: Server) -> None:
    with streamed(Request(server.at("drips"), method="GET"), Failed, silence=PLENTY) as answer:
        assert set(next(iter(answer.pieces()))) == set(b"x")
    assert ask(server.at()).good


@pytest.mark.parametrize("path", ["silent", "drips_headers"])
def test_a_stream_has_to_begin(server: Server, path: str) -> None:
    with (
        pytest.raises(Failed, match=r"did not answer within 0\.3 s"),
        streamed(Request(server.at(path), method="GET"), Failed, silence=0.3),
    ):
        pytest.fail("it has begun")


def test_a_stream_that_breaks_off_is_told(server: Server) -> None:
    with streamed(Request(server.at("cut"), method="GET"), Failed, silence=PLENTY) as answer:
        pieces = answer.pieces()
        assert next(pieces) == b"half"
        with pytest.raises(Failed, match="broke off"):
            next(pieces)


TEXT = {EngineError: "e", BadInput: "i", Blocked: "b", Transient: "t"}


@pytest.mark.parametrize(
    ("status", "kind", "remedy"),
    [
        (307, EngineError, "e"),
        (400, BadInput, "i"),
        (401, Blocked, "b"),
        (402, Blocked, "b"),
        (403, Blocked, "b"),
        (404, BadInput, "i"),
        (408, Transient, "t"),
        (409, EngineError, "e"),
        (413, BadInput, "i"),
        (418, EngineError, "e"),
        (422, BadInput, "i"),
        (425, Transient, "t"),
        (429, RateLimited, "t"),
        (451, Blocked, "b"),
        (500, Transient, "t"),
        (503, Transient, "t"),
        (599, Transient, "t"),
    ],
)
def test_each_status_means_one_error(status: int, kind: type[EngineError], remedy: str) -> None:
    error = status_error(status, {}, "it failed", TEXT)
    assert (type(error), error.message, error.remedy) == (kind, "it failed", remedy)
    without = status_error(status, {}, "it failed", {EngineError: "e"})
    assert type(without) is (EngineError if kind is BadInput else kind)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("after", "date", "seconds"),
    [
        ("30", "", 30.0),
        ("²", "", None),
        ("", "", None),
        ("-5", "", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:20:00 GMT", 480.0),
        ("Wed, 21 Oct 2026 07:18:00 GMT", "Wed, 21 Oct 2026 07:20:00 GMT", 0.0),
        ("Wed, 21 Oct 2026 07:28:00", "Wed, 21 Oct 2026 07:20:00 GMT", None),
    ],
)
def test_the_time_to_wait_is_handed_on(status: int, after: str, date: str, seconds: float | None) -> None:
    error = status_error(status, {"Retry-After": after, "Date": date}, "it failed", TEXT)
    assert isinstance(error, Transient)
    assert error.retry_after == seconds


def test_a_missing_answer_means_one_error() -> None:
    kinds = {Kind.UNTRUSTED: EngineError, Kind.TOO_LARGE: NoAudio}
    for kind in Kind:
        assert type(engine_error(Failure(kind, "host", "a reason"), "wait")) is kinds.get(kind, Transient)


def test_what_a_server_says_is_told_without_our_secrets() -> None:
    sent = {"X-Api-Key": "k-1", "Authorization": "Bearer k-2", "Content-Type": "application/json", "X-Empty": ""}
    said = excerpt(b"bad\nkeys  k-1 and k-2 in application/json" + b"!" * 300, sent)
    assert said.startswith(": bad keys *** and *** in application/json!!!")
    assert len(said) == 2 + 200
    assert excerpt(b" \n", sent) == ""


def test_the_caller_says_what_becomes_of_a_failure(server: Server) -> None:
    def fail(failure: Failure) -> StoreError:
        return StoreError(f"no feed: {failure}", "look again")

    ask_quickly = partial(exchange, seconds=PLENTY, largest=1)
    with pytest.raises(StoreError, match=r"no feed: the answer of http://127\.0\.0\.1:\d+ is too large"):
        ask_quickly(Request(server.at()), fail)
