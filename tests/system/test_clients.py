"""Podcast clients of Debian subscribe to ``audionews serve`` and download what the feed names."""

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests import clients
from tests.logged import Log, logged
from tests.newsroom import FACTS, make_episode, make_show, write_feeds, write_sounds

from audionews.model import Episode, Show

pytestmark = pytest.mark.usefixtures("socket_enabled")

UNPUBLISHED = dataclasses.replace(FACTS, base_url="")
Tool = Callable[[str], str]


class Newsroom:
    """A folder that is served, and the show in it, which a test may change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.show = write_sounds(make_show(3, UNPUBLISHED), folder)
        self.url, self.log = "", Log()

    @property
    def show(self) -> Show:
        return self._show

    @show.setter
    def show(self, show: Show) -> None:
        self._show = show
        write_feeds(show, self.folder)

    @property
    def feed(self) -> str:
        return f"{self.url}/feed.xml"


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    room = Newsroom(tmp_path / "output")
    with logged(room.folder) as (room.url, room.log):
        yield room


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.mark.parametrize("client", [clients.gpodder, clients.newsboat, clients.podget])
def test_a_client_downloads_every_episode_as_it_is(
    newsroom: Newsroom, home: Path, tool: Tool, client: clients.Client
) -> None:
    client(newsroom.feed, home, tool)
    assert clients.digests(home / "media") == clients.digests(newsroom.folder)


def test_a_second_poll_is_answered_with_304(newsroom: Newsroom, home: Path, tool: Tool) -> None:
    clients.gpodder(newsroom.feed, home, tool)
    newsroom.log.clear()
    assert "0 new episodes" in clients.run(home, tool("gpo"), "update")
    assert newsroom.log == [("GET", "/feed.xml", 304)]


def corrected(episode: Episode) -> Episode:
    return dataclasses.replace(episode, title=f"{episode.title} (تصويب)", content="0" * 64, size=episode.size)


def test_a_corrected_article_is_no_new_episode(newsroom: Newsroom, home: Path, tool: Tool) -> None:
    clients.gpodder(newsroom.feed, home, tool)
    first, *rest = newsroom.show.episodes
    newsroom.show = Show(facts=UNPUBLISHED, episodes=(corrected(first), *rest))
    assert "0 new episodes" in clients.run(home, tool("gpo"), "update")
    assert ("GET", "/feed.xml", 200) in newsroom.log[-1:]
    tomorrow = first.published + timedelta(days=1)
    newest = dataclasses.replace(make_episode(9), id="2024-06-21-00000009", published=tomorrow, updated=tomorrow)
    newsroom.show = Show(facts=UNPUBLISHED, episodes=(newest, *newsroom.show.episodes))
    assert "1 new episode" in clients.run(home, tool("gpo"), "update")


def replaced(room: Newsroom) -> None:
    """Correct an episode with another sound under another name and another headline, and give all of them new art."""
    first, *rest = room.show.episodes
    other = dataclasses.replace(corrected(first), version="0d9b2f6a", samples=first.samples + 2 * first.rate)
    facts = dataclasses.replace(UNPUBLISHED, cover_version="0d9b2f6a")
    room.show = write_sounds(Show(facts=facts, episodes=(other, *rest)), room.folder)


@pytest.mark.parametrize(("client", "fetches"), [
    (clients.gpodder, 0), (clients.newsboat, 0),  # they know an episode by its GUID
    (clients.podget, 1),  # by the address of its sound
])  # fmt: skip
def test_a_replaced_sound_is_fetched_once_at_most_and_nothing_is_asked_for_in_vain(
    newsroom: Newsroom, home: Path, tool: Tool, client: clients.Client, fetches: int
) -> None:
    client(newsroom.feed, home, tool)
    replaced(newsroom)
    newsroom.log.clear()
    client(newsroom.feed, home, tool)
    sounds = [path for method, path, _ in newsroom.log if method == "GET" and path.endswith(".mp3")]
    assert sounds == [f"/episodes/{newsroom.show.episodes[0].stem}.mp3"] * fetches
    assert {status for _, _, status in newsroom.log} <= {200, 206, 304}
    newsroom.log.clear()
    client(newsroom.feed, home, tool)
    assert not [path for _, path, _ in newsroom.log if path.endswith(".mp3")]


@pytest.mark.parametrize("client", [clients.gpodder, clients.newsboat, clients.podget])
def test_an_episode_that_is_removed_and_restored_is_not_downloaded_twice(
    newsroom: Newsroom, home: Path, tool: Tool, client: clients.Client
) -> None:
    client(newsroom.feed, home, tool)
    whole = newsroom.show
    newsroom.show = Show(facts=UNPUBLISHED, episodes=whole.episodes[1:])
    client(newsroom.feed, home, tool)
    newsroom.log.clear()
    newsroom.show = whole
    client(newsroom.feed, home, tool)
    assert not [path for _, path, _ in newsroom.log if path.endswith(".mp3")]
    assert clients.digests(home / "media") == clients.digests(newsroom.folder)


def test_all_pages_of_a_long_feed_are_followed(newsroom: Newsroom, home: Path, tool: Tool) -> None:
    newsroom.show = make_show(350, UNPUBLISHED)
    clients.run(home, tool("gpo"), "set", "limit.episodes", "10000")  # it keeps 200 unless told otherwise
    clients.run(home, tool("gpo"), "subscribe", newsroom.feed)
    asked = [path for _, path, status in newsroom.log if status == 200]
    assert asked == ["/feed.xml", "/feed-4.xml", "/feed-3.xml", "/feed-2.xml"]
    found = clients.run(home, tool("gpo"), "episodes", newsroom.feed)
    assert all(episode.title[:20] in found for episode in newsroom.show.episodes[:4])
    assert len(re.findall(r"^ +\d+\.", found, re.MULTILINE)) == 350
