"""The server over real HTTP on loopback."""

import asyncio
import dataclasses
import gzip
import http.client
import socket
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.types import ASGIApp, Message
from tests.loopback import serving
from tests.newsroom import BASE, FACTS, Public, make_show, write_feeds, write_sounds
from tests.newsroom import public_files_of as files_of

from audionews.errors import StoreError, UsageError
from audionews.model import Show
from audionews.server import listen, make_app, serve, url_of

pytestmark = pytest.mark.usefixtures("socket_enabled")

SHOW = make_show(2)
ID = SHOW.episodes[0].id
MP3 = f"/episodes/{ID}.mp3"
Answer = tuple[http.client.HTTPResponse, bytes]


class Damaged(Public):
    """A show that cannot be read."""

    def is_public(self, path: str) -> bool:
        raise StoreError("a sidecar is damaged", "put it back from a backup")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    (root / "secret.txt").write_text("not for everyone")
    output = root / "output"
    write_sounds(SHOW, output)
    write_feeds(SHOW, output)
    (output / "index.html").write_text("<!doctype html><title>نشرة</title>" + "<p>نص</p>" * 200, "utf-8")
    for kind in ("vtt", "srt", "chapters.json", "transcript.json", "jpg"):
        (output / f"episodes/{ID}.{kind}").write_text("{}")
    return output


@pytest.fixture(scope="module")
def published(folder: Path) -> Iterator[str]:
    with serving(folder) as url:
        yield url


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("unpublished")
    show = make_show(151, dataclasses.replace(FACTS, base_url=""))
    write_sounds(Show(facts=show.facts, episodes=show.episodes[:2]), folder)
    write_feeds(show, folder)
    (folder / "index.html").write_text("<!doctype html><title>نشرة</title>", "utf-8")
    with serving(folder, base_url="") as url:
        yield url


def ask(url: str, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.fixture
def sound(folder: Path) -> bytes:
    return (folder / MP3[1:]).read_bytes()


def test_head_tells_the_size_and_sends_nothing(published: str, sound: bytes) -> None:
    response, body = ask(published, MP3, "HEAD")
    assert (response.status, body) == (200, b"")
    assert response.headers["content-length"] == str(len(sound))
    assert response.headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize("span", [(0, 1), (100, 199), (100, None), (None, 100), (0, 10**9)])
def test_a_range_is_exactly_the_bytes_that_were_asked_for(
    published: str, sound: bytes, span: tuple[int | None, int | None]
) -> None:
    first, last = span
    response, body = ask(published, MP3, Range=f"bytes={'' if first is None else first}-{'' if last is None else last}")
    expected = sound[-100:] if first is None else sound[first : None if last is None else last + 1]
    start = len(sound) - 100 if first is None else first
    assert (response.status, body) == (206, expected)
    assert response.headers["content-range"] == f"bytes {start}-{start + len(expected) - 1}/{len(sound)}"
    assert response.headers["content-type"] == "audio/mpeg"


def test_several_ranges_come_as_parts(published: str) -> None:
    response, _ = ask(published, MP3, Range="bytes=0-9,100-109")
    assert response.status == 206
    assert response.headers["content-type"].startswith("multipart/byteranges")


def test_a_range_past_the_end_is_refused_with_the_size(published: str, sound: bytes) -> None:
    response, _ = ask(published, MP3, Range="bytes=99999999-")
    assert response.status == 416
    assert response.headers["content-range"] == f"bytes */{len(sound)}"


@pytest.mark.parametrize("path", [MP3, "/feed.xml", "/"])
def test_a_known_entity_tag_is_answered_with_304(published: str, unpublished: str, path: str) -> None:
    for url in (published, unpublished):
        tag = ask(url, path)[0].headers["etag"]
        response, body = ask(url, path, If_None_Match=f'"other", {tag}')
        assert (response.status, body) == (304, b"")
        assert ask(url, path, If_None_Match='"other"')[0].status == 200


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        (MP3, "audio/mpeg"),
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        (f"/episodes/{ID}.vtt", "text/vtt; charset=utf-8"),
        (f"/episodes/{ID}.srt", "application/x-subrip; charset=utf-8"),
        (f"/episodes/{ID}.chapters.json", "application/json+chapters"),
        (f"/episodes/{ID}.transcript.json", "application/json"),
        (f"/episodes/{ID}.jpg", "image/jpeg"),
    ],
)
def test_each_kind_of_file_has_its_media_type(published: str, path: str, media_type: str) -> None:
    response, _ = ask(published, path)
    assert (response.status, response.headers["content-type"]) == (200, media_type)
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("kind", ["mp3", "vtt", "transcript.json", "chapters.json"])
def test_players_of_other_sites_may_read_sounds_and_transcripts(published: str, kind: str) -> None:
    headers = ask(published, f"/episodes/{ID}.{kind}", Origin="https://elsewhere.example")[0].headers
    assert headers["access-control-allow-origin"] == "*"
    assert "Content-Range" in headers["access-control-expose-headers"]


