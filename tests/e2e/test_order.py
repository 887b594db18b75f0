"""The order in which a build changes files, as strace sees it: what a failure of the power may leave."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.e2e.test_polled import SETTINGS
from tests.pasted import FIRST, article

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")
OPENED = re.compile(r'openat\(AT_FDCWD, "([^"]*)", \S+.* = (\d+)$')
SYNCED = re.compile(r"fsync\((\d+)\)\s+= 0")
RENAMED = re.compile(r'rename(?:at2?)?\((?:AT_FDCWD, )?"([^"]*)", (?:AT_FDCWD, )?"([^"]*)"')
REMOVED = re.compile(r'unlink(?:at)?\((?:AT_FDCWD, )?"([^"]*)"')


KINDS = {"mp3", "opus", "jpg", "webp", "vtt", "srt", "json", "html"}


class Call(NamedTuple):
    """What a call does to a file: sync, rename or remove; the second name is that after a rename."""

    name: str
    path: str
    new: str = ""


def test_a_build_syncs_files_and_folders_and_changes_the_feed_after_the_sound_and_before_the_old_one_goes(
    tool: Callable[[str], str], tmp_path: Path
) -> None:
    Path("audionews.toml").write_text(SETTINGS, "utf-8")
    Path("1.txt").write_text(article(), "utf-8")
    build(tool, tmp_path, day=0)
    Path("1.txt").write_text(article(first=f"{FIRST} وقال الوزير إنه لم يُفتتح."), "utf-8")
    corrected = build(tool, tmp_path, day=1)
    check_synced(corrected)
    names = [call.new for call in corrected if call.name == "rename"]
    feed = names.index("output/feed.xml")
    sidecar = next(at for at, name in enumerate(names) if re.fullmatch(r"output/episodes/[^.]*\.json", name))
    new = [at for at, name in enumerate(names) if re.search(r"/[^/.]+\.[0-9a-f]{8}\.\w+", name)]
    assert {names[at].rpartition(".")[2] for at in new} == KINDS
    assert max(new) < feed
    assert [at for at in new if names[at].endswith((".mp3", ".opus", ".jpg"))] == [at for at in new if at < sidecar]
    synced = next(at for at, call in enumerate(corrected) if call.new == "output/feed.xml")
    assert any(call == Call("sync", "output/episodes") for call in corrected[:synced])
    assert not [call for call in corrected if call.name == "remove" and call.path.startswith("output/episodes/2")]
    feed_before = Path("output/feed.xml").read_text("utf-8")
    Path("2.txt").write_text(article("عنوان آخر لخبر جديد"), "utf-8")
    later = build(tool, tmp_path, day=3)
    check_synced(later)
    gone = [call.path for call in later if call.name == "remove" and call.path.startswith("output/episodes/2")]
    assert {path.rpartition(".")[2] for path in gone} == KINDS
    assert not [path for path in gone if path.removeprefix("output/") in feed_before]


def check_synced(calls: list[Call]) -> None:
    """Check that each public file is synced before it gets its name, and its folder before anything depends on that."""
    renames = [(at, call) for at, call in enumerate(calls) if call.name == "rename" and call.new.startswith("output/")]
    assert renames, "strace sees what is renamed"
    for at, call in renames:
        assert Call("sync", call.path) in calls[:at], call
        assert Call("sync", os.path.dirname(call.new)) in calls[at:], call  # noqa: PTH120 - text as strace has it


def build(tool: Callable[[str], str], tmp_path: Path, day: int) -> list[Call]:
    """Build all articles on a day, and return what the build does to files."""
    log = tmp_path / "strace"
    calls = "openat,close,fsync,rename,renameat,renameat2,unlink,unlinkat"
    watch = (tool("strace"), "-f", "-qq", "-e", "signal=none", "-s", "4096", "-o", log, "-e", f"trace={calls}")
    names = sorted(path.name for path in Path.cwd().glob("*.txt"))
    command = (sys.executable, "-m", "audionews", "build", *names, "--voice", "silence", "--workers", "threads:1")
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(1_718_900_000 + day * 86_400)}
    subprocess.run([*watch, *command], env=environment, check=True, capture_output=True)
    return list(calls_in(log.read_text("utf-8", "replace").splitlines()))


def calls_in(lines: list[str]) -> Iterator[Call]:
    opened = dict[str, str]()  # all threads share the numbers of files
    for line in lines:
        if found := OPENED.search(line):
            opened[found[2]] = found[1]
        elif found := SYNCED.search(line):
            yield Call("sync", opened[found[1]])
        elif found := RENAMED.search(line):
            yield Call("rename", found[1], found[2])
        elif found := REMOVED.search(line):
            yield Call("remove", found[1])
