"""``audionews serve`` as a user starts and ends it, and a reader of the program's output who has enough."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from tests.pasted import FIRST, Result, article
from tests.running import needs_signals

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Served(NamedTuple):
    """A running server: its page, its feed, and what it says on stderr before clients come."""

    page: str
    feed: str
    process: subprocess.Popen[str]


@contextmanager
def serve(*arguments: str) -> Iterator[Served]:
    """Run the command, and end it as Ctrl-C does."""
    command = [sys.executable, "-m", "audionews", "serve", *arguments, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        page, feed = (server.stdout.readline().strip() for _ in range(2))
        try:
            yield Served(page, feed, server)
        finally:
            server.send_signal(signal.SIGINT)


def get(url: str, **headers: str) -> tuple[int, bytes]:
    """Return status and body."""
    request = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})  # noqa: S310 - http
    try:
        with urlopen(request) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()


@pytest.fixture
def show(audionews: Callable[..., Result]) -> str:
    """Build a show with settings that are not those of the folder, and return their base URL."""
    base = "https://podcast.example.org/show"
    Path("elsewhere.toml").write_text(
        f'[show]\ntitle = "نشرة الميناء"\nauthor = "غرفة الأخبار"\nbase_url = "{base}"\n'
        'enclosure_prefix = "https://op3.dev/e,pg={guid}/"\n',
        "utf-8",
    )
    Path("article.txt").write_text(article(), "utf-8")
    built = audionews("build", "article.txt", "--voice", "silence", "--settings", "elsewhere.toml")
    assert built.code == 0
    return base


@needs_signals
def test_a_show_is_served_until_an_interrupt(audionews: Callable[..., Result]) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    assert audionews("build", "article.txt", "--voice", "silence").code == 0
    with serve() as served:
        assert f"{served.page}episodes/" in get(served.feed)[1].decode()
        with socket.create_connection(_address(served.page)) as stuck:
            stuck.sendall(b"GET / HTTP/1.1\r\n")  # and no more
            served.process.send_signal(signal.SIGINT)
            _, words = served.process.communicate()
    assert served.process.returncode == 130
    assert words.splitlines() == [
        "listen at the first, subscribe to the second; Ctrl-C ends",
        "",
        "audionews: interrupted; what was finished is kept",
    ]


def _address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    return parts.hostname, parts.port


@needs_signals
def test_a_show_is_served_as_it_was_built_whatever_the_settings_here(show: str) -> None:
    for lost in (False, True):
        if lost:
            for file in Path("output/.audionews").glob("*.sqlite*"):
                file.unlink()
        with serve() as served:
            feed, page = get(served.feed)[1].decode(), get(served.page)[1].decode()
        assert "<title>نشرة الميناء</title>" in feed
        assert "<itunes:author>غرفة الأخبار</itunes:author>" in feed
        assert "نشرة الميناء" in page
        assert f'<enclosure url="{served.page}episodes/' in feed
        assert "op3.dev" not in feed
        assert show not in re.sub("<podcast:guid>.*", "", feed)


@needs_signals
def test_other_hosts_are_refused_unless_they_are_allowed(show: str) -> None:
    host = urlsplit(show).netloc
    with serve("--allow-host", "radio.test") as served:
        assert get(served.feed, Host="evil.example")[0] == 421
        assert "http://radio.test:81/episodes/" in get(served.feed, Host="radio.test:81")[1].decode()
        assert f"{show}/episodes/" in get(served.feed, Host=host)[1].decode()
        forwarded = get(served.feed, X_Forwarded_Host="radio.test", X_Forwarded_Proto="https")[1].decode()
        assert "radio.test" not in forwarded
        assert "https://127" not in forwarded
    with serve("--allow-host", "radio.test", "--proxy") as served:
        forwarded = get(served.feed, X_Forwarded_Host="evil.example, radio.test", X_Forwarded_Proto="https")[1].decode()
        assert "https://radio.test/episodes/" in forwarded
        assert get(served.feed, X_Forwarded_Host="evil.example")[0] == 421


@needs_signals
@pytest.mark.usefixtures("show")
@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 - what is tested
def test_all_addresses_are_warned_of_and_told_by_one_that_works(host: str) -> None:
    with serve("--host", host) as served:
        if not served.page:
            pytest.skip(f"no address like {host} here")
        assert served.process.stderr is not None
        warning = served.process.stderr.readline()
        assert urlsplit(served.page).hostname != host
        assert f'<enclosure url="{served.page}episodes/' in get(served.feed)[1].decode()
        assert get(served.feed, Host="localhost")[0] == 200
        assert get(served.feed, Host="192.0.2.7")[0] == 421
    assert warning.startswith("audionews: everyone who reaches this machine over the network can get the show")


@pytest.mark.usefixtures("show")
@pytest.mark.parametrize("name", ["*", "a/b", "user@host", "http://radio.test", "two words"])
def test_what_is_no_host_cannot_be_allowed(audionews: Callable[..., Result], name: str) -> None:
    refused = audionews("serve", "--allow-host", name, "--port", "0")
    assert refused.code == 2
    assert "is no name of a host" in refused.err


@needs_signals
def test_nothing_is_served_of_an_episode_that_waits_or_was_removed(audionews: Callable[..., Result]) -> None:
    Path("article.txt").write_text(article(), "utf-8")
    Path("second.txt").write_text(
        article("افتتاح حديقة عامة جديدة في الضاحية الشمالية", FIRST.replace("الميناء", "البستان")), "utf-8"
    )
    waiting = audionews("build", "article.txt", "--voice", "silence", "--publish-at", "2090-01-01T00:00")
    assert waiting.code == audionews("build", "second.txt", "--voice", "silence").code == 0
    (shown,) = (one for one in audionews("list", "--json").events if one["state"] == "published")
    (waits,) = (one for one in audionews("list", "--json").events if one["state"] == "waiting")
    with serve() as served:
        for sidecar in Path("output/episodes").glob("*.*"):
            fine = sidecar.name.startswith(shown["id"]) and not sidecar.name.endswith(
                (f"{shown['id']}.json", ".script.json")
            )
            assert get(f"{served.page}episodes/{sidecar.name}")[0] == (200 if fine else 404), sidecar.name
        assert waits["id"] not in get(served.feed)[1].decode()
        assert audionews("remove", shown["id"]).code == 0
        assert get(f"{served.page}episodes/{shown['id']}.mp3")[0] == 404
        assert "<item>" not in get(served.feed)[1].decode()


def test_a_reader_that_has_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "audionews", "voices", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as lister:
        assert lister.stdout is not None
        lister.stdout.close()
        assert lister.stderr is not None
        assert lister.stderr.read() == b""
    assert lister.returncode == 0
