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
from tests.running import needs_signals, unmeasured

pytestmark = [pytest.mark.usefixtures("socket_enabled"), needs_signals]


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    for number in range(3):
        text = " ".join(f"قال الوزير إن المدرسة رقم {10 * number + n} تفتح أبوابها غدا." for n in range(8))
        (tmp_path / f"{number}.txt").write_text(article(f"العنوان رقم {number} من أخبار اليوم", text), "utf-8")
    return sorted(map(str, tmp_path.glob("*.txt")))


def test_a_cluster_makes_the_bytes_of_this_machine_even_if_a_worker_is_lost(
    articles: list[str], process: Callable[..., Result], tmp_path: Path
) -> None:
    build = ("build", *articles, "--voice", "ar-espeak")
    here = process(*build, "--out", tmp_path / "here")
    assert here.code == 0, here.err
    shutil.rmtree(tmp_path / "cache")
    with cluster(2) as (address, workers):
        done = process(*build, "--on", address, "--out", tmp_path / "there")
        assert done.code == 0, done.err
        assert digests(tmp_path / "there") == digests(tmp_path / "here")
        shutil.rmtree(tmp_path / "cache")
        command = [
            sys.executable,
            "-m",
            "audionews",
            *build,
            "--on",
            address,
            "--json",
            "--out",
            str(tmp_path / "lost"),
        ]
        with subprocess.Popen(
            command, env=unmeasured(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as run:
            assert run.stdout
            next(line for line in run.stdout if '"line_spoken"' in line)
            workers[0].send_signal(signal.SIGKILL)
            _, err = run.communicate()
        assert run.returncode == 0, err
        assert digests(tmp_path / "lost") == digests(tmp_path / "here")


def test_a_scheduler_that_is_not_there_or_has_no_workers_is_told(
    articles: list[str], process: Callable[..., Result]
) -> None:
    done = process("build", *articles, "--voice", "silence", "--on", "tcp://127.0.0.1:9")
    assert (done.code, "no scheduler answers" in done.err) == (75, True), done.err
    with cluster(0) as (address, _):
        done = process("build", *articles, "--voice", "silence", "--on", address)
    assert (done.code, "has no workers" in done.err) == (75, True), done.err
