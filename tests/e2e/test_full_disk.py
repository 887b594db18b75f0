"""A cache that cannot be written does not stop a build; a full disk of the output does, and nothing is lost."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.pasted import Result, article

Run = Callable[..., Result]

SIZES = (16, 48, 96, 160, 320)  # KiB
NAME = "article.txt"


@pytest.fixture(autouse=True)
def named_article() -> None:
    Path(NAME).write_text(article(), "utf-8")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Return a function that gives a disk in memory of so many KiB, and changes its size."""
    place = tmp_path / "disk"
    place.mkdir()

    def sized(size: int) -> Path:
        options = f"size={size}k" + (",remount" if place.is_mount() else "")
        mount = shutil.which("mount")
        if mount is None:
            pytest.skip("this system has no disk in memory")
        done = subprocess.run([mount, "-t", "tmpfs", "-o", options, "none", place], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"this user may not mount a disk: {done.stderr.decode()}")
        return place

    try:
        yield sized
    finally:
        if place.is_mount():
            subprocess.run([shutil.which("umount") or "umount", place], check=True)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files of a show, and whatever a write has left behind."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "catalogue.sqlite" not in path.name and path.name != ".audionews-lock"
    }


@pytest.mark.parametrize("workers", ["threads:2", "processes:2"])
def test_a_cache_that_cannot_be_written_is_told_once_and_done_without(
    audionews: Run, monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    build = ("build", NAME, "--voice", "silence", "--workers", workers, "--out")
    assert audionews(*build, "expected").code == 0
    monkeypatch.setenv("AUDIONEWS_CACHE", str(Path(NAME).absolute() / "cache"))  # below a file there is no folder
    done = audionews(*build, "out")
    assert done.code == 0
    assert done.err.count("cannot be written: what was spoken for this build is not kept") == 1
    assert files(Path("out")) == files(Path("expected"))
    assert audionews("build", NAME, "--voice", "silence", "--dry-run", "--out", "nowhere").code == 0
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_of_the_cache_does_not_stop_a_build(
    audionews: Run, monkeypatch: pytest.MonkeyPatch, disk: Callable[[int], Path], size: int
) -> None:
    build = ("build", NAME, "--voice", "silence", "--out")
    assert audionews(*build, "expected").code == 0
    monkeypatch.setenv("AUDIONEWS_CACHE", str(disk(size) / "cache"))
    for out in ("one", "two"):  # the second finds what the first had room for
        assert audionews(*build, out).code == 0
        assert files(Path(out)) == files(Path("expected"))


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_of_the_output_is_told_and_nothing_is_lost(
    audionews: Run, disk: Callable[[int], Path], size: int
) -> None:
    build = ("build", NAME, "--voice", "silence", "--out")
    assert audionews(*build, "expected").code == 0
    out = disk(size) / "out"
    done = audionews(*build, out)
    assert done.code == 78
    assert "No space left on device" in done.err
    assert "make room on the disk" in done.err
    expected = files(Path("expected"))
    assert files(out).items() <= expected.items(), "no half file, and nothing left behind"
    disk(10_000)
    assert audionews(*build, out).code == 0
    assert files(out) == expected


def test_a_full_disk_of_both_is_an_error_of_two_lines(
    audionews: Run, monkeypatch: pytest.MonkeyPatch, disk: Callable[[int], Path]
) -> None:
    place = disk(48)
    monkeypatch.setenv("AUDIONEWS_CACHE", str(place / "cache"))
    done = audionews("build", NAME, "--voice", "silence", "--out", place / "out")
    assert (done.code, len(done.err.splitlines())) == (78, 2)
