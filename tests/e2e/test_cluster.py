"""A build on a real cluster on this machine: a scheduler of dask, and workers of ours."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.clusters import cluster
from tests.e2e.test_build import digests
from tests.pasted import Result, article
from tests.running import needs_signals

pytestmark = [pytest.mark.usefixtures("socket_enabled"), needs_signals]


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    for number in range(4):
        text = " ".join(f"قال الوزير إن المدرسة رقم {10 * number + n} تفتح أبوابها غدا." for n in range(3))
        (tmp_path / f"{number}.txt").write_text(article(f"العنوان رقم {number} من أخبار اليوم", text), "utf-8")
    return sorted(map(str, tmp_path.glob("*.txt")))


def interrupted(command: tuple[str, ...], event: str, lost: subprocess.Popen[str]) -> tuple[int, str]:
    """Run a build, kill a program at the first event of that name, and return the exit code and errors."""
    with subprocess.Popen(
        [sys.executable, "-m", "audionews", *command, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout
        next(line for line in run.stdout if f'"{event}"' in line)
        lost.send_signal(signal.SIGKILL)
        _, err = run.communicate()
    return run.returncode, err


def test_a_cluster_makes_the_bytes_of_this_machine_whatever_is_lost(
    articles: list[str], process: Callable[..., Result], tmp_path: Path
) -> None:
    build = ("build", *articles, "--voice", "ar-espeak")
    here = process(*build, "--out", tmp_path / "here")
    assert here.code == 0, here.err
    shutil.rmtree(tmp_path / "cache")
    with cluster(2) as (address, workers, scheduler):
        done = process(*build, "--on", address, "--out", tmp_path / "there")
        assert done.code == 0, done.err
        assert digests(tmp_path / "there") == digests(tmp_path / "here")
        shutil.rmtree(tmp_path / "cache")
        command = (*build, "--on", address, "--out", str(tmp_path / "lost"))
        code, err = interrupted(command, "episode_written", workers[0])
        assert code == 0, err
        assert digests(tmp_path / "lost") == digests(tmp_path / "here")
        shutil.rmtree(tmp_path / "cache")
        shutil.rmtree(tmp_path / "lost")
        code, err = interrupted(command, "episode_written", scheduler)
        assert (code, "were lost" in err, "run it again" in err) == (75, True, True), err
    with cluster(1) as (address, _, _):
        done = process(*build, "--on", address, "--out", tmp_path / "lost")
        assert done.code == 0, done.err
    assert digests(tmp_path / "lost") == digests(tmp_path / "here")


def test_a_scheduler_that_is_not_there_or_has_no_workers_is_told(
    articles: list[str], audionews: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audionews.building.cluster._TIMEOUT", 0.5)
    done = audionews("build", *articles, "--voice", "silence", "--on", "tcp://127.0.0.1:9")
    assert (done.code, "no scheduler answers" in done.err) == (75, True), done.err
    with cluster(0) as (address, _, _):
        done = audionews("build", *articles, "--voice", "silence", "--on", address)
    assert (done.code, "has no workers" in done.err) == (75, True), done.err


def test_workers_that_lack_what_a_voice_needs_are_told(articles: list[str], audionews: Callable[..., Result]) -> None:
    Path("voices").mkdir()
    for name, needed in (("there", "LOOPBACK"), ("missing", "GPU")):
        Path(f"voices/{name}.toml").write_text(f'engine = "silence"\nneeds = ["{needed}"]\n')
    with cluster(1) as (address, _, _):
        done = audionews("build", *articles, "--voice", "there", "--on", address)
        assert done.code == 0, done.err
        done = audionews("build", *articles, "--voice", "missing", "--on", address)
    assert (done.code, "need GPU" in done.err, "audionews worker" in done.err) == (78, True, True), done.err
