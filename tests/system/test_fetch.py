"""Fetches over real connections on loopback, from sites that mean good and from sites that do not.

"news.test" is a site of the public web, at 127.0.0.2; a site at 127.0.0.1 is one that no stranger may lead us to.
"""

import gzip
import os
import socket
import sys
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.certificates import make_certificate
from tests.web_sites import (
    NEWS,
    PRIVATE,
    PUBLIC,
    Handler,
    Names,
    Page,
    Reply,
    Site,
    bomb,
    drip,
    drip_head,
    policy,
    site,
)

from audionews.errors import (
    AddressRefused,
    ArticleError,
    FetchError,
    PageGone,
    RobotsRefused,
    SettingsError,
    SiteUnavailable,
    TooLarge,
)
from audionews.http import Limits
from audionews.sources.addresses import AddressKind
from audionews.sources.fetched import Validators
from audionews.sources.url import Fetcher

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no 127.0.0.2")

PAGE = "<h1>افتتاح المكتبة</h1>".encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}
OPEN: dict[str, object] = {"ignore_robots": [NEWS]}
GIVE_UP = 60.0  # seconds, for tests that would hang where they fail


@pytest.fixture
def news(socket_enabled: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    with site(PUBLIC) as found:
        found.pages["/page"] = Reply(PAGE, headers=HTML)
        yield found


@pytest.fixture
def inner(news: Site) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    """Return a site that is not public, and has a page for everybody who gets that far."""
    with site(PRIVATE) as found:
        found.pages["/page"] = Reply(b"secret")
        yield found


def fetch_error(news: Site, page: Page, **changes: object) -> ArticleError:
    """Return the error of a fetch of this page, without robots.txt."""
    news.pages["/page"] = page
    with pytest.raises(ArticleError) as caught:
        Fetcher(policy(**{**OPEN, **changes})).fetch(news.at())
    assert NEWS in caught.value.message
    return caught.value


def test_a_page_comes_with_what_the_server_says_about_it(news: Site) -> None:
    news.pages["/page"] = Reply(PAGE, headers=HTML | {"ETag": '"1"', "Last-Modified": "Wed, 21 Oct 2026 07:28:00 GMT"})
    found = Fetcher(policy(contact="mailto:desk@example.org")).fetch(news.at("/page#top"))
    blob = found.blob
    assert (blob.content, blob.media_type, blob.charset) == (PAGE, "text/html", "utf-8")
    assert blob.url == blob.name == news.at()
    assert found.validators == Validators(etag='"1"', last_modified="Wed, 21 Oct 2026 07:28:00 GMT")
    assert not found.unchanged
    assert news.asked == ["/robots.txt", "/page"]
    headers = news.seen[1][1]
    assert headers["Host"] == f"{NEWS}:{news.server_port}"
    assert headers["User-Agent"].startswith("audionews/")
    assert headers["User-Agent"].endswith("(+mailto:desk@example.org)")
    assert (headers["Accept-Encoding"], headers["Accept-Language"]) == ("gzip", "ar")
    assert "Cookie" not in headers


@pytest.mark.parametrize("reply", [Reply(), Reply(status=204), Reply(headers={"Content-Encoding": "gzip"})])
def test_an_empty_page_is_empty(news: Site, reply: Reply) -> None:
    news.pages["/page"] = reply
    assert Fetcher(policy()).fetch(news.at()).blob.content == b""


def test_an_arabic_address_is_understood(news: Site) -> None:
    news.pages["/%D8%AE%D8%A8%D8%B1?%D8%B3=1%202"] = Reply(PAGE)
    names = Names()
    names.rows["xn--igbicxr.test"] = [[PUBLIC]]
    assert Fetcher(policy(names)).fetch(news.at("/خبر?س=1 2", "أخبار.test")).blob.content == PAGE
    assert news.seen[1][1]["Host"] == f"xn--igbicxr.test:{news.server_port}"


# Where a connection may go

TRICKS = {
    "http://127.0.0.1:{port}/page": "it is a loopback address",
    "http://localhost:{port}/page": "a name for private networks",
    "http://localhost.:{port}/page": "a name for private networks",
    "http://db.internal:{port}/page": "a name for private networks",
    "http://2130706433:{port}/page": "a number for a host",
    "http://0x7f.1:{port}/page": "a number for a host",
    "http://0177.0.0.1:{port}/page": "a number for a host",
    "http://127.1:{port}/page": "a number for a host",
    "http://0.0.0.0:{port}/page": "the unspecified address",
    "http://0:{port}/page": "a number for a host",
    "http://１２７.0.0.1:{port}/page": "it is a loopback address",
    "http://[::1]:{port}/page": "it is a loopback address",
    "http://[::]:{port}/page": "the unspecified address",
    "http://[::ffff:127.0.0.1]:{port}/page": "an IPv6 form of an IPv4 address",
    "http://[::127.0.0.1]:{port}/page": "an IPv6 form of an IPv4 address",
    "http://[64:ff9b::127.0.0.1]:{port}/page": "an IPv6 form of an IPv4 address",
    "http://[64:ff9b:1::127.0.0.1]:{port}/page": "an IPv6 form of an IPv4 address",
    "http://[2002:7f00:1::]:{port}/page": "an IPv6 form of an IPv4 address",
    "http://[2001:0:7f00:1::]:{port}/page": "an IPv6 form of an IPv4 address",
    "http://[fe80::1%25lo]:{port}/page": "has no valid host",
    "http://10.0.0.1:{port}/page": "it is a private address",
    "http://100.64.0.1:{port}/page": "shares among customers",
    "http://169.254.169.254/latest/meta-data/": "a cloud's own services",
    "http://224.0.0.1/": "a multicast address",
    "http://240.0.0.1/": "a reserved address",
    "http://inner.test:{port}/page": "it leads to 127.0.0.1, which is a loopback address",
    "http://mixed.test:{port}/page": "it leads to 10.1.2.3, which is a private address",
    "http://user:pass@inner.test:{port}/page": "has a user name or password",
    "file:///etc/passwd": "is no http or https address",
    "ftp://127.0.0.1/": "is no http or https address",
    "data:text/html,page": "is no http or https address",
    "gopher://127.0.0.1:{port}/": "is no http or https address",
}


def names() -> Names:
    return Names(inner_test=[[PRIVATE]], mixed_test=[[PUBLIC, "10.1.2.3"]])


@pytest.mark.parametrize("trick", TRICKS)
def test_no_address_leads_inside(inner: Site, trick: str) -> None:
    with pytest.raises(AddressRefused, match=TRICKS[trick]):
        Fetcher(policy(names())).fetch(trick.format(port=inner.server_port))
    assert inner.seen == []


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("asked", ["/page", "/robots.txt"])
def test_no_redirect_leads_inside(news: Site, inner: Site, trick: str, asked: str) -> None:
    news.pages[asked] = Reply(
        status=302, headers={"Location": trick.format(port=inner.server_port).encode().decode("latin-1")}
    )
    with pytest.raises(AddressRefused, match=rf"^http://{NEWS}:\d+ redirects, and .*({TRICKS[trick]})") as caught:
        Fetcher(policy(names())).fetch(news.at())
    assert "pass" not in caught.value.message.replace("password", "").replace("etc/passwd", "")
    assert inner.seen == []


def test_allowed_private_addresses_may_be_asked_and_no_others(inner: Site) -> None:
    fetcher = Fetcher(policy(names(), allow_private=True))
    port = inner.server_port
    for url in (f"http://127.0.0.1:{port}/page", f"http://inner.test:{port}/page"):
        assert fetcher.fetch(url).blob.content == b"secret"
    for url in (
        "http://169.254.169.254/",
        "http://0.0.0.0/",
        f"http://[::ffff:127.0.0.1]:{port}/",
        "http://[fe80::1]/",
    ):
        with pytest.raises(AddressRefused) as caught:
            fetcher.fetch(url)
        assert "--allow-private" not in caught.value.remedy


def test_a_name_is_looked_up_once_and_the_connection_goes_where_was_checked(news: Site, inner: Site) -> None:
    rebound = Names(news_test=[[PUBLIC], [PRIVATE]])
    fetcher = Fetcher(policy(rebound, **OPEN))
    assert fetcher.fetch(news.at()).blob.content == PAGE
    assert rebound.asked == [NEWS]
    assert news.asked == ["/page"]
    with pytest.raises(AddressRefused, match="leads to 127"):
        fetcher.fetch(news.at())
    assert inner.seen == []


def test_a_name_that_turns_after_robots_is_refused(news: Site) -> None:
    with pytest.raises(AddressRefused, match="leads to 127"):
        Fetcher(policy(Names(news_test=[[PUBLIC], [PRIVATE]]))).fetch(news.at())
    assert news.asked == ["/robots.txt"]


def test_another_address_of_a_host_is_tried(news: Site) -> None:
    """Nobody listens at 127.0.0.3."""
    many = Names(news_test=[["127.0.0.3", PUBLIC]])
    assert Fetcher(policy(many, **OPEN, kind_of=lambda _: AddressKind.PUBLIC)).fetch(news.at()).blob.content == PAGE


def test_a_host_without_addresses_cannot_be_reached(news: Site) -> None:
    with pytest.raises(SiteUnavailable, match="cannot be reached: its name cannot be looked up"):
        Fetcher(policy(Names(news_test=[[]]))).fetch(news.at())


# Redirects


def test_redirects_are_followed_to_their_end(news: Site) -> None:
    news.pages |= {
        "/1": Reply(status=301, headers={"Location": "2?x"}),
        "/2?x": Reply(status=302, headers={"Location": f"//other.test:{news.server_port}/3"}),
        "/3": Reply(status=303, headers={"Location": "/خبر".encode().decode("latin-1")}),
        "/%D8%AE%D8%A8%D8%B1": Reply(status=307, headers={"Location": news.at("/page", "other.test")}),
    }
    found = Fetcher(policy(Names(other_test=[[PUBLIC]]))).fetch(news.at("/1"))
    assert (found.blob.content, found.blob.url) == (PAGE, news.at("/page", "other.test"))
    assert news.asked.count("/robots.txt") == 2, "each origin has its own"


@pytest.mark.parametrize("location", ["/page", "", "?x"])
def test_redirects_end(news: Site, location: str) -> None:
    news.pages |= dict.fromkeys(["/page", "/page?x"], Reply(status=301, headers={"Location": location}))
    with pytest.raises(FetchError, match="redirects more than 5 times, or to nowhere"):
        Fetcher(policy(**OPEN)).fetch(news.at())
    assert len(news.seen) == (6 if location else 1)


@pytest.mark.parametrize("location", ["http://[::1", "http://x:99999/", "http://user:secret@news.test/"])
def test_a_redirect_to_an_address_that_is_none_is_told(news: Site, location: str) -> None:
    error = fetch_error(news, Reply(status=301, headers={"Location": location}))
    assert isinstance(error, AddressRefused)
    assert "secret" not in error.message


def test_a_page_that_sends_browsers_on_is_a_page(news: Site) -> None:
    news.pages["/page"] = Reply(b'<meta http-equiv="refresh" content="0; url=http://127.0.0.1/">')
    assert Fetcher(policy()).fetch(news.at()).blob.content.startswith(b"<meta")


# Proxies


def test_a_proxy_of_the_environment_is_not_asked(news: Site, inner: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, inner.at("", PRIVATE))
    assert Fetcher(policy()).fetch(news.at()).blob.content == PAGE
    assert inner.seen == []


def test_a_proxy_that_is_given_makes_the_connections(inner: Site) -> None:
    inner.pages |= {"http://news.test/page": Reply(PAGE), "http://far.test/page": Reply(PAGE)}
    fetcher = Fetcher(policy(proxy=f"http://user:p%40ss@{PRIVATE}:{inner.server_port}"))
    for host in ("news.test", "far.test"):  # only the proxy knows the second one
        assert fetcher.fetch(f"http://{host}/page").blob.content == PAGE
    assert inner.seen[1][1]["Proxy-Authorization"] == "Basic dXNlcjpwQHNz"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "db.internal", "inner.test", "[::ffff:10.0.0.1]"])
