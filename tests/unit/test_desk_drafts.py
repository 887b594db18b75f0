"""Drafts of the desk: each edit can be taken back, the second of two editors is told, and nothing damaged is used."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from audionews.articles.editing import EditableLine
from audionews.building.kept_script import Reading
from audionews.desk import edits
from audionews.desk.draft import Change, Draft, Kind, State
from audionews.desk.drafts import Drafts, new_id
from audionews.desk.edits import By
from audionews.errors import DraftChanged, StoreError, UsageError
from audionews.model import Article, Place
from audionews.stores import open_store
from audionews.stores.memory import MemoryStore

NOW = datetime(2024, 6, 20, 9, tzinfo=UTC)
LAYLA, SAMIR = By("ليلى", NOW), By("سامر", NOW)
LINES = tuple(
    EditableLine(written=text, text=text, place=place, number=number)
    for number, (text, place) in enumerate([("عنوان", Place.HEADLINE), ("أولى", Place.BODY), ("ثانية", Place.BODY)], 1)
)
DRAFT = Draft(id="00000000000000aa", source="-", made=NOW, lines=LINES, facts=Article(source="-", headline="", body=()))


@pytest.fixture
def drafts() -> Drafts:
    found = Drafts(MemoryStore())
    found.add(DRAFT)
    return found


def test_a_moved_line_is_logged_and_moved_back() -> None:
    moved = edits.placed(DRAFT, 1, Place.SUMMARY, LAYLA)
    assert (moved.revision, moved.article.summary, moved.lines[1].why) == (2, ("أولى",), "ليلى")
    assert [(each.kind, each.text, each.to) for each in moved.log] == [(Kind.PLACED, "أولى", "summary")]
    back = edits.undone(moved, SAMIR)
    assert (back.lines, back.revision, back.undo) == (LINES, 3, ())
    assert back.editors == ("ليلى", "سامر")
    with pytest.raises(UsageError, match="nothing to undo"):
        edits.undone(back, SAMIR)


def test_two_headlines_that_change_places_are_one_step_back() -> None:
    moved = edits.placed(DRAFT, 2, Place.HEADLINE, LAYLA)
    assert moved.title == "ثانية"
    assert edits.undone(moved, LAYLA).lines == LINES


def test_a_text_is_rewritten_without_markup_and_back() -> None:
    new = edits.rewritten(DRAFT, 1, "  نص\u202e جديد ", LAYLA)
    assert new.article.body == ("نص جديد", "ثانية")
    assert edits.undone(new, LAYLA).lines == LINES
    assert edits.rewritten(DRAFT, 1, "أولى", LAYLA) is DRAFT
    with pytest.raises(UsageError, match="0 characters"):
        edits.rewritten(DRAFT, 1, " ", LAYLA)
    with pytest.raises(UsageError, match="20,001 characters"):
        edits.rewritten(DRAFT, 1, "ا" * 20_001, LAYLA)


@pytest.mark.parametrize("at", [-1, 3])
def test_a_line_that_is_not_there_cannot_be_changed(at: int) -> None:
    with pytest.raises(UsageError, match="there is no line"):
        edits.placed(DRAFT, at, Place.BODY, LAYLA)


def test_an_editor_makes_no_line_a_date() -> None:
    with pytest.raises(UsageError, match="no line is put into the place date"):
        edits.placed(DRAFT, 1, Place.DATE, LAYLA)
    assert edits.placed(DRAFT, 1, Place.BODY, LAYLA) is DRAFT


def test_a_reading_takes_the_place_of_the_one_before_and_comes_back() -> None:
    one = edits.fixed(DRAFT, Reading(written="أولى", reading="أُولَى"), LAYLA)
    two = edits.fixed(one, Reading(written="أولى", reading="أَوْلَى"), SAMIR)
    assert [each.reading for each in two.readings] == ["أَوْلَى"]
    assert edits.undone(two, SAMIR).readings == one.readings
    assert edits.undone(edits.fixed_always(two, "أولى", ("", "أُولَى"), SAMIR), SAMIR).readings == two.readings


def test_an_entry_for_always_takes_the_place_of_the_article_s_own_reading_and_back() -> None:
    one = edits.fixed(DRAFT, Reading(written="أولى", reading="أُولَى"), LAYLA)
    always = edits.fixed_always(one, "أولى", ("", "أَوْلَى"), SAMIR)
    assert always.readings == ()
    assert edits.undone(always, SAMIR).readings == one.readings


def test_a_published_draft_that_is_edited_waits_again() -> None:
    done = edits.stated(DRAFT, State.PUBLISHED, LAYLA, Kind.PUBLISHED)
    assert edits.placed(done, 1, Place.SUMMARY, LAYLA).state is State.WAITING


def test_a_draft_is_kept_whole_and_found_again(drafts: Drafts) -> None:
    assert drafts.draft(DRAFT.id) == DRAFT
    newer = drafts.add(msgspec.structs.replace(DRAFT, id=new_id(), made=NOW.replace(hour=10), episode="2024-x"))
    assert drafts.all() == (newer, DRAFT)
    assert drafts.of_episode("2024-x") == newer
    assert drafts.of_episode("2023-x") is None


def test_the_second_of_two_changes_is_refused_and_told_who_was_first(drafts: Drafts) -> None:
    drafts.change(DRAFT.id, 1, lambda draft: edits.placed(draft, 1, Place.SUMMARY, LAYLA))
    with pytest.raises(DraftChanged, match="changed meanwhile by ليلى") as caught:
        drafts.change(DRAFT.id, 1, lambda draft: edits.placed(draft, 2, Place.SUMMARY, SAMIR))
    assert (caught.value.draft_id, caught.value.revision) == (DRAFT.id, 2)


def test_a_change_between_reading_and_writing_is_seen(drafts: Drafts) -> None:
    def slow(draft: Draft) -> Draft:
        drafts.change(DRAFT.id, 1, lambda same: edits.placed(same, 1, Place.SUMMARY, LAYLA))
        return edits.placed(draft, 2, Place.SUMMARY, SAMIR)

    with pytest.raises(DraftChanged):
        drafts.change(DRAFT.id, 1, slow)
    assert [line.place for line in drafts.draft(DRAFT.id).lines[1:]] == [Place.SUMMARY, Place.BODY]


def test_a_change_that_changes_nothing_is_not_written(drafts: Drafts) -> None:
    assert drafts.change(DRAFT.id, 1, lambda draft: draft) == DRAFT
    assert drafts.changes() == ()


def test_the_log_has_every_change_newest_first(drafts: Drafts) -> None:
    drafts.change(DRAFT.id, 1, lambda draft: edits.placed(draft, 1, Place.SUMMARY, LAYLA))
    drafts.log()
    drafts.log(Change(at=NOW.replace(month=7), who="سامر", kind=Kind.REMOVED, text="حلقة", episode="2024-x"))
    assert [(each.who, each.kind) for each in drafts.changes()] == [("سامر", Kind.REMOVED), ("ليلى", Kind.PLACED)]


@pytest.mark.parametrize("name", ["", "../../../etc/passwd", "00000000000000ab", "00000000000000AA", "0" * 15 + "\n"])
def test_an_id_that_is_none_opens_nothing(drafts: Drafts, name: str) -> None:
    with pytest.raises(UsageError, match="there is no draft"):
        drafts.draft(name)


def test_a_damaged_draft_is_told_and_the_others_are_there(tmp_path: Path) -> None:
    drafts = Drafts(open_store(tmp_path))
    drafts.add(DRAFT)
    (tmp_path / "drafts/00000000000000ab.json").write_bytes(b"{")
    (tmp_path / "log/2024-06.jsonl").parent.mkdir(exist_ok=True)
    (tmp_path / "log/2024-06.jsonl").write_bytes(b"half a line\n")
    assert drafts.all() == (DRAFT,)
    assert drafts.damaged() == ("drafts/00000000000000ab.json",)
    assert drafts.changes() == ()
    with pytest.raises(StoreError, match="is damaged"):
        drafts.draft("00000000000000ab")


def test_a_state_keeps_what_is_said_with_it() -> None:
    done = edits.stated(DRAFT, State.PUBLISHED, LAYLA, Kind.PUBLISHED, episode="2024-x")
    assert (done.state, done.episode, done.log[-1].text) == (State.PUBLISHED, "2024-x", "عنوان")
