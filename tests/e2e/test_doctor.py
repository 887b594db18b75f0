"""The doctor says what is wrong and how to mend it, and finds nothing wrong where nothing is."""

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result, article

from audionews.settings import Settings
from audionews.stores import open_store
from audionews.sync.lock import alone
from audionews.voices.trust import trust

Run = Callable[..., Result]
SECRET = "s3cret-of-a-newsroom"  # noqa: S105 - it is none


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time go on."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH")


@pytest.fixture
def built(audionews: Run) -> Path:
    """Return the output folder of a show with one episode."""
    Path("article.txt").write_text(article(), "utf-8")
    Path("audionews.toml").write_text('voice = "silence"\n[show]\nbase_url = "https://example.org/podcast"\n', "utf-8")
    assert audionews("build", "article.txt").code == 0
    return Path("output")


def found(audionews: Run, level: str) -> list[tuple[str, str, str]]:
    """Return area, message and remedy of the findings of a level."""
    rows = audionews("doctor", "--json").events
    return [(row["area"], row["what"], row["remedy"]) for row in rows if row["level"] == level]


@pytest.mark.usefixtures("built")
def test_nothing_is_wrong_with_a_show_that_was_built(audionews: Run) -> None:
    result = audionews("doctor")
    assert result.code == 0, result.out
    assert result.err.splitlines()[-1].startswith("0 errors, ")
    areas = {row["area"] for row in audionews("doctor", "--json").events}
    assert areas >= {"installation", "settings", "keys", "trust", "voices", "cache", "output", "lock", "feed", "clock"}
    assert "1 sounds are there" in result.out or "its 1 sound" in result.out


def test_where_nothing_was_built_nothing_is_wrong_and_nothing_is_written(audionews: Run) -> None:
    before = sorted(Path().rglob("*"))
    result = audionews("doctor")
    assert (result.code, "there is no feed yet" in result.out) == (0, True)
    assert sorted(Path().rglob("*")) == before


def test_quiet_prints_only_what_is_wrong(audionews: Run, built: Path) -> None:
    assert audionews("doctor", "-q").err == ""
    assert "ok " not in audionews("doctor", "-q").out
    next(built.glob("episodes/*.mp3")).unlink()
    assert "is missing" in audionews("doctor", "-q").out


def test_a_sound_that_is_missing_is_named_with_its_remedy(audionews: Run, built: Path) -> None:
    (sound,) = built.glob("episodes/*.mp3")
    sound.unlink()
    result = audionews("doctor")
    assert result.code == 78
    wrong = found(audionews, "error")
    assert {area for area, _, _ in wrong} == {"output", "feed"}
    assert all(sound.name in what and "build its article again" in remedy for _, what, remedy in wrong)


def test_a_sound_of_another_length_is_found(audionews: Run, built: Path) -> None:
    (sound,) = built.glob("episodes/*.mp3")
    sound.write_bytes(sound.read_bytes()[:-1])
    assert [area for area, _, _ in found(audionews, "error")] == ["output", "feed"]


def test_a_feed_that_cannot_be_parsed_is_found(audionews: Run, built: Path) -> None:
    (built / "feed.xml").write_text("<rss><channel>", "utf-8")
    ((area, what, _),) = found(audionews, "error")
    assert (area, "cannot be parsed" in what) == ("feed", True)


def test_a_damaged_sidecar_is_found(audionews: Run, built: Path) -> None:
    (side,) = (path for path in built.glob("episodes/*.json") if path.name.count(".") == 1)
    side.write_text("{", "utf-8")
    assert [area for area, _, _ in found(audionews, "error")] == ["output"]
    side.rename(side.with_name(f"{side.name}.damaged-0"))
    assert any("set aside" in what for _, what, _ in found(audionews, "warning"))


