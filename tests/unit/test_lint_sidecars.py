"""What check says of sidecars: that each is there, can be read, and is true of the files of its episode."""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.checked import Files, write_show

from audionews.app.checking import check

ASIDE = ".damaged-0d9b2f6a"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    """Write a show whose episodes have sidecars."""
    folder = tmp_path_factory.mktemp("show")
    files = write_show(folder)
    for sound in folder.glob("episodes/*.mp3"):
        facts = {"id": sound.stem, "sha256": sha256(sound.read_bytes()).hexdigest(), "version": ""}
        sound.with_suffix(".json").write_text(json.dumps(facts))
    return folder, files


@pytest.fixture
def show(good: tuple[Path, Files], tmp_path: Path) -> tuple[Path, str]:
    """Return a copy of the show, and the path of its first episode without an ending."""
    shutil.copytree(good[0], tmp_path / "show")
    return tmp_path / "show", good[1].mp3.removesuffix(".mp3")


def found(folder: Path) -> list[tuple[str, str]]:
    return [(one.rule, one.where) for one in check("", folder)]


def other_byte(file: Path) -> None:
    blob = bytearray(file.read_bytes())
    blob[-2000] ^= 1
    file.write_bytes(blob)


def renamed(file: Path) -> None:
    file.write_text(file.read_text().replace(file.stem, "2001-01-01-00000000"))


def test_a_show_whose_sidecars_are_true_has_no_finding(good: tuple[Path, Files]) -> None:
    assert found(good[0]) == []


@pytest.mark.parametrize(("ending", "change", "rule", "where"), [
    (".mp3", other_byte, "other-sound", ".json"),
    (".json", Path.unlink, "sidecar", ".mp3"),
    (".json", lambda file: file.write_text("{"), "sidecar", ".json"),
    (".json", lambda file: file.write_text("{}"), "sidecar", ".json"),
    (".json", renamed, "sidecar", ".json"),
    (".json", lambda file: shutil.copy(file, f"{file}{ASIDE}"), "set-aside", f".json{ASIDE}"),
    (".player.json", Path.unlink, "asset", ".json"),
    (".player.json", lambda file: file.write_text("{"), "linked-json", ".json"),
])  # fmt: skip
def test_what_is_not_true_is_found(
    show: tuple[Path, str], ending: str, change: Callable[[Path], object], rule: str, where: str
) -> None:
    folder, stem = show
    change(folder / f"{stem}{ending}")
    assert found(folder) == [(rule, f"{stem}{where}")]


def test_a_sidecar_is_that_of_the_sound_which_the_feed_names(show: tuple[Path, str]) -> None:
    folder, stem = show
    (folder / f"{stem}.mp3").rename(folder / f"{stem}.0d9b2f6a.mp3")
    for file in (*folder.glob("*.xml"), *folder.rglob("*.html"), *folder.rglob("*.json")):
        text = re.sub(f"({stem.removeprefix('episodes/')})\\.mp3", r"\1.0d9b2f6a.mp3", file.read_text("utf-8"))
        file.write_text(
            text.replace('"version": ""', '"version": "0d9b2f6a"' if stem in str(file) else '"version": ""')
        )
    assert found(folder) == []


def test_a_removed_episode_is_not_looked_at(show: tuple[Path, str]) -> None:
    folder, _ = show
    gone = folder / "episodes" / "2001-01-01-00000000.json"
    gone.write_text(json.dumps({"id": gone.stem, "sha256": "0" * 64, "version": ""}))
    assert found(folder) == []


def test_files_of_others_are_no_sidecars(show: tuple[Path, str]) -> None:
    folder, _ = show
    (folder / "episodes" / "notes.json").write_text("{")
    assert found(folder) == []
    for sidecar in folder.glob("episodes/????-??-??-????????.json"):
        sidecar.unlink()
    (folder / "episodes" / "2001-01-01-00000000.json").write_text("{")
    assert found(folder) == []