def test_what_is_known_to_be_private_is_refused_with_a_proxy_too(inner: Site, host: str) -> None:
    with pytest.raises(AddressRefused):
        Fetcher(policy(names(), proxy=inner.at("", PRIVATE))).fetch(f"http://{host}/page")
    assert inner.seen == []


def test_a_proxy_that_refuses_is_told(inner: Site) -> None:
    with pytest.raises(SiteUnavailable, match=r"news\.test cannot be reached: the proxy refuses \(404 Not Found\)"):
        Fetcher(policy(proxy=inner.at("", PRIVATE))).fetch("https://news.test/page")


@pytest.mark.parametrize(
    "proxy", ["socks5://u:secret@127.0.0.1:9", "http://u:secret@x:99999", "127.0.0.1:8080", "http://"]
)
def test_a_proxy_that_cannot_be_used_is_told(news: Site, proxy: str) -> None:
    with pytest.raises(SettingsError, match="the address of the proxy is not valid") as caught:
        Fetcher(policy(proxy=proxy)).fetch(news.at())
    assert "secret" not in caught.value.message


# Time and size


@pytest.mark.parametrize("dripping", [drip, drip_head])
def test_a_slow_drip_ends_with_the_deadline(news: Site, dripping: Callable[[Handler], None]) -> None:
    error = fetch_error(news, dripping, seconds=0.3)
    assert isinstance(error, SiteUnavailable)
    assert error.message == f"{news.at('')} did not finish its answer within 0.3 s"