def test_pages_are_not_shared_with_other_sites(published: str) -> None:
    assert "access-control-allow-origin" not in ask(published, "/")[0].headers


def test_text_is_compressed_and_sound_is_not(published: str, folder: Path) -> None:
    page, body = ask(published, "/", Accept_Encoding="gzip")
    assert page.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (folder / "index.html").read_bytes()
    assert "content-encoding" not in ask(published, MP3, Accept_Encoding="gzip")[0].headers
    part, body = ask(published, "/index.html", Accept_Encoding="gzip", Range="bytes=0-8")
    assert (part.status, body) == (206, b"<!doctype")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/episodes/..%2f..%2fsecret.txt", "//etc/passwd"]
)
def test_nothing_outside_of_the_folder_is_served(published: str, path: str) -> None:
    response, body = ask(published, path)
    assert response.status == 404
    assert b"everyone" not in body


PRIVATE = (
    f"episodes/{ID}.json", "show.json", ".audionews/index.sqlite", ".audionews/deploy/x.json", "audionews.toml",
    "episodes/2024-06-01-0000000a.mp3", "episodes/2024-06-01-0000000a.html", "lexicon.toml", "article.txt",
    "old/index.html", "section-old.xml",
)  # fmt: skip


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds more than listeners get: a removed episode, a waiting one, settings and foreign files."""
    root = tmp_path_factory.mktemp("mixed")
    for name in ("index.html", "feed.xml", *files_of(ID), *PRIVATE):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("<head></head>private" if name in PRIVATE else "<head></head>public")
    return root


@pytest.mark.parametrize("live", [False, True])
def test_only_public_files_are_served(mixed: Path, *, live: bool) -> None:
    with serving(mixed, public=("index.html", "feed.xml", *files_of(ID)), live=live) as url:
        for path in ("", "index.html", "feed.xml", *files_of(ID)):
            assert ask(url, f"/{path}")[0].status == 200, path
        for path in (*PRIVATE, "old/", "old", "episodes/", f"./episodes/{ID}.json", f"episodes//{ID}.json",
                     f"episodes/%2e/{ID}.json", f"old/../episodes/{ID}.json"):  # fmt: skip
            for answer in (ask(url, f"/{path}"), ask(url, f"/{path}", "HEAD"), ask(url, f"/{path}", Range="bytes=0-3")):
                assert answer[0].status == 404, path
                assert b"private" not in answer[1]


def test_live_mode_tells_nothing_of_private_files(mixed: Path) -> None:
    with serving(mixed, public=("index.html",), live=True) as url:
        answer = ask(url, "/audionews-live.js?since=1&page=/audionews.toml")[1]
        assert answer == ask(url, "/audionews-live.js?since=1&page=/none")[1] == b"location.reload()"


def test_what_is_not_there_is_404_and_writing_is_not_allowed(published: str) -> None:
    assert ask(published, "/episodes/none.mp3")[0].status == 404
    assert ask(published, MP3, "POST")[0].status == 405


def addresses(url: str, path: str = "/feed.xml", **headers: str) -> list[str]:
    """Return the addresses of the sounds in a feed."""
    channel = ET.fromstring(ask(url, path, **headers)[1])  # noqa: S314 - our own feed
    return [enclosure.get("url", "") for enclosure in channel.iter("enclosure")]


@pytest.mark.parametrize("show", ["published", "unpublished"])
def test_a_feed_names_the_files_of_this_server(show: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(show)
    found = addresses(url)
    assert len(found) == (2 if show == "published" else 76)
    assert all(one.startswith(f"{url}/episodes/") for one in found)
    assert ask(url, found[0].removeprefix(url), "HEAD")[0].status == 200
    body = ask(url, "/feed.xml")[1].decode()
    assert f'href="{url}/feed.xml"' in body
    assert body.count(BASE) == body.count("127.0.0.1:8000") == 0


def test_all_but_addresses_stays_as_it_was_rendered(published: str, folder: Path) -> None:
    rendered = (folder / "feed.xml").read_text("utf-8")
    assert ask(published, "/feed.xml")[1].decode() == rendered.replace(BASE, published)


def test_the_head_of_a_feed_has_the_size_that_is_sent(published: str) -> None:
    head, none = ask(published, "/feed.xml", "HEAD")
    whole, body = ask(published, "/feed.xml")
    assert (head.headers["content-length"], none) == (str(len(body)), b"")
    assert head.headers["etag"] == whole.headers["etag"]


def test_a_feed_asked_for_where_it_is_published_stays_as_it_is(folder: Path) -> None:
    host = urlsplit(BASE).netloc
    with serving(folder, names=[host]) as url:
        assert ask(url, "/feed.xml", Host=host)[1] == (folder / "feed.xml").read_bytes()


def test_articles_below_the_base_url_are_no_files_of_the_show(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(f"<a>{BASE}/news/1</a> <b>{BASE}/a.mp3?v=2</b> <c>{BASE}/</c> {BASE}er/a.mp3")
    with serving(tmp_path, public=["feed.xml", "a.mp3"]) as url:
        expected = f"<a>{BASE}/news/1</a> <b>{url}/a.mp3?v=2</b> <c>{url}/</c> {BASE}er/a.mp3"
        assert ask(url, "/feed.xml")[1].decode() == expected


def test_a_feed_that_a_build_renders_anew_is_served_anew(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<a>{BASE}/</a>")
    with serving(tmp_path) as url:
        assert ask(url, "/feed.xml")[1] == f"<a>{url}/</a>".encode()
        feed.write_text(f"<b>{BASE}/</b>")
        assert ask(url, "/feed.xml")[1] == f"<b>{url}/</b>".encode()
        for port in range(1, 20):  # more than are kept in memory
            assert f"http://localhost:{port}/" in ask(url, "/feed.xml", Host=f"localhost:{port}")[1].decode()


def test_older_pages_of_a_feed_are_served_too(unpublished: str) -> None:
    assert ask(unpublished, "/feed-2.xml")[1].count(b"<item>") == 75
    assert ask(unpublished, "/feed-3.xml")[0].status == 404


def test_a_port_that_is_taken_is_told_in_two_lines(folder: Path) -> None:
    with listen("127.0.0.1", 0) as door:
        port = urlsplit(url_of(door)).port
        assert port is not None
        with pytest.raises(UsageError, match=f"port {port}") as caught:
            serve(make_app(folder, Public()), port=port)
    assert "another port" in caught.value.remedy


def test_a_port_that_no_machine_has_is_refused() -> None:
    with pytest.raises(UsageError, match="70000"):
        listen("127.0.0.1", 70_000)


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")
def test_an_ipv6_address_stands_in_brackets() -> None:
    try:
        door = listen("::1", 0)
    except UsageError:
        pytest.skip("no IPv6 loopback here")
    with door:
        assert url_of(door).startswith("http://[::1]:")


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(UsageError, match=r"cannot listen on 203\.0\.113\.1, port 0: Cannot assign") as caught:
        listen("203.0.113.1", 0)
    assert "another host" in caught.value.remedy


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        make_app(tmp_path / "none", Public())


def answered(app: ASGIApp, path: str) -> tuple[int, bytes]:
    """Return what an application answers, without a server."""
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        told.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "headers": [(b"host", b"localhost")],
        "query_string": b"",
        "server": None,
    }

    async def answer() -> None:
        await app(scope, receive, send)

    asyncio.run(answer())
    return told[0]["status"], told[1]["body"]


def test_a_show_that_cannot_be_read_is_told_with_its_remedy(folder: Path) -> None:
    status, body = answered(make_app(folder, Damaged()), "/feed.xml")
    assert status == 500
    assert b"put it back from a backup" in body


class Broken(Public):
    """A show with a bug."""

    def is_public(self, path: str) -> bool:
        raise RuntimeError(path)


def test_a_bug_is_told_to_the_log_and_not_to_the_client(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert answered(make_app(folder, Broken()), "/index.html") == (500, b"internal error\n")
    assert "RuntimeError: index.html" in caplog.text


def test_a_page_for_what_is_not_found_is_sent_if_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("<p>لا شيء هنا</p>", "utf-8")
    with serving(tmp_path) as url:
        for headers in ({}, {"Range": "bytes=0-3"}, {"If_None_Match": "*"}):
            answer, body = ask(url, "/none", **headers)
            assert (answer.status, body.decode()) == (404, "<p>لا شيء هنا</p>")
        assert ask(url, "/404.html")[0].status == 200


def test_in_live_mode_pages_wait_for_their_change_and_nothing_outside_is_shown(folder: Path) -> None:
    with serving(folder, live=True) as url:
        page, body = ask(url, "/index.html")
        assert (page.status, body.count(b"/audionews-live.js?since=")) == (200, 0)  # no head to put it into
        assert ask(url, "/none.html")[0].status == 404
        assert ask(url, "/%2e%2e/secret.html")[0].status == 404
        assert ask(url, "/audionews-live.js?since=1&page=/index.html")[1] == b"location.reload()"
        assert ask(url, "/audionews-live.js?since=1&page=/../secret.txt")[1] == b"location.reload()"
        assert b"XMLHttpRequest" not in ask(url, "/audionews-live.js")[1]
