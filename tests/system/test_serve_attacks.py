"""Hostile requests to ``audionews serve``, written to a socket byte by byte: what each one is answered."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from tests.loopback import serving
from tests.newsroom import BASE, make_show, write_feeds, write_pages, write_sounds

pytestmark = pytest.mark.usefixtures("socket_enabled")

SHOW = make_show(2)
ID = SHOW.episodes[0].id
MP3 = f"/episodes/{ID}.mp3"
SECRET = b"not for everyone"
PUBLISHED = urlsplit(BASE).netloc


class Site(NamedTuple):
    """A served folder: its address, its port and what is in its sound."""

    url: str
    port: int
    sound: bytes


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a show among files that are nobody's business."""
    root = tmp_path_factory.mktemp("attacked")
    folder = root / "output"
    write_sounds(SHOW, folder)
    write_pages(SHOW, folder)
    write_feeds(SHOW, folder)
    public = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    public += ["linked.html", "linked/page.html", "pipe.html", "folder.html", "gone.html"]
    (root / "secret.txt").write_bytes(SECRET)
    hidden = (
        f"episodes/{ID}.json", f"episodes/{ID}.script.json", "show.json", ".env", ".audionews/rendered.json",
        ".audionews-x1", "episodes/.audionews-tmp.mp3", "audionews.toml", "notes.txt", "صورة.jpg", "episodes/waits.mp3",
    )  # fmt: skip
    for name in hidden:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(SECRET)
    (folder / "linked.html").symlink_to(root / "secret.txt")
    (folder / "linked").symlink_to(root)
    (root / "page.html").write_bytes(SECRET)
    (folder / "folder.html").mkdir()
    _make_pipe(folder / "pipe.html")
    with serving(folder, public=public, names=[PUBLISHED]) as url:
        yield Site(url, urlsplit(url).port or 0, (folder / MP3[1:]).read_bytes())


def _make_pipe(path: Path) -> None:
    import os  # noqa: PLC0415 - Windows has no pipes in folders

    if hasattr(os, "mkfifo"):
        os.mkfifo(path)


def exchange(site: Site, request: bytes) -> bytes:
    """Return all that the server sends for these bytes until it closes the connection."""
    with socket.create_connection(("127.0.0.1", site.port)) as connection:
        connection.settimeout(60)
        connection.sendall(request)
        answer = bytearray()
        try:
            while piece := connection.recv(1 << 16):
                answer += piece
        except ConnectionResetError:
            pass
        return bytes(answer)


def asked(target: str | bytes, *headers: str, method: str = "GET", host: str | None = None) -> bytes:
    """Return the bytes of a request that closes its connection."""
    path = target if isinstance(target, bytes) else target.encode()
    lines = [f"Host: {host or 'localhost'}", "Connection: close", *headers]
    return method.encode() + b" " + path + b" HTTP/1.1\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n"


def status(answer: bytes) -> int:
    """Return the status of an answer; 0 if there is none."""
    found = re.match(rb"HTTP/1\.1 ([0-9]{3})", answer)
    return int(found[1]) if found else 0


