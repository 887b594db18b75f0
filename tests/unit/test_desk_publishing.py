"""What follows a change at the desk: the upload of the show, tried again until it is done, and what becomes public."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.pasted import article
from tests.running import eventually

from audionews.app import BuildRequest, Settings, Show
from audionews.app.desk import ShowNewsroom
from audionews.app.desk_publishing import DeskPublishing
from audionews.desk.newsroom import Approval
from audionews.model import ShowFacts

FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة", base_url="https://example.org/a")
NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))
    settings = Settings(voice="silence", show=FACTS, folder=tmp_path, alternate="", publish_to=str(tmp_path / "site"))
    return Show.open(tmp_path / "output", settings)


def feed(tmp_path: Path) -> str:
    path = tmp_path / "site/feed.xml"
    return path.read_text("utf-8") if path.exists() else ""


def test_what_is_approved_withdrawn_and_restored_is_uploaded(show: Show, tmp_path: Path) -> None:
    desk = ShowNewsroom(show)
    desk.start()
    (draft,) = desk.add_text(article(), "ليلى")
    assert desk.upload()
    assert feed(tmp_path) == ""
    desk.approve(draft.id, 1, Approval(), "ليلى")
    assert eventually(lambda: "<item>" in feed(tmp_path))
    episode = desk.draft(draft.id).episode
    desk.withdraw(episode, "ليلى")
    assert eventually(lambda: "<item>" not in feed(tmp_path))
    desk.restore(episode, "ليلى")
    assert eventually(lambda: "<item>" in feed(tmp_path))
    assert eventually(lambda: (now := desk.upload()) is not None and not (now.pending or now.running or now.error))
    desk.close()


def test_nothing_is_uploaded_where_the_settings_do_not_say_so(show: Show, tmp_path: Path) -> None:
    quiet = replace(show, settings=replace(show.settings, publish_to=""))
    desk = ShowNewsroom(quiet)
    assert desk.upload() is None
    publishing = DeskPublishing(quiet)
    publishing.changed()
    assert publishing.work() == 300
    assert not publishing.state.pending
    assert not (tmp_path / "site").exists()


def test_an_upload_that_fails_is_told_and_tried_again_with_longer_pauses(show: Show, tmp_path: Path) -> None:
    show.build([article().encode()])
    clock = Clock()
    publishing = DeskPublishing(show, clock)
    (tmp_path / "site").write_text("no folder")
    publishing.changed()
    assert publishing.work() == 60
    failed = publishing.state
    assert (failed.pending, failed.running, failed.failures, failed.error_kind) == (True, False, 1, "StoreError")
    assert failed.next_try == NOW + timedelta(seconds=60)
    assert DeskPublishing(show, clock).state == failed, "the next desk knows it"
    assert publishing.work() == 60
    assert publishing.state.failures == 1, "it is not time yet"
    clock.time += timedelta(seconds=60)
    assert publishing.work() == 120
    (tmp_path / "site").unlink()
    publishing.changed()
    publishing.work()
    assert (publishing.state.pending, publishing.state.error, publishing.state.failures) == (False, "", 0)
    assert publishing.state.done == clock.time
    assert "<item>" in feed(tmp_path)


def test_an_upload_that_was_cut_short_is_done_by_the_next_desk(show: Show, tmp_path: Path) -> None:
    show.build([article().encode()])
    first = DeskPublishing(show)
    with pytest.raises(KeyboardInterrupt), first.changing():
        raise KeyboardInterrupt
    second = DeskPublishing(show)
    assert second.state.pending
    second._keep(pending=False, running=True)  # noqa: SLF001 - as when the process is ended while it sends
    third = DeskPublishing(show)
    assert (third.state.pending, third.state.running) == (True, False)
    third.work()
    assert "<item>" in feed(tmp_path)
    (show.folder / ".audionews/desk/publishing.json").write_bytes(b"{")
    assert DeskPublishing(show).state.pending, "it is not known whether it was done"


def test_an_episode_becomes_public_when_it_is_due(show: Show, tmp_path: Path) -> None:
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    show.build([article().encode()], BuildRequest(publish_at=due))
    clock = Clock()
    clock.time = datetime.now(UTC)
    publishing = DeskPublishing(show, clock)
    publishing.changed()
    assert publishing.work() == 300
    assert "<item>" not in feed(tmp_path)
    assert DeskPublishing(show, clock)._now.due == due  # noqa: SLF001 - what the next desk knows
    clock.time = due
    rendered = show.folder / "feed.xml"
    rendered.unlink()
    publishing.work()
    assert rendered.exists()
    assert publishing.state.done == due
