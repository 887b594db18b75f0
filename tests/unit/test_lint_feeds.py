"""No false alarm: feeds in the style of widely used programs, in our own words, break no requirement.

What they do that is only recommended otherwise is listed, so that a new warning is noticed.
"""

import shutil
from pathlib import Path

import pytest
from tests.newsroom import make_show, write_pages

from audionews.app.checking import check
from audionews.lint.rules import Level

FEEDS = Path(__file__).parents[1] / "data" / "feeds"
WARNINGS = {
    "buzzsprout": {"owner", "chapters-json", "inline-version"},
    "castopod": {"other-guid"},
    "podlove": {"no-podcast-guid", "explicit-word"},
    "powerpress": {"license", "explicit-word"},
    "transistor": {"explicit-word"},
}
GOLDEN = Path(__file__).parents[1] / "golden" / "show"


@pytest.mark.parametrize("name", sorted(WARNINGS))
def test_a_feed_of_another_program_breaks_no_requirement(name: str) -> None:
    found = list(check("", FEEDS / f"{name}.xml"))
    assert [(one.rule, one.what) for one in found if one.level == Level.ERROR] == []
    assert {one.rule for one in found} == WARNINGS[name]


def test_every_feed_is_tried() -> None:
    assert {path.stem for path in FEEDS.glob("*.xml")} == WARNINGS.keys()


def test_the_feed_of_the_golden_show_breaks_no_requirement(tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "feed.xml", tmp_path / "golden.xml")  # without its files, which are no part of it
    assert [one.rule for one in check("", tmp_path / "golden.xml") if one.level == Level.ERROR] == []


def test_the_texts_of_the_golden_show_break_no_requirement() -> None:
    found = [one for one in check("", GOLDEN) if one.level == Level.ERROR]
    assets = (".css", ".js", ".png", ".mp3", ".jpg", ".webp")  # do not stand there
    left = [one for one in found if not any(name in one.where + one.what for name in assets)]
    assert [(one.rule, one.where, one.what) for one in left] == []


def test_the_pages_of_a_show_without_an_address_break_no_requirement(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()
    write_pages(make_show(2), tmp_path)
    found = {one.rule for one in check("", tmp_path) if one.level == Level.ERROR}
    assert found <= {"missing", "asset"}  # the sounds and covers, which are not there
