"""The catalogue finds episodes without reading them, and changes them one at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.catalogued import add, agrees, public, render
from tests.newsroom import make_episode

from audionews.catalogue import Catalogue
from audionews.catalogue.index import FILE, Index
from audionews.catalogue.sidecars import encode_sidecar
from audionews.errors import EpisodeChanged, StoreError, UsageError
from audionews.model import Alternate, Episode
from audionews.model.events import EpisodeLeftOut, Event
from audionews.model.paths import sidecar
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


class Reads(MemoryStore):
    """Remembers what is read."""

    def __init__(self) -> None:
        super().__init__()
        self.read_names: list[str] = []

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        self.read_names.append(name)
        return super().read(name, start, size)


def test_a_new_episode_is_found_by_id_guid_source_and_title(catalogue: Catalogue) -> None:
    made = add(catalogue, 0, source="well.txt", link="https://example.org/well")
    add(catalogue, 1)
    assert made.revision == 1
    header = catalogue.header(made.id)
    assert header is not None
    assert (header.title, header.published, header.source) == (made.title, made.published, "well.txt")
    assert catalogue.with_guid(made.guid) == header
    assert catalogue.candidates("well.txt", "") == catalogue.candidates("", made.title) == [header]
    assert catalogue.candidates("", "", "https://example.org/well") == [header]
    assert catalogue.find(made.id[:12]) == header
    assert catalogue.episode(made.id) == made
    assert catalogue.with_guid("none") is catalogue.header("none") is None
    assert catalogue.candidates("", "") == []


def test_headers_come_newest_first_whatever_zone_their_dates_are_in(catalogue: Catalogue) -> None:
    one, two = make_episode(0), make_episode(1)
    utc = one.published.astimezone(UTC)
    add(catalogue, 0, published=utc, updated=utc)
    add(catalogue, 1, published=one.published + timedelta(minutes=1))
    assert [header.id for header in catalogue.headers()] == [two.id, one.id]
    assert catalogue.headers()[1].published.utcoffset() == timedelta(0)


@pytest.mark.parametrize("prefix", ["2024", "1999", ""])
def test_an_id_has_to_name_one_episode(catalogue: Catalogue, prefix: str) -> None:
    add(catalogue, 0)
    add(catalogue, 1)
    with pytest.raises(UsageError, match=f"2 episodes.* {prefix}$" if prefix in {"2024", ""} else "no episode 1999"):
        catalogue.find(prefix)


def test_one_episode_is_found_and_read_without_reading_another_sidecar() -> None:
    store = Reads()
    with Catalogue.open(store) as catalogue:
        made = [add(catalogue, number) for number in range(5)]
        store.read_names.clear()
        catalogue.refresh()
        assert catalogue.episode(catalogue.find(made[3].id).id) == made[3]
        assert store.read_names == [sidecar(made[3].id)]


def test_only_the_sidecars_that_changed_are_read_when_a_catalogue_is_opened(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        made = [add(catalogue, number) for number in range(3)]
    (tmp_path / sidecar(made[0].id)).write_bytes(encode_sidecar(replace(made[0], title="عنوان بيد محرر")))
    (tmp_path / sidecar(made[1].id)).unlink()
    (tmp_path / sidecar(made[2].id)).chmod(0)  # nobody but root could read it now, and nobody does
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        assert [header.title for header in catalogue.headers()] == ["عنوان بيد محرر", made[2].title]
        (tmp_path / sidecar(made[2].id)).chmod(0o644)
        assert agrees(catalogue)


def test_an_update_counts_the_revision_and_is_refused_when_it_is_another_one(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)
    again = catalogue.update(made.id, 1, lambda current: replace(current or made, title="جديد"))
    assert (again.revision, again.title) == (2, "جديد")
    for expected in (1, 3, None):
        with pytest.raises(EpisodeChanged, match=made.id) as caught:
            catalogue.update(made.id, expected, lambda _: pytest.fail("it is not asked"))
        assert (caught.value.retryable, caught.value.episode_id) == (True, made.id)
    assert catalogue.episode(made.id) == again
    assert agrees(catalogue)


def test_an_episode_that_went_away_is_no_new_one(catalogue: Catalogue) -> None:
    with pytest.raises(EpisodeChanged):
        catalogue.update(make_episode(0).id, 1, lambda _: make_episode(0))


def test_a_change_that_changes_nothing_writes_nothing(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)
    before = catalogue.store.stat(sidecar(made.id))
    assert catalogue.update(made.id, 1, lambda current: current or made) == made
    assert catalogue.store.stat(sidecar(made.id)) == before


def test_a_change_that_fails_leaves_the_old_sidecar(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)

    def fail(_: Episode | None) -> Episode:
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        catalogue.update(made.id, 1, fail)
    assert catalogue.episode(made.id) == made
    assert agrees(catalogue)


def test_a_guid_belongs_to_one_episode(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)
    with pytest.raises(EpisodeChanged, match=made.id):
        add(catalogue, 1, guid=made.guid)
    assert [header.id for header in catalogue.headers()] == [made.id]
    assert list(catalogue.store.names("episodes/")) == [f"episodes/{made.id}.{kind}" for kind in ("jpg", "json", "mp3")]


def test_what_another_program_does_to_the_sidecar_meanwhile_is_not_overwritten(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)
    foreign = replace(made, title="عنوان بيد محرر", revision=1)

    def change(current: Episode | None) -> Episode:
        catalogue.store.write(sidecar(made.id), [encode_sidecar(foreign)])
        return replace(current or made, title="عنوان من البناء")

    with pytest.raises(EpisodeChanged):
        catalogue.update(made.id, 1, change)
    assert catalogue.episode(made.id) == foreign


def test_a_take_down_keeps_a_correction_that_comes_meanwhile(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)
    busy = catalogue.episode

    def corrected_in_between(episode_id: str) -> Episode:
        before = busy(episode_id)
        if before.revision == 1:
            catalogue.update(episode_id, 1, lambda current: replace(current or made, title="مصحح"))
        return before

    catalogue.episode = corrected_in_between  # type: ignore[method-assign] # another process, just now
    done = catalogue.mark_removed(made.id, removed=True)
    assert (done.title, done.removed, done.revision) == ("مصحح", True, 3)
    with pytest.raises(StoreError, match="is gone"):
        catalogue.mark_removed("2024-01-01-00000000", removed=True)


def test_a_sidecar_of_the_first_version_has_revision_0(catalogue: Catalogue) -> None:
    blob = encode_sidecar(make_episode(0)).replace(b',\n "revision": 0', b"")
    assert b"revision" not in blob
    catalogue.store.write(sidecar(make_episode(0).id), [blob])
    catalogue.refresh()
    (header,) = catalogue.headers()
    assert header.revision == 0
    assert catalogue.update(header.id, 0, lambda current: replace(current or make_episode(0), title="x")).revision == 1


class Told(list[Event]):
    """Remembers what was told."""

    @property
    def texts(self) -> str:
        return "\n".join(event.what for event in self if isinstance(event, EpisodeLeftOut))


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b'{"id": "2024-06-20-00000001"'])
def test_a_damaged_sidecar_is_named_and_never_guessed(store: BlobStore, damage: bytes) -> None:
    store.write(sidecar("2024-06-20-00000000"), [damage])
    store.write("episodes/2024-06-20-00000000.transcript.json", [b"not a sidecar"])
    told = Told()
    with Catalogue.open(store, told.append) as catalogue:
        assert catalogue.headers() == []
    assert "2024-06-20-00000000.json is damaged" in told.texts
    (kept,) = store.names("episodes/2024-06-20-00000000.json")
    assert store.read(kept) == damage
    assert kept in told.texts


def test_a_sidecar_under_the_name_of_another_episode_is_told(store: BlobStore) -> None:
    store.write(sidecar("2024-06-20-0000000f"), [encode_sidecar(make_episode(0))])
    told = Told()
    with Catalogue.open(store, told.append) as catalogue:
        assert catalogue.headers() == []
    assert make_episode(0).id in told.texts


def test_a_sidecar_without_a_zone_is_damaged(store: BlobStore) -> None:
    naive = datetime(2024, 6, 20)  # noqa: DTZ001 - what is tested
    store.write(sidecar(make_episode(0).id), [encode_sidecar(replace(make_episode(0), published=naive))])
    told = Told()
    with Catalogue.open(store, told.append) as catalogue:
        assert catalogue.headers() == []
    assert "times or sizes" in told.texts


def spoil_with_bytes(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)


def spoil_in_the_middle(path: Path) -> None:
    blob = bytearray(path.read_bytes())
    blob[200:-200] = b"\xa5" * (len(blob) - 400)
    path.write_bytes(blob)


def age(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version=999")


def empty(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE facts")


@pytest.mark.parametrize("spoil", [Path.unlink, spoil_with_bytes, spoil_in_the_middle, age, empty])
def test_an_index_that_is_no_good_is_made_again(tmp_path: Path, spoil: "object") -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        made = add(catalogue, 0)
        render(catalogue)
        files = public(catalogue)
    assert callable(spoil)
    spoil(tmp_path / FILE)
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        assert catalogue.index.path
        assert [header.id for header in catalogue.headers()] == [made.id]
        render(catalogue)
        assert public(catalogue) == files
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        assert render(catalogue).rendered == 0


def test_damage_that_shows_later_is_repaired_while_the_catalogue_is_used(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        made = add(catalogue, 0)
        catalogue.index.connection.execute("DROP TABLE episodes")
        assert [header.id for header in catalogue.headers()] == [made.id]
        assert catalogue.index.path
        catalogue.index.connection.execute("DROP TABLE outputs")  # a second time is one too many: memory
        assert not catalogue.is_public("index.html")
        assert not catalogue.index.path
        assert [header.id for header in catalogue.headers()] == [made.id]


def test_an_index_that_cannot_be_written_any_more_is_kept_in_memory(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        catalogue.index.connection.execute("PRAGMA query_only=1")
        made = add(catalogue, 0)
        assert not catalogue.index.path
        assert agrees(catalogue)
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        assert [header.id for header in catalogue.headers()] == [made.id]


def test_an_error_in_memory_is_no_reason_to_go_on_for_ever() -> None:
    with Catalogue.open(MemoryStore()) as catalogue:
        catalogue.index.connection.execute("DROP TABLE episodes")
        with pytest.raises(sqlite3.Error):
            catalogue.headers()


def test_a_folder_that_takes_no_index_has_one_in_memory_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / ".audionews").write_bytes(b"a file where the folder of the index belongs")
    with Catalogue.open(open_store(tmp_path)) as catalogue, Catalogue.open(open_store(tmp_path)) as other:
        made = add(catalogue, 0)
        assert not catalogue.index.path
        with pytest.raises(EpisodeChanged):
            add(other, 1, guid=made.guid)
        render(catalogue)
        assert f"episodes/{made.id}.html" in public(catalogue)
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        assert [header.id for header in catalogue.headers()] == [made.id]


def test_an_index_file_that_cannot_be_opened_is_replaced_by_memory(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir(parents=True)
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        add(catalogue, 0)
        assert not catalogue.index.path


def test_an_index_that_may_only_be_read_is_used_from_memory(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        made = add(catalogue, 0)
        render(catalogue)
        files = public(catalogue)
    (tmp_path / f"{FILE}-wal").mkdir()  # as in a folder that may only be read, SQLite has nowhere to write
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        assert not catalogue.index.path
        assert [header.id for header in catalogue.headers()] == [made.id]
        assert public(catalogue) == files
        catalogue.mark_removed(made.id, removed=True)
        render(catalogue)
        assert public(catalogue) == ["feed.xml"]


def test_a_folder_with_a_relative_name_may_have_no_index_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "show" / FILE).mkdir(parents=True)
    with Catalogue.open(open_store("show")) as catalogue:
        made = add(catalogue, 0)
        assert not catalogue.index.path
        assert [header.id for header in catalogue.headers()] == [made.id]


def test_a_row_that_does_not_agree_with_its_sidecar_is_read_again_when_the_change_is_refused(
    catalogue: Catalogue,
) -> None:
    made = add(catalogue, 0)
    catalogue.index.connection.execute("UPDATE episodes SET guid = 'another'")
    assert catalogue.with_guid(made.guid) is None
    with pytest.raises(EpisodeChanged):
        catalogue.update(made.id, None, lambda _: made)
    assert catalogue.with_guid(made.guid) == catalogue.header(made.id)


def test_looking_at_a_folder_that_is_not_there_does_not_make_it(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path / "show")) as catalogue:
        assert catalogue.headers() == []
        assert not (tmp_path / "show").exists()
        add(catalogue, 0)
        assert (tmp_path / "show" / FILE).exists()
        assert agrees(catalogue)


def test_the_index_is_never_listed(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        add(catalogue, 0)
        assert (tmp_path / FILE).exists()
        assert not [name for name in catalogue.store.names() if "audionews" in name]
        assert not [name for name, _ in catalogue.store.stats() if "audionews" in name]


def test_purging_deletes_sound_cover_and_alternates_of_a_removed_episode(catalogue: Catalogue) -> None:
    opus = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=1, sha256="0")
    made = add(catalogue, 0, alternates=(opus,))
    catalogue.store.write(f"episodes/{made.id}.opus", [b"x"])
    catalogue.store.write(f"episodes/{made.id}.txt", [b"a user's"])
    catalogue.purge(made.id)
    assert len(list(catalogue.store.names("episodes/"))) == 5
    catalogue.mark_removed(made.id, removed=True)
    catalogue.purge(made.id)
    assert list(catalogue.store.names("episodes/")) == [f"episodes/{made.id}.json", f"episodes/{made.id}.txt"]


def test_an_index_is_changed_wholly_or_not_at_all() -> None:
    def fail(index: Index) -> None:
        with index.changing():
            index.connection.execute("INSERT INTO facts VALUES ('a', 'b')")
            raise RuntimeError

    with closing(Index()) as index:
        with pytest.raises(RuntimeError):
            fail(index)
        assert index.connection.execute("SELECT count(*) FROM facts").fetchone() == (0,)
