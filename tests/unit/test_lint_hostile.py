"""Hostile shows: each is reported, the rest of the report follows, and nothing outside of the folder is read."""

import builtins
import io
import os
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.checked import Files, paths_of, write_show
from tests.newsroom import BASE

from audionews.app.checking import check
from audionews.cli.main import run
from audionews.errors import UsageError
from audionews.lint.folder import FolderSite
from audionews.lint.json_document import read_json
from audionews.lint.rules import Fault, finding, guarded
from audionews.lint.site import LARGEST
from audionews.lint.xml_document import read_xml

needs_posix = pytest.mark.skipif(os.name != "posix", reason="this system has no pipes and devices in folders")


@contextmanager
def watched() -> Iterator[list[str]]:
    """Give the list of the paths that are opened or listed. An audit hook would stay for all later tests."""
    opened: list[str] = []

    def noted(real: Callable[..., object]) -> Callable[..., object]:
        def call(path: object, *arguments: object, **options: object) -> object:
            opened.append(os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else "")
            return real(path, *arguments, **options)

        return call

    with ExitStack() as patches:
        for module, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "listdir"), (os, "scandir")):
            patches.enter_context(patch.object(module, name, noted(getattr(module, name))))
        yield opened


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    write_show(folder)
    return folder


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / "show")


@pytest.fixture
def files(folder: Path) -> Files:
    return paths_of(folder)


def change(folder: Path, old: str, new: str, count: int = 1) -> None:
    feed = (folder / "feed.xml").read_text("utf-8")
    changed = re.sub(old, new, feed, count=count, flags=re.DOTALL)
    assert changed != feed
    (folder / "feed.xml").write_text(changed, "utf-8")


def rules(folder: Path) -> set[str]:
    return {found.rule for found in check("", folder)}


def code_of(folder: Path) -> int:
    return run(["check", str(folder)])


PLACES = [
    "../secret.mp3", "episodes/../../secret.mp3", "%2e%2e/secret.mp3", "..%2fsecret.mp3", "/../secret.mp3",
    "link/secret.mp3", "secret-link.mp3",
]  # fmt: skip


@needs_posix
@pytest.mark.parametrize("place", PLACES)
def test_an_enclosure_is_never_followed_out_of_the_show(folder: Path, place: str) -> None:
    secret = folder.parent / "secret.mp3"
    secret.write_bytes(b"secret")
    (folder / "link").symlink_to(folder.parent)
    (folder / "secret-link.mp3").symlink_to(secret)
    change(folder, f'<enclosure url="{BASE}/[^"]*"', f'<enclosure url="{BASE}/{place}"')
    with watched() as opened:
        found = list(check("", folder))
    assert "outside" in {one.rule for one in found}
    own = os.path.realpath(folder)
    show_files = [path for path in opened if path.startswith(os.path.realpath(folder.parent))]
    assert show_files
    assert [path for path in show_files if not os.path.realpath(path).startswith(own)] == []


def test_every_other_name_in_a_feed_stays_inside_too(folder: Path) -> None:
    (folder.parent / "x.json").write_text("{}")
    tags = ("podcast:transcript url", "podcast:chapters url", "itunes:image href", "podcast:source uri")
    for number, tag in enumerate(tags):
        change(folder, rf'<{tag}="[^"]*"', f'<{tag}="{BASE}/%2e%2e/x.json?{number}"')
    found = [one for one in check("", folder) if one.rule == "outside" and one.where == "../x.json"]
    assert len(found) == len(tags)


