"""Results that are kept: they come back as they are, or the work is done again."""

import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.builders import STORY, Bench
from tests.pasted import article

from audionews.building.kept_results import KeptResults
from audionews.building.kept_script import FixedScript, Reading
from audionews.building.reading_jobs import ReadingWorkers
from audionews.building.scripting import read_as_fixed
from audionews.errors import NotAnArticle
from audionews.model import Article, Blob, Failed, Found, Known
from audionews.stores.local import LocalStore
from audionews.stores.memory import MemoryStore

Articles = tuple[Article, ...]
ONE = Blob(content=article().encode(), name="one.txt")
LONG_AGO = timezone(timedelta(hours=2, minutes=5, seconds=9))  # the mean solar time of Cairo


def keeper(store: MemoryStore, basis: str = "code") -> KeptResults[Articles]:
    return KeptResults(store, "articles", Articles, lambda: basis)


def test_a_result_comes_back_for_the_same_facts_and_code_only() -> None:
    store = MemoryStore()
    kept = keeper(store)
    kept.keep(kept.key("a", STORY), (STORY,))
    assert keeper(store).find(kept.key("a", STORY)) == (STORY,)
    assert kept.find(kept.key("a", replace(STORY, byline="سالم"))) is None
    other = keeper(store, "other code")
    assert other.find(other.key("a", STORY)) is None


def test_nothing_is_kept_where_the_code_is_not_known() -> None:
    store = MemoryStore()
    kept = keeper(store, "")
    assert kept.key("a") == ""
    kept.keep("", (STORY,))
    assert kept.find("") is None
    assert not list(store.names())


def test_a_name_that_is_no_unicode_has_no_key() -> None:
    assert keeper(MemoryStore()).key("\udcff.txt") == ""


@pytest.mark.parametrize(
    "changed",
    [
        replace(STORY, source="\udcff.txt"),
        replace(STORY, date=datetime(1899, 1, 1, tzinfo=LONG_AGO)),  # JSON has no seconds in a zone
    ],
)
def test_what_would_not_come_back_as_it_is_is_not_kept(changed: Article) -> None:
    store = MemoryStore()
    kept = keeper(store)
    kept.keep(kept.key("a"), (changed,))
    assert kept.find(kept.key("a")) is None
    assert not list(store.names())


def test_damage_only_means_that_the_work_is_done_again() -> None:
    store = MemoryStore()
    kept = keeper(store)
    kept.keep(kept.key("a"), (STORY,))
    (name,) = store.names()
    store.write(name, [(store.read(name) or b"").replace("الميناء".encode(), "المطار".encode())])
    assert kept.find(kept.key("a")) is None
    kept.keep(kept.key("a"), (STORY,))
    assert kept.find(kept.key("a")) == (STORY,)


def test_a_worker_has_the_same_keys_without_settings(tmp_path: Path) -> None:
    kept = KeptResults(LocalStore(tmp_path), "articles", Articles, lambda: "code")
    assert pickle.loads(pickle.dumps(kept)).key("a") == kept.key("a")  # noqa: S301 - our own bytes


class Counting:
    """A reader that counts what it reads."""

    name = "counting"
    suffixes: tuple[str, ...] = (".txt",)

    def __init__(self, *found: Found) -> None:
        self.found = found
        self.read_before = 0

    def sniff(self, blob: Blob, text: str) -> float:
        return 1.0

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        self.read_before += 1
        yield from self.found


FAILED = Failed(source="a.txt", error=NotAnArticle("no article", "leave it out"))


@dataclass(frozen=True)
class Case:
    """What is found in an input, and how often it is read for two builds."""

    found: tuple[Found, ...]
    reads: int


@pytest.mark.parametrize(
    "case", [Case((STORY, replace(STORY, source="b.txt")), 1), Case((STORY, FAILED), 2), Case((), 2)]
)
def test_an_input_is_read_once_if_it_has_only_articles(case: Case) -> None:
    store, reader = MemoryStore(), Counting(*case.found)
    with ThreadPoolExecutor(1) as threads:
        for _ in range(2):
            workers = ReadingWorkers(threads, (reader,), keeper(store))
            assert tuple(workers.begin(ONE, Known())()) == case.found
    assert reader.read_before == case.reads


def test_an_input_is_read_again_if_anything_that_is_known_of_it_changes() -> None:
    store, reader = MemoryStore(), Counting(STORY)
    others = [
        (replace(ONE, content=ONE.content + b"\n"), Known()),
        (replace(ONE, name="two.txt"), Known()),
        (replace(ONE, media_type="text/html"), Known()),
        (replace(ONE, charset="cp1256"), Known()),
        (replace(ONE, url="https://example.org/one"), Known()),
        (ONE, Known(drop=("*اليوم*",))),
        (ONE, Known(date=datetime(2024, 6, 20, tzinfo=UTC))),
        (ONE, Known(force=True)),
    ]
    workers = ReadingWorkers(None, (reader,), keeper(store))
    for blob, given in [(ONE, Known()), *others, (ONE, Known()), *others]:
        assert tuple(workers.begin(blob, given)()) == (STORY,)
    assert reader.read_before == 1 + len(others)


def test_an_input_that_was_not_read_to_its_end_is_not_kept() -> None:
    store, reader = MemoryStore(), Counting(STORY, STORY)
    found = ReadingWorkers(None, (reader,), keeper(store)).begin(ONE, Known())()
    assert next(found) == STORY
    found.close()  # type: ignore[attr-defined] # it is a generator
    assert not list(store.names())


def test_a_very_large_input_is_not_kept() -> None:
    store, reader = MemoryStore(), Counting(STORY)
    large = Blob(content=bytes(2 << 20), name="large.txt")
    assert list(ReadingWorkers(None, (reader,), keeper(store)).begin(large, Known())()) == [STORY]
    assert not list(store.names())


def test_a_script_is_written_again_for_other_words_and_readings() -> None:
    store = MemoryStore()
    kept = KeptResults(store, "scripts", FixedScript, lambda: "code")
    builder = replace(Bench().builder(), scripts=kept)
    plain = Bench().builder()
    reading = Reading(written="الصحفي", reading="الصُّحُفِيُّ")
    for article_, readings in ((STORY, ()), (replace(STORY, headline="عنوان آخر"), ()), (STORY, (reading,))):
        for _ in range(2):
            assert read_as_fixed(article_, builder, readings) == read_as_fixed(article_, plain, readings)
    assert len(list(store.names())) == 3
