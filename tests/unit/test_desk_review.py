"""What waits in the review inbox is on the desk: followed until somebody edits it, then approved or rejected there."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.running import eventually, held

from audionews.app import BuildRequest, Settings, Show, review
from audionews.app.desk import ShowNewsroom
from audionews.app.readings import list_readings
from audionews.desk.draft import Draft, Kind, State
from audionews.desk.newsroom import Approval, WordFix
from audionews.errors import ReviewChanged, SettingsError, UsageError
from audionews.model import Article, Status
from audionews.sync.database import Database
from audionews.sync.inbox import APPROVED, Inbox

ARTICLE = Article(
    source="cms",
    source_id="42",
    headline="افتتاح الميناء الجديد في المدينة",
    body=("افتتح وزير النقل الميناء اليوم.", "وحضر الافتتاح عدد من العمال."),
    date=datetime(2024, 6, 20, tzinfo=UTC),
)
CHANGED = replace(ARTICLE, body=("افتتح وزير النقل الميناء أمس.", "وحضر الافتتاح عدد من العمال."))
WHO = "ليلى"


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))
    return Show.open(tmp_path / "output", Settings(voice="silence", folder=tmp_path))


@pytest.fixture
def desk(show: Show) -> ShowNewsroom:
    return ShowNewsroom(show)


def only(desk: ShowNewsroom) -> Draft:
    (draft,) = desk.drafts()
    return draft


def approve(desk: ShowNewsroom, draft: Draft) -> Draft:
    desk.approve(draft.id, draft.revision, Approval(), WHO)
    assert eventually(lambda: (found := desk.progress(draft.id)) is not None and found.done)
    return desk.draft(draft.id)


def test_nothing_is_asked_of_an_inbox_that_is_not_there(desk: ShowNewsroom, show: Show) -> None:
    assert desk.drafts() == ()
    assert desk.health()
    assert not (show.folder / ".audionews/sync.sqlite").exists()


def test_what_waits_is_brought_in_once_and_built_as_it_was_edited(desk: ShowNewsroom, show: Show) -> None:
    name = review.add(show, ARTICLE, why="it has words of another one", voice="silence")
    draft = only(desk)
    assert desk.health()
    assert (draft.review, draft.why, draft.article.body) == (name, "it has words of another one", ARTICLE.body)
    assert only(desk) == draft
    moved = desk.place(draft.id, draft.revision, 2, "summary", WHO)
    done = approve(desk, moved)
    assert (done.state, done.error) == (State.PUBLISHED, "")
    assert show.episode(done.episode).summary == ("وحضر الافتتاح عدد من العمال.",)
    assert review.waiting(show) == []
    assert [(each.who, each.what) for each in review.decisions(show)[:3]] == [
        ("", "built"),
        (WHO, "approved"),
        (WHO, "changed"),
    ]
    review.add(show, CHANGED, episode=done.episode)
    newest, before = desk.drafts()
    assert (newest.episode, newest.article.body, before.id) == (done.episode, CHANGED.body, done.id)
    assert desk.plan(newest.id, Approval()).change == "corrected"


@pytest.mark.parametrize("by", ["a sync", "a desk"])
def test_what_was_fixed_holds_if_the_process_is_ended_while_it_builds(desk: ShowNewsroom, show: Show, by: str) -> None:
    name = review.add(show, ARTICLE, voice="silence")
    draft = only(desk)
    fix = WordFix(place="1.1", written="افتتاح", reading="اِفْتِتَاحْ", scope="here")
    fixed = desk.fix(draft.id, draft.revision, fix, WHO)
    desk._builds.close()  # noqa: SLF001 - as when the process is ended
    with pytest.raises(RuntimeError):
        desk.approve(draft.id, fixed.revision, Approval(note="صُحّح"), WHO)
    with Database(show.folder) as database:
        Inbox(database).decide(name, APPROVED, None, datetime.now(UTC), WHO)
    assert only(desk).approval
    if by == "a sync":
        with Database(show.folder) as database:
            assert list(review.resume(show, Inbox(database), lambda _: None)) == []
            assert list(review.resume(show, Inbox(database), lambda _: None)) == []
    next_desk = ShowNewsroom(show)
    next_desk.start()
    assert eventually(lambda: only(next_desk).state is State.PUBLISHED)
    done = only(next_desk)
    assert show.script(done.episode).lines[0].spoken.startswith("اِفْتِتَاحْ")
    assert [each.reading for each in list_readings(show.folder, done.episode)] == ["اِفْتِتَاحْ"]
    assert review.waiting(show) == []
    next_desk.close()


def test_what_another_process_builds_is_left_to_it(show: Show) -> None:
    name = review.add(show, ARTICLE)
    with Database(show.folder) as database:
        inbox = Inbox(database)
        inbox.decide(name, APPROVED, None, datetime.now(UTC))
        with held(show.folder / ".audionews" / f"review-{name[0]}.lock"):
            assert list(review.resume(show, inbox, lambda _: None)) == []
            assert [each.id for each in inbox.approved()] == [name]
        assert list(review.resume(show, inbox, lambda _: None)) == []
        assert inbox.approved() == []


def test_an_approved_article_that_cannot_be_built_waits_again(show: Show) -> None:
    name = review.add(show, ARTICLE, voice="nobody")
    with Database(show.folder) as database:
        inbox = Inbox(database)
        inbox.decide(name, APPROVED, None, datetime.now(UTC))
        ((found, error),) = review.resume(show, inbox, lambda _: None)
        assert (found.id, type(error)) == (name, SettingsError)
        assert [each.id for each in inbox.waiting()] == [name]
    with pytest.raises(ReviewChanged, match="is waiting"):
        review.build_approved(show, name, BuildRequest(), lambda _: None)


def test_a_draft_follows_its_newspaper_until_somebody_edits_it(desk: ShowNewsroom, show: Show) -> None:
    review.add(show, ARTICLE)
    draft = only(desk)
    review.add(show, CHANGED)
    followed = only(desk)
    assert (followed.id, followed.article.body) == (draft.id, CHANGED.body)
    assert followed.log[-1].kind is Kind.REFRESHED
    assert not desk.is_outdated(followed)
    fixed = desk.fix(
        draft.id, followed.revision, WordFix(place="2.1", written="افتتح", reading="اِفْتَتَحَ", scope="article"), WHO
    )
    review.add(show, ARTICLE)
    assert only(desk) == fixed
    assert desk.is_outdated(fixed)
    failed = approve(desk, fixed)
    assert (failed.state, failed.error) == (State.WAITING, "the article has changed")
    taken = desk.refresh(draft.id, failed.revision, WHO)
    assert (taken.article.body, taken.readings, taken.error) == (ARTICLE.body, fixed.readings, "")
    assert approve(desk, taken).state is State.PUBLISHED


def test_an_article_that_its_newspaper_withdraws_leaves_the_inbox(desk: ShowNewsroom, show: Show) -> None:
    name = review.add(show, ARTICLE)
    draft = only(desk)
    review.reject(show, name, who="سامر")
    assert only(desk).state is State.DISCARDED
    assert not desk.is_outdated(only(desk))
    reopened = desk.discard(draft.id, only(desk).revision, WHO)
    assert (reopened.state, reopened.review) == (State.WAITING, "")
    assert approve(desk, reopened).state is State.PUBLISHED


def test_what_the_desk_rejects_does_not_come_back(desk: ShowNewsroom, show: Show) -> None:
    name = review.add(show, ARTICLE)
    draft = only(desk)
    assert desk.discard(draft.id, draft.revision, WHO).state is State.DISCARDED
    assert review.find(show, name).state == "rejected"
    review.add(show, CHANGED)
    assert [each.state for each in desk.drafts()] == [State.DISCARDED]


def test_what_was_built_elsewhere_is_put_away(desk: ShowNewsroom, show: Show) -> None:
    name = review.add(show, ARTICLE)
    draft = only(desk)
    review.approve(show, name, who="سامر")
    assert not desk.is_outdated(draft)
    assert only(desk).state is State.DISCARDED


def test_a_build_that_fails_waits_again_with_the_reason(desk: ShowNewsroom, show: Show) -> None:
    review.add(show, replace(ARTICLE, status=Status.WITHHELD))
    failed = approve(desk, only(desk))
    assert (failed.state, "marked withheld" in failed.error) == (State.WAITING, True)
    assert failed.review_revision == review.find(show, failed.review).revision


def test_only_what_came_from_a_newspaper_can_be_taken_anew(desk: ShowNewsroom) -> None:
    (draft,) = desk.add_text("عنوان الخبر الطويل في المدينة\nقال الناس إن الميناء كبير جدا وفيه سفن كثيرة.\n", WHO)
    assert not desk.is_outdated(draft)
    with pytest.raises(UsageError, match="does not come from the review inbox"):
        desk.refresh(draft.id, draft.revision, WHO)