@needs_posix
@pytest.mark.parametrize("role", ["feed", "section", "mp3", "vtt", "chapters", "cover", "html"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "loop", "socket"])
def test_what_is_no_file_is_reported(folder: Path, role: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / getattr(paths_of(folder), role)
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "socket":
        monkeypatch.chdir(path.parent)  # the path of a socket is short
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(path.name)
    else:
        path.symlink_to(path)
    assert rules(folder) & {"no-file", "outside", "unreadable"}
    assert code_of(folder) == 1


@needs_posix
def test_a_pipe_that_is_named_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "my.xml")
    assert [one.rule for one in check("", tmp_path / "my.xml")] == ["no-file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(folder: Path, files: Files) -> None:
    (folder / files.vtt).chmod(0)
    assert "unreadable" in rules(folder)


@pytest.mark.parametrize("role", ["feed", "section", "vtt", "chapters", "json", "cover", "html"])
def test_a_huge_file_is_not_loaded(folder: Path, files: Files, role: str) -> None:
    with (folder / getattr(files, role)).open("r+b") as file:
        file.truncate(40 * LARGEST)  # a file with a hole takes no room
    assert "huge" in rules(folder)
    assert code_of(folder) == 1


def test_a_huge_sound_is_not_loaded(folder: Path, files: Files) -> None:
    with (folder / files.mp3).open("r+b") as file:
        file.truncate(200 * LARGEST)
    assert {"length", "mp3"} <= rules(folder)


BOMB = "<!DOCTYPE a [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 12)) + "]>"
NAMES = f"<?xml version='1.0'?><rss><channel><title>{{}}</title>{'<item/>' * 3}</channel></rss>"
FEEDS: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n",
    "NULs": bytes(5000),
    "a NUL in a name": NAMES.format("a\0b").encode(),
    "bomb": BOMB.encode() + b"<rss><channel>&e11;</channel></rss>",
    "bomb in UTF-16": (BOMB + "<rss><channel>&e11;</channel></rss>").encode("utf-16"),
    "external entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>',
    "deep": b"<rss><channel>" + b"<a>" * 100_000,
    "wide": b"<rss><channel>" + b"<a/>" * 500_000,
    "attributes": b"<rss><channel " + b" ".join(b"a%d='x'" % number for number in range(100_000)) + b"/></rss>",
    "one attribute twice": b"<rss><channel a='1' a='2'/></rss>",
    "cp1256": NAMES.format("خبر").encode("cp1256"),
    "another root": b"<html><body>404</body></html>",
    "an encoding of several bytes": b"<?xml version='1.0' encoding='gb18030'?><rss/>",
    "an encoding that does not exist": b"<?xml version='1.0' encoding='x-none'?><rss/>",
    "JSON": b'{"rss": {}}',
    "not ended": b"<rss><channel><item><title>a",
}


@pytest.mark.parametrize("blob", FEEDS.values(), ids=FEEDS.keys())
def test_a_hostile_feed_is_reported(folder: Path, blob: bytes) -> None:
    (folder / "feed.xml").write_bytes(blob)
    assert rules(folder) & {"xml", "encoding", "title"}
    assert "unchecked" not in rules(folder)
    assert code_of(folder) == 1


def test_the_other_feeds_are_checked_if_the_first_is_broken(folder: Path, files: Files) -> None:
    (folder / "feed.xml").write_bytes(b"")
    section = folder / files.section
    section.write_text(section.read_text("utf-8").replace("<language>ar", "<language>xx"), "utf-8")
    assert {one.where for one in check("", folder) if one.rule == "language"} == {files.section}


def test_what_stands_before_a_cut_is_checked(folder: Path) -> None:
    change(folder, 'type="audio/mpeg"', 'type="audio/mp3"')
    blob = (folder / "feed.xml").read_bytes()
    (folder / "feed.xml").write_bytes(blob[: blob.rindex(b"</item>")])
    assert {"xml", "type"} <= rules(folder)


def test_an_xml_file_that_is_no_feed_is_left_alone(folder: Path) -> None:
    (folder / "sitemap.xml").write_text("<urlset><url/></urlset>")
    (folder / ".hidden.xml").write_text("<rss")
    assert rules(folder) == set()


