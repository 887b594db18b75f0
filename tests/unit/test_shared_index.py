"""The index of a show that is no folder here: shared by a copy, and brought up to date by a log of changes."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.catalogued import add, agrees, render
from tests.newsroom import make_episode

from audionews.catalogue import Catalogue
from audionews.catalogue.changes import FILE as LOG
from audionews.catalogue.changes import ChangeLog
from audionews.catalogue.shared_index import FILE as COPY
from audionews.errors import EpisodeChanged
from audionews.model.paths import sidecar
from audionews.ports import Stat
from audionews.stores.memory import MemoryStore


class Watched(MemoryStore):
    """A store that remembers what was read, and whose listings may be late."""

    def __init__(self) -> None:
        super().__init__()
        self.read_names: list[str] = []
        self.listings = 0
        self.unlisted: set[str] = set()

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        self.read_names.append(name)
        return super().read(name, start, size)

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        self.listings += 1
        return (each for each in super().stats(prefix, wanted) if each[0] not in self.unlisted)


@pytest.fixture
def store() -> Watched:
    return Watched()


@pytest.fixture
def shown(store: Watched) -> Watched:
    """A store with a rendered show of three episodes, of which nothing was read yet."""
    with Catalogue.open(store) as catalogue:
        for number in range(3):
            add(catalogue, number)
        render(catalogue)
    store.read_names.clear()
    store.listings = 0
    return store


def test_the_next_process_reads_no_sidecar_and_renders_nothing(shown: Watched) -> None:
    with Catalogue.open(shown) as catalogue:
        assert len(catalogue.headers()) == 3
        done = render(catalogue)
    assert (done.rendered, done.changed) == (0, 0)
    assert set(shown.read_names) == {COPY, LOG}


def test_a_rendering_that_changes_nothing_does_not_write_the_copy(shown: Watched) -> None:
    before = shown.stat(COPY)
    with Catalogue.open(shown) as catalogue:
        render(catalogue)
    assert shown.stat(COPY) == before


def test_what_others_have_changed_is_found_without_a_listing(shown: Watched) -> None:
    with Catalogue.open(shown) as here, Catalogue.open(shown) as there:
        made = add(there, 4)
        there.mark_removed(made.id, removed=True)
        shown.listings, shown.read_names[:] = 0, []
        with pytest.raises(EpisodeChanged):
            here.update(make_episode(5).id, None, lambda _: replace(make_episode(5), guid=made.guid))
        assert shown.listings == 0
        assert {name for name in shown.read_names if name.startswith("episodes/")} == {
            sidecar(made.id),
            sidecar(make_episode(5).id),
        }
        header = here.header(made.id)
        assert header
        assert header.removed
        assert agrees(here)


def test_who_was_away_for_long_lists_all(shown: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audionews.catalogue.changes._KEPT", 2)
    with Catalogue.open(shown) as here, Catalogue.open(shown) as there:
        for number in range(4, 8):
            add(there, number)
        here.settle()
        assert len(here.headers()) == 7


def test_the_copy_of_another_rendering_takes_precedence(shown: Watched) -> None:
    with Catalogue.open(shown) as here, Catalogue.open(shown) as there:
        add(there, 4)
        assert render(there).changed
        done = render(here)
        assert (done.rendered, done.changed) == (0, 0)


def test_an_episode_that_a_late_listing_lacks_is_not_lost(shown: Watched) -> None:
    episode = make_episode(0)
    shown.unlisted.add(sidecar(episode.id))
    with Catalogue.open(shown) as catalogue:
        assert len(catalogue.headers()) == 3
        render(catalogue)
        assert len(catalogue.headers()) == 3
    shown.remove(sidecar(episode.id))
    with Catalogue.open(shown) as catalogue:
        assert len(catalogue.headers()) == 2


def test_a_new_episode_that_a_late_listing_lacks_is_rendered(shown: Watched) -> None:
    with Catalogue.open(shown) as here, Catalogue.open(shown) as there:
        shown.unlisted.add(sidecar(add(there, 4).id))
        assert render(here).episodes == 4


PACKED = [gzip.compress(blob, mtime=0) for blob in (b"", b"no index", b"SQLite format 3\0" + bytes(100))]


@pytest.mark.parametrize("blob", [b"", b"no index", *PACKED])
def test_a_damaged_copy_is_made_again(shown: Watched, blob: bytes) -> None:
    shown.write(COPY, [blob])
    with Catalogue.open(shown) as catalogue:
        assert len(catalogue.headers()) == 3
        render(catalogue)
    assert shown.blobs[COPY] != blob
    shown.read_names.clear()
    with Catalogue.open(shown) as catalogue:
        assert agrees(catalogue)


@pytest.mark.parametrize("blob", [b"", b"no log", b'{"count": 1, "last": [1]}', b'{"count": 1, "last": []}'])
def test_a_damaged_log_makes_everybody_list_once(shown: Watched, blob: bytes) -> None:
    with Catalogue.open(shown) as here, Catalogue.open(shown) as there:
        shown.write(LOG, [blob])
        add(there, 4)
        here.settle()
        assert len(here.headers()) == 4


def test_a_copy_without_a_count_is_brought_up_to_date(shown: Watched) -> None:
    with Catalogue.open(shown) as catalogue:
        for value in ("three", None):
            catalogue.index.connection.execute("UPDATE facts SET value = ? WHERE name = 'changes'", (value,))
            if value is None:
                catalogue.index.connection.execute("DELETE FROM facts WHERE name = 'changes'")
            shown.write(COPY, [gzip.compress(catalogue.index.connection.serialize())])
            with Catalogue.open(shown) as again:
                assert len(again.headers()) == 3


def test_the_log_counts_on_from_what_is_there(store: Watched) -> None:
    here, there = ChangeLog(store), ChangeLog(store)
    assert here.catch_up() == set()
    here.add("a")
    here.add("b")
    assert there.catch_up() == {"a", "b"}
    assert there.catch_up() == here.catch_up() == set()
    there.add("c")
    assert here.catch_up() == {"c"}