def test_a_name_server_that_is_silent_ends_with_the_deadline(news: Site) -> None:
    silent = threading.Event()

    def look_up(_host: str, _port: int) -> list[str]:
        silent.wait(GIVE_UP)
        return []

    try:
        with pytest.raises(SiteUnavailable, match=r"did not finish its answer within 0\.1 s"):
            Fetcher(policy(resolve=look_up, seconds=0.1)).fetch(news.at())
    finally:
        silent.set()


def test_nothing_is_asked_after_the_deadline(news: Site) -> None:
    now = [0.0]

    def look_up(_host: str, _port: int) -> list[str]:
        now[0] += 100
        return [PUBLIC]

    with pytest.raises(SiteUnavailable, match="did not finish its answer within 20 s"):
        Fetcher(policy(resolve=look_up, now=lambda: now[0])).fetch(news.at())
    assert news.seen == []


def test_the_deadline_holds_for_all_redirects_together(news: Site) -> None:
    def slow(handler: Handler) -> None:
        handler.server.closing.wait(0.15)
        handler.head({"Location": "/page"}, 302)

    assert isinstance(fetch_error(news, slow, seconds=0.3), SiteUnavailable)
    assert len(news.seen) <= 3


def test_a_bomb_stops_early(news: Site) -> None:
    news.pages["/page"] = Reply(bomb(100), headers={"Content-Encoding": "gzip"})
    fetcher = Fetcher(policy(**OPEN))
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge, match=rf"the answer of http://{NEWS}:\d+ is too large"):
            fetcher.fetch(news.at())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize("length", [{}, {"Content-Length": "5000001"}])
