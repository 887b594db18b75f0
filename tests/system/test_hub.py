"""A hub is told of a feed, over real HTTP on loopback."""

import dataclasses
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.newsroom import FACTS
from tests.running import running

import audionews
from audionews.errors import SettingsError, StoreError
from audionews.settings import Settings
from audionews.stores.web import tell_hub

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Hub(BaseHTTPRequestHandler):
    """Takes news, but is busy at /busy, and refuses what comes to /no."""

    heard: list[dict[str, list[str]]] = []  # noqa: RUF012 - of all requests

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.heard.append(parse_qs(body.decode()))
        self.send_response({"/busy": 503, "/no": 403}.get(self.path, 204))
        self.end_headers()

    def do_GET(self) -> None:
        self.heard.append(parse_qs(urlsplit(self.path).query) | {"token": [self.headers["authorization"]]})
        self.send_response(401 if self.headers["authorization"] == "wrong" else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.heard.clear()
    with running(HTTPServer(("127.0.0.1", 0), Hub)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def test_a_hub_is_told_of_each_feed(hub: str) -> None:
    tell_hub(f"{hub}/", ["https://example.org/feed.xml", "https://example.org/section-sport.xml"])
    topics = ["https://example.org/feed.xml", "https://example.org/section-sport.xml"]
    assert Hub.heard == [{"hub.mode": ["publish"], "hub.url": topics}]


@pytest.mark.parametrize(("address", "code"), [("{}/busy", 75), ("http://127.0.0.1:9/", 75), ("{}/no", 78)])
def test_a_hub_that_does_not_listen_is_told_of(hub: str, address: str, code: int) -> None:
    with pytest.raises(StoreError, match="the show is published, but the hub") as caught:
        tell_hub(address.format(hub), ["https://example.org/feed.xml"])
    assert (caught.value.exit_code, caught.value.retryable) == (code, code == 75)


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


def test_a_publish_tells_a_podping_server_which_knows_the_show_by_its_token(
    hub: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = dataclasses.replace(FACTS, guid="", sections={"sport": "رياضة"}, podping=hub)
    out, target = tmp_path / "out", tmp_path / "www"
    out.mkdir()
    show = audionews.Show(out, Settings(show=facts))
    monkeypatch.delenv("AUDIONEWS_PODPING_TOKEN", raising=False)
    with pytest.raises(SettingsError, match="AUDIONEWS_PODPING_TOKEN"):
        show.deploy(str(target))
    assert not target.exists()
    monkeypatch.setenv("AUDIONEWS_PODPING_TOKEN", "wrong")
    with pytest.raises(StoreError, match=r"Podping server .* 401"):
        show.deploy(str(target))
    assert (target / "feed.xml").exists()
    Hub.heard.clear()
    monkeypatch.setenv("AUDIONEWS_PODPING_TOKEN", "secret")
    for _ in range(2):
        show.deploy(str(target))
    names = ("feed.xml", "section-sport.xml")
    said = [{"reason": ["update"], "medium": ["podcast"], "token": ["secret"]} | {"url": [f"{FACTS.base_url}/{name}"]}
            for name in names]  # fmt: skip
    assert sorted(Hub.heard, key=lambda one: one["url"]) == said
