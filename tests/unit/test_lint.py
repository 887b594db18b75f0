"""The lint finds what podcast apps stumble over, and nothing in a show that is as it should be."""

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.newsroom import BASE, FACTS, make_show, write_pages, write_sounds

from audionews.app.check import check
from audionews.artwork.picture import read_picture
from audionews.audio.mpeg import duration
from audionews.errors import UsageError
from audionews.lint.picture import SMALLEST
from audionews.lint.rules import Finding

SHOW = make_show(3)
ID = SHOW.episodes[0].id
MP3, VTT, CHAPTERS, JSON = (f"episodes/{ID}.{kind}" for kind in ("mp3", "vtt", "chapters.json", "transcript.json"))


def drawn(edge: int = SMALLEST, mode: str = "RGB", kind: str = "JPEG", height: int = 0) -> bytes:
    blob = io.BytesIO()
    Image.new(mode, (edge, height or edge)).save(blob, kind)
    return blob.getvalue()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    show = write_sounds(SHOW, folder)
    write_pages(show, folder)
    for path in ("cover.jpg", *(f"episodes/{episode.id}.jpg" for episode in show.episodes)):
        (folder / path).write_bytes(drawn())
    return folder


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "output")


def rules(folder: Path) -> list[str]:
    return [found.rule for found in check("", folder)]


def change(folder: Path, old: str, new: str, count: int = 1) -> None:
    """Replace a pattern in the feed."""
    feed = (folder / "feed.xml").read_text("utf-8")
    changed = re.sub(old, new, feed, count=count, flags=re.DOTALL)
    assert changed != feed
    (folder / "feed.xml").write_text(changed, "utf-8")


def test_a_show_as_it_should_be_has_no_finding(good: Path) -> None:
    assert list(check("", good)) == []
    assert list(check("", good / "feed.xml")) == []


def test_a_feed_that_does_not_say_where_it_lies_is_called_by_its_file(folder: Path) -> None:
    change(folder, '<atom:link rel="self"', '<atom:link rel="other"')
    (found,) = (each for each in check("", folder / "feed.xml") if each.rule == "self")
    assert found.where == "feed.xml"


LONG = "<description>" + "ا" * 2001 + "</description>"
TEN_FAULTS = [
    (r'length="\d+"', 'length="0"', "length"),
    (r'length="\d+"', 'length="999"', "length"),
    ('type="audio/mpeg"', 'type="audio/mp3"', "type"),
    (r'\.mp3" length', '.m4a" length', "extension"),
    (r"(<enclosure [^>]*>)(.*?)<enclosure [^>]*>", r"\1\2\1", "twice"),
    (r"/episodes/(\S*?)\.mp3", r"/episodes/%D8%AE%D8%A8%D8%B1-\1.mp3", "ascii"),
    (r'<itunes:image href="[^"]*cover.jpg"/>', "", "image"),
    (r"<item>(.*?)<description>.*?</description>", rf"<item>\1{LONG}", "description"),
    (' type="text/vtt"', "", "transcript"),
    (FACTS.guid, "9b024349-ccf0-1f69-a609-6b82873eab3c", "podcast-guid"),
    ("<podcast:medium>podcast</podcast:medium>", "<podcast:medum>podcast</podcast:medum>", "podcast-tag"),
]  # fmt: skip
OTHER_FAULTS = [
    ("<title>[^<]*</title>", "<title> </title>", "title"),
    (r"<language>ar</language>", "", "language"),
    (f"<link>{FACTS.link}</link>", "", "link"),
    (r'<atom:link rel="self"', '<atom:link rel="other"', "self"),
    (r"<itunes:category.*?</itunes:category>", "", "category"),
    ("<itunes:explicit>false", "<itunes:explicit>no", "explicit"),
    (r"<itunes:email>.*?</itunes:email>", "", "owner"),
    (r"<podcast:guid>.*?</podcast:guid>", "", "no-podcast-guid"),
    (FACTS.guid, "not-a-guid", "podcast-guid"),
    (r"<description>[^<]*</description>", "<description/>", "description"),
    (r"<guid [^>]*>[^<]*</guid>", "", "guid"),
    (r"(<guid [^>]*>[^<]*</guid>)(.*?)<guid [^>]*>[^<]*</guid>", r"\1\2\1", "guid"),
    (r"<pubDate>[^<]*</pubDate>", "<pubDate>أمس</pubDate>", "date"),
    (r"<itunes:duration>\d+", "<itunes:duration>one", "duration"),
    (r"<itunes:duration>\d+", "<itunes:duration>7", "duration"),
    (r"<enclosure [^>]*>", "", "enclosure"),
    (r"(<enclosure [^>]*>)", r"\1\1", "enclosure"),
    ("<item>(.*?)<itunes:explicit>false", r"<item>\1<itunes:explicit>maybe", "explicit"),
    ("<podcast:person ", "<podcast:persona ", "xml"),
    ("<rss ", "<!DOCTYPE rss><rss ", "xml"),
    ("channel>", "chanel>", "xml"),
]


