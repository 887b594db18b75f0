"""Rendering follows what changed, and removes only what it wrote."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from tests.catalogued import NOW, Feed, Pages, add, public, render
from tests.newsroom import FACTS

from audionews.catalogue import Catalogue, render_show
from audionews.catalogue.index import FILE
from audionews.errors import SettingsError, StoreError
from audionews.model import Alternate, ChangedShow, Episode, Neighbours, Output, Show
from audionews.model.media import GRACE
from audionews.ports import BlobStore
from audionews.render.old_port import LazyEpisodes, PublisherRenderer
from audionews.stores import open_store
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> BlobStore:
    return open_store(tmp_path / "show") if request.param == "folder" else MemoryStore()


@pytest.fixture
def catalogue(store: BlobStore) -> Iterator[Catalogue]:
    with Catalogue.open(store) as catalogue:
        yield catalogue


@pytest.fixture
def five(catalogue: Catalogue) -> list[Episode]:
    """Five episodes, newest first, rendered once."""
    made = [add(catalogue, number, title=f"خبر {number}") for number in range(5)]
    render(catalogue)
    return made


def page(episode: Episode) -> str:
    return f"episodes/{episode.id}.html"


def test_everything_is_rendered_once_and_then_nothing(catalogue: Catalogue) -> None:
    made = [add(catalogue, number) for number in range(3)]
    pages = Pages()
    result = render(catalogue, pages, Feed())
    assert (result.rendered, result.changed, result.removed, result.episodes) == (6, 6, 0, 3)
    assert sorted(pages.made) == sorted([*map(page, made), "list-0.html", "list-2.html"])
    again = render(catalogue, pages, Feed())
    assert (again.rendered, again.changed, again.removed, again.episodes) == (0, 0, 0, 3)


@pytest.mark.usefixtures("five")
def test_nothing_is_read_when_there_is_nothing_to_do(catalogue: Catalogue) -> None:
    def refuse(name: str, *_: int) -> bytes | None:
        if name != ".audionews/changes.json":  # one small file, where no file of this machine can be the index
            pytest.fail(f"{name} is read")
        return None

    catalogue.store.read = refuse  # type: ignore[method-assign, assignment] # an assertion
    assert render(catalogue).rendered == 0


def test_a_new_episode_renders_itself_its_neighbour_and_the_lists_that_name_it(
    catalogue: Catalogue, five: list[Episode]
) -> None:
    new = add(catalogue, 9, published=five[0].published + timedelta(days=1))
    pages = Pages()
    render(catalogue, pages, Feed())
    assert {path for path in pages.made if path.startswith("episodes/")} == {page(new), page(five[0])}
    assert pages.told == [frozenset({new.id})]


def test_a_correction_renders_the_episode_its_neighbours_and_the_lists_that_name_it(
    catalogue: Catalogue, five: list[Episode]
) -> None:
    catalogue.update(five[2].id, 1, lambda current: replace(current or five[2], title="مصحح"))
    pages = Pages()
    result = render(catalogue, pages, Feed())
    assert set(pages.made) == {*map(page, five[1:4]), "list-2.html"}
    assert result.changed == 4
    assert pages.told == [frozenset({five[2].id})]


def test_what_comes_out_as_it_was_is_not_written(catalogue: Catalogue, five: list[Episode]) -> None:
    catalogue.update(five[2].id, 1, lambda current: replace(current or five[2], byline="ليلى"))
    result = render(catalogue)
    assert (result.rendered, result.changed) == (3, 0)


@pytest.mark.usefixtures("five")
def test_other_facts_and_other_versions_of_a_renderer_render_everything(catalogue: Catalogue) -> None:
    assert render(catalogue, facts=replace(FACTS, title="نشرة أخرى")).rendered == 9
    assert render(catalogue, Pages(version="2"), Feed(), facts=replace(FACTS, title="نشرة أخرى")).changed == 8


def test_a_list_that_declares_nothing_is_made_each_time_that_anything_changes(
    catalogue: Catalogue, five: list[Episode]
) -> None:
    render(catalogue, Pages(declare=False), Feed())
    catalogue.update(five[4].id, 1, lambda current: replace(current or five[4], title="مصحح"))
    pages = Pages(declare=False)
    render(catalogue, pages, Feed())
    assert {path for path in pages.made if path.startswith("list")} == {"list-0.html", "list-2.html", "list-4.html"}


@pytest.mark.parametrize("name", ["list-2.html", "feed.xml", "episodes/{}.html"])
def test_what_went_missing_is_rendered_again(catalogue: Catalogue, five: list[Episode], name: str) -> None:
    catalogue.store.remove(name.format(five[3].id))
    result = render(catalogue)
    assert (result.rendered, result.changed) == (1, 1)


@pytest.mark.usefixtures("five")
def test_a_list_that_somebody_changed_is_rendered_again(catalogue: Catalogue) -> None:
    catalogue.store.write("list-2.html", [b"edited"])
    assert render(catalogue).changed == 1
    assert catalogue.store.read("list-2.html") != b"edited"


def test_the_feed_is_written_last() -> None:
    store = MemoryStore()

    class Zebra(Pages):
        def lists(self, show: ChangedShow) -> Iterator[Output]:
            assert "feed.xml" not in store.blobs
            yield from super().lists(show)

    with Catalogue.open(store) as catalogue:
        add(catalogue, 0)
        render(catalogue, Feed(), Zebra(name="zebra"))
        assert "feed.xml" in store.blobs


def test_public_files_come_before_what_names_them(catalogue: Catalogue) -> None:
    made = add(catalogue, 0)
    render(catalogue, Pages(), Pages(name="words", suffix="vtt"), Pages(name="others", suffix="xml"), Feed())
    assert public(catalogue) == [
        f"episodes/{made.id}.jpg",
        f"episodes/{made.id}.mp3",
        f"episodes/{made.id}.vtt",
        "list-0.vtt",
        page(made),
        "list-0.html",
        f"episodes/{made.id}.xml",
        "list-0.xml",
        "feed.xml",
    ]


def test_a_public_file_has_the_digest_and_the_size_of_its_bytes(catalogue: Catalogue) -> None:
    sound = b"sound"
    made = add(catalogue, 0, sha256=hashlib.sha256(sound).hexdigest(), size=len(sound))
    catalogue.store.write(f"episodes/{made.id}.mp3", [sound])
    render(catalogue)
    for file in catalogue.public_files():
        blob = catalogue.store.read(file.path)
        assert blob is not None
        assert (file.digest, file.size) == (hashlib.sha256(blob).hexdigest(), len(blob))


def test_what_is_private_or_a_users_own_is_not_public(catalogue: Catalogue, five: list[Episode]) -> None:
    id_ = five[0].id
    for name in ("settings.toml", "show.json", f"episodes/{id_}.script.json"):
        catalogue.store.write(name, [b"x"])
    render(catalogue)
    private = ("settings.toml", "show.json", f"episodes/{id_}.script.json", f"episodes/{id_}.json", FILE, "")
    assert not any(map(catalogue.is_public, private))
    assert not set(private) & set(public(catalogue))
    assert catalogue.is_public(f"episodes/{id_}.mp3")


OWN = ("archive-2019/old.mp3", "archive.txt", "index-backup.txt", "feed-notes", "section-logo.png", "list-9.html")


def test_a_users_files_are_never_removed_whatever_their_names(catalogue: Catalogue, five: list[Episode]) -> None:
    for name in OWN:
        catalogue.store.write(name, [b"mine"])
    for episode in five:
        catalogue.mark_removed(episode.id, removed=True)
        render(catalogue)
    assert [catalogue.store.read(name) for name in OWN] == [b"mine"] * len(OWN)


def test_a_take_down_removes_what_was_rendered_and_keeps_the_sound(catalogue: Catalogue, five: list[Episode]) -> None:
    catalogue.mark_removed(five[2].id, removed=True)
    pages = Pages()
    result = render(catalogue, pages, Feed())
    assert (result.removed, result.episodes) == (2, 4)  # its page, and the last list
    assert {path for path in pages.made if path.startswith("episodes/")} == {page(five[1]), page(five[3])}
    assert pages.told == [frozenset({five[2].id})]
    left = set(catalogue.store.names(f"episodes/{five[2].id}"))
    assert left == {f"episodes/{five[2].id}.{kind}" for kind in ("jpg", "json", "mp3")}
    assert not [path for path in public(catalogue) if five[2].id in path]


def test_a_restored_episode_comes_back_with_its_alternates(catalogue: Catalogue) -> None:
    opus = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=4, sha256=hashlib.sha256(b"opus").hexdigest())
    made = add(catalogue, 0, alternates=(opus,))
    catalogue.store.write(f"episodes/{made.id}.opus", [b"opus"])
    render(catalogue)
    before = public(catalogue)
    assert f"episodes/{made.id}.opus" in before
    catalogue.mark_removed(made.id, removed=True)
    render(catalogue)
    assert public(catalogue) == ["feed.xml"]
    assert catalogue.store.read(f"episodes/{made.id}.opus") == b"opus"
    catalogue.mark_removed(made.id, removed=False)
    render(catalogue)
    assert public(catalogue) == before


def test_an_episode_waits_for_its_time(catalogue: Catalogue) -> None:
    made = add(catalogue, 0, publish_at=NOW.astimezone(timezone(timedelta(hours=3))))
    pages = Pages()
    assert render(catalogue, pages, Feed(), now=NOW - timedelta(seconds=1)).episodes == 0
    assert public(catalogue) == ["feed.xml"]
    assert render(catalogue, pages, Feed()).episodes == 1
    assert pages.made == [page(made), "list-0.html"]


def test_an_alternate_that_is_no_longer_made_is_no_longer_public(catalogue: Catalogue) -> None:
    sound = b"OggS"
    opus = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=4, sha256=hashlib.sha256(sound).hexdigest())
    made = add(catalogue, 0, alternates=(opus,))
    name = f"episodes/{made.id}.opus"
    catalogue.store.write(name, [sound])
    render(catalogue)
    catalogue.update(made.id, 1, lambda current: replace(current or made, alternates=()))
    render(catalogue)
    assert name not in public(catalogue)
    assert catalogue.is_public(name), "for clients that have read the feed of before"
    assert render(catalogue, now=NOW + GRACE).removed == 1
    assert not catalogue.is_public(name)
    assert catalogue.store.read(name) is None


def test_the_files_of_a_renderer_that_is_no_longer_there_go(catalogue: Catalogue, five: list[Episode]) -> None:
    render(catalogue, Pages(), Pages(name="third party", suffix="txt"), Feed())
    assert catalogue.store.read(f"episodes/{five[0].id}.txt")
    assert render(catalogue).removed == 8
    assert not [name for name in catalogue.store.names() if name.endswith(".txt")]


def test_a_stale_file_that_somebody_changed_is_theirs(catalogue: Catalogue, five: list[Episode]) -> None:
    catalogue.mark_removed(five[0].id, removed=True)
    catalogue.store.write(page(five[0]), [b"edited"])
    render(catalogue)
    assert catalogue.store.read(page(five[0])) == b"edited"
    assert not catalogue.is_public(page(five[0]))


def test_a_cover_that_is_missing_is_public_when_it_is_back(catalogue: Catalogue, five: list[Episode]) -> None:
    cover = f"episodes/{five[0].id}.jpg"
    catalogue.store.remove(cover)
    catalogue.update(five[0].id, 1, lambda current: replace(current or five[0], byline="ليلى"))
    render(catalogue)
    assert not catalogue.is_public(cover)
    catalogue.store.write(cover, [b"again"])
    add(catalogue, 9)
    render(catalogue)
    assert catalogue.is_public(cover)


class Stops(Pages):
    """Fails when it comes to a path."""

    at = ""

    def _output(self, path: str, inputs: str, text: str) -> Output:
        if path == self.at:
            raise StoreError("the disk is full", "make room")
        return super()._output(path, inputs, text)


@pytest.mark.parametrize("stop", ["page", "list-0.html", "list-2.html"])
def test_rendering_that_was_interrupted_is_carried_on(catalogue: Catalogue, five: list[Episode], stop: str) -> None:
    gone, corrected = five[0], five[2]
    catalogue.mark_removed(gone.id, removed=True)
    catalogue.update(corrected.id, 1, lambda current: replace(current or corrected, title="مصحح"))
    pages = Stops()
    pages.at = page(corrected) if stop == "page" else stop
    with pytest.raises(StoreError):
        render(catalogue, pages, Feed())
    pages.at = ""
    pages.told.clear()
    render(catalogue, pages, Feed())
    assert pages.told == [frozenset({gone.id, corrected.id})]
    assert not catalogue.store.read(page(gone))
    assert all(catalogue.store.read(path) for path in public(catalogue))


def test_stale_files_go_even_if_rendering_is_killed_before_they_do(catalogue: Catalogue, five: list[Episode]) -> None:
    catalogue.mark_removed(five[0].id, removed=True)

    def killed(name: str) -> None:
        raise KeyboardInterrupt(name)

    remove, catalogue.store.remove = catalogue.store.remove, killed  # type: ignore[method-assign] # dies there
    with pytest.raises(KeyboardInterrupt):
        render(catalogue)
    catalogue.store.remove = remove  # type: ignore[method-assign] # as it was
    assert not catalogue.is_public(page(five[0]))
    assert render(catalogue).removed == 2
    assert not catalogue.store.read(page(five[0]))


def test_the_files_of_a_show_whose_index_was_lost_are_its_own_again(tmp_path: Path) -> None:
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        made = [add(catalogue, number) for number in range(5)]
        render(catalogue)
    (tmp_path / FILE).unlink()
    (tmp_path / "list-6.html").write_bytes(b"a user's")
    with Catalogue.open(open_store(tmp_path)) as catalogue:
        for episode in made[1:]:
            catalogue.mark_removed(episode.id, removed=True)
        result = render(catalogue)
        assert result.removed == 6
    left = sorted(path.name for path in tmp_path.rglob("*.html"))
    assert left == sorted([f"{made[0].id}.html", "list-0.html", "list-6.html"])


def test_a_list_without_our_mark_is_not_taken_for_one_of_ours(catalogue: Catalogue) -> None:
    made = [add(catalogue, number) for number in range(5)]
    for name in ("list-2.html", "list-4.html"):
        catalogue.store.write(name, [b"mine" if name == "list-4.html" else b"by audionews"])
    for episode in made[:-1]:
        catalogue.mark_removed(episode.id, removed=True)
    result = render(catalogue)
    assert (result.removed, result.kept) == (1, ())
    assert catalogue.store.read("list-2.html") is None
    assert catalogue.store.read("list-4.html") == b"mine"


def test_a_users_file_in_the_place_of_a_list_is_kept_under_another_name(catalogue: Catalogue) -> None:
    add(catalogue, 0)
    catalogue.store.write("list-0.html", [b"mine"])
    catalogue.store.write("feed.xml", [b"by audionews 0.1.0"])
    (kept,) = render(catalogue).kept
    assert kept == f"list-0.html.kept-{hashlib.sha256(b'mine').hexdigest()[:8]}"
    assert catalogue.store.read(kept) == b"mine"
    assert b"audionews" in (catalogue.store.read("list-0.html") or b"")
    assert kept not in public(catalogue)
    assert render(catalogue).kept == ()


@pytest.mark.parametrize("name", ["list-2.html", "episode"])
def test_a_rendered_file_is_made_again_if_asked(catalogue: Catalogue, five: list[Episode], name: str) -> None:
    path = page(five[1]) if name == "episode" else name
    before = catalogue.store.read(path)
    catalogue.store.write(path, [b"changed by hand"])
    assert catalogue.render_again(path)
    assert render(catalogue).changed == 1
    assert catalogue.store.read(path) == before
    assert not catalogue.render_again(f"episodes/{five[1].id}.mp3")
    assert not catalogue.render_again("notes.txt")


def test_a_removed_episode_of_which_nothing_is_left_is_not_read_for_its_files(catalogue: Catalogue) -> None:
    made = add(catalogue, 0, removed=True)
    for suffix in ("mp3", "jpg"):
        catalogue.store.remove(f"episodes/{made.id}.{suffix}")
    assert render(catalogue).episodes == 0


@pytest.mark.parametrize("path", ["show.json", FILE, "episodes/2024-06-20-00000000.json", "episodes/x.script.json"])
def test_no_renderer_writes_what_is_not_its_own(catalogue: Catalogue, path: str) -> None:
    class Bad(Feed):
        def lists(self, show: ChangedShow) -> Iterator[Output]:
            yield Output(path=path, inputs="", pieces=(b"x",))

    with pytest.raises(SettingsError, match="makes"):
        render(catalogue, Bad())


class OldPlugin:
    """A publisher, as the first version had them."""

    name = "old"

    def render(self, show: Show) -> Iterator[tuple[str, list[bytes]]]:
        for episode in show.episodes:
            yield f"episodes/{episode.id}.txt", [episode.title.encode()]
        yield "titles.txt", [" ".join(episode.title for episode in show.episodes).encode()]


def test_a_publisher_of_the_first_version_renders_the_show_as_it_did(catalogue: Catalogue) -> None:
    made = [add(catalogue, number, title=f"خبر {number}") for number in range(2)]
    renderer = PublisherRenderer(OldPlugin())
    assert not list(renderer.episode(made[0], Neighbours(facts=FACTS)))
    render_show(catalogue, [renderer], FACTS, NOW)
    assert catalogue.store.read("titles.txt") == "خبر 0 خبر 1".encode()
    catalogue.mark_removed(made[0].id, removed=True)
    result = render_show(catalogue, [renderer], FACTS, NOW)
    assert (result.removed, result.episodes) == (1, 1)
    assert not catalogue.store.read(f"episodes/{made[0].id}.txt")


def test_lazy_episodes_read_an_episode_when_it_is_asked_for(catalogue: Catalogue) -> None:
    made = [add(catalogue, number) for number in range(3)]
    lazy = LazyEpisodes(catalogue.headers(), lambda header: catalogue.episode(header.id))
    assert (len(lazy), lazy[0], list(lazy[1:])) == (3, made[0], made[1:])
    catalogue.store.remove(f"episodes/{made[0].id}.json")
    with pytest.raises(StoreError, match="is gone"):
        _ = lazy[0]


def test_the_same_show_gives_the_same_files_in_whatever_order_it_was_made(tmp_path: Path) -> None:
    def files(name: str, order: list[int]) -> dict[str, bytes | None]:
        with Catalogue.open(open_store(tmp_path / name)) as catalogue:
            for number in order:
                add(catalogue, number)
                render(catalogue)
            return {path: catalogue.store.read(path) for path in catalogue.store.names()}

    assert files("one", [0, 1, 2, 3]) == files("other", [2, 0, 3, 1])


class Unpowered(LocalStore):
    """A folder on a disk whose power is cut before the names of the nth batch are on it: they are as they were."""

    def __init__(self, root: Path, last: int) -> None:
        super().__init__(root)
        self.last = last
        self.before: dict[str, bytes | None] = {}

    def write(self, name: str, pieces: Iterable[bytes]) -> bool:
        self.before.setdefault(name, self.read(name))
        return super().write(name, pieces)

    @contextmanager
    def batch(self) -> Iterator[None]:
        self.before.clear()
        with super().batch():
            yield
        self.last -= 1
        if not self.last:
            for name, blob in self.before.items():
                super().remove(name) if blob is None else super().write(name, [blob])
            raise StoreError("the power is cut", "")


@pytest.mark.parametrize("last", range(1, 5))
def test_the_index_never_knows_a_page_that_is_not_on_the_disk(tmp_path: Path, last: int) -> None:
    with Catalogue.open(LocalStore(tmp_path)) as catalogue:
        made = [add(catalogue, number, title=f"خبر {number}") for number in range(3)]
        render(catalogue)
        catalogue.update(made[1].id, 1, lambda current: replace(current or made[1], title="مصحح"))
    with (
        Catalogue.open(Unpowered(tmp_path, last)) as catalogue,
        pytest.raises(StoreError, match="power"),
    ):
        render(catalogue)
    with Catalogue.open(LocalStore(tmp_path)) as catalogue:
        render(catalogue)
        there = {path.name: path.read_bytes() for path in tmp_path.rglob("*.html")}
        render(catalogue, facts=replace(FACTS, author="غيره"))  # all of it
        assert there == {path.name: path.read_bytes() for path in tmp_path.rglob("*.html")}