# What is asked for, and the statuses that are right.
PATHS: dict[str, tuple[str | bytes, int]] = {
    "parent": ("/../secret.txt", 404),
    "parent, escaped": ("/%2e%2e/secret.txt", 404),
    "parent, half escaped": ("/.%2e/secret.txt", 404),
    "parent, upper case": ("/%2E%2E%2Fsecret.txt", 404),
    "parent, slash escaped": ("/..%2fsecret.txt", 404),
    "parent, escaped twice": ("/%252e%252e%252fsecret.txt", 404),
    "parent, below": (f"/episodes/../episodes/{ID}.json", 404),
    "parent, deep": ("/episodes/../../secret.txt", 404),
    "parent, many": ("/" + "../" * 60 + "etc/passwd", 404),
    "parent, backslash": ("/..\\secret.txt", 404),
    "parent, backslash escaped": ("/..%5csecret.txt", 404),
    "parent, overlong UTF-8": ("/%c0%ae%c0%ae/secret.txt", 404),
    "parent, full width": ("/\uff0e\uff0e/secret.txt".encode(), 400),
    "parent, full width escaped": ("/%EF%BC%8E%EF%BC%8E/secret.txt", 404),
    "absolute": ("//etc/passwd", 404),
    "absolute, escaped": ("/%2fetc/passwd", 404),
    "drive": ("/C:/Windows/win.ini", 404),
    "stream": (f"{MP3}::$DATA", 404),
    "null": (f"{MP3}%00", 404),
    "null and suffix": (f"/episodes/{ID}.json%00.mp3", 404),
    "line break": (f"{MP3}%0d%0aX-Injected:%201", 404),
    "dot": ("/./index.html", 404),
    "dot, escaped": ("/%2e/index.html", 404),
    "trailing dot": ("/index.html.", 404),
    "trailing blank": ("/index.html%20", 404),
    "trailing slash": ("/index.html/", 404),
    "double slash": (f"/episodes//{ID}.mp3", 404),
    "upper case": ("/INDEX.HTML", 404),
    "folder": ("/episodes/", 404),
    "folder without slash": ("/episodes", 404),
    "dot file": ("/.env", 404),
    "own folder": ("/.audionews/rendered.json", 404),
    "own folder, escaped": ("/%2eaudionews/rendered.json", 404),
    "temporary file": ("/.audionews-x1", 404),
    "temporary sound": ("/episodes/.audionews-tmp.mp3", 404),
    "sidecar": (f"/episodes/{ID}.json", 404),
    "sidecar, escaped": (f"/episodes/{ID}%2ejson", 404),
    "sidecar, query": (f"/episodes/{ID}.json?x=.mp3", 404),
    "script": (f"/episodes/{ID}.script.json", 404),
    "show": ("/show.json", 404),
    "settings": ("/audionews.toml", 404),
    "user's notes": ("/notes.txt", 404),
    "user's picture": ("/%D8%B5%D9%88%D8%B1%D8%A9.jpg", 404),
    "waiting sound": ("/episodes/waits.mp3", 404),
    "link out": ("/linked.html", 404),
    "linked folder out": ("/linked/page.html", 404),
    "pipe": ("/pipe.html", 404),
    "folder in place of a file": ("/folder.html", 404),
    "file that is gone": ("/gone.html", 404),
    "not UTF-8": ("/%ff%fe", 404),
    "half of a character": ("/%ed%a0%80", 404),
    "bad escape": ("/%zz%", 404),
    "8-bit": (b"/\xd8\xb5.jpg", 400),
    "long path": ("/" + "a" * 9_000, 414),
    "long query": ("/?" + "a" * 9_000, 414),
    "very long path": ("/" + "a" * 200_000, 400),
    "long name": ("/" + "a" * 5_000, 404),
    "many slashes": ("/" + "a/" * 3_000, 404),
    "absolute form, foreign": ("http://evil.example/index.html", 404),
    "authority form": ("evil.example:80", 404),
    "asterisk": ("*", 404),
    "empty segment names": ("/%2f%2f%2f", 404),
    "good, with query": ("/index.html?utm=1", 200),
    "good, escaped": ("/index%2ehtml", 200),
    "good, root": ("/", 200),
}


@pytest.mark.parametrize(("target", "expected"), PATHS.values(), ids=PATHS)
def test_a_path_is_answered_rightly(site: Site, target: str | bytes, expected: int) -> None:
    answer = exchange(site, asked(target))
    assert status(answer) == expected, answer[:300]
    assert SECRET not in answer
    assert b"X-Injected" not in answer.partition(b"\r\n\r\n")[0]


