"""What is to be done after a poll, from what a source says and what is known."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audionews import registry
from audionews.articles.likeness import wording_of
from audionews.errors import NoBody, StoreError
from audionews.model import Article, Failed, Known, Pointer, Status
from audionews.settings.sync_sources import SyncSource
from audionews.sync import folders, places
from audionews.sync.database import Database
from audionews.sync.entries import Entry, entry_of, newest_versions
from audionews.sync.filters import why_not
from audionews.sync.planner import CHECK, ItemState, KnownItem, Plan, make_plan, missing_from_feed
from audionews.sync.sketch import SIZE, sketch_of

ARTICLE = Article(source="a.txt", headline="عنوان الخبر", body=("نص الخبر كله هنا.",), source_id="1", section="سياسة")
STATES = list(ItemState)


def entry(item: str = "1", said: str = "a", **facts: object) -> Entry:
    values: dict[str, object] = {"found": ARTICLE, "published": 100.0, **facts}
    return Entry(item=item, said=said, **values)  # type: ignore[arg-type] # fields of an entry


def row(item: str = "1", said: str = "a", **facts: object) -> KnownItem:
    values: dict[str, object] = {"state": ItemState.DONE, "published": 100.0, "episode": f"e{item}", **facts}
    return KnownItem(source="s", item=item, said=said, **values)  # type: ignore[arg-type] # as above


def plan(entries: list[Entry], rows: list[KnownItem], why: str = "", *, afresh: bool = False) -> Plan:
    known = {each.item: each for each in rows}
    return make_plan(entries, known, lambda _found: why, missing_from_feed, afresh=afresh)


def test_what_is_new_is_queued() -> None:
    assert plan([entry()], []).queued == [entry()]


def test_what_was_said_before_is_not() -> None:
    made = plan([entry()], [row()])
    assert (made.queued, made.listed) == ([], ["1"])


def test_what_has_changed_is_queued_even_if_the_settings_would_leave_it_out() -> None:
    assert plan([entry(said="b")], [row()], "it is short").queued


def test_what_waits_already_is_not_queued_twice() -> None:
    assert plan([entry(said="b")], [row(waiting_said="b")]).queued == []
    assert plan([entry(said="a")], [row(waiting_said="b")]).queued, "it was changed back meanwhile"


def test_what_the_settings_leave_out_is_told_once() -> None:
    assert plan([entry()], [], "it is short").skipped == [(entry(), "it is short")]
    known = row(state=ItemState.SKIPPED, episode="")
    assert plan([entry()], [known], "it is short").skipped == []
    assert plan([entry()], [known], afresh=True).queued, "the settings have changed"


def test_what_cannot_be_read_is_told_once() -> None:
    broken = entry(found=None, error=NoBody("x", "y"))
    assert plan([broken], []).failed == [broken]
    assert plan([broken], [row(state=ItemState.FAILED)]).failed == []


@pytest.mark.parametrize("status", [Status.CANCELED, Status.WITHHELD])
def test_what_is_withdrawn_is_withdrawn_once(status: Status) -> None:
    gone = entry(said="b", status=status)
    ((_, withdrawal),) = plan([gone], [row()]).withdrawn
    assert withdrawal.why == f"it is {status}"
    assert withdrawal.article == ARTICLE
    assert plan([gone], [row(said="b", state=ItemState.WITHDRAWN)]).withdrawn == []
    assert plan([gone], [row(waiting_said="b")]).withdrawn == []


def test_what_is_published_again_is_queued_unless_its_page_is_gone() -> None:
    assert plan([entry()], [row(state=ItemState.WITHDRAWN)]).queued
    assert not plan([entry()], [row(state=ItemState.GONE)]).queued
    assert plan([entry(said="b")], [row(state=ItemState.GONE)]).queued


def test_an_older_file_with_the_same_article_is_ignored() -> None:
    assert plan([entry(said="b", version="1")], [row(version="2")]).queued == []


def test_what_is_missing_in_the_middle_is_asked_for_and_what_is_missing_at_the_end_is_not() -> None:
    entries = [entry("3", published=300.0), entry("1", published=100.0)]
    made = plan(entries, [row("3"), row("1"), row("2", published=200.0), row("0", published=50.0)])
    assert (made.checked, sorted(made.unlisted)) == (["2"], ["0", "2"])
    assert plan(entries, [row("2", published=200.0, listed=False)]).unlisted == []
    assert plan([entry(published=None)], [row("2")]).checked == []


def test_a_file_that_is_gone_is_withdrawn_only_once() -> None:
    def missing(_entries: object, each: KnownItem) -> str | None:
        return None if each.item == "still" else f"{each.item} is gone"

    known = {each.item: each for each in (row("a"), row("b", state=ItemState.WITHDRAWN), row("still"))}
    made = make_plan([], known, lambda _found: "", missing)
    assert [(which.item, withdrawal.why) for which, withdrawal in made.withdrawn] == [("a", "a is gone")]
    assert made.unlisted == ["a", "b"]


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xy"), st.sampled_from(list(Status))), max_size=6),
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("xy"), st.sampled_from(STATES)), max_size=4),
)
def test_every_listed_article_ends_in_one_place_at_most(
    listed: list[tuple[str, str, Status]], known: list[tuple[str, str, ItemState]]
) -> None:
    entries = newest_versions([entry(item, said, status=status) for item, said, status in listed])
    rows = {item: row(item, said, state=state) for item, said, state in known}
    made = plan(entries, list(rows.values()))
    places_of = [
        *(each.item for each in made.queued),
        *(which.item for which, _ in made.withdrawn),
        *(each.item for each, _ in made.skipped),
        *(each.item for each in made.failed),
    ]
    assert len(places_of) == len(set(places_of))
    assert set(made.unlisted) == rows.keys() - {each.item for each in entries}
    new = {each.item for each in entries} - rows.keys()
    assert new <= set(places_of), "nothing new is lost"


def test_the_newest_version_of_an_article_counts() -> None:
    one, two = entry(version="1"), entry(said="b", version="2")
    assert newest_versions([two, one]) == newest_versions([one, two]) == [two]
    first, second = entry(), entry(said="b")
    assert newest_versions([first, second]) == [first], "a feed lists the newest first"


def test_articles_that_have_one_id_by_mistake_are_told_apart() -> None:
    other = replace(ARTICLE, headline="عنوان آخر", body=("نص آخر.",))
    made = newest_versions([entry_of(ARTICLE), entry_of(other), entry_of(other)])
    assert [each.found for each in made] == [replace(ARTICLE, source_id=""), replace(other, source_id="")]
    assert [each.item for each in newest_versions([entry_of(other), entry_of(ARTICLE)])] == [made[1].item, made[0].item]


def test_articles_with_one_id_are_known_by_their_links_if_each_has_its_own() -> None:
    unlike = replace(ARTICLE, headline="عنوان آخر", body=("نص آخر.",))
    first, second = replace(ARTICLE, link="https://a.test/1"), replace(unlike, link="https://a.test/2")
    assert [each.item for each in newest_versions([entry_of(first), entry_of(second)])] == [first.link, second.link]
    pointers = [
        entry_of(Pointer(url=each.link, given=Known(source_id="1", link=each.link))) for each in (first, second)
    ]
    assert [each.item for each in newest_versions(pointers)] == [first.link, second.link]
    alone = newest_versions([entry_of(replace(first, link=second.link)), entry_of(second)])
    assert len({each.item for each in alone} | {second.link}) == 3, "they have one link too"


def test_an_older_version_that_a_list_still_has_is_no_article_of_its_own() -> None:
    body = ("أعلنت وزارة النقل اليوم افتتاح الميناء الجديد في المدينة بعد ثلاث سنوات من العمل المتواصل.",)
    old, new = replace(ARTICLE, body=body), replace(ARTICLE, headline="عنوان مصحح", body=(*body, "أضيفت جملة."))
    assert [each.found for each in newest_versions([entry_of(new), entry_of(old)])] == [new]


def test_an_article_without_an_id_is_known_by_headline_and_date_wherever_it_stands_in_a_list() -> None:
    bare = replace(ARTICLE, source_id="")
    assert entry_of(replace(bare, source="feed#3")).item == entry_of(replace(bare, source="feed#4")).item


def test_an_article_is_known_by_its_id_then_its_link_then_its_file() -> None:
    assert entry_of(ARTICLE).item == "1"
    assert entry_of(replace(ARTICLE, source_id="", link="https://a.test/1")).item == "https://a.test/1"
    assert entry_of(replace(ARTICLE, source_id="", source="w.json#2"), "w.json").item == "w.json#2"
    long = entry_of(replace(ARTICLE, source_id="x" * 600)).item
    assert len(long) == 32


def test_what_is_said_changes_with_the_text_and_not_with_the_lines_around_it() -> None:
    assert entry_of(ARTICLE).said == entry_of(replace(ARTICLE, charset="cp1256", source="b.txt")).said
    assert entry_of(ARTICLE).said != entry_of(replace(ARTICLE, body=("نص آخر.",))).said
    assert entry_of(ARTICLE).said != entry_of(replace(ARTICLE, status=Status.WITHHELD)).said


def test_a_failed_article_keeps_its_id_and_status() -> None:
    failed = Failed(source="a#1", error=NoBody("x", "y"), known=Known(source_id="7", status=Status.CANCELED))
    made = entry_of(failed)
    assert (made.item, made.status, made.found) == ("7", Status.CANCELED, None)


def test_an_announced_article_is_left_out_by_what_the_feed_says_of_it() -> None:
    source = SyncSource(feed="https://a.test", sections=("رياضة",), skip_authors=("ليلى الحداد",))
    pointer = Pointer(url="https://a.test/1", given=Known(section="سياسة"))
    assert why_not(pointer, source) == "the section is سياسة"
    assert why_not(replace(pointer, given=Known()), source) == "", "its page may say it"
    assert why_not(replace(pointer, given=Known(section="رياضة", byline="ليلى الحداد")), source)


@pytest.mark.parametrize(
    ("given_keys", "left_out"),
    [
        ({"sections": ("سياسه",)}, False),
        ({"skip_sections": ("سياسة",)}, True),
        ({"words": ("نص الخبر",)}, False),
        ({"words": ("نص الخب",)}, True),
        ({"skip_words": ("كله",)}, True),
        ({"shortest": 6}, False),
        ({"shortest": 7}, True),
        ({"longest": 5}, True),
        ({"authors": ("أحمد",)}, True),
    ],
)
def test_filters_compare_words_whatever_their_spelling(given_keys: dict[str, object], left_out: bool) -> None:  # noqa: FBT001 - a table
    source = SyncSource(feed="https://a.test", **given_keys)  # type: ignore[arg-type] # keys of a source
    assert bool(why_not(ARTICLE, source)) is left_out


def test_sketches_of_texts_that_are_nearly_the_same_share_numbers() -> None:
    words = [hashlib.sha256(bytes([at])).hexdigest() for at in range(120)]
    one, other = sketch_of(wording_of("a b", [" ".join(words)])), sketch_of(wording_of("c d", [" ".join(words[8:])]))
    unlike = sketch_of(wording_of("a b", [" ".join(words[::-1])]))
    assert len(one) == SIZE
    assert set(one) & set(other)
    assert not set(one) & set(unlike)


@pytest.mark.parametrize(
    ("site", "address"),
    [
        ("https://a.test", "https://a.test/wp-json/wp/v2/posts?include=1,2&per_page=100&_fields=id"),
        ("https://a.test/blog/", "https://a.test/blog/wp-json/wp/v2/posts?include=1,2&per_page=100&_fields=id"),
        (
            "https://a.test/wp-json/wp/v2/posts",
            "https://a.test/wp-json/wp/v2/posts?include=1,2&per_page=100&_fields=id",
        ),
        (
            "https://a.test/?rest_route=/wp/v2/posts",
            "https://a.test/?rest_route=/wp/v2/posts&include=1,2&per_page=100&_fields=id",
        ),
    ],
)
def test_the_posts_of_a_site_have_an_address(site: str, address: str) -> None:
    assert places.numbers_address(SyncSource(wordpress=site), ["1", "2"]) == address


def test_numbers_of_posts_are_found_by_id_and_link() -> None:
    listed = [{"id": 5, "guid": {"rendered": "g"}, "link": "l"}, {"id": "x"}, 7, {"id": 6, "guid": "h"}]
    assert places.post_numbers(listed) == {"g": "5", "l": "5", "5": "5", "h": "6", "6": "6"}
    assert places.post_numbers({"code": "x"}) == {}


def test_only_files_that_could_be_articles_are_looked_at(tmp_path: Path) -> None:
    for name in (
        "a.txt",
        "B.XML",
        ".hidden.txt",
        "c.txt.part",
        "d.mp3",
        "below/e.json",
        "show/.audionews/x",
        "show/f.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert sorted(folders.files_in(tmp_path)) == ["B.XML", "a.txt", "below/e.json"]


def test_all_kinds_of_files_that_readers_take_are_looked_at() -> None:
    wanted = {suffix for reader in registry.readers(lambda _event: None) for suffix in reader.suffixes}
    assert wanted <= set(folders.SUFFIXES)


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("no folder")
    with pytest.raises(StoreError, match="cannot be opened"):
        Database(tmp_path / "output")


def test_a_copy_of_a_database_changes_nothing(tmp_path: Path) -> None:
    with Database(tmp_path) as database, database.changing() as connection:
        connection.execute("INSERT INTO facts VALUES ('a', '1')")
    with Database(tmp_path, copy=True) as copy, copy.changing() as connection:
        connection.execute("DELETE FROM facts")
    with Database(tmp_path) as database:
        assert database.ask("SELECT value FROM facts") == [("1",)]


def insert_wrongly(database: Database) -> None:
    with database.changing() as connection:
        connection.execute("INSERT INTO facts VALUES ('a', '1')")
        connection.execute("INSERT INTO no_such_table VALUES (1)")


def test_a_change_that_fails_is_undone(tmp_path: Path) -> None:
    with Database(tmp_path) as database:
        with pytest.raises(StoreError, match="fails"):
            insert_wrongly(database)
        assert database.ask("SELECT * FROM facts") == []


def test_what_is_missing_from_a_feed_is_asked_for_by_name() -> None:
    assert missing_from_feed([entry(published=1.0)], row(published=2.0)) == CHECK
    assert missing_from_feed([entry(published=1.0)], row(published=2.0, state=ItemState.GONE)) == ""