def test_settings_that_are_wrong_do_not_end_the_checks(audionews: Run) -> None:
    Path("audionews.toml").write_text("voices = 3", "utf-8")
    result = audionews("doctor")
    assert result.code == 78
    assert "error   settings: " in result.out
    assert "clock: " in result.out


def test_a_show_of_several_that_is_wrong_is_found(audionews: Run) -> None:
    Path("audionews.toml").write_text('prices = { nobody = 1.0 }\n[shows.sport]\nlanguage = "?"\n', "utf-8")
    assert [area for area, _, _ in found(audionews, "error")] == ["settings"]
    Path("audionews.toml").write_text("prices = { nobody = 1.0 }\n", "utf-8")
    assert any("prices names nobody" in what for _, what, _ in found(audionews, "warning"))


def test_a_voice_of_the_settings_that_cannot_speak_is_an_error(audionews: Run) -> None:
    Path("audionews.toml").write_text('voice = "azure-hamed"', "utf-8")
    ((area, what, remedy),) = found(audionews, "error")
    assert (area, "AZURE_SPEECH_KEY is not set" in what) == ("voices", True)
    assert remedy == "export AZURE_SPEECH_KEY=YOUR_KEY"


def test_a_fallback_and_a_role_that_cannot_speak_are_told(audionews: Run) -> None:
    Path("voices").mkdir()
    text = 'engine = "silence"\nfallback = ["ar-kareem"]\n[roles]\nheadline = "azure-hamed"\n'
    Path("voices/mine.toml").write_text(text, "utf-8")
    Path("audionews.toml").write_text('voice = "mine"', "utf-8")
    told = " ".join(what for _, what, _ in found(audionews, "warning"))
    assert "ar-kareem, as a fallback of mine" in told
    assert "azure-hamed, for the role headline of mine" in told


def test_files_of_a_voice_that_are_others_are_found(audionews: Run, tmp_path: Path) -> None:
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices" / "ara_norm_ziad_hts.htsvoice").write_bytes(bytes(3_130_586))
    (wrong,) = found(audionews, "error")
    assert "is not the file that the voice ar-ziad names" in wrong[1]
    assert wrong[2].endswith("audionews voices install ar-ziad")


def test_keys_are_told_and_never_shown(audionews: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("AZURE_SPEECH_KEY", f" {SECRET}")
    monkeypatch.setenv("AUDIONEWS_DESK_PASSWORD", "short")
    for more in ((), ("--json",), ("-vv",)):
        result = audionews("doctor", *more)
        assert result.code == 78, "the password is too short"
        assert SECRET not in result.out + result.err
    told = audionews("doctor").out
    assert "keys: OPENAI_API_KEY is set" in told
    assert "AZURE_SPEECH_KEY is set with blanks around it" in told
    monkeypatch.setenv("AZURE_SPEECH_KEY", SECRET)
    monkeypatch.setenv("AUDIONEWS_DESK_PASSWORD", "long enough for a desk")
    told = audionews("doctor").out
    assert "AZURE_SPEECH_KEY is set, but AZURE_SPEECH_REGION is not" in told
    assert "AUDIONEWS_DESK_PASSWORD is set" in told


def test_what_has_become_of_trusted_files_is_told(audionews: Run) -> None:
    Path("voices").mkdir()
    mine = Path("voices/mine.toml")
    mine.write_text('engine = "command"\n[settings]\ncommand = "true"\n', "utf-8")
    assert any("is not trusted" in what for _, what, _ in found(audionews, "warning"))
    trust("mine", Settings())
    assert "mine.toml is trusted" in audionews("doctor").out
    mine.write_text('engine = "command"\n[settings]\ncommand = "false"\n', "utf-8")
    assert any("has changed since it was trusted" in what for _, what, _ in found(audionews, "warning"))
    mine.unlink()
    assert "mine.toml is trusted, but is gone" in audionews("doctor").out


@pytest.mark.usefixtures("built")
def test_a_damaged_cache_is_found(audionews: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"?")
    assert any("are damaged" in what for _, what, _ in found(audionews, "warning"))


def test_who_is_writing_is_told(audionews: Run, built: Path) -> None:
    with open_store(built).lock():
        assert f"another program is writing output: process {os.getpid()} on " in audionews("doctor").out
    assert "no program is writing output" in audionews("doctor").out


def test_a_sync_at_work_is_told(audionews: Run, built: Path) -> None:
    assert "a sync of" not in audionews("doctor").out, "there was none yet"
    with alone(built):
        assert "a sync of output is at work" in audionews("doctor").out
    assert "a sync of" not in audionews("doctor").out
    (built / ".audionews/sync.lock").write_text("no lock of a sync")
    assert "cannot be read: file is not a database" in audionews("doctor").out


def test_a_show_at_an_address_is_checked_too(audionews: Run) -> None:
    result = audionews("doctor", "--out", "memory://doctor/show")
    assert (result.code, "no program is writing memory://doctor/show" in result.out) == (0, True)


def test_a_catalogue_of_another_version_or_none_is_told(audionews: Run, built: Path) -> None:
    path = built / ".audionews" / "catalogue.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=1")
    connection.close()
    assert "the catalogue has format 1" in audionews("doctor").out
    path.write_bytes(b"no database" * 1000)
    assert any("cannot be read" in what for _, what, _ in found(audionews, "warning"))
    path.unlink()
    assert "there is no catalogue yet" in audionews("doctor").out


