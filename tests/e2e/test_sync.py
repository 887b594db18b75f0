"""A show that is kept in step with a folder into which wires are dropped."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.newspaper import published
from tests.pasted import Result
from tests.running import eventually, needs_signals
from tests.syncing import Newsroom, text, wire

from audionews import read_articles
from audionews.app import review, sync, sync_sources
from audionews.app.library import Show
from audionews.errors import ReviewChanged, SettingsError, UsageError
from audionews.model.events import Event, Noticed
from audionews.settings import load_settings

FOLDER = 'name = "wires"\nfolder = "wires"'


@pytest.fixture
def newsroom(audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    room = Newsroom(audionews, monkeypatch, Path.cwd())
    room.settings(FOLDER)
    room.drop("1.json", wire(text(1)))
    return room


def test_a_dropped_article_becomes_an_episode_and_is_not_touched_again(newsroom: Newsroom) -> None:
    (made,) = newsroom.sync().named("episode_written")
    assert made["change"] == "new"
    assert newsroom.headlines() == [text(1).headline]
    before = {path: path.stat().st_mtime_ns for path in Path("output").rglob("*") if ".audionews" not in str(path)}
    again = newsroom.sync()
    assert [event["event"] for event in again.events] == ["source_polled", "sync_finished"]
    assert again.events[0]["unchanged"]
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_later_version_in_another_file_is_a_correction(newsroom: Newsroom) -> None:
    newsroom.sync()
    (before,) = published(Path("output"), newsroom.now)
    newsroom.drop(
        "1-b.json", wire(text(1).with_last("وصل الوزير إلى القرية القديمة مساء أمس بعد رحلة طويلة."), version=60)
    )
    assert newsroom.sync().events[-1]["corrected"] == 1
    (after,) = published(Path("output"), newsroom.now)
    assert (after["guid"], after["id"]) == (before["guid"], before["id"])
    assert "رحلة طويلة" in json.dumps(after, ensure_ascii=False)


def test_an_older_version_in_a_newer_file_is_ignored(newsroom: Newsroom) -> None:
    newsroom.sync()
    newsroom.drop("0.json", wire(text(1).with_last("نص قديم لم يعد صحيحا."), version=-60))
    assert newsroom.sync().events[-1]["corrected"] == 0


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_wire_that_is_withdrawn_leaves_the_show_and_comes_back(newsroom: Newsroom, status: str) -> None:
    newsroom.sync()
    newsroom.drop("2.json", wire(text(1), version=60, status=status))
    (removed,) = newsroom.sync().named("episode_removed")
    assert removed["why"] == f"it is {status}"
    assert (newsroom.headlines(), newsroom.in_feed()) == ([], 0)
    newsroom.drop("3.json", wire(text(1), version=120))
    assert newsroom.sync().events[-1]["restored"] == 1
    assert newsroom.in_feed() == 1


def test_a_kill_notice_without_text_removes_the_episode(newsroom: Newsroom) -> None:
    newsroom.sync()
    notice = {**json.loads(wire(text(1), version=60, status="canceled")), "body_html": ""}
    newsroom.drop("2.json", json.dumps(notice))
    assert newsroom.sync().events[-1]["removed"] == 1


def test_an_episode_that_a_build_has_made_is_removed_by_a_wire_too(newsroom: Newsroom) -> None:
    assert newsroom.run("build", "wires/1.json").code == 0
    newsroom.drop("1.json", wire(text(1), version=60, status="canceled"))
    assert newsroom.sync().events[-1]["removed"] == 1


def test_a_notice_with_another_text_removes_the_episode_that_a_build_has_made(newsroom: Newsroom) -> None:
    assert newsroom.run("build", "wires/1.json").code == 0
    notice = wire(text(6), version=60, status="canceled").replace("urn:wire:6", "urn:wire:1")
    newsroom.drop("1.json", notice)
    assert newsroom.sync().events[-1]["removed"] == 1


def test_what_was_withdrawn_before_it_was_known_is_nothing(newsroom: Newsroom) -> None:
    newsroom.drop("1.json", wire(text(1), status="canceled"))
    assert newsroom.sync().events[-1]["removed"] == 0
    assert newsroom.sync().events[0]["unchanged"]


def test_a_person_may_change_the_headline_of_a_file_without_an_id(newsroom: Newsroom) -> None:
    newsroom.drop("a.txt", f"{text(2).headline}\n\n20 يونيو 2024\n\n" + "\n\n".join(text(2).paragraphs))
    newsroom.sync()
    newsroom.drop("a.txt", f"{text(3).headline}\n\n21 يونيو 2024\n\n" + "\n\n".join(text(2).paragraphs))
    assert newsroom.sync().events[-1]["corrected"] == 1
    assert newsroom.headlines() == sorted([text(1).headline, text(3).headline])


def test_what_a_person_has_removed_is_not_restored(newsroom: Newsroom) -> None:
    (made,) = newsroom.sync().named("episode_written")
    assert newsroom.run("remove", str(made["id"])).code == 0
    newsroom.drop("2.json", wire(text(1), version=60, status="canceled"))
    assert newsroom.sync().events[-1]["removed"] == 0
    newsroom.drop("3.json", wire(text(1), version=120))
    assert newsroom.sync().events[-1]["restored"] == 0
    assert newsroom.headlines() == []


def test_an_embargo_holds_and_ends_by_itself(newsroom: Newsroom) -> None:
    newsroom.drop("2.json", wire(text(2), embargo=newsroom.now + 7200))
    newsroom.sync()
    assert newsroom.headlines() == [text(1).headline]
    assert newsroom.in_feed() == 1
    newsroom.later(7000)
    newsroom.sync()
    assert newsroom.in_feed() == 1
    newsroom.later(300)
    assert newsroom.sync().named("show_published")
    assert newsroom.in_feed() == 2
    assert [event["event"] for event in newsroom.sync().events] == ["source_polled", "sync_finished"]


def test_a_missing_file_means_nothing_unless_the_settings_say_so(newsroom: Newsroom) -> None:
    newsroom.drop("2.json", wire(text(2)))
    newsroom.sync()
    Path("wires/2.json").unlink()
    assert newsroom.sync().events[-1]["removed"] == 0
    newsroom.settings(FOLDER + "\nremove_missing = true")
    newsroom.drop("2.json", wire(text(2)))
    newsroom.sync()
    Path("wires/2.json").unlink()
    (removed,) = newsroom.sync().named("episode_removed")
    assert removed["why"] == "2.json is gone"
    assert newsroom.headlines() == [text(1).headline]


def test_an_empty_folder_withdraws_nothing(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + "\nremove_missing = true")
    newsroom.sync()
    Path("wires/1.json").unlink()
    (failed,) = newsroom.sync(code=78).named("source_failed")
    assert "is empty, and had 1 files" in failed["what"]
    assert len(newsroom.headlines()) == 1


def test_a_missing_folder_is_told_and_asked_again_later(newsroom: Newsroom) -> None:
    newsroom.settings('folder = "elsewhere"')
    (failed,) = newsroom.sync(code=78).named("source_failed")
    assert "cannot be read" in failed["what"]
    assert newsroom.sync().named("source_failed") == [], "it is left alone for a minute"
    newsroom.later(61)
    newsroom.sync(code=78)


def test_a_file_that_is_no_article_is_told_once(newsroom: Newsroom) -> None:
    newsroom.drop("2.txt", "لا شيء")
    assert len(newsroom.sync().named("article_failed")) == 1
    assert newsroom.sync().named("article_failed") == []
    newsroom.drop("2.txt", f"{text(3).headline}\n\n" + "\n\n".join(text(3).paragraphs))
    assert newsroom.sync().events[-1]["new"] == 1


def test_only_so_many_episodes_are_made_in_a_round(newsroom: Newsroom) -> None:
    for number in (2, 3):
        newsroom.drop(f"{number}.json", wire(text(number)))
    first = newsroom.sync("--max-per-run", "2").events[-1]
    assert (first["new"], first["pending"]) == (2, 1)
    assert newsroom.headlines() == sorted([text(3).headline, text(2).headline]), "the newest come first"
    assert newsroom.sync("--max-per-run", "2").events[-1]["new"] == 1


def test_a_dry_run_tells_and_writes_nothing(newsroom: Newsroom) -> None:
    (planned,) = newsroom.sync("--dry-run").named("build_planned")
    assert planned["change"] == "new"
    assert not Path("output").exists()
    newsroom.sync()
    newsroom.drop("2.json", wire(text(1), version=60, status="canceled"))
    (planned,) = newsroom.sync("--dry-run").named("withdrawal_planned")
    assert planned["why"] == "it is canceled"
    assert len(newsroom.headlines()) == 1


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("shortest = 500", "it has 85 words"),
        ("longest = 20", "it has 85 words"),
        ('words = ["لا توجد أبدا"]', "it has none of the words"),
        (f'skip_words = ["{text(1).headline}"]', f'it has "{text(1).headline}"'),
        ('sections = ["سياسة"]', "it has no section"),
        ('authors = ["ليلى"]', "it has no author"),
    ],
)
def test_the_settings_leave_articles_out(newsroom: Newsroom, keys: str, why: str) -> None:
    newsroom.settings(f"{FOLDER}\n{keys}")
    (left_out,) = newsroom.sync().named("article_left_out")
    assert left_out["why"] == why
    assert newsroom.headlines() == []
    newsroom.settings(FOLDER)
    assert newsroom.sync().events[-1]["new"] == 1, "other settings are another reason to look"


def test_a_health_file_says_how_each_source_is(newsroom: Newsroom) -> None:
    newsroom.sync("--health", "health.json")
    facts = json.loads(Path("health.json").read_text("utf-8"))
    assert facts["ok"]
    assert facts["sources"]["wires"]["failures"] == 0
    newsroom.settings('name = "wires"\nfolder = "elsewhere"')
    for _ in range(3):
        newsroom.later(3600)
        newsroom.sync("--health", "health.json", code=78)
    facts = json.loads(Path("health.json").read_text("utf-8"))
    assert not facts["ok"]
    assert facts["sources"]["wires"]["failures"] == 3
    assert sync.health(Show.open("output", "audionews.toml"))["sources"] == facts["sources"]
    newsroom.settings('folder = "wires"')
    newsroom.sync("--health", "health.json")
    assert json.loads(Path("health.json").read_text("utf-8"))["ok"], "what is no longer a source does not count"
    Path("health").mkdir()
    newsroom.sync("--health", "health/none/x.json", code=78)


def test_what_stops_a_round_is_told_by_its_health(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + '\nvoice = "no-such"')
    newsroom.sync(code=78)
    facts = sync.health(Show.open("output", "audionews.toml"))
    assert not facts["ok"]
    assert "no voice" in facts["error"]
    newsroom.settings(FOLDER)
    newsroom.sync()
    assert sync.health(Show.open("output", "audionews.toml"))["ok"]


def test_an_article_waits_for_review_and_is_approved(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + "\nreview = true")
    (waits,) = newsroom.sync().named("article_waits")
    show = Show.open("output", "audionews.toml")
    (found,) = review.waiting(show)
    assert (found.id, found.headline, found.source) == (waits["id"], text(1).headline, "wires")
    assert newsroom.headlines() == []
    assert review.approve(show, found.id, found.revision, who="ليلى").episodes
    assert newsroom.headlines() == [text(1).headline]
    assert newsroom.sync().events[-1]["review"] == 0
    assert [each.what for each in review.decisions(show)] == ["built", "approved", "added"]
    newsroom.drop("2.json", wire(text(1).with_last("فقرة أخيرة جديدة كتبها المحرر صباح اليوم."), version=60))
    newsroom.sync()
    (correction,) = review.waiting(show)
    assert correction.episode == published(Path("output"), newsroom.now)[0]["id"]
    assert review.approve(show, correction.id).episodes[0].change == "corrected"


def test_what_was_rejected_does_not_come_back(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + "\nreview = true")
    newsroom.sync()
    show = Show.open("output", "audionews.toml")
    (found,) = review.waiting(show)
    assert review.reject(show, found.id, 1).state == "rejected"
    newsroom.drop("2.json", wire(text(1).with_last("فقرة أخرى."), version=60))
    newsroom.sync()
    assert review.waiting(show) == []


def test_what_is_withdrawn_leaves_the_inbox(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + "\nreview = true")
    newsroom.sync()
    newsroom.drop("2.json", wire(text(1), version=60, status="canceled"))
    newsroom.sync()
    show = Show.open("output", "audionews.toml")
    assert review.waiting(show) == []


def test_an_approval_that_was_cut_short_is_finished_by_the_next_sync(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + "\nreview = true")
    newsroom.sync()
    with sqlite3.connect("output/.audionews/sync.sqlite") as database:
        database.execute("UPDATE review SET state = 'approved'")
    newsroom.sync()
    assert newsroom.headlines() == [text(1).headline]


def test_an_approved_article_whose_voice_is_gone_does_not_stop_the_others(newsroom: Newsroom) -> None:
    (article,) = read_articles(newsroom.folder / "wires" / "1.json")
    show = Show.open("output", "audionews.toml")
    review.add(show, article, voice="no-such")
    with sqlite3.connect("output/.audionews/sync.sqlite") as database:
        database.execute("UPDATE review SET state = 'approved'")
    assert newsroom.sync(code=1).events[-1]["new"] == 1
    assert len(review.waiting(show)) == 1


def test_two_people_do_not_decide_about_one_article_unknowingly(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + "\nreview = true")
    newsroom.sync()
    show = Show.open("output", "audionews.toml")
    (found,) = review.waiting(show)
    changed = review.change(show, found.id, found.article, found.revision, "أحمد")
    with pytest.raises(ReviewChanged, match="has changed"):
        review.reject(show, found.id, found.revision)
    assert review.reject(show, found.id, changed.revision).state == "rejected"
    with pytest.raises(ReviewChanged, match="is rejected"):
        review.approve(show, found.id)
    with pytest.raises(ReviewChanged, match="no article"):
        review.reject(show, "nothing")
    with pytest.raises(UsageError, match="no article"):
        review.find(show, "nothing")


def test_an_approved_article_that_cannot_be_built_waits_again(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER)
    show = Show.open("output", "audionews.toml")
    (article,) = read_articles(newsroom.folder / "wires" / "1.json")
    name = review.add(show, article, voice="no-such-voice", who="ليلى")
    with pytest.raises(SettingsError, match="no voice"):
        review.approve(show, name)
    (found,) = review.waiting(show)
    assert "no voice" in found.error
    assert found.remedy


def test_an_unlike_text_with_the_id_of_an_episode_waits_for_a_person(newsroom: Newsroom) -> None:
    (made,) = newsroom.sync().named("episode_written")
    other = wire(text(5)).replace("urn:wire:5", "urn:wire:1")
    newsroom.drop("2.json", other)
    (waits,) = newsroom.sync().named("article_waits")
    assert "would be one episode" in waits["why"]
    show = Show.open("output", "audionews.toml")
    (found,) = review.waiting(show)
    assert found.episode == made["id"]
    assert newsroom.headlines() == [text(1).headline]
    assert review.approve(show, found.id).episodes[0].episode.id == made["id"]
    assert newsroom.headlines() == [text(5).headline]


def test_the_show_is_uploaded_after_each_change(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER, top='publish_to = "www"')
    newsroom.sync()
    assert Path("www/feed.xml").read_text("utf-8").count("<item>") == 1
    assert newsroom.sync().named("show_sent") == []


def test_an_upload_that_fails_is_tried_later(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER, top='publish_to = "www"')
    Path("www").write_text("in the way")
    (failed,) = newsroom.sync(code=1).named("source_failed")
    assert failed["source"] == "(publish_to)"
    Path("www").unlink()
    assert newsroom.sync().named("show_sent") == [], "it is left alone for a minute"
    newsroom.later(61)
    assert newsroom.sync().named("show_sent")
    assert Path("www/feed.xml").exists()


def test_a_second_sync_of_a_show_waits_for_its_turn(newsroom: Newsroom) -> None:
    newsroom.sync()
    lock = sqlite3.connect("output/.audionews/sync.lock", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    assert "another sync of output is at work" in newsroom.sync(code=75).err
    lock.close()
    newsroom.sync()


def test_a_damaged_state_is_set_aside_and_nothing_is_spoken_again(newsroom: Newsroom) -> None:
    newsroom.sync()
    for end in ("", "-wal", "-shm"):
        Path(f"output/.audionews/sync.sqlite{end}").unlink(missing_ok=True)
    Path("output/.audionews/sync.sqlite").write_bytes(b"no database at all, but rather long" * 99)
    (written,) = newsroom.sync().named("episode_written")
    assert (written["change"], written["spoken"]) == ("unchanged", 0)
    assert Path("output/.audionews/sync.damaged").exists()


def test_a_source_must_be_named_or_be_in_the_settings(newsroom: Newsroom) -> None:
    assert "did you mean" in newsroom.sync("wire", code=2).err
    newsroom.settings()
    assert "nothing to sync" in newsroom.sync(code=2).err
    assert newsroom.sync("wires").events[-1]["new"] == 1


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--every", "soon"), "no duration"),
        (("--every", "1s"), "every 10s"),
        (("--watch", "--dry-run"), "exclude each other"),
        (("--watch",), "SOURCE_DATE_EPOCH"),
    ],
)
def test_wrong_options_are_refused(newsroom: Newsroom, arguments: tuple[str, ...], what: str) -> None:
    assert what in newsroom.sync(*arguments, code=2).err


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ("", "needs one of feed"),
        ('feed = "https://a.test/f"\nfolder = "x"', "more than one of"),
        ('feed = "ftp://a.test"', "feed cannot be"),
        ('folder = "x"\nshow = "sport"', "there is no show"),
        ('folder = "x"\nshortest = -1', "numbers of words"),
        ('feed = "https://a.test/f"\nremove_missing = true', "remove_missing is for a folder"),
        (f'folder = "x"\nname = "{"x" * 61}"', "name is too long"),
        ('folder = "x"\nfolders = "y"', "no key"),
    ],
)
def test_wrong_sources_are_refused(newsroom: Newsroom, keys: str, what: str) -> None:
    newsroom.settings(keys)
    assert what in newsroom.sync(code=78).err


def test_two_sources_with_one_name_are_refused(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER, FOLDER)
    assert "are called" in newsroom.sync(code=78).err


class Enough(Exception):  # noqa: N818 - ends a loop
    """The test has seen enough."""


def test_a_watching_sync_tells_errors_of_later_rounds_and_goes_on(newsroom: Newsroom) -> None:
    newsroom.environment.setenv("SOURCE_DATE_EPOCH", str(int(newsroom.now)))
    told: list[Event] = []
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        newsroom.drop("2.json", wire(text(2)))
        if len(pauses) > 2:
            raise Enough

    settings = load_settings(Path("audionews.toml"))
    with sync.Sync(Path("output"), settings, sync.SyncRequest(), told.append) as running:
        with sqlite3.connect("output/.audionews/sync.lock", isolation_level=None) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            with pytest.raises(Enough):
                sync.watch(running, 300.0, told.append, sleep=sleep)
            lock.execute("ROLLBACK")
        assert sum(isinstance(event, Noticed) and "another sync" in event.text for event in told) == 3
        assert 290.0 < pauses[0] <= 300.0
        pauses.clear()
        with pytest.raises(Enough):
            sync.watch(running, 300.0, told.append, sleep=sleep)
    assert len(newsroom.headlines()) == 2
    result = sync.sync(Show.open("output", "audionews.toml"), sync.SyncRequest(), told.append)
    assert result.codes == ()


def test_an_error_of_the_first_round_ends_a_watching_sync(newsroom: Newsroom) -> None:
    newsroom.settings(FOLDER + '\nvoice = "no-such"')
    newsroom.environment.setenv("SOURCE_DATE_EPOCH", str(int(newsroom.now)))
    settings = load_settings(Path("audionews.toml"))
    with (
        sync.Sync(Path("output"), settings, sync.SyncRequest(), lambda _event: None) as running,
        pytest.raises(SettingsError),
    ):
        sync.watch(running, 300.0, lambda _event: None)


@needs_signals
def test_a_watching_sync_goes_on_goes_on_until_it_is_ended(newsroom: Newsroom) -> None:
    command = [sys.executable, "-m", "audionews", "sync", "--watch", "--every", "10s", "--health", "health.json"]
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as watching:
        assert eventually(Path("health.json").exists)
        watching.send_signal(signal.SIGTERM)
        out, _ = watching.communicate()
    assert watching.returncode == 128 + signal.SIGTERM
    assert json.loads(out.splitlines()[-1])["event"] == "sync_finished"
    assert newsroom.headlines() == [text(1).headline]


def test_a_file_that_was_just_written_is_waited_for(newsroom: Newsroom) -> None:
    os.utime("wires/1.json")
    assert newsroom.sync().events[-1]["new"] == 1


def test_a_file_that_is_being_written_is_left_as_it_was(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.settings(FOLDER + "\nremove_missing = true")
    newsroom.sync()
    newsroom.drop("1.json", wire(text(1), version=60)[:400])
    os.utime("wires/1.json")
    monkeypatch.setattr(sync_sources, "SETTLED", 3600.0)
    monkeypatch.setattr("audionews.app.sync_sources.time.sleep", lambda _seconds: None)
    assert newsroom.sync().events[0]["unchanged"]
    assert newsroom.headlines() == [text(1).headline]
