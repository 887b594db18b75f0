"""The desk's own calls of the library: from what is added to an episode, and back to a draft."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tests.pasted import article
from tests.running import eventually, held

from audionews.app import Settings, Show
from audionews.app.desk import ShowNewsroom
from audionews.desk.draft import Draft, Kind, State
from audionews.desk.newsroom import Approval, WordFix
from audionews.errors import (
    AudionewsError,
    DraftChanged,
    EntryChanged,
    EpisodeChanged,
    NoHeadline,
    UsageError,
)
from audionews.model import ShowFacts

FACTS = ShowFacts(title="أخبار", description="وصف", author="هيئة", base_url="https://example.org/a")
WHO = "ليلى"


@pytest.fixture(autouse=True)
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def show(tmp_path: Path) -> Show:
    return Show.open(tmp_path / "output", Settings(voice="silence", show=FACTS, folder=tmp_path, alternate=""))


@pytest.fixture
def desk(show: Show) -> ShowNewsroom:
    return ShowNewsroom(show)


def add(desk: ShowNewsroom, text: str = "") -> Draft:
    (draft,) = desk.add_text(text or article(), WHO)
    return draft


def built(desk: ShowNewsroom, draft: Draft, approval: Approval | None = None) -> Draft:
    desk.approve(draft.id, draft.revision, approval or Approval(), WHO)
    assert eventually(lambda: ended(desk, draft))
    return desk.draft(draft.id)


def ended(desk: ShowNewsroom, draft: Draft) -> bool:
    progress = desk.progress(draft.id)
    return progress is not None and progress.done


def line_with(draft: Draft, text: str) -> int:
    return next(at for at, line in enumerate(draft.lines) if text in line.written)


def test_what_is_pasted_twice_is_one_draft(desk: ShowNewsroom) -> None:
    draft = add(desk)
    assert add(desk) == draft
    assert desk.drafts() == (draft,)
    assert [(change.who, change.kind) for change in desk.changes()] == [(WHO, Kind.ADDED)]
    assert desk.damaged() == ()


def test_drafts_of_the_same_second_stand_newest_first(desk: ShowNewsroom) -> None:
    added = [add(desk, article(f"عنوان الخبر رقم {number} اليوم")) for number in range(8)]
    assert desk.drafts() == tuple(reversed(added))


def test_files_and_lists_of_articles_are_drafts(desk: ShowNewsroom) -> None:
    (one,) = desk.add_file("a.txt", article().encode(), WHO)
    assert one.source == "a.txt"
    both = f"{article('عنوان الخبر الأول اليوم')}\n".encode()
    (two,) = desk.add_file("b.txt", both, WHO)
    assert two.title == "عنوان الخبر الأول اليوم"


def test_two_files_that_cannot_be_read_are_two_drafts(desk: ShowNewsroom) -> None:
    both = {"a.xml": b"<a><b/></a>", "b.xml": b"<c><d/></c>"}
    drafts = [desk.add_file(name, blob, WHO)[0] for name, blob in both.items()]
    assert [(draft.source, draft.facts) for draft in drafts] == [("a.xml", None), ("b.xml", None)]
    assert desk.add_file("a.xml", both["a.xml"], WHO) == (drafts[0],)


def test_what_failed_is_put_away_when_the_same_input_can_be_read(desk: ShowNewsroom) -> None:
    (failed,) = desk.add_file("a.xml", b"<a><b/></a>", WHO)
    (other,) = desk.add_file("b.xml", b"<c><d/></c>", WHO)
    desk.add_file("a.xml", b"<a><e/></a>", WHO)
    assert desk.draft(failed.id).state is State.WAITING, "it failed again"
    (made,) = desk.add_file("a.xml", article().encode(), WHO)
    assert desk.draft(failed.id).state is State.DISCARDED
    assert [desk.draft(each.id).state for each in (made, other)] == [State.WAITING] * 2


@pytest.mark.parametrize("text", ["", " \n"])
def test_nothing_is_no_article(desk: ShowNewsroom, text: str) -> None:
    with pytest.raises(UsageError, match="the text is empty"):
        desk.add_text(text, WHO)


def test_an_address_has_a_scheme_and_leads_out_of_the_house(desk: ShowNewsroom) -> None:
    with pytest.raises(UsageError, match="is no address"):
        desk.add_address("example.org/a", WHO)
    (draft,) = desk.add_address("http://127.0.0.1:9/a", WHO)
    assert (draft.facts, bool(draft.error)) == (None, True)


def test_what_cannot_be_read_is_a_draft_with_the_reason_that_lines_can_mend(desk: ShowNewsroom) -> None:
    draft = add(desk, "- نقطة أولى في القائمة\n")
    assert draft.error
    chosen = desk.place(draft.id, draft.revision, 0, "body", WHO)
    assert chosen.error == ""
    with pytest.raises(NoHeadline):
        desk.approve(draft.id, chosen.revision, Approval(), WHO)


def test_lines_are_placed_rewritten_and_put_back(desk: ShowNewsroom) -> None:
    draft = add(desk)
    at = line_with(draft, "وأضاف الوزير")
    placed = desk.place(draft.id, 1, at, "summary", WHO)
    assert placed.article.summary[-1].startswith("وأضاف الوزير")
    written = desk.rewrite(draft.id, 2, at, "وأضاف الوزير شيئا آخر.", WHO)
    assert written.article.summary[-1] == "وأضاف الوزير شيئا آخر."
    assert desk.undo(draft.id, 3, WHO).lines == placed.lines
    with pytest.raises(DraftChanged):
        desk.undo(draft.id, 3, WHO)
    with pytest.raises(UsageError, match="there is no place 'nowhere'"):
        desk.place(draft.id, 4, at, "nowhere", WHO)
    assert desk.discard(draft.id, 4, WHO).state is State.DISCARDED
    assert desk.discard(draft.id, 5, WHO).state is State.WAITING


def test_a_word_is_fixed_here_in_the_article_and_always(desk: ShowNewsroom, tmp_path: Path) -> None:
    body = "قال كتب وقال كتب إن الميناء كبير جدا وفيه سفن كثيرة من كل البلاد."
    draft = add(desk, f"عنوان الخبر الطويل في المدينة\n{body}\n")
    fix = WordFix(place="2.2", written="كتب", reading="كِتَبْ", scope="here")
    here = desk.fix(draft.id, 1, fix, WHO)
    assert spoken(desk, draft).count("كِتَبْ") == 1
    everywhere = desk.fix(draft.id, here.revision, replace(fix, scope="article", reading="كُتِبَ"), WHO)
    assert spoken(desk, draft).count("كُتِبَ") == 1, "the one word keeps its own reading"
    phrase = WordFix(place="2.6", written="الميناء كبير", reading="المِينَا كَبِيرْ", scope="always")
    always = desk.fix(draft.id, everywhere.revision, phrase, WHO)
    assert "المِينَا كَبِيرْ" in spoken(desk, draft)
    assert desk.word(draft.id, "2.6").entries == (("الميناء كبير", "المِينَا كَبِيرْ"),)
    assert "الميناء كبير" in (tmp_path / "lexicon.toml").read_text("utf-8")
    seen = replace(phrase, reading="المِينَا كِبِيرْ", known="المِينَا كَبِيرْ")
    other = desk.fix(draft.id, always.revision, seen, WHO)
    assert "المِينَا كِبِيرْ" in spoken(desk, draft)
    always = desk.undo(draft.id, other.revision, WHO)
    assert "المِينَا كَبِيرْ" in spoken(desk, draft)
    undone = desk.undo(draft.id, always.revision, WHO)
    assert "المِينَا" not in spoken(desk, draft)
    assert desk.accept(draft.id, undone.revision, "2.6", WHO).readings[-1].written == "الميناء"
    with pytest.raises(UsageError, match="there is no scope"):
        desk.fix(draft.id, 1, replace(fix, scope="everywhere"), WHO)
    with pytest.raises(UsageError, match="is no place"):
        desk.fix(draft.id, 1, replace(fix, place="x"), WHO)
    with pytest.raises(UsageError, match="is no reading"):
        desk.fix(draft.id, 1, replace(fix, reading=""), WHO)


def test_the_second_of_two_who_change_an_entry_of_the_lexicon_is_told(desk: ShowNewsroom, show: Show) -> None:
    other = ShowNewsroom(show)
    one, two = add(desk), add(desk, article("عنوان الخبر الثاني اليوم"))
    place = next(word for line in desk.script(one.id).lines for word in line.words if word.written == "وزارة").place
    first = WordFix(place=place, written="وزارة", reading="وِزَارَة", scope="always")
    fixed = desk.fix(one.id, 1, first, WHO)
    with pytest.raises(EntryChanged) as refused:
        other.fix(two.id, 1, replace(first, reading="وَزَارَة"), "سامر")
    found = refused.value
    assert (found.written, found.expected, found.reading) == ("وزارة", "", "وِزَارَة")
    assert other.draft(two.id).revision == 1
    again = other.fix(two.id, 1, replace(first, reading="وَزَارَة", known="وِزَارَة"), "سامر")
    with pytest.raises(EntryChanged):
        desk.undo(one.id, fixed.revision, WHO)
    assert "وَزَارَة" in spoken(desk, one)
    desk.undo(one.id, fixed.revision, WHO, "وَزَارَة")
    assert "وَزَارَة" not in spoken(desk, one)
    with pytest.raises(EntryChanged):
        other.undo(two.id, again.revision, "سامر")


def spoken(desk: ShowNewsroom, draft: Draft) -> str:
    return " ".join(line.spoken for line in desk.script(draft.id).lines)


def test_a_reading_whose_word_is_gone_is_told(desk: ShowNewsroom) -> None:
    draft = add(desk)
    at = line_with(draft, "وأضاف الوزير")
    place = desk.word(draft.id, "4.2").word
    fixed = desk.fix(draft.id, 1, WordFix(place="4.2", written=place.written, reading="كَذَا", scope="here"), WHO)
    desk.rewrite(draft.id, fixed.revision, at, "شيء آخر لا يشبهه.", WHO)
    desk.place(draft.id, 3, line_with(draft, "أعلنت وزارة"), "dropped", WHO)
    assert desk.script(draft.id).lost == (place.written,)


def test_a_line_is_spoken_and_costs_nothing_from_the_cache(desk: ShowNewsroom) -> None:
    draft = add(desk)
    spoken = desk.speak(draft.id, 1, pay=False)
    assert (spoken.wav[:4], spoken.cost) == (b"RIFF", 0)
    assert desk.speak(draft.id, 1) == spoken
    with pytest.raises(UsageError, match="there is no line 99"):
        desk.speak(draft.id, 99)
    assert desk.voices()[0] == "silence"
    assert "ar-espeak" in desk.voices()


def test_the_voice_is_loaded_without_a_trace_and_without_a_word(show: Show, tmp_path: Path) -> None:
    for voice in ("silence", "nobody", "ar-openai"):
        ShowNewsroom(replace(show, settings=replace(show.settings, voice=voice))).load_voice()
    assert not list(tmp_path.rglob("clips/*"))


def test_an_approved_draft_is_an_episode_and_is_corrected(desk: ShowNewsroom, show: Show) -> None:
    draft = add(desk)
    assert desk.plan(draft.id, Approval()).change == "new"
    fixed = desk.fix(draft.id, 1, WordFix(place="1.1", written="افتتاح", reading="اِفْتِتَاحْ", scope="here"), WHO)
    done = built(desk, fixed)
    assert (done.state, done.error) == (State.PUBLISHED, "")
    assert [episode.id for episode in desk.episodes()] == [done.episode]
    assert desk.cover()
    assert show.script(done.episode).lines[0].spoken.startswith("اِفْتِتَاحْ")

    again = desk.correct(done.episode, "سامر")
    assert desk.correct(done.episode, "سامر") == again
    assert (again.lines, again.readings) == (done.lines, done.readings)
    text = desk.rewrite(again.id, 1, line_with(again, "وأضاف الوزير"), "وأضاف الوزير أن العمل انتهى.", "سامر")
    assert desk.plan(again.id, Approval()).change == "corrected"
    corrected = built(desk, text, Approval(note="صُحّح قول الوزير"))
    assert corrected.episode == done.episode
    assert [each.note for each in show.episode(done.episode).corrections] == ["صُحّح قول الوزير"]
    assert [change.kind for change in desk.changes()][:2] == [Kind.PUBLISHED, Kind.APPROVED]


def test_an_episode_that_the_desk_did_not_make_is_opened_from_its_own_words(desk: ShowNewsroom, show: Show) -> None:
    result = show.build([article().encode()])
    episode = result.episodes[0].episode
    draft = desk.correct(episode.id, WHO)
    assert (draft.title, draft.article.summary) == (episode.title, episode.summary)
    assert desk.plan(draft.id, Approval()).change in {"unchanged", "remade"}
    show.remove(episode.id)
    with pytest.raises(UsageError, match="was withdrawn"):
        desk.approve(draft.id, draft.revision, Approval(), WHO)
    show.restore(episode.id)
    with pytest.raises(EpisodeChanged, match="after the draft was opened"):
        desk.approve(draft.id, draft.revision, Approval(), WHO)


def test_an_episode_is_withdrawn_and_restored_and_the_log_says_who(desk: ShowNewsroom) -> None:
    done = built(desk, add(desk))
    desk.withdraw(done.episode, "سامر")
    assert [episode.state for episode in desk.episodes()] == ["removed"]
    (twin,) = desk.add_file("b.txt", article().encode(), WHO)
    failed = built(desk, twin)
    assert (failed.state, failed.error) == (State.WAITING, "the episode of this article was withdrawn")
    desk.restore(done.episode, WHO)
    assert [(change.who, change.kind) for change in desk.changes() if change.episode] == [
        (WHO, Kind.RESTORED),
        ("سامر", Kind.REMOVED),
    ]


def test_a_draft_with_a_time_waits_for_it(desk: ShowNewsroom) -> None:
    from datetime import UTC, datetime  # noqa: PLC0415 - only here

    done = built(desk, add(desk), Approval(publish_at=datetime(2199, 1, 1, tzinfo=UTC)))
    assert [episode.state for episode in desk.episodes()] == ["waiting"]
    assert done.publish_at == datetime(2199, 1, 1, tzinfo=UTC)


def test_the_whole_episode_is_listened_to_before_it_is_public(desk: ShowNewsroom, show: Show) -> None:
    draft = add(desk)
    assert desk.preview_file(draft.id) is None
    desk.preview(draft.id, Approval())
    assert eventually(lambda: ended(desk, draft))
    path = desk.preview_file(draft.id)
    assert path
    assert path.stat().st_size > 1000
    assert desk.episodes() == ()
    assert ".audionews" in str(path.relative_to(show.folder))
    moved = desk.place(draft.id, 1, line_with(draft, "وأضاف الوزير"), "summary", WHO)
    assert desk.preview_file(draft.id) is None, "the draft is another one now"
    built(desk, moved)
    assert not path.exists()
    ShowNewsroom(show)


def test_a_second_build_of_a_draft_waits_for_the_first(desk: ShowNewsroom) -> None:
    draft = add(desk)
    gate = threading.Event()
    desk._builds._thread.submit(gate.wait)  # noqa: SLF001 - so that the build does not begin yet
    approved = desk.approve(draft.id, 1, Approval(), WHO)
    with pytest.raises(UsageError, match="is being built already"):
        desk.approve(draft.id, approved.revision, Approval(), WHO)
    desk.place(draft.id, approved.revision, line_with(draft, "وأضاف الوزير"), "summary", WHO)
    gate.set()
    assert eventually(lambda: ended(desk, draft))
    after = desk.draft(draft.id)
    assert (after.state, bool(after.episode)) == (State.WAITING, True), "what was moved meanwhile is not public yet"


def test_the_desk_ends_after_the_build_that_has_begun(desk: ShowNewsroom) -> None:
    draft = add(desk)
    desk.approve(draft.id, 1, Approval(), WHO)
    assert eventually(lambda: (now := desk.progress(draft.id)) is not None and now.lines > 0)
    desk.close()
    assert desk.draft(draft.id).episode


def test_the_next_desk_goes_on_with_a_build_that_was_cut_short(desk: ShowNewsroom, show: Show) -> None:
    draft = add(desk)
    fixed = desk.fix(draft.id, 1, WordFix(place="1.1", written="افتتاح", reading="اِفْتِتَاحْ", scope="here"), WHO)
    other = add(desk, article("عنوان الخبر الثاني اليوم"))
    gate = threading.Event()
    desk._builds._thread.submit(gate.wait)  # noqa: SLF001 - so that no build begins
    desk.approve(draft.id, fixed.revision, Approval(section=""), WHO)
    approved = desk.approve(other.id, 1, Approval(), WHO)
    changed = desk.place(other.id, approved.revision, line_with(other, "وأضاف الوزير"), "summary", WHO)
    desk._builds._thread.shutdown(wait=False, cancel_futures=True)  # noqa: SLF001 - as when the process is ended
    gate.set()
    second = ShowNewsroom(show)
    with held(show.folder / ".audionews/desk/builds.lock"):
        second._builds.resume()  # noqa: SLF001 - alone
        assert second.progress(draft.id) is None, "another desk is at work"
    second.start()
    assert eventually(lambda: ended(second, draft))
    done = second.draft(draft.id)
    assert (done.state, done.approval, done.log[-1].who) == (State.PUBLISHED, None, WHO)
    assert show.script(done.episode).lines[0].spoken.startswith("اِفْتِتَاحْ")
    assert second.draft(other.id).error == "the desk ended before the episode was finished"
    assert second.draft(other.id).revision == changed.revision + 1
    assert second.progress(other.id) is None
    second.close()


def test_a_build_that_fails_is_told(desk: ShowNewsroom) -> None:
    failed = built(desk, add(desk), Approval(section="sport"))
    assert failed.error == "" or failed.state is State.WAITING
    with pytest.raises(AudionewsError):
        desk.plan(failed.id, Approval(voice="nobody"))
    progress = desk.progress(failed.id)
    assert progress
    assert progress.done


def test_a_show_without_syncs_is_well(desk: ShowNewsroom) -> None:
    assert desk.health()


def test_the_settings_are_shown(desk: ShowNewsroom) -> None:
    assert desk.settings()["title"] == "أخبار"
    assert desk.settings()["max_cost"] == ""
    assert desk.facts() == FACTS
    assert desk.cover() is None
