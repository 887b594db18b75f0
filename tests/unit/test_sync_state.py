"""What is known of sources and articles is kept, and forgotten when nothing needs it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audionews.model import Article, Known, Pointer
from audionews.sync.database import Database
from audionews.sync.entries import Entry
from audionews.sync.planner import ItemState, KnownItem, Plan, Withdrawal
from audionews.sync.schedule import DAY
from audionews.sync.source_state import SourceState
from audionews.sync.state import NO_PAGE, Page, SyncState

ARTICLE = Article(source="a.txt", headline="عنوان", body=("نص الخبر.",), source_id="1")
POINTER = Pointer(url="https://a.test/1", given=Known(headline="عنوان", drop=("x*",)))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[SyncState]:
    with Database(tmp_path) as database:
        yield SyncState(database)


def entry(item: str, found: Article | Pointer | None = ARTICLE, *, published: float = 0.0) -> Entry:
    return Entry(item=item, said=f"said {item}", found=found, link=f"https://a.test/{item}", published=published)


def accept(state: SyncState, plan: Plan, now: float = 0.0) -> None:
    state.accept("s", SourceState(settings="x"), plan, now)


def row(state: SyncState, item: str) -> KnownItem:
    found = state.items("s").get(item)
    assert found is not None
    return found


def test_what_is_queued_comes_back_as_it_was(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1"), entry("2", POINTER, published=5.0)]))
    first, second = state.waiting(["s"], 0.0)
    assert (first.item, second.item) == ("2", "1"), "the newest comes first"
    assert state.found(second) == (ARTICLE, NO_PAGE)
    assert state.found(first) == (POINTER, NO_PAGE)
    assert state.pending() == (2, 0)
    assert state.waiting(["other"], 0.0) == []


def test_a_withdrawal_comes_before_everything_else(state: SyncState) -> None:
    accept(
        state, Plan(queued=[entry("1", published=9.0)], withdrawn=[(entry("2"), Withdrawal(why="x", article=ARTICLE))])
    )
    first, _ = state.waiting(["s"], 0.0)
    assert first.item == "2"
    assert state.found(first)[0] == Withdrawal(why="x", article=ARTICLE)


def test_a_correction_comes_before_what_is_new_and_a_page_that_is_read_again_does_not(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1"), entry("2", POINTER, published=1.0)]))
    for item in "12":
        state.finished(row(state, item), ItemState.DONE, 0.0)
    assert state.read_again(row(state, "2"))
    accept(state, Plan(queued=[replace(entry("1"), said="newer"), entry("3", published=9.0)]))
    assert [each.item for each in state.waiting(["s"], 0.0)] == ["1", "3", "2"]


def test_an_episode_that_was_about_to_be_made_is_one_of_the_same_story(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1"), entry("2")]))
    other = KnownItem(source="t", item="9", published=0.0)
    for item in "12":
        state.sketched(row(state, item), [1])
    assert state.alike(other, [1]) == []
    state.making(row(state, "1"), "e1")
    state.finished(replace(row(state, "2"), episode="e2"), ItemState.SAME, 0.0)
    assert state.alike(other, [1]) == ["e1"], "the other one is of a third source"


def test_what_changed_while_it_was_dealt_with_is_dealt_with_again(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1")]))
    before = row(state, "1")
    accept(state, Plan(queued=[replace(entry("1"), said="newer")]))
    state.finished(replace(before, episode="e"), ItemState.DONE, 0.0)
    after = row(state, "1")
    assert (after.said, after.waiting_said) == ("said 1", "newer")
    assert state.waiting(["s"], 0.0) == [after]


def test_an_article_that_was_announced_is_read_again_and_another_is_not(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1"), entry("2", POINTER)]))
    for item in "12":
        state.finished(row(state, item), ItemState.DONE, 0.0, Page("etag", "", "w"))
    assert [each.item for each in state.checks(["s"], 3 * DAY, 9)] == ["1", "2"]
    assert not state.read_again(row(state, "1"))
    assert state.read_again(row(state, "2"))
    assert state.found(row(state, "2")) == (POINTER, Page("etag", "", "w"))
    assert row(state, "2").waiting_said == "said 2"


def test_a_failure_waits_for_its_time_or_for_its_newspaper(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1"), entry("2")]))
    state.failed(row(state, "1"), "x", 60.0)
    state.failed(row(state, "2"), "x", None)
    assert state.waiting(["s"], 59.0) == []
    assert [each.item for each in state.waiting(["s"], 60.0)] == ["1"]
    assert (row(state, "2").state, row(state, "2").said) == (ItemState.FAILED, "said 2")
    assert state.pending() == (1, 1)
    assert state.found(row(state, "2")) == (None, NO_PAGE)


def test_old_articles_are_forgotten_and_withdrawn_ones_are_not(state: SyncState) -> None:
    accept(state, Plan(queued=[entry(item) for item in "1234"]))
    for item, became in zip("1234", (ItemState.DONE, ItemState.DONE, ItemState.WITHDRAWN, ItemState.DONE), strict=True):
        state.finished(row(state, item), became, 60 * DAY)
    state.sketched(row(state, "1"), [1, 2])
    accept(state, Plan(unlisted=["1", "3", "4"]), 89 * DAY)
    assert len(state.items("s")) == 4
    accept(state, Plan(queued=[entry("4")]), 91 * DAY)
    assert sorted(state.items("s")) == ["2", "3", "4"], "2 is still listed, 4 waits again"


def test_the_same_story_is_found_among_those_of_the_same_days(state: SyncState) -> None:
    accept(state, Plan(queued=[entry("1", published=10 * DAY)]))
    state.sketched(row(state, "1"), [1, 2, 3])
    state.finished(replace(row(state, "1"), episode="e1"), ItemState.DONE, 0.0)
    other = KnownItem(source="t", item="9", published=12 * DAY)
    assert state.alike(other, [3, 4]) == ["e1"]
    assert state.alike(other, [4, 5]) == []
    assert state.alike(replace(other, source="s"), [3]) == [], "of the same source it is another article"
    assert state.alike(replace(other, published=40 * DAY), [3]) == []


def test_what_is_spent_counts_for_a_day(state: SyncState) -> None:
    state.spend(100.0, 2.5)
    state.spend(200.0, 1.0)
    assert (state.spent(50.0, 200.0), state.spent(150.0, 200.0)) == (3.5, 1.0)
    state.spend(40 * DAY, 1.0)
    assert state.spent(0.0, 40 * DAY) == 1.0, "old sums are forgotten"


def test_hosts_and_robots_are_remembered(state: SyncState) -> None:
    assert state.closed_until("a.test") == 0.0
    state.close_host("a.test", 50.0)
    assert state.closed_until("a.test") == 50.0
    state.keep_robots("https://a.test", b"x", 100.0)
    assert (state.robots("https://a.test", 99.0), state.robots("https://a.test", 100.0)) == (b"x", None)


def test_facts_of_the_show_are_kept(state: SyncState) -> None:
    assert (state.due, state.touched) == (None, False)
    state.due, state.touched = 12.5, True
    assert (state.due, state.touched) == (12.5, True)
    state.due, state.touched = None, False
    assert (state.due, state.touched) == (None, False)
