"""How much is read and rendered of a show with all its pages and feeds, when one article is new or changed."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.catalogued import NOW, add, render
from tests.newsroom import FACTS, make_episode

from audionews import registry
from audionews.catalogue import Catalogue, RenderResult
from audionews.ports import Stat
from audionews.stores.local import LocalStore

COUNT = 100  # five pages of the index
RENDERERS = tuple(registry.renderers())
FILES = 9  # of an episode


class CountingStore(LocalStore):
    """Counts which sidecars are read, and how often the folder is listed."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, durable=False)
        self.work: Counter[str] = Counter()

    def read(self, name: str, start: int = 0, size: int = -1) -> bytes | None:
        self.work["sidecars"] += name.startswith("episodes/") and name.count(".") == 1 and name.endswith(".json")
        return super().read(name, start, size)

    def stats(self, prefix: str = "", wanted: Callable[[str], bool] | None = None) -> Iterator[tuple[str, Stat]]:
        self.work["listings"] += 1
        return super().stats(prefix, wanted)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show")
    with opened(folder) as (catalogue, _):
        for number in range(COUNT):
            add(catalogue, number)
        assert rendered(catalogue).episodes == COUNT
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Catalogue, Counter[str]]]:
    store = CountingStore(folder)
    with Catalogue.open(store) as catalogue:
        yield catalogue, store.work


def rendered(catalogue: Catalogue) -> RenderResult:
    return render(catalogue, *RENDERERS, facts=FACTS, now=NOW)


def test_nothing_is_read_if_there_is_nothing_to_do(folder: Path) -> None:
    with opened(folder) as (catalogue, work):
        assert rendered(catalogue).rendered == 0
    assert work["listings"] == 1
    assert not work["sidecars"]


def test_a_corrected_article_costs_what_names_it(folder: Path) -> None:
    with opened(folder) as (catalogue, work):
        old = catalogue.episode(make_episode(70).id)
        catalogue.update(old.id, old.revision, lambda _: replace(old, title="عنوان مصحح"))
        work.clear()
        result = rendered(catalogue)
    # itself and its neighbours; its pages of index and feed, its month, and its titles
    assert result.rendered == 3 * FILES + 4
    assert work["sidecars"] <= 3 + 20 + COUNT + 1  # the episodes, and those that its pages of index and feed name
    assert not work["listings"]


def test_a_new_article_costs_no_more_in_a_long_show(folder: Path) -> None:
    with opened(folder) as (catalogue, _):
        newest = make_episode(0)
        add(catalogue, COUNT, published=newest.published + timedelta(days=1), id="2024-06-21-00000000")
        result = rendered(catalogue)
    # itself and the one before; index, the page that is cut off it and the page before; feed, month, archive and titles
    assert result.rendered <= 2 * FILES + 7
