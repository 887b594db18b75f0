"""A cover of the show that was replaced gets a name of its own, because caches keep the old one."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.newsroom import FACTS

from audionews.app.show import bring_up_to_date
from audionews.catalogue import Catalogue
from audionews.model import ShowFacts
from audionews.settings import Settings
from audionews.stores import open_store

BLUE = replace(FACTS, colour="#1f3a93")


@pytest.fixture(autouse=True)
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))


def named(folder: Path, facts: ShowFacts) -> str:
    """Render the show, and return the name of its cover, which exists and which feed and index agree on."""
    with Catalogue.open(open_store(folder)) as catalogue:
        bring_up_to_date(Settings(show=facts), catalogue, lambda _: None)
    feed, index = ((folder / name).read_text("utf-8") for name in ("feed.xml", "index.html"))
    (name,) = set(re.findall(r"[^/\"<>]*\.jpg", feed))
    assert name in index or not facts.base_url
    assert (folder / name).is_file()
    return str(name)


def test_a_changed_cover_gets_a_new_name_and_the_first_one_keeps_its_own(tmp_path: Path) -> None:
    assert named(tmp_path, FACTS) == "cover.jpg"
    first = (tmp_path / "cover.jpg").read_bytes()
    blue = named(tmp_path, BLUE)
    assert re.fullmatch(r"cover\.[0-9a-f]{8}\.jpg", blue)
    assert (tmp_path / "cover.jpg").read_bytes() == first, "for clients that have read the feed of before"
    assert (tmp_path / blue).read_bytes() != first
    assert named(tmp_path, replace(BLUE, description="وصف آخر")) == blue
    assert named(tmp_path, FACTS) == "cover.jpg"


def test_the_cover_of_a_show_of_an_earlier_version_keeps_its_name(tmp_path: Path) -> None:
    named(tmp_path, FACTS)
    identity = json.loads((tmp_path / "show.json").read_bytes())
    identity.pop("cover")
    (tmp_path / "show.json").write_text(json.dumps(identity))
    assert named(tmp_path, BLUE) == "cover.jpg"
    assert named(tmp_path, FACTS) != "cover.jpg"


def test_a_show_without_an_address_has_no_subscribers_and_one_name_for_its_cover(tmp_path: Path) -> None:
    for facts in (FACTS, BLUE):
        assert named(tmp_path, replace(facts, base_url="", guid="")) == "cover.jpg"
