"""A feed is checked by its address, over real HTTP on loopback, at servers that do one thing wrong."""

import gzip
import json
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from tests.certificates import make_certificate
from tests.checked import Files, write_show
from tests.logged import logged
from tests.newsroom import BASE, make_show
from tests.running import running

from audionews.app.checking import check
from audionews.cli.main import run
from audionews.errors import SiteUnavailable, UsageError
from audionews.lint.rules import Fault, Finding
from audionews.lint.web import WebSite
from audionews.model.media import media_type

pytestmark = pytest.mark.usefixtures("socket_enabled")
ALWAYS = {"local", "other-guid"}  # the findings of every show on this machine
PART = re.compile(r"bytes=(\d+)-(\d+)")


class Server(BaseHTTPRequestHandler):
    """Serves a show well, but does what ``fault`` says with the files that end with ``wrong``."""

    folder: ClassVar[Path]
    wrong: ClassVar[str]
    fault: ClassVar[str]
    asked: ClassVar[list[tuple[str, str]]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer()

    def do_HEAD(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = self.path.lstrip("/").partition("?")[0]
        self.asked.append((self.command, path))
        is_wrong = path == self.wrong or (self.wrong.startswith(".") and path.endswith(self.wrong))
        fault = self.fault if is_wrong else ""
        match fault.split():
            case ["status", status]:
                return self.end(int(status))
            case ["status-of-head", status] if self.command == "HEAD":
                return self.end(int(status))
            case ["silent"]:
                self.close_connection = True
                return None
            case ["redirect", target]:
                return self.end(302, {"Location": target.replace("SELF", self.path)})
        if path.startswith("hop/"):
            _, left, target = path.split("/", 2)
            return self.end(302, {"Location": f"/hop/{int(left) - 1}/{target}" if int(left) else f"/{target}"})
        file = self.folder / path
        return self.send(path, file.read_bytes(), fault) if file.is_file() else self.end(404)

    def send(self, path: str, blob: bytes, fault: str) -> None:
        blob = (
            blob.replace(BASE.encode(), f"http://{self.headers['Host']}".encode())
            if path.endswith((".xml", ".html"))
            else blob
        )
        headers = {"Content-Type": media_type(path), "Access-Control-Allow-Origin": "*"}
        if fault == "no-cors":
            del headers["Access-Control-Allow-Origin"]
        if fault.startswith("type "):
            headers["Content-Type"] = fault.removeprefix("type ")
        if fault == "gzip":
            blob = gzip.compress(blob)
            headers["Content-Encoding"] = "gzip"
        if fault == "page":
            blob = b"<!doctype html><p>404"
        part = PART.fullmatch(self.headers.get("Range", ""))
        if part and fault != "no-ranges":
            first, last = int(part[1]), int(part[2])
            headers["Content-Range"] = f"bytes {first}-{min(last, len(blob) - 1)}/{len(blob)}"
            return self.end(206, headers, blob[first : last + 1])
        return self.end(200, headers, blob)

    def end(self, status: int, headers: dict[str, str] | None = None, blob: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(blob)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(blob)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    folder = tmp_path_factory.mktemp("show")
    return folder, write_show(folder)


@contextmanager
def serving(folder: Path, wrong: str = "", fault: str = "", context: ssl.SSLContext | None = None) -> Iterator[str]:
    """Give the address of the feed at a server that does one thing wrong."""
    handler = type("Handler", (Server,), {"folder": folder, "wrong": wrong, "fault": fault, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with running(server):
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}/feed.xml"


def found_at(address: str) -> list[Finding]:
    """Return the findings at an address, without those that every show on this machine has."""
    return [one for one in check(address, Path()) if one.rule not in ALWAYS]


def test_a_show_that_is_served_well_has_no_finding(show: tuple[Path, Files]) -> None:
    with serving(show[0]) as address:
        assert found_at(address) == []


def test_a_server_that_compresses_unasked_has_no_finding(show: tuple[Path, Files]) -> None:
    with serving(show[0], show[1].vtt, "gzip") as address:
        assert found_at(address) == []


def test_an_answer_that_does_not_end_is_not_waited_for(show: tuple[Path, Files]) -> None:
    with serving(show[0]) as address:
        found = WebSite(address, seconds=-1.0).read(address.replace("feed.xml", show[1].mp3))
    assert isinstance(found, Fault)
    assert "did not finish" in found.what


def test_our_own_server_has_no_finding(tmp_path: Path) -> None:
    write_show(tmp_path)
    with logged(tmp_path, lambda: make_show(0)) as (url, _):
        for page in tmp_path.glob("*.xml"):
            page.write_text(page.read_text("utf-8").replace(BASE, url), "utf-8")
        assert {one.rule for one in found_at(f"{url}/section-sport.xml")} == set()


FAULTS = [
    ("mp3", "status 403", {"answer"}),
    ("mp3", "status 401", {"answer"}),
    ("mp3", "status 404", {"missing"}),
    ("mp3", "status 500", {"answer"}),
    ("mp3", "status-of-head 405", {"head"}),
    ("mp3", "status-of-head 403", {"head"}),
    ("mp3", "status-of-head 404", {"head"}),
    ("mp3", "silent", {"unreachable"}),
    ("mp3", "no-ranges", {"range"}),
    ("mp3", "type application/octet-stream", {"sound-type"}),
    ("mp3", "type text/html", {"sound-type"}),
    ("mp3", "redirect SELF", {"redirects"}),
    ("mp3", "redirect /none.mp3", {"missing"}),
    ("mp3", "redirect ftp://example.org/x", {"address"}),
    ("mp3", "redirect /hop/6/feed.xml", {"redirects", "sound-type", "length"}),
    ("mp3", "page", {"media", "length"}),
    ("m4a", "no-ranges", {"range"}),
    ("vtt", "status 403", {"answer"}),
    ("vtt", "status 405", {"answer"}),
    ("vtt", "silent", {"unreachable"}),
    ("vtt", "no-cors", {"cors"}),
    ("vtt", "type text/plain", {"content-type"}),
    ("srt", "type application/octet-stream", {"content-type"}),
    ("json", "no-cors", {"cors"}),
    ("chapters", "no-cors", {"cors"}),
    ("chapters", "type text/html", {"content-type"}),
    ("chapters", "status 410", {"missing"}),
    ("cover", "status 403", {"answer"}),
    ("cover", "type text/html", {"content-type"}),
    ("art", "status 404", {"missing"}),
    ("html", "status 404", {"missing"}),
    ("text", "type text/plain", {"content-type"}),
    ("feed", "type text/html", {"content-type"}),
    ("feed", "status-of-head 501", {"head"}),
    ("feed", "status 403", {"answer"}),
    ("audionews.css", "status 404", {"asset"}),
]


@pytest.mark.parametrize(("role", "fault", "rules"), FAULTS)
def test_what_a_server_does_wrong_is_found_and_the_rest_is_checked(
    show: tuple[Path, Files], capsys: pytest.CaptureFixture[str], role: str, fault: str, rules: set[str]
) -> None:
    folder, files = show
    wrong = getattr(files, role, role)
    with serving(folder, wrong, fault) as address:
        code = run(["check", address, "--json"])
    found = [one for one in map(json.loads, capsys.readouterr().out.splitlines()) if one["rule"] not in ALWAYS]
    assert {one["rule"] for one in found} == rules
    assert all(wrong in f"{one['where']} {one['what']}" for one in found)
    assert code == int(any(one["level"] == "error" for one in found))


def test_what_a_server_does_wrong_with_many_files_is_told_once_with_their_number(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    write_show(folder)
    count = len(list(folder.glob("**/*.vtt")))
    assert count > 2
    with serving(folder, ".vtt", "no-cors") as address:
        found = found_at(address)
    assert [one.rule for one in found] == ["cors"]
    assert f"(and so for {count - 1} more files)" in found[0].what
    assert found[0].where.endswith(".vtt")


@pytest.mark.parametrize(
    ("own", "rules"),
    [
        ("http://127.0.0.1:9/feed.xml", {"self-elsewhere"}),
        (f"{BASE}/none.xml", {"self-elsewhere"}),
        (f"{BASE}/section-sport.xml", {"self-elsewhere"}),
        (f"{BASE}/feed.xml?from=app", set()),
        (f"{BASE}/hop/1/feed.xml", set()),
    ],
)
def test_the_address_that_a_feed_on_the_web_gives_as_its_own_leads_to_it(
    tmp_path: Path, own: str, rules: set[str]
) -> None:
    folder = tmp_path / "show"
    write_show(folder)
    feed = folder / "feed.xml"
    named = re.sub('(rel="self"[^>]*href=")[^"]*', rf"\g<1>{own}", feed.read_text("utf-8"), count=1)
    feed.write_text(named, "utf-8")
    with serving(folder) as address:
        assert {one.rule for one in found_at(address)} == rules


def test_a_feed_is_at_the_address_that_leads_to_it(show: tuple[Path, Files]) -> None:
    with serving(show[0]) as address:
        assert found_at(address.replace("/feed", "/hop/1/feed")) == []


def test_a_host_that_does_not_answer_is_not_asked_again_and_again(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    write_show(folder)
    feed = folder / "feed.xml"
    feed.write_text(
        re.sub(f'<enclosure url="{BASE}', '<enclosure url="http://127.0.0.2:9', feed.read_text("utf-8")), "utf-8"
    )
    with serving(folder) as address:
        found = [one for one in found_at(address) if one.rule == "unreachable"]
    assert len(found) == 3
    assert "not asked again" in found[-1].what


def test_a_kind_of_file_that_a_host_does_not_send_is_given_up_and_the_rest_is_checked(
    show: tuple[Path, Files],
) -> None:
    folder, _ = show
    with serving(folder, ".mp3", "silent") as address:
        found = found_at(address)
    assert {one.rule for one in found} == {"unreachable"}
    assert all(".mp3" in one.where for one in found)
    assert len([one for one in found if "not asked again" not in one.what]) == 2


def test_an_address_of_ones_own_network_is_not_asked_for_a_strangers_feed() -> None:
    site = WebSite("https://192.0.2.1.example/feed.xml")
    site._private = False  # noqa: SLF001 - as for a feed of the public web
    found = site.size("http://127.0.0.1:9/x.mp3")
    assert not isinstance(found, int)
    assert found is not None
    assert found.rule == "local"
    assert WebSite("not an address").size("http://localhost:9/x").rule == "local"  # type: ignore[union-attr] # a fault


def test_a_certificate_that_nobody_vouches_for_is_found(
    show: tuple[Path, Files], tmp_path: Path, tool: Callable[[str], str]
) -> None:
    _, context = make_certificate(tmp_path, tool("openssl"), "IP:127.0.0.1")
    with serving(show[0], context=context) as address:
        assert [one.rule for one in check(address, Path())] == ["tls"]
        assert run(["check", address]) == 1


def test_a_feed_that_is_not_there_is_an_error_of_the_call(show: tuple[Path, Files]) -> None:
    with serving(show[0]) as address, pytest.raises(UsageError, match="no feed"):
        list(check(address.replace("feed.xml", "none.xml"), Path()))
    with pytest.raises(SiteUnavailable, match="Connection refused"):
        list(check("http://127.0.0.1:9/feed.xml", Path()))
    assert run(["check", "http://[::1/feed.xml"]) == run(["check", "https://"]) == 2


def test_an_older_page_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    write_show(folder)
    feed = folder / "feed.xml"
    link = f'<atom:link rel="next" href="{BASE}/feed-2.xml"/><atom:link '
    feed.write_text(feed.read_text("utf-8").replace("<atom:link ", link, 1), "utf-8")
    with serving(folder) as address:
        assert [(one.rule, one.where) for one in found_at(address)] == [
            ("missing", address.replace("feed.", "feed-2."))
        ]
    feed.write_text("<rss")
    with serving(folder) as address:
        assert [one.rule for one in found_at(address)] == ["xml"]


def test_a_file_that_is_too_large_is_not_loaded(show: tuple[Path, Files], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audionews.lint.web.LARGEST", 20_000)
    with serving(show[0]) as address:
        assert "huge" in {one.rule for one in found_at(address)}
