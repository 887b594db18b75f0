"""Damaged sidecars in a store that does not let everything be done: read-only, unreadable, changed meanwhile."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.catalogued import add, render
from tests.newsroom import make_episode

from audionews.catalogue import Catalogue
from audionews.catalogue.damage import LeftOut
from audionews.catalogue.index import Index
from audionews.catalogue.sidecars import encode_sidecar
from audionews.errors import EpisodeDamaged, StoreError
from audionews.model.events import EpisodeLeftOut, Event
from audionews.model.paths import sidecar
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore

FIRST, SECOND = make_episode(0), make_episode(1)
NAME = sidecar(FIRST.id)
DENIED = StoreError("cannot read it: Permission denied", "check its permissions")


class Moody(MemoryStore):
    """Refuses to read some names, or to write at all; or changes a name while it is read again."""

    def __init__(self) -> None:
        super().__init__()
        self.unreadable: set[str] = set()
        self.is_read_only = False
        self.then: dict[str, bytes] = {}

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        if name in self.unreadable:
            raise DENIED
        found = super().read(name, start, size)
        self.blobs.update({key: blob for key, blob in self.then.items() if key == name})
        return found

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        if self.is_read_only:
            raise StoreError("cannot write it: Read-only file system", "choose another folder")
        return super().write(name, pieces)


@pytest.fixture
def store() -> Moody:
    made = Moody()
    for episode in (FIRST, SECOND):
        made.write(sidecar(episode.id), [encode_sidecar(episode)])
    return made


def ids(catalogue: Catalogue) -> list[str]:
    return [header.id for header in catalogue.headers()]


def test_a_sidecar_that_cannot_be_read_stays_and_is_told_once(store: Moody) -> None:
    store.unreadable.add(NAME)
    told: list[Event] = []
    with Catalogue.open(store, told.append) as catalogue:
        catalogue.refresh()
        assert ids(catalogue) == [SECOND.id]
        assert render(catalogue).episodes == 1
        with pytest.raises(EpisodeDamaged, match="Permission denied"):
            catalogue.update(FIRST.id, None, lambda _: FIRST)
    (event,) = told
    assert isinstance(event, EpisodeLeftOut)
    assert (event.name, event.kept, event.remedy) == (NAME, "", "check its permissions")
    assert "its episode is left out" in event.what
    assert list(store.blobs)[:2] == [NAME, sidecar(SECOND.id)]


def test_an_episode_comes_back_when_its_sidecar_is_put_back(store: Moody) -> None:
    store.is_read_only = True
    store.blobs[NAME] = b"damaged"
    with Catalogue.open(store) as catalogue:
        assert ids(catalogue) == [SECOND.id]
        assert store.blobs[NAME] == b"damaged", "it could not be set aside"
        store.is_read_only = False
        store.write(NAME, [encode_sidecar(FIRST)])
        catalogue.refresh()
        assert set(ids(catalogue)) == {FIRST.id, SECOND.id}


def test_a_sidecar_that_is_put_back_while_it_is_looked_at_is_not_moved(store: Moody) -> None:
    whole = store.blobs[NAME]
    with Catalogue.open(store) as catalogue:
        store.blobs[NAME] = b"damaged"
        store.then = {NAME: whole}
        with pytest.raises(EpisodeDamaged, match="changed by another process"):
            catalogue.episode(FIRST.id)
        assert catalogue.episode(FIRST.id) == FIRST
    assert [name for name in store.blobs if "damaged" in name] == []


def test_a_sidecar_that_changes_between_two_looks_is_not_moved(store: Moody) -> None:
    with Catalogue.open(store) as catalogue:
        store.blobs[NAME] = b"damaged"
        looks = iter([b"damaged", b"damaged", b"damaged otherwise"])
        store.read = lambda name, *_: next(looks) if name == NAME else None  # type: ignore[method-assign] # one call each
        with pytest.raises(EpisodeDamaged, match="left out"):
            catalogue.episode(FIRST.id)
    assert [name for name in store.blobs if "damaged" in name] == []


def test_damage_that_is_seen_by_an_update_is_replaced(store: Moody) -> None:
    with Catalogue.open(store) as catalogue:
        store.blobs[NAME] = b'{"guid": "' + FIRST.guid.encode() + b'", "removed": true'
        made = catalogue.update(FIRST.id, None, lambda current: current or FIRST)
        assert made == replace(FIRST, revision=1)  # the index knows that it was not removed
    assert sum(".damaged-" in name for name in store.blobs) == 1


@pytest.mark.parametrize(
    ("said", "removed", "due"),
    [
        (b'"removed":true', True, None),
        (b'"publish_at": "2030-01-01T10:00:00+03:00"', False, 2030),
        (b'"publish_at": "2030-01-01T10:00:00"', False, None),
        (b'"publish_at": "2030-99-01"', False, None),
        (b"", False, None),
    ],
)
def test_what_the_damaged_bytes_say_is_kept_if_the_index_is_lost(
    store: Moody, said: bytes, *, removed: bool, due: int | None
) -> None:
    store.blobs[NAME] = b'{"guid": "' + FIRST.guid.encode() + b'", ' + said
    with Catalogue.open(store) as catalogue:
        made = catalogue.update(FIRST.id, None, lambda _: FIRST)
    assert made.removed == removed
    assert (made.publish_at and made.publish_at.year) == due


def test_work_that_needs_a_damaged_file_is_not_tried_for_ever(store: Moody) -> None:
    tried = []

    def work() -> None:
        tried.append(1)
        raise EpisodeDamaged("the readings are damaged", "repair them", FIRST.id)

    with Catalogue.open(store) as catalogue, pytest.raises(EpisodeDamaged):
        catalogue.without_damaged(work)
    assert len(tried) == 2


def test_folders_in_the_place_of_sidecars_get_names_of_their_own(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    with Catalogue.open(store) as catalogue:
        for _ in range(2):
            place = tmp_path / sidecar(add(catalogue, 0).id)
            place.unlink()
            place.mkdir()
            catalogue.refresh()
            assert ids(catalogue) == []
    assert sorted(path.name.rpartition("-")[2] for path in (tmp_path / "episodes").glob("*.damaged-*")) == ["1", "2"]


def test_a_memory_of_damage_that_is_damaged_itself_is_forgotten(store: Moody) -> None:
    with Catalogue.open(store) as catalogue:
        catalogue.manifest.set_fact("rescued", "{")
        assert catalogue.update(make_episode(2).id, None, lambda _: make_episode(2)).removed is False


def test_an_index_that_is_closed_does_not_keep_damage_from_being_told(store: Moody) -> None:
    left_out, index = LeftOut(store, lambda _: None), Index()
    index.close()
    store.blobs[NAME] = b""
    with pytest.raises(EpisodeDamaged, match="set aside"):
        left_out.read(FIRST.id, index)
