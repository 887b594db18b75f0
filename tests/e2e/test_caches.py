"""What happens to caches and finished files outside of a build is mended by the next one, which says what it does."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.e2e.test_build import Run, digests
from tests.pasted import Result, article

from audionews.stores.local import LocalStore

DAY = 24 * 3600


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(article(), "utf-8")
    return path


def files(folder: Path, suffix: str = "") -> list[Path]:
    """Return the files of a cache: the notes, or with no suffix the bytes."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix == suffix)


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    blob = bytearray(path.read_bytes())
    blob[len(blob) // 2] ^= 1
    path.write_bytes(blob)


def written(result: Result) -> tuple[object, object]:
    """Return what was done with the one episode of a build, and how many lines were spoken."""
    (event,) = result.named("episode_written")
    return event["change"], event["spoken"]


def test_clips_that_are_damaged_but_needed_are_spoken_again_and_counted(
    audionews: Run, pasted: Path, tmp_path: Path
) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "one")
    for clip in files(tmp_path / "cache" / "clips"):
        flip(clip)
    shutil.rmtree(tmp_path / "cache" / "frames")
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "two", "--json")
    assert written(result) == ("new", 6)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert json.loads(audionews("cache", "verify", "--json").out)["removed"] == 0


def test_clips_that_are_damaged_and_not_needed_are_left_to_verify(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "one")
    for clip in files(tmp_path / "cache" / "clips")[:2]:
        flip(clip)
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "two", "--json")
    assert written(result) == ("new", 0)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    swept = json.loads(audionews("cache", "verify", "--json").out)
    assert swept["removed"] == 2
    assert json.loads(audionews("cache", "verify", "--json").out)["kept"] == swept["kept"]


