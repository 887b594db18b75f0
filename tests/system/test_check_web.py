"""A feed is checked by its address, and a hub is told of it, over real HTTP on loopback."""

import dataclasses
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from tests.logged import logged
from tests.newsroom import FACTS, make_show, write_pages, write_sounds
from tests.running import running
from tests.unit.test_lint import drawn

import audionews
from audionews.app import check
from audionews.errors import StoreError, UsageError
from audionews.model import Show
from audionews.settings import Settings
from audionews.stores.web import WebFiles, tell_hub

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Hub(BaseHTTPRequestHandler):
    """Takes news, and refuses everything below /busy."""

    heard: list[dict[str, list[str]]] = []  # noqa: RUF012 - of all requests

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.heard.append(parse_qs(body.decode()))
        self.send_response(503 if self.path == "/busy" else 204)
        self.end_headers()

    def do_HEAD(self) -> None:
        self.send_response(500)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.heard.clear()
    with running(HTTPServer(("127.0.0.1", 0), Hub)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def test_a_feed_is_checked_by_its_address(tmp_path: Path) -> None:
    show = write_sounds(make_show(2, dataclasses.replace(FACTS, base_url="")), tmp_path)
    write_pages(show, tmp_path)
    for path in ("cover.jpg", *(f"episodes/{episode.id}.jpg" for episode in show.episodes)):
        (tmp_path / path).write_bytes(drawn())
    first, second = show.episodes
    wrong = Show(facts=show.facts, episodes=(dataclasses.replace(first, size=7), second))
    with logged(tmp_path, lambda: wrong) as (url, log):
        (tmp_path / f"episodes/{second.id}.vtt").unlink()
        found = [(one.rule, one.what) for one in check(f"{url}/feed.xml", Path())]
        assert ("HEAD", f"/episodes/{first.id}.mp3", 200) in log
        with pytest.raises(UsageError, match="no feed"):
            list(check(f"{url}/none.xml", Path()))
    assert [rule for rule, _ in found] == ["length", "missing"]
    assert f"the feed says 7 bytes, the file has {first.size}" in found[0][1]


def test_a_sound_that_is_not_on_the_web_has_no_size(tmp_path: Path) -> None:
    with logged(tmp_path, lambda: make_show(0)) as (url, _):
        assert WebFiles().size(f"{url}/none.mp3") is None
        assert WebFiles().read(f"{url}/none.mp3") is None


def test_a_server_that_fails_or_is_not_there_is_told(hub: str) -> None:
    with pytest.raises(StoreError, match="500"):
        WebFiles().size(f"{hub}/x.mp3")
    with pytest.raises(StoreError, match=r"cannot reach http://127\.0\.0\.1:9/x: Connection refused$"):
        WebFiles().read("http://127.0.0.1:9/x")


def test_a_hub_is_told_of_each_feed(hub: str) -> None:
    tell_hub(f"{hub}/", ["https://example.org/feed.xml", "https://example.org/section-sport.xml"])
    topics = ["https://example.org/feed.xml", "https://example.org/section-sport.xml"]
    assert Hub.heard == [{"hub.mode": ["publish"], "hub.url": topics}]


@pytest.mark.parametrize("address", ["{}/busy", "http://127.0.0.1:9/"])
def test_a_hub_that_does_not_listen_is_told_of(hub: str, address: str) -> None:
    with pytest.raises(StoreError, match="the show is published, but the hub"):
        tell_hub(address.format(hub), ["https://example.org/feed.xml"])


def test_a_publish_tells_the_hub_once_and_again_when_it_was_busy(hub: str, tmp_path: Path) -> None:
    facts = dataclasses.replace(FACTS, guid="", sections={"sport": "رياضة"}, hub=f"{hub}/busy")
    out, target = tmp_path / "out", str(tmp_path / "www")
    out.mkdir()
    with pytest.raises(StoreError, match="the hub"):
        audionews.Show(out, Settings(show=facts)).deploy(target)
    assert (tmp_path / "www" / "feed.xml").exists()
    Hub.heard.clear()
    fine = Settings(show=dataclasses.replace(facts, hub=f"{hub}/"))
    for _ in range(2):
        audionews.Show(out, fine).deploy(target)
    told = [topic for heard in Hub.heard for topic in heard["hub.url"]]
    assert sorted(told) == [f"{FACTS.base_url}/feed.xml", f"{FACTS.base_url}/section-sport.xml"]
