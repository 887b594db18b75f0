"""A prefix before the addresses of sounds, by which a service counts downloads: in feeds, in serve and in check."""

import dataclasses
from pathlib import Path

import pytest
from tests.checked import write_show
from tests.feeds import SPACES, one_item, pages
from tests.newsroom import BASE, FACTS, make_episode

from audionews.app.checking import check
from audionews.app.show_guids import with_guids
from audionews.lint.folder import FolderSite, find_bases
from audionews.model import Alternate, Show, ShowFacts
from audionews.model.paths import feed_guid
from audionews.server.feeds import LocalFeeds
from audionews.stores.memory import MemoryStore

OP3 = "https://op3.dev/e/"
BARE = BASE.removeprefix("https://")
OPUS = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=700, sha256="0" * 64)
EPISODE = dataclasses.replace(make_episode(0), alternates=(OPUS,))


def sounds(prefix: str, base: str = BASE) -> list[str]:
    """Return the addresses of the MP3 and of the other encoding in a feed."""
    item = one_item(EPISODE, dataclasses.replace(FACTS, base_url=base, enclosure_prefix=prefix))
    enclosure, source = item.find("enclosure"), item.find("podcast:alternateEnclosure/podcast:source", SPACES)
    assert enclosure is not None
    assert source is not None
    return [enclosure.get("url", ""), source.get("uri", "")]


@pytest.mark.parametrize(
    ("prefix", "base", "before"),
    [
        (OP3, BASE, f"{OP3}{BARE}"),
        ("", BASE, BASE),
        (OP3, "http://news.example.org/podcast", f"{OP3}http://news.example.org/podcast"),
        ("https://one.example/p/two.example/q/", BASE, f"https://one.example/p/two.example/q/{BARE}"),
        (OP3, "", "http://127.0.0.1:8000"),  # nothing is counted before the show is published
    ],
)
def test_a_prefix_stands_before_the_addresses_of_sounds(prefix: str, base: str, before: str) -> None:
    assert sounds(prefix, base) == [f"{before}/episodes/{EPISODE.id}.{kind}" for kind in ("mp3", "opus")]


def test_a_prefix_for_a_kind_of_file_stands_before_that_kind_only() -> None:
    prefix = "https://service.example/redirect.mp3/"
    mp3, opus = sounds(prefix)
    assert mp3.startswith(f"{prefix}{BARE}/")
    assert opus.startswith(f"{BASE}/")


def test_all_but_sounds_is_named_without_the_prefix() -> None:
    show = Show(facts=dataclasses.replace(FACTS, enclosure_prefix=OP3), episodes=(EPISODE,))
    with_it, without = pages(show)["feed.xml"], pages(Show(facts=FACTS, episodes=(EPISODE,)))["feed.xml"]
    assert with_it.count(OP3.encode()) == 2
    assert with_it.replace(f"{OP3}{BARE}".encode(), BASE.encode()) == without


def test_the_prefix_may_name_the_guid_of_the_show_in_sections_too() -> None:
    facts = dataclasses.replace(
        FACTS, enclosure_prefix="https://op3.dev/e,pg={guid}/", sections={"sport": "رياضة"}, guid=""
    )
    known = with_guids(facts, MemoryStore())
    assert known.guid == feed_guid(f"{BASE}/feed.xml")
    made = pages(Show(facts=known, episodes=(dataclasses.replace(EPISODE, section="sport"),)))
    assert all(blob.count(f"https://op3.dev/e,pg={known.guid}/{BARE}".encode()) == 2 for blob in made.values())
    assert made.keys() == {"feed.xml", "section-sport.xml"}


def test_a_local_server_names_its_own_files_without_the_prefix() -> None:
    feeds = LocalFeeds({"a.mp3", "a.vtt"}.__contains__)
    blob = f'<e url="{OP3}{BARE}/a.mp3"/><t url="{BASE}/a.vtt"/><a>{OP3}{BARE}/b.mp3 https://o.example/{BARE}/a.mp3</a>'
    made = feeds._replaced(blob.encode(), (f"{OP3}{BARE}", BASE), "http://localhost:1")  # noqa: SLF001 - its one step
    assert made.decode() == (
        '<e url="http://localhost:1/a.mp3"/><t url="http://localhost:1/a.vtt"/>'
        f"<a>{OP3}{BARE}/b.mp3 https://o.example/{BARE}/a.mp3</a>"
    )


def with_prefix(folder: Path, prefix: str = OP3) -> Path:
    """Write a show that has a prefix, and return the path of its first sound."""
    files = write_show(folder)
    for feed in (folder / files.feed, folder / files.section):
        text = feed.read_text("utf-8")
        for tag in ('<enclosure url="', '<podcast:source uri="'):
            text = text.replace(f"{tag}https://", f"{tag}{prefix}")
        feed.write_text(text, "utf-8")
    return folder / files.mp3


def test_check_finds_the_files_behind_a_prefix(tmp_path: Path) -> None:
    sound = with_prefix(tmp_path)
    assert list(check("", tmp_path)) == []
    sound.write_bytes(sound.read_bytes()[:-3000])
    assert {"length", "cut-sound"} <= {one.rule for one in check("", tmp_path)}
    sound.unlink()
    found = [one for one in check("", tmp_path) if one.rule == "missing"]
    assert [one.where for one in found] == [sound.relative_to(tmp_path).as_posix()]


def test_the_address_of_a_folder_is_told_from_the_one_with_a_prefix(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"a")
    site, base, prefixed = FolderSite(tmp_path), "https://example.org/podcast/", f"{OP3}example.org/podcast/"
    urls = [f"{prefixed}a.mp3"] * 3
    assert find_bases(site, "feed.xml", f"{base}feed.xml", urls) == (base, (prefixed,))
    assert find_bases(site, "feed.xml", "", [*urls, f"{base}a.mp3"]) == (base, (prefixed,))
    assert find_bases(site, "feed.xml", "", urls) == (prefixed, ())
    assert find_bases(site, "feed.xml", "", []) == ("", ())
    assert find_bases(site, "feed.xml", f"{base}feed.xml", []) == (base, ())


def test_a_show_without_settings_has_no_prefix() -> None:
    assert ShowFacts(title="نشرة", description="أخبار", author="صحيفة").enclosure_prefix == ""
