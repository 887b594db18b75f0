"""The show is rendered now and then during a build, and what it is at the end does not depend on when."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.catalogued import add

from audionews.app.early import PAUSE, SHARE, EarlyRendering
from audionews.app.show import render
from audionews.catalogue import Catalogue
from audionews.errors import SettingsError
from audionews.model.events import Event, Noticed, ShowPublished
from audionews.settings import Settings
from audionews.stores import open_store

pytestmark = pytest.mark.usefixtures("own_caches")


@pytest.fixture
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1718900000")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(open_store(tmp_path / "output")) as catalogue:
        yield catalogue


class Clock:
    """Stands still unless it is moved, but each rendering takes a while: it is asked before and after one."""

    def __init__(self, takes: float) -> None:
        self.time = 0.0
        self.takes = takes

    def __call__(self) -> float:
        self.time += self.takes
        return self.time


def feed(catalogue: Catalogue) -> int:
    """Return how many episodes the feed has."""
    return (catalogue.store.read("feed.xml") or b"").count(b"<item>")


def test_the_first_episode_is_rendered_at_once_and_others_after_a_pause(catalogue: Catalogue) -> None:
    clock, told = Clock(0.0), list[Event]()
    early = EarlyRendering(Settings(), catalogue, told.append, clock)
    seen = []
    for number in range(6):
        add(catalogue, number)
        early.after_episode()
        seen.append(feed(catalogue))
        clock.time += 0.4 * PAUSE
    assert seen == [1, 1, 1, 4, 4, 4]
    assert not told, "it is told once, at the end"
    early.finish()
    assert feed(catalogue) == 6
    (event,) = told
    assert isinstance(event, ShowPublished)
    public = {file.path for file in catalogue.public_files()}
    assert event.episodes == 6
    assert event.changed == len([path for path in public if not path.endswith((".mp3", ".jpg"))]) + 1


def test_rendering_takes_a_small_share_of_a_build(catalogue: Catalogue) -> None:
    clock = Clock(10.0)
    early = EarlyRendering(Settings(), catalogue, lambda _: None, clock)
    times = []
    for number in range(3):
        add(catalogue, number)
        while feed(catalogue) <= number:
            early.after_episode()
            clock.time += 1
        times.append(clock.time)
    assert times[1] - times[0] < 2 * SHARE, "what is done only once is not counted"
    assert SHARE * 10 <= times[2] - times[1] < SHARE * 10 + 30


def test_a_show_is_the_same_whenever_it_was_rendered(tmp_path: Path) -> None:
    def built(name: str, *, often: bool) -> dict[str, bytes]:
        store = open_store(tmp_path / name)
        with Catalogue.open(store) as catalogue:
            early = EarlyRendering(Settings(), catalogue, lambda _: None, Clock(0.0 if often else -1e9))
            for number in (3, 0, 2, 1, 4):
                add(catalogue, number)
                early._due = -1.0 if often else 1e9  # noqa: SLF001 - whatever the clock of this machine says
                early.after_episode()
            early.finish()
        return {path: store.read(path) or b"" for path in store.names()}

    assert built("often", often=True) == built("once", often=False)


def test_a_rendering_that_fails_does_not_end_the_build_before_its_last_article(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/index.html.j2").write_text("{{ nothing.at.all }}", "utf-8")
    early = EarlyRendering(Settings(folder=tmp_path), catalogue, lambda _: None, Clock(0.0))
    for number in range(2):
        add(catalogue, number)
        early.after_episode()
    with pytest.raises(SettingsError, match=r"index\.html\.j2"):
        early.finish()


def test_a_file_of_somebody_else_is_told_once(catalogue: Catalogue) -> None:
    told = list[Event]()
    catalogue.store.write("index.html", [b"<p>mine</p>"])
    early = EarlyRendering(Settings(), catalogue, told.append, Clock(0.0))
    add(catalogue, 0)
    early.after_episode()
    early.finish()
    assert [type(event) for event in told] == [Noticed, ShowPublished]
    render(Settings(), catalogue, told.append)
    assert isinstance(told[-1], ShowPublished)
    assert told[-1].changed == 0