def test_a_clock_that_is_wrong_or_stands_still_is_told(
    audionews: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1718900000")
    assert any("SOURCE_DATE_EPOCH is set" in what for _, what, _ in found(audionews, "warning"))
    ahead = time.time() + 10 * 86400
    os.utime(next(built.glob("episodes/*.mp3")), (ahead, ahead))
    assert any("there are newer files" in what for _, what, _ in found(audionews, "error"))


def test_a_folder_that_cannot_be_written_is_told(audionews: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", "/proc/none")
    ((area, what, _),) = [row for row in found(audionews, "error") if row[0] == "cache"]
    assert (area, "cannot be written" in what) == ("cache", True)


def test_a_package_that_is_missing_or_too_old_is_told(audionews: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["nothing-of-this-name>=1", "click>=99", 'no-such-thing; extra == "edge"', "msgspec>=0.1"]
    monkeypatch.setattr("audionews.app.doctor.installation.requirements", lambda: needed)
    wrong = {what: remedy for area, what, remedy in found(audionews, "error") if area == "installation"}
    assert "the package nothing-of-this-name is not installed" in wrong
    assert wrong["the package nothing-of-this-name is not installed"].endswith(' pip install "nothing-of-this-name>=1"')
    assert any(what.startswith("the package click 8") for what in wrong)
    notes = [what for area, what, _ in found(audionews, "note") if area == "installation"]
    assert "extra edge: the package no-such-thing is not installed" in notes


def test_a_machine_without_the_library_that_no_package_brings_is_told_what_to_install(
    audionews: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.features.check", lambda name: name != "raqm")
    (told,) = [row for row in found(audionews, "error") if row[0] == "installation"]
    _, what, remedy = told
    assert (what.endswith("no library FriBiDi, which Arabic needs"), "apt install libfribidi0" in remedy) == (
        True,
        True,
    )
    Path("article.txt").write_text(article(), "utf-8")
    built = audionews("build", "article.txt", "--voice", "silence")
    assert (built.code, remedy in built.err) == (78, True)
    assert not list(Path("output").rglob("*.mp3"))


def test_another_program_of_this_name_in_the_path_is_told(
    audionews: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "bin" / "audionews"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", f"{other.parent}")
    assert any("another audionews first" in what for _, what, _ in found(audionews, "warning"))
    monkeypatch.setenv("PATH", "")
    assert "is in no folder of PATH" in json.dumps([what for _, what, _ in found(audionews, "note")])