HOSTS: dict[str, tuple[str, int]] = {
    "foreign": ("evil.example", 421),
    "foreign with port": ("evil.example:8000", 421),
    "foreign that begins as ours": ("localhost.evil.example", 421),
    "foreign that ends as ours": ("evillocalhost", 421),
    "foreign that begins as an address": ("127.0.0.1.evil.example", 421),
    "address of another": ("203.0.113.9", 421),
    "private address of another": ("192.168.1.1:80", 421),
    "all addresses": ("0.0.0.0", 421),  # noqa: S104 - a header
    "short address": ("127.1", 421),
    "number": ("2130706433", 421),
    "octal": ("0177.0.0.1", 421),
    "metadata service": ("169.254.169.254", 421),
    "user name": ("localhost@evil.example", 400),
    "path": ("localhost/x", 400),
    "two names": ("localhost, evil.example", 400),
    "port of letters": ("localhost:abc", 400),
    "port out of range": ("localhost:65536", 400),
    "markup": ('localhost"><script>', 400),
    "open bracket": ("[::1", 400),
    "not an address": ("[:::::]", 421),
    "long": ("a" * 300, 400),
    "loopback": ("127.0.0.1", 200),
    "another loopback": ("127.8.8.8:9", 200),
    "name": ("localhost:8000", 200),
    "name in capitals with a dot": ("LOCALHOST.", 200),
    "IPv6 loopback": ("[::1]:8000", 200),
    "IPv4 in IPv6": ("[::ffff:127.0.0.1]", 200),
    "the show's own": (PUBLISHED, 200),
}


@pytest.mark.parametrize(("host", "expected"), HOSTS.values(), ids=HOSTS)
def test_a_host_is_answered_rightly(site: Site, host: str, expected: int) -> None:
    answer = exchange(site, asked("/feed.xml", host=host))
    assert status(answer) == expected, answer[:300]
    assert ("<enclosure" in answer.decode()) == (expected == 200)
    assert "evil" not in answer.decode().partition("\r\n\r\n")[0]


FORWARDED = (
    "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "X-Forwarded-Port: 1", "X-Forwarded-For: 9.9.9.9",
    "X-Forwarded-Prefix: /evil", "Forwarded: host=evil.example;proto=https", "X-Original-URL: /show.json",
    "X-Rewrite-URL: /show.json", "X-Host: evil.example",
)  # fmt: skip


@pytest.mark.parametrize("header", FORWARDED)
def test_what_a_proxy_would_say_is_not_believed(site: Site, header: str) -> None:
    plain, told = (exchange(site, asked("/feed.xml", *extra)) for extra in ((), (header,)))
    assert plain.partition(b"\r\n\r\n")[2] == told.partition(b"\r\n\r\n")[2]


