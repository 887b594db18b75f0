"""A replaced sound, and all that belongs to its times, stays for a day for clients that have read the feed before."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tests.catalogued import NOW, Feed, Pages, add, public, render
from tests.newsroom import FACTS

from audionews.catalogue import Catalogue, RenderResult
from audionews.catalogue.index import Index
from audionews.errors import StoreError
from audionews.model import ChangedShow, Episode, Neighbours, Output
from audionews.model.media import GRACE
from audionews.model.paths import cover_file, show_cover_file, sound_file
from audionews.ports import BlobStore
from audionews.stores import open_store
from audionews.stores.memory import MemoryStore


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    return open_store(tmp_path / "show") if request.param == "folder" else MemoryStore()


@pytest.fixture
def catalogue(store: BlobStore) -> Iterator[Catalogue]:
    with Catalogue.open(store) as catalogue:
        yield catalogue


OLD, NEW, NEWEST = "", "0d9b2f6a", "1f0c9a3e"
TIMED = ("mp3", "jpg", "vtt")


def replace_sound(catalogue: Catalogue, episode: Episode, version: str) -> Episode:
    """Give an episode another sound, as a correction does."""

    def write(current: Episode | None) -> Episode:
        made = replace(current or episode, version=version)
        blob = f"sound {version}".encode()
        for path in (sound_file(made), cover_file(made)):
            catalogue.store.write(path, [blob])
        return replace(made, sha256=hashlib.sha256(blob).hexdigest(), size=len(blob))

    return catalogue.update(episode.id, catalogue.episode(episode.id).revision, write)


class Transcripts(Pages):
    """Renders a transcript that belongs to the sound."""

    name = "transcripts"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        yield Output(path=f"episodes/{episode.stem}.vtt", inputs="", pieces=(episode.version.encode(),))

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        yield from ()


def render_all(catalogue: Catalogue, now: datetime = NOW) -> RenderResult:
    return render(catalogue, Pages(), Transcripts(), Feed(), now=now)


def files_of(episode: Episode, version: str) -> set[str]:
    stem = replace(episode, version=version).stem
    return {f"episodes/{stem}.{kind}" for kind in TIMED}


def there(catalogue: Catalogue, episode: Episode) -> set[str]:
    """Return the files of an episode that are there, and check that listeners get exactly these."""
    names = {name for name in catalogue.store.names(f"episodes/{episode.id}.") if not name.endswith((".json", ".html"))}
    assert all(map(catalogue.is_public, names))
    return names


def test_a_replaced_sound_stays_for_a_day_and_then_goes_with_all_that_belongs_to_it(catalogue: Catalogue) -> None:
    made = replace_sound(catalogue, add(catalogue, 0), OLD)
    render_all(catalogue)
    replace_sound(catalogue, made, NEW)
    render_all(catalogue)
    assert there(catalogue, made) == files_of(made, OLD) | files_of(made, NEW)
    assert files_of(made, OLD).isdisjoint(public(catalogue)), "nothing names it, so it need not be uploaded"
    assert files_of(made, NEW) <= set(public(catalogue))
    later = NOW + GRACE / 2
    replace_sound(catalogue, made, NEWEST)
    render_all(catalogue, later)
    assert render_all(catalogue, later).removed == 0
    assert render_all(catalogue, NOW + GRACE).removed == len(TIMED)
    assert there(catalogue, made) == files_of(made, NEW) | files_of(made, NEWEST)
    assert render_all(catalogue, later + GRACE).removed == len(TIMED)
    assert there(catalogue, made) == files_of(made, NEWEST)


def test_a_sound_that_comes_back_before_it_is_gone_stays(catalogue: Catalogue) -> None:
    made = replace_sound(catalogue, add(catalogue, 0), OLD)
    for version in (OLD, NEW, NEWEST, NEW):
        replace_sound(catalogue, made, version)
        render_all(catalogue)
    render_all(catalogue, NOW + GRACE)
    assert there(catalogue, made) == files_of(made, NEW)


def test_the_day_begins_when_the_feed_is_written(catalogue: Catalogue) -> None:
    made = replace_sound(catalogue, add(catalogue, 0), OLD)
    render_all(catalogue)
    replace_sound(catalogue, made, NEW)
    with pytest.raises(StoreError):
        render(catalogue, Pages(), Transcripts(), FullDisk())
    render_all(catalogue, NOW + 2 * GRACE)
    assert files_of(made, OLD) <= there(catalogue, made)
    render_all(catalogue, NOW + 3 * GRACE)
    assert there(catalogue, made) == files_of(made, NEW)


def test_what_killed_builds_and_a_lost_index_have_left_goes_too(catalogue: Catalogue, store: BlobStore) -> None:
    made = replace_sound(catalogue, add(catalogue, 0), OLD)
    render_all(catalogue)
    replace_sound(catalogue, made, NEW)
    for path in (f"episodes/{made.id}.abcdef12.mp3", f"episodes/{made.id}.notes.mp3", "episodes/other.abcdef12.mp3"):
        store.write(path, [b"left"])
    with Catalogue(store, Index()) as fresh:
        fresh.refresh()
        render_all(fresh)
        render_all(fresh, NOW + GRACE)
        left = {name for name in store.names("episodes/") if name.endswith((".mp3", ".jpg", ".vtt"))}
    assert left == {*files_of(made, NEW), f"episodes/{made.id}.notes.mp3", "episodes/other.abcdef12.mp3"}


def test_a_taken_down_episode_is_not_public_at_once_and_its_replaced_sounds_go(catalogue: Catalogue) -> None:
    made = replace_sound(catalogue, add(catalogue, 0), OLD)
    render_all(catalogue)
    replace_sound(catalogue, made, NEW)
    render_all(catalogue)
    catalogue.mark_removed(made.id, removed=True)
    render_all(catalogue)
    names = set(catalogue.store.names(f"episodes/{made.id}."))
    assert not [name for name in names if catalogue.is_public(name)]
    kept = {name for name in files_of(made, NEW) if not name.endswith(".vtt")}
    assert names == {*kept, f"episodes/{made.id}.json"}, "what a restored episode needs"
    catalogue.store.write(f"episodes/{made.id}.{NEWEST}.mp3", [b"left by a killed build"])
    catalogue.purge(made.id)
    assert list(catalogue.store.names(f"episodes/{made.id}.")) == [f"episodes/{made.id}.json"]


class FullDisk(Feed):
    """Fails when it comes to the feed."""

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        raise StoreError("the disk is full", "make room")


class Covers(Pages):
    """Renders a cover under a name that can change."""

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        yield Output(path=show_cover_file(show.facts), inputs="", pieces=(show.facts.cover_version.encode(),))


def test_a_replaced_cover_of_the_show_stays_for_a_day(catalogue: Catalogue) -> None:
    add(catalogue, 0)
    for version in ("", NEW):
        render(catalogue, Covers(), Feed(), facts=replace(FACTS, cover_version=version))
    assert [path for path in public(catalogue) if path.startswith("cover")] == [f"cover.{NEW}.jpg"]
    assert catalogue.is_public("cover.jpg")
    render(catalogue, Covers(), Feed(), facts=replace(FACTS, cover_version=NEW), now=NOW + GRACE)
    assert [name for name in catalogue.store.names() if name.startswith("cover")] == [f"cover.{NEW}.jpg"]
