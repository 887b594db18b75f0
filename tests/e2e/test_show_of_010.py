"""A show that audionews 0.1.0 made opens, is indexed and rendered: no GUID, address or sound changes."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.feeds import parsed, text
from tests.pasted import Result

Run = Callable[..., Result]
MADE = Path(__file__).parents[1] / "data" / "show-0.1.0"
NEWEST, CORRECTED, REMOVED = "2024-06-21-8102c054", "2024-06-20-b4d47cfb", "2024-06-22-3d31bc20"
LASTING = (".mp3", ".jpg", ".json")
TITLES = "titles.json"  # of the search; it is rendered
OWN = ("archive-2019/old.mp3", "index-backup.txt", "feed-notes.txt", "section-logo.png", f"episodes/{NEWEST}.txt")


@pytest.fixture
def show() -> Path:
    """The show, with files of its owner, in the folder of the test."""
    shutil.copytree(MADE, ".", dirs_exist_ok=True)
    for name in OWN:
        Path("output", name).parent.mkdir(exist_ok=True)
        Path("output", name).write_bytes(b"mine")
    return Path("output")


def lasting(folder: Path) -> dict[str, object]:
    """Return what is not rendered: sounds, covers, sidecars and the GUIDs of the show."""
    kept = [name for name in names(folder) - {TITLES} if name.endswith(LASTING) and name.count(".") == 1]
    identity = json.loads((folder / "show.json").read_bytes())
    identity.pop("cover", None)  # what the first cover was drawn from, which 0.1.0 did not keep
    return {name: (folder / name).read_bytes() for name in kept} | {"show.json": identity}


NEW = {  # it did not make these yet
    *(
        f"episodes/{name}.{kind}"
        for name in (NEWEST, CORRECTED)
        for kind in ("transcript.html", "player.json", "small.webp")
    ),
    *(f"audionews-{name}.js" for name in ("embed", "frames", "framed", "more", "reading", "search")),
    *("404.html", "search.html", TITLES, "sw.js", "manifest.webmanifest"),
    *("apple-touch-icon.png", "icon-192.png", "icon-512.png"),
}


def names(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".audionews")}


def addresses(folder: Path) -> list[tuple[str | None, ...]]:
    """Return what a podcast client knows of each episode: its GUID, and where its sound and its page are."""
    channel = parsed((folder / "feed.xml").read_bytes())
    known = []
    for item in channel.findall("item"):
        sound = item.find("enclosure")
        assert sound is not None
        known.append((item.findtext("guid"), sound.get("url"), sound.get("length"), item.findtext("link")))
    return [(text(channel, "podcast:guid"),), *known]


def test_it_is_rendered_with_the_same_guids_addresses_and_sounds(show: Path, audionews: Run) -> None:
    before, kept = addresses(MADE / "output"), lasting(show)
    assert len(before) == 3
    assert audionews("publish", "www").code == 0
    assert addresses(show) == addresses(Path("www")) == before
    assert lasting(show) == kept
    assert names(show) == names(MADE / "output") | set(OWN) | NEW
    assert audionews("check").code == 0


@pytest.mark.usefixtures("show")
def test_its_episodes_are_listed(audionews: Run) -> None:
    listed = {str(one["id"]): one["state"] for one in audionews("list", "--json").events}
    assert listed == {REMOVED: "removed", NEWEST: "published", CORRECTED: "published"}


def test_a_take_down_as_the_first_command_removes_what_was_rendered(show: Path, audionews: Run) -> None:
    assert audionews("remove", NEWEST).code == 0
    assert {path.name.partition(".")[2] for path in show.glob(f"episodes/{NEWEST}.*")} == {"mp3", "jpg", "json", "txt"}
    assert [guid for guid, *_ in addresses(show)[1:]] == [addresses(MADE / "output")[2][0]]
    assert json.loads((show / f"episodes/{NEWEST}.json").read_bytes())["revision"] == 1
    assert all((show / name).read_bytes() == b"mine" for name in OWN)
    assert audionews("remove", "--restore", NEWEST).code == 0
    assert addresses(show) == addresses(MADE / "output")
    assert names(show) == names(MADE / "output") | set(OWN) | NEW


def test_what_it_removed_can_be_put_back(show: Path, audionews: Run) -> None:
    assert audionews("remove", "--restore", REMOVED).code == 0
    guid = json.loads((show / f"episodes/{REMOVED}.json").read_bytes())["guid"]
    assert [known for known, *_ in addresses(show)[1:]] == [
        guid,
        *(known for known, *_ in addresses(MADE / "output")[1:]),
    ]


def test_lists_that_lose_their_last_episode_go(show: Path, audionews: Run) -> None:
    assert (show / "archive-2024-06.html").exists()
    for episode in (NEWEST, CORRECTED):
        assert audionews("remove", episode).code == 0
    assert not (show / "archive-2024-06.html").exists()
    assert all((show / name).read_bytes() == b"mine" for name in OWN)