def test_notes_with_other_facts_are_not_believed(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "one")
    for path in files(tmp_path / "cache" / "clips", ".json"):
        kept = json.loads(path.read_bytes())
        measures = kept["note"]["facts"]["measures"]
        measures["energies"] = [energy * 2 + 0.001 for energy in measures["energies"]]
        path.write_text(json.dumps(kept, separators=(",", ":")), "utf-8")
    result = audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "two", "--json")
    assert written(result) == ("new", 6)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_an_unchanged_build_mends_covers_and_alternates_without_any_cache(
    audionews: Run, pasted: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "audionews.toml"
    settings.write_text('voice = "silence"\n[sound]\nalternate = "opus"\n', "utf-8")
    build = ("build", pasted, "--settings", settings, "--out", tmp_path / "out", "--json")
    audionews(*build)
    before = digests(tmp_path / "out")
    shutil.rmtree(tmp_path / "cache")
    for kind in ("*.jpg", "*.opus"):
        (path,) = (tmp_path / "out" / "episodes").glob(kind)
        path.write_bytes(path.read_bytes()[:-1])
    assert written(audionews(*build)) == ("unchanged", 0)
    assert digests(tmp_path / "out") == before


def test_what_was_not_used_for_the_longest_time_goes_first(audionews: Run, pasted: Path, tmp_path: Path) -> None:
    audionews("build", pasted, "--voice", "silence", "--out", tmp_path / "one")
    shutil.rmtree(tmp_path / "cache" / "frames")
    clips = files(tmp_path / "cache" / "clips")
    for days, clip in enumerate(clips, start=2):
        for path in (clip, clip.with_suffix(".json")):
            os.utime(path, (time.time() - days * DAY,) * 2)
    kept = {clips[0], clips[1], clips[-1]}
    LocalStore(tmp_path / "cache", durable=False).read(clips[-1].relative_to(tmp_path / "cache").as_posix())
    audionews("cache", "verify")  # reads everything, and uses nothing
    rows = [json.loads(row) for row in audionews("cache", "info", "--json").out.splitlines()]
    others = sum(row["size"] for row in rows if row["kind"] != "clips")
    size = sum(path.stat().st_size + path.with_suffix(".json").stat().st_size for path in kept)
    audionews("cache", "prune", "--max-size", f"{others + size}")
    assert set(files(tmp_path / "cache" / "clips")) == kept


@pytest.mark.parametrize(
    ("size", "kept"),
    [("0", 0), ("0.0kb", 0), ("1", 0), ("10MB", 1), ("1GiB", 1), ("1.5 g", 1), ("2T", 1), ("9" * 400, 1)],
)
def test_sizes_are_written_as_people_write_them(audionews: Run, tmp_path: Path, size: str, kept: int) -> None:
    LocalStore(tmp_path / "cache").write("clips/ab/cd", [bytes(5000)])
    result = audionews("cache", "prune", "--max-size", size, "--json")
    assert (result.code, json.loads(result.out)["kept"]) == (0, kept)


@pytest.mark.parametrize("size", ["-1", "much", "", "1e9", "nan", "inf", "1 2", "5 apples", "0x10", "1GiBi", "."])
def test_what_is_no_size_is_refused_and_removes_nothing(audionews: Run, tmp_path: Path, size: str) -> None:
    LocalStore(tmp_path / "cache").write("clips/ab/cd", [b"x"])
    result = audionews("cache", "prune", "--max-size", size)
    assert (result.code, result.out) == (2, "")
    assert (tmp_path / "cache" / "clips" / "ab" / "cd").exists()


def test_caches_that_are_not_there_yet_can_be_looked_at(audionews: Run, tmp_path: Path) -> None:
    assert audionews("cache", "info").out == "the caches are empty\n"
    assert "removed 0 entries" in audionews("cache", "prune", "--max-size", "1M").out
    assert "removed 0 entries" in audionews("cache", "verify").out
    assert not (tmp_path / "cache").exists()
    (tmp_path / "cache").write_text("a file")
    result = audionews("cache", "info")
    assert (result.code, "cannot read" in result.err) == (78, True)


def test_strange_things_in_the_caches_stop_no_command(audionews: Run, tmp_path: Path) -> None:
    clips = tmp_path / "cache" / "clips"
    (clips / "ab" / "folder").mkdir(parents=True)
    (clips / "ab" / "folder.json").write_text("{}")
    (clips / "ab" / "link").symlink_to("nothing")
    (clips / "note").write_text("mine")
    left_over = clips / "ab" / ".audionews-killed_1"
    left_over.write_bytes(b"half")
    os.utime(left_over, (0, 0))
    assert audionews("cache", "info").code == 0
    swept = json.loads(audionews("cache", "verify", "--json").out)
    assert (swept["removed"], swept["kept"]) == (3, 0)
    assert [path.name for path in clips.rglob("*") if not path.is_dir()] == []


SHORT_OF_ROOM = """
import resource, sys
from audionews.cli.main import run
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize("size", [100, 150_000])
def test_a_full_disk_stops_the_build_and_leaves_nothing_half_written(
    audionews: Run, pasted: Path, tmp_path: Path, size: int
) -> None:
    build = ["build", str(pasted), "--voice", "silence"]
    command = [sys.executable, "-c", SHORT_OF_ROOM, str(size), *build, "--out", str(tmp_path / "one")]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 78
    assert b"cannot write" in done.stderr
    assert b"make room on the disk" in done.stderr
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name.startswith(".audionews-")]
    assert {path.name for path in left} <= {".audionews-lock"}
    assert not list((tmp_path / "one").rglob("*.mp3"))
    assert json.loads(audionews("cache", "verify", "--json").out)["removed"] <= 1  # bytes whose note had no room
    audionews(*build, "--out", tmp_path / "one")
    shutil.rmtree(tmp_path / "cache")
    audionews(*build, "--out", tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def start(name: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "audionews", "build", name, "--voice", "silence", "--out", "out", "-q"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def test_builds_that_run_at_once_publish_all_of_their_episodes(audionews: Run) -> None:
    names = ("one.txt", "two.txt")
    for name, day in zip(names, ("20", "21"), strict=True):  # of one day, they would stand in the order of building
        text = article(f"العنوان {name.removesuffix('.txt')} للمقال").replace("20 يونيو", f"{day} يونيو")
        Path(name).write_text(text, "utf-8")
    with LocalStore(Path("out")).lock():  # so that all of them come to the door together
        builds = [start(name) for name in names]
    assert [build.wait() for build in builds] == [0, 0]
    together = digests(Path("out"))
    assert Path("out/feed.xml").read_text("utf-8").count("<item>") == 2
    audionews("build", *names, "--voice", "silence", "--out", "alone")
    assert digests(Path("alone")) == together