ODD: dict[str, tuple[bytes, int]] = {
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
    "no host, HTTP/1.0": (b"GET / HTTP/1.0\r\n\r\n", 400),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
    "HTTP/0.9": (b"GET /\r\n\r\n", 400),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(50) + b"\r\n\r\n", 400),
    "rubbish": (b"\x00\xff" * 500 + b"\r\n\r\n", 400),
    "no colon": (b"GET / HTTP/1.1\r\nHost: localhost\r\nbroken\r\n\r\n", 400),
    "blank before colon": (b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
    "null in a header": (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", 400),
    "two lengths": (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "negative length": (b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
    "chunks of nothing": (b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 400),
    "large headers": (asked("/", "X: " + "a" * 40_000), 431),
    "many headers": (asked("/", *(f"X-{n}: 1" for n in range(3_000))), 431),
    "endless header": (b"GET / HTTP/1.1\r\nX: " + b"a" * 300_000, 400),
    "post": (asked(MP3, "Content-Length: 0", method="POST"), 405),
    "put": (asked("/evil.html", "Content-Length: 0", method="PUT"), 405),
    "delete": (asked("/index.html", method="DELETE"), 405),
    "patch": (asked("/index.html", "Content-Length: 0", method="PATCH"), 405),
    "trace": (asked("/index.html", "Cookie: a=b", method="TRACE"), 405),
    "connect": (asked("evil.example:443", method="CONNECT"), 405),
    "propfind": (asked("/", method="PROPFIND"), 405),
    "unknown method": (asked("/", method="EVIL"), 405),
    "small letters": (asked("/", method="get"), 405),
    "long method": (asked("/", method="A" * 5_000), 405),
    "post to what is private": (asked("/show.json", "Content-Length: 0", method="POST"), 405),
    "upgrade": (asked("/index.html", "Upgrade: websocket", "Sec-WebSocket-Version: 13"), 200),
    "options": (asked(MP3, "Origin: https://evil.example", method="OPTIONS"), 204),
    "head": (asked(MP3, method="HEAD"), 200),
    "bad date": (asked(MP3, "If-Modified-Since: yesterday"), 200),
    "far date": (asked(MP3, "If-Modified-Since: Fri, 31 Dec 9999 23:59:59 -2359"), 304),
    "any version": (asked(MP3, "If-None-Match: *"), 304),
    "many versions": (asked(MP3, "If-None-Match: " + '"a", ' * 3_000), 200),
}


@pytest.mark.parametrize(("request_", "expected"), ODD.values(), ids=ODD)
def test_an_odd_request_is_answered_rightly(site: Site, request_: bytes, expected: int) -> None:
    answer = exchange(site, request_)
    assert status(answer) == expected, answer[:300]
    if expected == 405:
        assert b"\r\nallow: GET, HEAD, OPTIONS\r\n" in answer


WHOLE: list[tuple[int, int]] = []  # the header is ignored
RANGES: dict[str, tuple[str, list[tuple[int, int]] | None]] = {
    "other unit": ("items=0-5", WHOLE),
    "no unit": ("0-5", WHOLE),
    "no range": ("bytes=", WHOLE),
    "dash": ("bytes=-", WHOLE),
    "letters": ("bytes=a-b", WHOLE),
    "blank inside": ("bytes=0 - 5", WHOLE),
    "backwards": ("bytes=5-2", WHOLE),
    "one of two backwards": ("bytes=0-1,5-2", WHOLE),
    "Arabic digits": ("bytes=٠-٥", WHOLE),
    "sign": ("bytes=+0-5", WHOLE),
    "underscore": ("bytes=1_0-20", WHOLE),
    "hexadecimal": ("bytes=0x0-0x5", WHOLE),
    "three numbers": ("bytes=0-5-9", WHOLE),
    "thousand ranges": ("bytes=" + ",".join(f"{n * 2}-{n * 2}" for n in range(1_000)), WHOLE),
    "overlapping hundreds": ("bytes=" + ",".join(["0-"] * 1_000), WHOLE),
    "past the end": ("bytes=99999999-", None),
    "last no byte": ("bytes=-0", None),
    "all past the end": ("bytes=99999999-,88888888-99999999", None),
    "number of 5,000 digits": ("bytes=" + "9" * 5_000 + "-", None),
    "first": ("bytes=0-0", [(0, 1)]),
    "in capitals": ("BYTES=0-9", [(0, 10)]),
    "blanks": ("bytes= 0-9 , 20-29 ", [(0, 10), (20, 30)]),
    "empty parts": ("bytes=,0-9,,", [(0, 10)]),
    "overlapping": ("bytes=0-9,5-19", [(0, 20)]),
    "touching, unordered": ("bytes=10-19,0-9", [(0, 20)]),
    "one past the end": ("bytes=0-9,99999999-", [(0, 10)]),
    "end past the end": ("bytes=100-" + "9" * 5_000, [(100, -1)]),
    "suffix larger than all": ("bytes=-99999999", [(0, -1)]),
    "leading zeros": ("bytes=" + "0" * 4_000 + "1-2", [(1, 3)]),
}


@pytest.mark.parametrize(("wanted", "expected"), RANGES.values(), ids=RANGES)
def test_a_range_is_answered_rightly(site: Site, wanted: str, expected: list[tuple[int, int]] | None) -> None:
    head, _, body = exchange(site, asked(MP3, f"Range: {wanted}")).partition(b"\r\n\r\n")
    size = len(site.sound)
    if expected == WHOLE:
        assert (status(head), body) == (200, site.sound)
    elif expected is None:
        assert (status(head), body) == (416, b"")
        assert f"content-range: bytes */{size}".encode() in head
    else:
        spans = [(start, size if end < 0 else end) for start, end in expected]
        assert status(head) == 206
        assert f"content-length: {len(body)}\r\n".encode() in head
        if len(spans) == 1:
            assert body == site.sound[slice(*spans[0])]
        else:
            assert parts_of(head, body) == [(f"bytes {a}-{b - 1}/{size}", site.sound[a:b]) for a, b in spans]


def parts_of(head: bytes, body: bytes) -> list[tuple[str, bytes]]:
    """Return the ranges of an answer with several, and their bytes."""
    found = re.search(rb"content-type: multipart/byteranges; boundary=(\w+)", head)
    assert found
    first, *parts, last = body.split(b"--" + found[1])
    assert (first, last) == (b"\r\n", b"--\r\n")
    split = [part.removeprefix(b"\r\n").removesuffix(b"\r\n").partition(b"\r\n\r\n") for part in parts]
    named = [re.search(r"Content-Range: (.*)", names.decode()) for names, _, _ in split]
    return [(name[1], bytes_) for name, (_, _, bytes_) in zip(named, split, strict=True) if name]


@pytest.mark.parametrize("version", ['"another"', 'W/"weak"', "Thu, 01 Jan 1970 00:00:00 GMT", "rubbish", ""])
def test_a_range_of_another_version_is_the_whole_file(site: Site, version: str) -> None:
    assert status(exchange(site, asked(MP3, "Range: bytes=0-9", f"If-Range: {version}"))) == 200


@pytest.mark.parametrize("header", ["etag", "last-modified"])
def test_a_range_of_this_version_is_sent(site: Site, header: str) -> None:
    found = re.search(f"{header}: (.*)\r\n".encode(), exchange(site, asked(MP3, method="HEAD")))
    assert found
    assert status(exchange(site, asked(MP3, "Range: bytes=0-9", f"If-Range: {found[1].decode()}"))) == 206


def test_a_preflight_lets_players_of_other_sites_ask_for_ranges(site: Site) -> None:
    headers = (
        "Origin: https://news.example",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: range",
    )
    answer = exchange(site, asked(MP3, *headers, method="OPTIONS")).decode()
    assert "access-control-allow-origin: *\r\n" in answer
    assert "access-control-allow-headers: Range," in answer
    assert "private-network" not in answer
    assert "access-control" not in exchange(site, asked("/index.html", *headers, method="OPTIONS")).decode()


def test_only_the_pages_made_for_frames_may_be_framed_elsewhere(site: Site) -> None:
    for path, framed in (("/", False), (f"/episodes/{ID}.html", False), (f"/episodes/{ID}.embed.html", True)):
        answer = exchange(site, asked(path)).decode()
        assert ("x-frame-options" in answer) != framed, path
        assert ("content-security-policy: frame-ancestors 'self'" in answer) != framed, path
    for path in ("/audionews.js", "/audionews.css", MP3):
        assert b"cross-origin-resource-policy: cross-origin" in exchange(site, asked(path)), path


def test_requests_one_after_another_on_a_connection_are_all_answered(site: Site) -> None:
    one = b"GET /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = exchange(site, one * 20 + one.replace(b"localhost", b"evil.example"))
    assert len(re.findall(rb"HTTP/1\.1 200", answer)) == 20
    assert answer.count(b"HTTP/1.1 421") == 1


def test_an_answer_names_no_software(site: Site) -> None:
    for request in (asked("/"), asked("/none"), asked("/", method="EVIL"), b"\r\n\0\r\n\r\n"):
        assert re.search(rb"uvicorn|starlette|python|server:", exchange(site, request), re.IGNORECASE) is None