def test_a_page_that_is_too_large_is_not_read(news: Site, length: dict[str, str]) -> None:
    def large(handler: Handler) -> None:
        handler.head(length)
        for _ in range(51):
            handler.wfile.write(bytes(100_000))

    assert isinstance(fetch_error(news, large), TooLarge)


def test_a_feed_may_be_larger(news: Site) -> None:
    news.pages["/page"] = Reply(bytes(6_000_000))
    found = Fetcher(policy()).fetch(news.at(), limits=Limits(raw=6_000_000))
    assert len(found.blob.content) == 6_000_000


def test_what_is_not_the_body_has_its_limit_too(news: Site) -> None:
    """An answer may be announced any number of times, and chunks of a byte have six."""

    def announced(handler: Handler) -> None:
        while not handler.server.closing.is_set():
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)

    def chopped(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.head({"Transfer-Encoding": "chunked"})
        while not handler.server.closing.is_set():
            handler.wfile.write(b"1\r\nx\r\n" * 1000)

    for page in (announced, chopped):
        news.pages["/page"] = page
        with pytest.raises(TooLarge):
            Fetcher(policy(**OPEN)).fetch(news.at(), limits=Limits(raw=100_000))


# Encodings


def test_gzip_is_unpacked(news: Site) -> None:
    for name in ("gzip", "X-GZIP"):
        news.pages["/page"] = Reply(gzip.compress(PAGE), headers={"Content-Encoding": name})
        assert Fetcher(policy()).fetch(news.at()).blob.content == PAGE


@pytest.mark.parametrize("encoding", ["deflate", "br", "zstd", "gzip, gzip", "br, gzip"])
def test_other_encodings_are_refused(news: Site, encoding: str) -> None:
    error = fetch_error(news, Reply(zlib.compress(PAGE), headers={"Content-Encoding": encoding}))
    assert "and only gzip was asked for" in error.message
    assert not error.retryable


def test_damaged_gzip_is_told(news: Site) -> None:
    packed = bytearray(gzip.compress(PAGE * 100))
    packed[-6] ^= 1  # in the checksum
    for content in (b"no gzip", bytes(packed)):
        error = fetch_error(news, Reply(content, headers={"Content-Encoding": "gzip"}))
        assert error.message == f"the answer of {news.at('')} cannot be read: its gzip data is damaged"


# Connections that break


def cut(handler: Handler) -> None:
    handler.head({"Content-Length": "1000"})
    handler.wfile.write(b"half")


def cut_chunk(handler: Handler) -> None:
    handler.protocol_version = "HTTP/1.1"
    handler.head({"Transfer-Encoding": "chunked"})
    handler.wfile.write(b"5\r\nhel")
    handler.close_connection = True


def cut_gzip(handler: Handler) -> None:
    handler.head({"Content-Encoding": "gzip"})
    handler.wfile.write(gzip.compress(PAGE)[:-3])


def rude(handler: Handler) -> None:
    handler.close_connection = True


def nonsense(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-nonsense\r\n\r\n")


@pytest.mark.parametrize(
    ("page", "what"),
    [
        *((cut, "broke off its answer"), (cut_chunk, "broke off its answer"), (cut_gzip, "broke off its answer")),
        *((rude, "cannot be reached: the connection broke"), (nonsense, "cannot be reached: the connection broke")),
    ],
)
def test_an_answer_that_is_not_whole_is_none(news: Site, page: Callable[[Handler], None], what: str) -> None:
    error = fetch_error(news, page)
    assert (type(error), error.message, error.exit_code) == (SiteUnavailable, f"{news.at('')} {what}", 75)


def test_who_is_not_there_is_told(news: Site) -> None:
    with site() as closed:
        url = closed.at()
    fetcher = Fetcher(policy())
    with pytest.raises(SiteUnavailable, match=rf"http://{NEWS}:\d+ cannot be reached: Connection refused"):
        fetcher.fetch(url)
    with pytest.raises(SiteUnavailable, match=r"nobody\.test cannot be reached"):
        fetcher.fetch("http://nobody.test/")
    with pytest.raises(SiteUnavailable, match=r"nobody\.invalid cannot be reached: its name cannot be looked up"):
        Fetcher().fetch("http://nobody.invalid/")
    assert news.seen == []


def test_who_takes_no_connection_is_given_up(news: Site) -> None:
    """A socket that listens and whose queue is full takes no more: connections wait until they are given up."""
    with socket.socket() as full, ExitStack() as waiting:
        full.bind((PUBLIC, 0))
        full.listen(0)
        for _ in range(4):
            one = waiting.enter_context(socket.socket())
            one.setblocking(False)  # noqa: FBT003 - the standard library's own signature
            one.connect_ex(full.getsockname())
        with pytest.raises(SiteUnavailable, match=rf"http://{NEWS}:\d+ cannot be reached: no answer|did not finish"):
            Fetcher(policy(seconds=0.3)).fetch(f"http://{NEWS}:{full.getsockname()[1]}/")
    assert news.seen == []


# Statuses


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        *(
            (404, PageGone, 65),
            (410, PageGone, 65),
            (401, FetchError, 65),
            (403, FetchError, 65),
            (451, FetchError, 65),
        ),
        *(
            (202, FetchError, 65),
            (206, FetchError, 65),
            (300, FetchError, 65),
            (304, FetchError, 65),
            (400, FetchError, 65),
        ),
        *(
            (408, SiteUnavailable, 75),
            (425, SiteUnavailable, 75),
            (500, SiteUnavailable, 75),
            (502, SiteUnavailable, 75),
        ),
        *(
            (429, SiteUnavailable, 75),
            (503, SiteUnavailable, 75),
            (599, SiteUnavailable, 75),
            (999, SiteUnavailable, 75),
        ),
    ],
)
def test_each_status_means_one_error(news: Site, status: int, kind: type[FetchError], code: int) -> None:
    error = fetch_error(news, Reply(b"sorry", status))
    assert (type(error), error.exit_code) == (kind, code)
    assert f"answers {status}" in error.message


