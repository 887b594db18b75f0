"""The main job, through the command line, with the silent voice: real in all but the sound."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.pasted import FIRST, Result, article

Run = Callable[..., Result]


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder, but for what the program keeps there for itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".audionews" not in path.parts)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def sidecars(folder: Path) -> list[dict[str, Any]]:
    """Return the sidecars of a show."""
    names = sorted(path for path in (folder / "episodes").glob("*.json") if path.name.count(".") == 1)
    return [json.loads(path.read_text("utf-8")) for path in names]


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(article(), "utf-8")
    return path


def test_a_build_prints_the_paths_of_what_it_made(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "out")
    assert result.code == 0
    paths = [Path(line) for line in result.out.splitlines()]
    assert [path.suffix for path in paths] == [".mp3", ".xml", ".html"]
    assert all(path.stat().st_size > 0 for path in paths)
    assert "audionews serve" in result.err


def test_a_second_build_speaks_nothing_and_changes_no_byte(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    audionews("build", pasted, "--voice", "silence", "--out", out)
    first = digests(out)
    result = audionews("build", pasted, "--voice", "silence", "--out", out, "--json")
    assert [event["change"] for event in result.named("episode_written")] == ["unchanged"]
    assert result.named("line_spoken") == []
    assert [event["changed"] for event in result.named("show_published")] == [0]
    assert digests(out) == first


@pytest.mark.parametrize("workers", ["threads:1", "threads:4", "processes:2"])
def test_another_machine_makes_the_same_bytes(audionews: Run, pasted: Path, tmp_path: Path, workers: str) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "one")
    shutil.rmtree(tmp_path / "cache")
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "two", "--workers", workers)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_changed_paragraph_speaks_only_its_lines_and_keeps_the_identity(
    audionews: Run, pasted: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    audionews("build", pasted, "--voice", "silence", "--out", out)
    (before,) = sidecars(out)
    pasted.write_text(article(first=FIRST.replace("ثلاث سنوات", "أربع سنوات")), "utf-8")
    result = audionews("build", pasted, "--voice", "silence", "--out", out, "--json")
    (written,) = result.named("episode_written")
    (after,) = sidecars(out)
    assert written["change"] == "corrected"
    assert written["spoken"] == 1
    assert {key: after[key] for key in ("guid", "id", "published")} == {
        key: before[key] for key in ("guid", "id", "published")
    }
    assert len(after["corrections"]) == 1
    assert after["sha256"] != before["sha256"]


def test_another_voice_remakes_the_episode_and_is_no_correction(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    audionews("build", pasted, "--voice", "silence", "--out", out)
    result = audionews("build", pasted, "--voice", "ar-espeak", "--out", out, "--json")
    (written,) = result.named("episode_written")
    (after,) = sidecars(out)
    assert written["change"] == "remade"
    assert after["corrections"] == []


def test_a_lost_mp3_is_joined_again_without_speaking(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    audionews("build", pasted, "--voice", "silence", "--out", out)
    first = digests(out)
    (sound,) = (out / "episodes").glob("*.mp3")
    sound.write_bytes(sound.read_bytes()[:-100])
    result = audionews("build", pasted, "--voice", "silence", "--out", out, "--json")
    assert [event["spoken"] for event in result.named("episode_written")] == [0]
    assert digests(out) == first


def test_damaged_caches_are_mended(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "one")
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3])
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "two")
    assert result.code == 0
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_a_dry_run_tells_and_writes_nothing(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = audionews("build", pasted, "--voice", "silence", "--out", out, "--dry-run", "--json")
    (planned,) = result.named("build_planned")
    assert planned["change"] == "new"
    assert planned["missing"] == planned["lines"] == 6
    assert not out.exists()
    assert not (tmp_path / "cache" / "clips").exists()
    audionews("build", pasted, "--voice", "silence", "--out", out)
    result = audionews("build", pasted, "--voice", "silence", "--out", out, "--dry-run")
    assert "unchanged, 0 of 6 lines to speak" in result.out


def test_a_script_fetches_no_voice(
    audionews: Run, pasted: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    result = audionews("script", pasted)
    assert result.code == 0
    assert result.err == "the voice ar-ziad is not installed: a build first fetches it (3.1 MB), if its home answers\n"
    assert not (tmp_path / "voices").exists()


def test_a_plan_counts_with_the_voice_that_a_build_takes_where_no_other_can_be_fetched(
    process: Run, pasted: Path, tmp_path: Path
) -> None:
    unreachable = {"XDG_DATA_HOME": str(tmp_path / "none"), "HTTPS_PROXY": "http://127.0.0.1:9"}
    built = process("build", pasted, **unreachable)
    planned = process("build", pasted, "--dry-run", **unreachable)
    assert (built.code, planned.code) == (0, 0), built.err + planned.err
    assert "unchanged, 0 of 6 lines to speak" in planned.out
    notice, *_ = planned.err.splitlines()
    assert notice.startswith("the voice ar-neural of this package speaks; ")
    assert notice == built.err.splitlines()[0]


def test_folders_patterns_and_repeated_names_are_read(audionews: Run, tmp_path: Path) -> None:
    (tmp_path / "news" / "deep").mkdir(parents=True)
    (tmp_path / "news" / "one.txt").write_text(article("العنوان الأول للمقال"), "utf-8")
    (tmp_path / "news" / "deep" / "two.txt").write_text(article("العنوان الثاني للمقال"), "utf-8")
    (tmp_path / "news" / "image.png").write_bytes(b"\x89PNG")
    (tmp_path / "news" / ".hidden.txt").write_text("x", "utf-8")
    result = audionews("build", tmp_path / "news", tmp_path / "news" / "o*.txt", "--voice", "silence", "--json")
    assert result.code == 0
    changes = [event["change"] for event in result.named("episode_written")]
    assert changes == ["new", "new", "unchanged"]


def test_standard_input_is_an_article(process: Run, tmp_path: Path) -> None:
    result = process("build", "-", "--voice", "silence", "--out", tmp_path / "out", "-q", stdin=article().encode())
    assert result.code == 0
    assert len(result.out.splitlines()) == 3
    assert result.err == ""


def test_an_undated_article_is_published_when_it_is_first_built(audionews: Run, tmp_path: Path) -> None:
    pasted = tmp_path / "article.txt"
    pasted.write_text(article().replace("20 يونيو 2024\n", ""), "utf-8")
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "out")
    (first,) = sidecars(tmp_path / "out")
    assert first["published"] == "2024-06-20T19:13:20+03:00"
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "out", "--json")
    assert [event["change"] for event in result.named("episode_written")] == ["unchanged"]


def test_the_draft_voice_speaks_and_says_so(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    result = audionews("build", pasted, "--voice", "ar-espeak", "--out", tmp_path / "out", "-v")
    assert result.code == 0
    (facts,) = sidecars(tmp_path / "out")
    assert facts["voice"]["engine"] == "espeak"
    assert all(cue["words"] for cue in facts["cues"])
