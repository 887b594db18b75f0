"""A Podping server is told of feeds that have changed, over real HTTP on loopback."""

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

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Podping(BaseHTTPRequestHandler):
    """Takes notices, unless the token is wrong."""

    notices: list[dict[str, list[str]]] = []  # noqa: RUF012 - of all requests

    def do_GET(self) -> None:
        token = self.headers["authorization"]
        self.notices.append(parse_qs(urlsplit(self.path).query) | {"token": [token]})
        self.send_response(401 if token == "wrong" else 200)  # noqa: S105 - of the test
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Podping.notices.clear()
    with running(HTTPServer(("127.0.0.1", 0), Podping)) as running_server:
        yield f"http://127.0.0.1:{running_server.server_port}"


@pytest.fixture
def show(server: str, tmp_path: Path) -> audionews.Show:
    facts = dataclasses.replace(FACTS, guid="", sections={"sport": "رياضة"}, podping=server)
    (tmp_path / "out").mkdir()
    return audionews.Show(tmp_path / "out", Settings(show=facts))


def test_without_a_token_nothing_is_uploaded(
    show: audionews.Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AUDIONEWS_PODPING_TOKEN", raising=False)
    with pytest.raises(SettingsError, match="AUDIONEWS_PODPING_TOKEN"):
        show.deploy(str(tmp_path / "www"))
    assert not (tmp_path / "www").exists()


def test_each_changed_feed_is_told_of_once_and_again_when_the_server_refused(
    show: audionews.Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIONEWS_PODPING_TOKEN", "wrong")
    with pytest.raises(StoreError, match=r"Podping server .* 401"):
        show.deploy(str(tmp_path / "www"))
    assert (tmp_path / "www" / "feed.xml").exists()
    Podping.notices.clear()
    monkeypatch.setenv("AUDIONEWS_PODPING_TOKEN", "secret")
    for _ in range(2):
        show.deploy(str(tmp_path / "www"))
    names = ("feed.xml", "section-sport.xml")
    said = [
        {"url": [f"{FACTS.base_url}/{name}"], "reason": ["update"], "medium": ["podcast"], "token": ["secret"]}
        for name in names
    ]
    assert sorted(Podping.notices, key=lambda one: one["url"]) == said


def test_a_server_that_is_not_there_is_told_of(
    show: audionews.Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIONEWS_PODPING_TOKEN", "secret")
    away = audionews.Show(show.folder, Settings(show=dataclasses.replace(FACTS, guid="", podping="http://127.0.0.1:9")))
    with pytest.raises(StoreError, match="the show is published, but the Podping server"):
        away.deploy(str(tmp_path / "www"))