def test_an_unchanged_page_is_not_sent_again(news: Site) -> None:
    def changes(handler: Handler) -> None:
        same = handler.headers["If-None-Match"] == '"1"'
        handler.head({"ETag": '"1"'}, 304 if same else 200)
        handler.wfile.write(b"" if same else PAGE)

    news.pages["/page"] = changes
    fetcher = Fetcher(policy())
    first = fetcher.fetch(news.at())
    again = fetcher.fetch(news.at(), first.validators)
    assert (first.unchanged, again.unchanged, again.blob.content) == (False, True, b"")
    assert again.validators == first.validators
    assert fetcher.fetch(news.at(), Validators(etag='"0"')).blob.content == PAGE


# Politeness


def test_a_host_that_asks_us_to_wait_is_left_alone(news: Site) -> None:
    now = [1000.0]
    fetcher = Fetcher(policy(now=lambda: now[0], **OPEN))
    news.pages["/page"] = Reply(status=429, headers={"Retry-After": "120"})
    with pytest.raises(SiteUnavailable, match=r"http://news\.test:\d+ answers 429 \(Too Many Requests\)") as caught:
        fetcher.fetch(news.at())
    assert (caught.value.retry_after, caught.value.remedy) == (120.0, "try again in 120 s")
    now[0] += 100
    with pytest.raises(SiteUnavailable, match=r"http://news\.test:\d+ has asked us to wait") as caught:
        fetcher.fetch(news.at("/other"))
    assert caught.value.retry_after == 20.0
    assert news.asked == ["/page"]
    now[0] += 20
    news.pages["/page"] = Reply(PAGE)
    assert fetcher.fetch(news.at()).blob.content == PAGE


