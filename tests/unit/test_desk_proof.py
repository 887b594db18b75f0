"""What a recognizer finds in the lines of drafts, and what becomes of it when they change."""

import math
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.pasted import article
from tests.running import eventually

from audionews.app import Settings, Show
from audionews.app.desk import ShowNewsroom
from audionews.desk.draft import Draft
from audionews.desk.newsroom import Proofed, WordFix
from audionews.errors import SettingsError, UsageError
from audionews.ports import Recognition, SpeechRecognizer

WHO = "ليلى"


class Listener:
    """A recognizer that is the less sure of a word the longer that is; it goes on when it may."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.may.set()
        self.texts: list[str] = []

    def recognize(self, _samples: NDArray[np.float32], text: str) -> Recognition:
        self.texts.append(text)
        self.may.wait(60)
        return Recognition(text, tuple(-float(len(word)) for word in text.split()))


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))
    return Show.open(tmp_path / "output", Settings(voice="silence", folder=tmp_path, alternate=""))


@pytest.fixture
def desk(show: Show, listener: Listener) -> Iterator[ShowNewsroom]:
    newsroom = ShowNewsroom(show, recognizer=lambda: listener)
    yield newsroom
    listener.may.set()
    newsroom.close()


def add(desk: ShowNewsroom, text: str = "") -> Draft:
    return desk.add_text(text or article(), WHO)[0]


def is_done(desk: ShowNewsroom, draft: Draft) -> bool:
    found = desk.proofing(draft.id)
    return found is not None and found.done


def listened(desk: ShowNewsroom, draft: Draft) -> Proofed:
    desk.proof(draft.id)
    assert eventually(lambda: is_done(desk, draft))
    return desk.proofed(draft.id, desk.script(draft.id))


def test_the_most_surprising_lines_are_marked_by_rank(desk: ShowNewsroom, listener: Listener) -> None:
    draft = add(desk)
    assert desk.proofed(draft.id, desk.script(draft.id)) == Proofed()
    assert desk.proofing_price(draft.id) == 0
    found = listened(desk, draft)
    script = desk.script(draft.id)
    assert listener.texts == [line.spoken for line in script.lines]
    longest = sorted((max(map(len, text.split())) for text in listener.texts), reverse=True)
    assert [max(map(len, script.lines[mark.line - 1].spoken.split())) for mark in found.marks] == longest[:2]
    assert [mark.rank for mark in found.marks] == [1, 2]
    assert found.left == 0
    progress = desk.proofing(draft.id)
    assert progress is not None
    assert (progress.proofed, progress.lines, progress.error) == (len(script.lines), len(script.lines), "")


def test_a_line_that_is_spoken_differently_is_no_longer_marked_and_alone_listened_to_again(
    desk: ShowNewsroom, listener: Listener
) -> None:
    draft = add(desk)
    first, second = listened(desk, draft).marks
    word = desk.word(draft.id, first.place)
    fix = WordFix(place=first.place, written=word.phrases[0], reading="كَذَا", scope="here")
    desk.fix(draft.id, draft.revision, fix, WHO)
    assert desk.proofed(draft.id, desk.script(draft.id)) == Proofed((second,), 1)
    before = len(listener.texts)
    assert listened(desk, draft).left == 0
    (again,) = listener.texts[before:]
    assert "كَذَا" in again


def test_what_another_draft_says_too_is_not_listened_to_twice(desk: ShowNewsroom, listener: Listener) -> None:
    listened(desk, add(desk))
    before = len(listener.texts)
    listened(desk, add(desk, article("عنوان آخر للخبر نفسه اليوم")))
    assert len(listener.texts) == before + 1


def test_it_stops_after_the_line_that_has_begun_and_goes_on_with_the_rest(
    desk: ShowNewsroom, listener: Listener
) -> None:
    draft = add(desk)
    listener.may.clear()
    desk.stop_proofing(draft.id)
    desk.proof(draft.id)
    with pytest.raises(UsageError, match="listens to the draft already"):
        desk.proof(draft.id)
    assert eventually(lambda: bool(listener.texts))
    desk.stop_proofing(draft.id)
    progress = desk.proofing(draft.id)
    assert progress is not None
    assert (progress.done, progress.stopping) == (False, True)
    assert desk.proofed(draft.id, desk.script(draft.id)) == Proofed()
    listener.may.set()
    assert eventually(lambda: is_done(desk, draft))
    script = desk.script(draft.id)
    found = desk.proofed(draft.id, script)
    assert ([mark.line for mark in found.marks], found.left) == ([1], len(script.lines) - 1)
    assert listened(desk, draft).left == 0
    assert len(listener.texts) == len(script.lines)


def test_only_a_few_drafts_wait(desk: ShowNewsroom, listener: Listener) -> None:
    listener.may.clear()
    for number in range(8):
        desk.proof(add(desk, article(f"عنوان الخبر رقم {number} اليوم")).id)
    with pytest.raises(UsageError, match="8 drafts wait for the recognizer"):
        desk.proof(add(desk).id)


def test_of_many_drafts_and_lines_the_first_are_forgotten(
    desk: ShowNewsroom, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audionews.app.desk_proof._KEPT_JOBS", 1)
    monkeypatch.setattr("audionews.app.desk_proof._KEPT_LINES", 3)
    one, two = add(desk), add(desk, article("عنوان آخر للخبر نفسه اليوم"))
    listened(desk, one)
    before = len(listener.texts)
    listened(desk, two)
    assert len(listener.texts) - before == before
    assert desk.proofed(one.id, desk.script(one.id)) == Proofed()


def test_why_it_failed_is_told_and_the_next_draft_is_listened_to(show: Show, listener: Listener) -> None:
    errors = [SettingsError("there is no Whisper model in x", "name one"), RuntimeError("cut")]

    def open_recognizer() -> SpeechRecognizer:
        if errors:
            raise errors.pop(0)
        return listener

    desk = ShowNewsroom(show, recognizer=open_recognizer)
    draft = add(desk)
    kinds = []
    for _ in range(2):
        listened(desk, draft)
        progress = desk.proofing(draft.id)
        assert progress is not None
        kinds.append((progress.error_kind, progress.error))
    assert kinds == [
        ("SettingsError", "there is no Whisper model in x"),
        ("InternalError", "internal error: RuntimeError('cut')"),
    ]
    assert listened(desk, draft).marks
    desk.close()


def test_without_a_recognizer_there_is_nothing(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUDIONEWS_PROOF_MODEL", raising=False)
    desk = ShowNewsroom(show)
    assert desk.proofing(add(desk).id) is None
    assert desk.settings()["recognizer"] == ""
    desk.close()


def test_lines_at_a_price_that_nobody_knows_cost_infinitely_much(
    tmp_path: Path, show: Show, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "paid.toml").write_text('engine = "openai"\n[settings]\nvoice = "alloy"\n', "utf-8")
    desk = ShowNewsroom(replace(show, settings=replace(show.settings, voice="paid")), recognizer=lambda: listener)
    assert desk.proofing_price(add(desk).id) == math.inf
    desk.close()