VALUES: list[tuple[str, str, str]] = [
    ("chapters", '{"version":"1.2.0","chapters":' + "[" * 100_000, "chapters"),
    ("chapters", '{"version":"1.2.0","chapters":[{"startTime":' + "9" * 5000 + "}]}", "chapters"),
    ("chapters", '{"version":"1.2.0","chapters":[{"startTime":1e999}]}', "chapters"),
    ("chapters", '{"version":"1.2.0","chapters":[{"startTime":true}]}', "chapters"),
    ("chapters", '{"version":"1.2.0","chapters":[{"startTime":0,"title":"\\ud800"}]}', "chapters-differ"),
    ("json", '{"version":"1.0.0","segments":' + '{"a":' * 100_000, "transcript-json"),
    ("json", '{"version":"1.0.0","segments":[{"startTime":0,"endTime":1,"body":"\\ud800 a"}]}', "transcript-short"),
    ("json", "\ufeff" + '{"version":"1.0.0","segments":[{"startTime":-1,"endTime":1,"body":"a"}]}', "transcript-json"),
    ("vtt", "WEBVTT\n\n" + "9" * 5000 + ":00:00.000 --> 00:00:01.000\na\n", "vtt"),
    ("vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<" * 100_000, "transcript-short"),
    ("srt", "1\n" + "0" * 100_000 + " --> \n", "srt"),
    ("text", "<html>" + "<div>" * 100_000 + "</html>", "empty"),
    ("html", "<html>" + '<a href="http://[">x</a>' * 1000 + "</html>", ""),
]


@pytest.mark.parametrize(("role", "text", "rule"), VALUES, ids=range(len(VALUES)))
def test_a_hostile_text_is_reported(folder: Path, files: Files, role: str, text: str, rule: str) -> None:
    (folder / getattr(files, role)).write_text(text, "utf-8")
    found = rules(folder)
    assert "unchecked" not in found
    assert rule in found or not rule
    assert run(["check", str(folder), "--json"]) in {0, 1}


def test_a_feed_that_names_itself_as_the_next_page_ends(folder: Path) -> None:
    change(folder, "<atom:link ", f'<atom:link rel="next" href="{BASE}/feed.xml"/><atom:link ')
    assert rules(folder) == set()


def test_the_stored_guid_of_a_show_is_known(folder: Path) -> None:
    guid = re.search("<podcast:guid>([^<]*)", (folder / "feed.xml").read_text("utf-8"))
    section = re.search("<podcast:guid>([^<]*)", (folder / "section-sport.xml").read_text("utf-8"))
    assert guid
    assert section
    identity = folder / "show.json"
    identity.write_text(f'{{"guid": "{guid[1]}", "sections": {{"sport": "{section[1]}"}}}}')
    assert rules(folder) == set()
    identity.write_text('{"guid": "9b024349-ccf0-5f69-a609-6b82873eab3c", "sections": []}')
    assert rules(folder) == {"foreign-guid"}
    identity.write_text("[")
    assert rules(folder) == set()


def test_a_check_that_fails_is_a_finding_itself() -> None:
    def fails() -> Iterator[Fault]:
        yield Fault("mp3", "first")
        raise ZeroDivisionError("by \ud800")

    faults = list(guarded(fails))
    assert [fault.rule for fault in faults] == ["mp3", "unchecked"]
    assert finding(faults[1], "a\udcff.mp3").where == "a?.mp3"


def test_a_folder_without_a_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no .*feed\.xml"):
        list(check("", tmp_path))
    assert run(["check", str(tmp_path)]) == run(["check", str(tmp_path / "none")]) == 2
    assert run(["check", "a" * 5000]) == 1


def test_names_that_no_file_has_are_missing(tmp_path: Path) -> None:
    site = FolderSite(tmp_path, "https://example.org/")
    for name in ("a%00b", "x" * 5000, "a/" * 3000, "%ff%fe"):
        size = site.size(f"https://example.org/{name}")
        assert isinstance(size, Fault)
        assert size.rule in {"missing", "unreadable"}


@pytest.mark.parametrize("read", [read_json, read_xml])
def test_memory_errors_are_not_provoked(read: Callable[[bytes], object]) -> None:
    assert read(b"[" * 1_000_000)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have names in UTF-8 only")
def test_a_name_that_is_no_text_is_reported(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / os.fsdecode(b"\xff\x1b[31m.xml")).write_bytes(b"<rss")
    assert run(["check", str(folder), "--json"]) == run(["check", str(folder)]) == 1
    printed = capfd.readouterr().out
    assert "?" in printed
    assert "\x1b[31m" not in printed