@pytest.mark.parametrize(
    ("header", "seconds"), [({}, 10), ({"Retry-After": "9" * 400}, 86_400), ({"Retry-After": "0"}, 0)]
)
def test_the_time_to_wait_has_bounds(news: Site, header: dict[str, str], seconds: float) -> None:
    error = fetch_error(news, Reply(status=503, headers=header))
    assert isinstance(error, SiteUnavailable)
    assert error.retry_after == seconds


def test_one_request_to_a_host_is_under_way_at_a_time(news: Site) -> None:
    under_way, most, lock = [0], [0], threading.Lock()

    def busy(handler: Handler) -> None:
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        handler.server.closing.wait(0.02)
        with lock:
            under_way[0] -= 1
        handler.head({})

    news.pages |= {f"/{number}": busy for number in range(8)} | {"/robots.txt": busy}
    fetcher = Fetcher(policy())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: fetcher.fetch(news.at(f"/{number}")), range(8)))
    assert most == [1]
    assert sorted(news.asked) == [*(f"/{number}" for number in range(8)), "/robots.txt"]


def test_a_page_that_robots_forbids_is_not_fetched(news: Site) -> None:
    news.pages["/robots.txt"] = Reply(b"user-agent: *\ndisallow: /page\nuser-agent: other\ndisallow: /")
    news.pages["/open"] = Reply(PAGE)
    fetcher = Fetcher(policy())
    for _ in range(2):
        with pytest.raises(RobotsRefused, match=rf"robots\.txt of {NEWS} forbids programs to fetch http://news"):
            fetcher.fetch(news.at())
    assert fetcher.fetch(news.at("/open")).blob.content == PAGE
    assert news.asked == ["/robots.txt", "/open"]
    assert Fetcher(policy(**OPEN)).fetch(news.at()).blob.content == PAGE, "the site is the user's own"


