"""audionews proof: the recognizer that a user brings, or why there is none."""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result, article

from audionews import Settings, Show
from audionews.app.desk import ShowNewsroom
from audionews.desk.marks import marked
from audionews.desk.newsroom import Proofing
from audionews.recognition import MODEL

ROOT = Path(__file__).parents[2]
MODELS = (os.environ.get(MODEL, ""), str(ROOT / ".venv" / "measure" / "whisper-base"))


@pytest.fixture
def episode(audionews: Callable[..., Result]) -> str:
    Path("article.txt").write_text(article(), "utf-8")
    return Path(audionews("build", "article.txt", "--voice", "silence").out.splitlines()[0]).stem


def test_without_a_model_it_says_how_to_name_one(
    audionews: Callable[..., Result], episode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(MODEL, raising=False)
    run = audionews("proof", episode)
    assert (run.code, run.out) == (78, "")
    assert "no model of a recognizer is named" in run.err
    assert f"in {MODEL}, or with --model" in run.err


def test_without_the_extra_it_says_how_to_install_it(
    audionews: Callable[..., Result], episode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    run = audionews("proof", episode, "--model", "x")
    assert run.code == 78
    assert 'pip install "audionews[proof]"' in run.err


def test_a_folder_without_a_model_is_named(audionews: Callable[..., Result], episode: str) -> None:
    pytest.importorskip("faster_whisper", reason="the extra proof is not installed here")
    Path("empty").mkdir()
    run = audionews("proof", episode, "--model", "empty")
    assert run.code == 78
    assert "there is no Whisper model in empty" in run.err


def test_an_episode_that_does_not_exist_is_told_before_the_model_is_loaded(audionews: Callable[..., Result]) -> None:
    run = audionews("proof", "2024-06-20", "--model", "x")
    assert run.code == 2
    assert "Whisper" not in run.err


def model_here() -> str:
    """Return the folder of a model of this machine, or skip."""
    pytest.importorskip("faster_whisper", reason="the extra proof is not installed here")
    model = next((each for each in MODELS if each and Path(each, "model.bin").is_file()), "")
    return model or pytest.skip(f"{MODEL} names no model here")


@pytest.mark.slow
def test_the_desk_listens_with_the_model_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODEL, model_here())
    desk = ShowNewsroom(Show.open(tmp_path / "output", Settings(voice="ar-neural", folder=tmp_path)))
    (draft,) = desk.add_text(article(), "ليلى")
    desk.proof(draft.id)
    while (progress := desk.proofing(draft.id)) and not progress.done:
        time.sleep(0.1)
    script = desk.script(draft.id)
    assert progress == Proofing(lines=len(script.lines), proofed=len(script.lines))
    marks = desk.proofed(draft.id, script).marks
    assert [mark.rank for mark in marks] == list(range(1, marked(len(script.lines)) + 1))
    assert all(mark.place and mark.before for mark in marks)
    desk.close()


@pytest.mark.slow
def test_the_line_with_a_word_that_is_not_spoken_is_ranked_first(
    audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MODEL, model_here())
    lines = ["وصل الوزير إلى المدينة القديمة مساء أمس.", "افتتح الرئيس المكتبة الكبيرة في وسط العاصمة صباح اليوم."]
    Path("a.txt").write_text("افتتاح مكتبة كبيرة في العاصمة\n\n20 يونيو 2024\n\n" + "\n\n".join(lines), "utf-8")
    name = Path(audionews("build", "a.txt", "--voice", "ar-neural").out.splitlines()[0]).stem
    file = Path("output", "episodes", f"{name}.script.json")
    script = json.loads(file.read_text("utf-8"))
    words = script["lines"][1]["spoken"].split()
    script["lines"][1]["spoken"] = " ".join([words[0], "السَّفِينَةُ", *words[2:]])
    file.write_text(json.dumps(script, ensure_ascii=False), "utf-8")
    found = audionews("proof", name, "--json").events
    assert [each["difference"] for each in found] == sorted((each["difference"] for each in found), reverse=True)
    assert (found[0]["number"], found[0]["word"]) == (2, "السَّفِينَةُ")
    shown = audionews("proof", name, "--most", "1").out
    assert f"{name} line 2  السَّفِينَةُ" in shown
    assert shown.count("  recognized  ") == 1
