"""docs/reference/player.md lists what the scripts of the player really know."""

import re
from importlib import resources
from pathlib import Path

import pytest

from audionews.model.look import LANGUAGES, SIZES, THEMES

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "player.md").read_text("utf-8")
ASSETS = resources.files("audionews.render").joinpath("assets")
OTHERS = {"audionews-search.js", "sw.js"}  # they have nothing to do with the player
NAMES = {one.name for one in ASSETS.iterdir() if one.name.endswith(".js")} - OTHERS
SCRIPTS = {name: ASSETS.joinpath(name).read_text("utf-8") for name in sorted(NAMES)}
CODE = "".join(SCRIPTS.values())
# Of the player on our own pages, or written by the scripts themselves.
OWN = {
    "key",
    "name",
    "page",
    "show",
    "cover",
    "next",
    "duration",
    "length",
    "learned",
    "colour",
    "framed",
    "started",
    "playing",
}


def listed(section: str) -> set[str]:
    (text,) = re.findall(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))


def test_every_attribute_is_listed() -> None:
    asked = set(re.findall(r'(?:get|has)Attribute\("([a-z]+)"\)', CODE)) | set(re.findall(r"\[([a-z]+)=", CODE))
    assert asked - OWN - {"role", "aria-pressed", "pressed", "dir"} == listed("Attributes of `<audio-news>`")


def test_every_variable_is_listed() -> None:
    drawn = set(re.findall(r"var\((--audionews-[a-z-]+)", CODE))
    assert drawn == listed("CSS variables")


def test_every_event_is_listed() -> None:
    (sent,) = re.findall(r"for \(const name of \[(.*?)\]\) document\.addEventListener", SCRIPTS["audionews-framed.js"])
    assert {f"audionews:{name}" for name in re.findall(r'"(\w+)"', sent)} == listed("Events")
    told = set(re.findall(r'\.tell\("(\w+)"', CODE)) | {"play", "pause", "ended", "error"}
    assert {f"audionews:{name}" for name in told} == listed("Events")


def test_every_message_to_a_frame_is_listed() -> None:
    taken = set(re.findall(r'"audionews:(\w+)": \(\) =>', CODE))
    assert taken == set(re.findall(r'^\| `\{ type: "audionews:(\w+)"', PAGE, re.MULTILINE))


def test_every_script_is_listed() -> None:
    assert set(SCRIPTS) | {"ID.player.json"} == listed("Files")


@pytest.mark.parametrize("words", [THEMES, SIZES, LANGUAGES])
def test_every_word_of_an_attribute_is_known_to_the_scripts_and_listed(words: tuple[str, ...]) -> None:
    for word in words[1:]:  # the first is what a player does that is not asked
        assert re.search(rf'[=\s{{]"?{word}"?\b', CODE)
    assert all(f"`{word}`" in PAGE for word in words)