@pytest.mark.parametrize(("old", "new", "rule"), TEN_FAULTS + OTHER_FAULTS)
def test_a_fault_of_the_feed_is_found(folder: Path, old: str, new: str, rule: str) -> None:
    change(folder, old, new, count=2 if "chanel" in new else 1)
    assert rule in rules(folder)


@pytest.mark.parametrize("name", [MP3, VTT, CHAPTERS, JSON, "cover.jpg", f"episodes/{ID}.jpg", f"episodes/{ID}.html"])
def test_a_file_that_is_not_there_is_found(folder: Path, name: str) -> None:
    (folder / name).unlink()
    found = list(check("", folder))
    assert [(one.rule, one.where) for one in found] == [("missing", f"{BASE}/{name}")]


Damage = Callable[[bytes], bytes]
DAMAGES: list[tuple[str, Damage, list[str]]] = [
    (MP3, lambda blob: bytes(len(blob)), ["mp3"]),
    (MP3, lambda blob: blob[: len(blob) // 2], ["length", "duration"]),
    (VTT, lambda blob: blob.replace(b"WEBVTT", b"WEB"), ["vtt"]),
    (VTT, lambda blob: blob.replace(b" --> ", b" --> x", 1), ["vtt"]),
    (VTT, lambda blob: blob.replace(b"00:00:00.000 -->", b"00:59:00.000 -->", 1), ["vtt"]),
    (VTT, lambda blob: blob[:0], ["vtt"]),
    (JSON, lambda blob: blob[:50], ["transcript"]),
    (JSON, lambda blob: blob.replace(b'"startTime":0.0', b'"startTime":99', 1), ["transcript"]),
    (CHAPTERS, lambda blob: blob[:50], ["chapters"]),
    (CHAPTERS, lambda _: b'{"chapters":[]}', ["chapters"]),
    (CHAPTERS, lambda blob: blob.replace(b'"startTime":0.0', b'"startTime":60', 1), ["chapters"]),
    (CHAPTERS, lambda _: b'{"chapters":[{"startTime":0},{"startTime":4000}]}', ["chapters"]),
    ("cover.jpg", lambda _: b"no picture", ["cover"]),
    ("cover.jpg", lambda _: drawn(300), ["cover"]),
    ("cover.jpg", lambda _: drawn(height=1500), ["cover"]),
    ("cover.jpg", lambda _: drawn(mode="L"), ["cover"]),
    ("cover.jpg", lambda _: drawn(mode="RGBA", kind="PNG"), ["cover"]),
    ("cover.jpg", lambda _: drawn(kind="GIF"), ["cover"]),
]


@pytest.mark.parametrize(("name", "damage", "expected"), DAMAGES)
def test_a_damaged_file_is_found(folder: Path, name: str, damage: Damage, expected: list[str]) -> None:
    path = folder / name
    path.write_bytes(damage(path.read_bytes()))
    found = rules(folder)
    assert set(found) == set(expected)


def test_times_with_hours_and_without_are_read(folder: Path) -> None:
    (folder / VTT).write_text("WEBVTT\n\n00:01.000 --> 00:02.000 align:start\nأ\n\n01:00:00.000 --> 01:00:01.000\nب\n")
    change(folder, r"<itunes:duration>73", "<itunes:duration>1:13")
    assert rules(folder) == []


def test_pages_of_older_episodes_are_looked_at_too(folder: Path) -> None:
    older = (folder / "feed.xml").read_text("utf-8").replace('type="audio/mpeg"', 'type="audio/ogg"')
    (folder / "feed-2.xml").write_text(older, "utf-8")
    change(folder, "<atom:link", f'<atom:link rel="next" href="{BASE}/feed-2.xml"/><atom:link')
    assert rules(folder) == ["type"] * 3


def test_what_lies_elsewhere_is_not_looked_for(folder: Path) -> None:
    change(folder, f'<enclosure url="{BASE}', '<enclosure url="https://cdn.example.org')
    (folder / MP3).unlink()
    assert rules(folder) == []


def test_a_folder_without_a_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no .*feed\.xml"):
        list(check("", tmp_path))


def test_a_finding_says_who_asks_for_it_and_what_to_do(folder: Path) -> None:
    change(folder, "audio/mpeg", "audio/mp3")
    (found,) = check("", folder)
    assert isinstance(found, Finding)
    assert "Apple" in found.source
    assert "audio/mpeg" in found.remedy
    assert found.where.startswith("item 1: ")
    assert json.dumps(found.what)


def test_what_is_no_sound_and_no_picture_is_told_by_none() -> None:
    assert duration(b"not a sound" * 999) is None
    assert read_picture(b"") is None
