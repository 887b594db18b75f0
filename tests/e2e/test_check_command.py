"""The check of a show that was just built, through the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result, article

Run = Callable[..., Result]
SETTINGS = {
    "without an address": '[show]\ntitle = "أخبار"\n',
    "with all that a show can have": """
[show]
title = "أخبار"
base_url = "https://example.org/podcast"
email = "news@example.org"
licence = "CC-BY-4.0"
funding = "https://example.org/support"
frequency = "FREQ=DAILY"
enclosure_prefix = "https://op3.dev/e,pg={guid}/"
[show.sections]
sport = "رياضة"
""",
}


@pytest.fixture(params=list(SETTINGS.values()), ids=list(SETTINGS))
def built(request: pytest.FixtureRequest, audionews: Run) -> str:
    """Build a show of two episodes, and return its settings."""
    Path("audionews.toml").write_text(request.param, "utf-8")
    for headline in ("افتتاح الميناء الجديد", "فوز كبير للمنتخب"):
        Path(f"{headline}.txt").write_text(article(headline), "utf-8")
    sections = ["--section", "sport"] if "sections" in request.param else []
    result = audionews("build", "افتتاح الميناء الجديد.txt", "فوز كبير للمنتخب.txt", "--voice", "silence", *sections)
    assert result.code == 0, result.err
    return str(request.param)


@pytest.mark.usefixtures("built")
def test_a_show_at_an_address_is_checked_as_one_in_a_folder(audionews: Run, tmp_path: Path) -> None:
    address = f"file://{tmp_path}/there"
    shutil.copytree("output", tmp_path / "there")
    sounds = sorted((tmp_path / "there/episodes").glob("*.mp3"))
    for harm in ("none", "cut", "missing"):
        if harm != "none":
            sounds[0].unlink() if harm == "missing" else sounds[0].write_bytes(sounds[0].read_bytes()[:3000])
        there, here = audionews("check", address), audionews("check", tmp_path / "there")
        assert (there.code, there.out) == (here.code, here.out)
        assert there.code == (harm != "none")
    (tmp_path / "there/feed.xml").unlink()
    gone = audionews("check", address)
    assert (gone.code, f"there is no {address}/feed.xml" in gone.err) == (2, True), gone.err


def test_a_show_that_was_just_built_breaks_no_requirement(built: str, audionews: Run) -> None:
    result = audionews("check", "--json")
    assert result.code == 0, result.out
    found = {event["rule"] for event in result.events}
    assert found == (set() if "base_url" in built else {"no-podcast-guid", "owner", "local"})
    assert audionews("check", "output/feed.xml").code == 0


@pytest.mark.usefixtures("built")
def test_a_damaged_show_is_reported_with_file_place_and_remedy(audionews: Run) -> None:
    sounds = sorted(Path("output/episodes").glob("*.mp3"))
    sounds[0].write_bytes(sounds[0].read_bytes()[:3000])
    transcript = next(Path("output/episodes").glob("*.vtt"))
    transcript.write_bytes(transcript.read_bytes().decode().encode("cp1256", "replace"))
    result = audionews("check")
    assert result.code == 1
    assert f"error: episodes/{sounds[0].name}: named in feed.xml, line " in result.out
    assert f"error: episodes/{transcript.name}: named in feed.xml, line " in result.out
    assert "  try: " in result.out
    first = json.loads(audionews("check", "--json").out.splitlines()[-1])
    assert set(first) == {"level", "rule", "where", "place", "what", "source", "remedy"}


@pytest.mark.usefixtures("socket_enabled")
def test_what_is_no_show_is_an_error_of_the_command_line(audionews: Run) -> None:
    for target, code in (("nowhere", 2), ("http://127.0.0.1:9/feed.xml", 75)):
        result = audionews("check", target)
        assert result.code == code
        assert "  try: " in result.err


@pytest.mark.usefixtures("built")
def test_a_sidecar_that_was_damaged_and_set_aside_is_told(audionews: Run) -> None:
    sidecar = min(Path("output/episodes").glob("????-??-??-????????.json"))
    Path(f"{sidecar}.damaged-0d9b2f6a").write_bytes(sidecar.read_bytes()[:100])
    result = audionews("check", "--json")
    assert result.code == 0
    aside = [event["where"] for event in result.events if event["rule"] == "set-aside"]
    assert aside == [f"episodes/{sidecar.name}.damaged-0d9b2f6a"]
    sidecar.unlink()
    assert "its sidecar is missing" in audionews("check").out