def test_a_redirect_to_a_page_that_robots_forbids_is_not_followed(news: Site) -> None:
    news.pages |= {
        "/robots.txt": Reply(b"user-agent: audionews\ndisallow: /page"),
        "/open": Reply(status=301, headers={"Location": "/page"}),
    }
    with pytest.raises(RobotsRefused):
        Fetcher(policy()).fetch(news.at("/open"))


def test_robots_may_be_elsewhere_or_in_gzip_or_too_long(news: Site) -> None:
    rules = b"user-agent: *\ndisallow: /page\n"
    news.pages["/elsewhere"] = Reply(
        gzip.compress(rules + b"#" * 600_000 + rules), headers={"Content-Encoding": "gzip"}
    )
    news.pages["/robots.txt"] = Reply(status=301, headers={"Location": "/elsewhere"})
    with pytest.raises(RobotsRefused):
        Fetcher(policy()).fetch(news.at())


@pytest.mark.parametrize("reply", [Reply(status=404), Reply(status=403), Reply(status=302), Reply(b"<html>")])
def test_a_site_without_rules_allows_all(news: Site, reply: Reply) -> None:
    news.pages["/robots.txt"] = reply
    assert Fetcher(policy()).fetch(news.at()).blob.content == PAGE


@pytest.mark.parametrize("page", [Reply(status=500), Reply(status=429), cut, rude])
def test_a_site_whose_rules_cannot_be_read_is_left_alone_for_now(news: Site, page: Page) -> None:
    news.pages["/robots.txt"] = page
    fetcher = Fetcher(policy())
    for _ in range(2):
        with pytest.raises(SiteUnavailable):
            fetcher.fetch(news.at())
    assert "/page" not in news.asked


def test_rules_are_read_again_after_a_day(news: Site) -> None:
    now = [0.0]
    fetcher = Fetcher(policy(now=lambda: now[0]))
    for _ in range(2):
        fetcher.fetch(news.at())
    now[0] = 86_401.0
    fetcher.fetch(news.at())
    assert news.asked == ["/robots.txt", "/page", "/page", "/robots.txt", "/page"]


# TLS


@pytest.fixture
def secure(
    news: Site, tmp_path: Path, tool: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Site]:
    """Return what gives the site a certificate for a name, and may make it one that is trusted."""

    def protect(name: str, *, trusted: bool) -> Site:
        file, context = make_certificate(tmp_path, tool("openssl"), name)
        news.socket = context.wrap_socket(news.socket, server_side=True)
        news.scheme = "https"
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", os.fspath(file))
        return news

    return protect


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Callable[..., Site]) -> None:
    site = secure(f"DNS:{NEWS}", trusted=False)
    with pytest.raises(FetchError, match=rf"the certificate of https://{NEWS}:\d+ cannot be verified") as caught:
        Fetcher(policy()).fetch(site.at())
    assert not caught.value.retryable
    assert site.seen == []


def test_a_certificate_counts_for_the_name_and_not_for_the_address(secure: Callable[..., Site]) -> None:
    site = secure(f"DNS:{NEWS}", trusted=True)
    assert Fetcher(policy()).fetch(site.at()).blob.content == PAGE
    with pytest.raises(FetchError, match=r"the certificate of https://other\.test:\d+ cannot be verified"):
        Fetcher(policy(Names(other_test=[[PUBLIC]]))).fetch(site.at(host="other.test"))


def test_https_where_there_is_none_is_told(news: Site) -> None:
    news.scheme = "https"
    with pytest.raises(SiteUnavailable, match="cannot be reached: the encrypted connection broke"):
        Fetcher(policy()).fetch(news.at())
