"""Batches of articles: whole episodes are made by worker processes, with the bytes of one article after the other."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.e2e.test_build import digests, sidecars
from tests.pasted import Result, article
from tests.running import eventually, is_alive, needs_signals, workers_of

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of articles of one day; one has nothing to speak, one is no text."""
    folder = tmp_path_factory.mktemp("articles")
    for number in range(6):
        text = " ".join(f"قال الوزير إن المدرسة رقم {10 * number + n} تفتح أبوابها غدا." for n in range(2))
        (folder / f"{number}.txt").write_text(article(f"العنوان رقم {number} من أخبار اليوم", text), "utf-8")
    (folder / "1b.txt").write_text("…\n\n…\n", "utf-8")
    (folder / "3b.txt").write_bytes(b"\x00\x01\x02" * 100)
    shutil.copy(folder / "2.txt", folder / "4b.txt")
    return folder


@pytest.fixture(scope="module")
def undisturbed(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the show that one thread makes of the articles when nothing disturbs it."""
    home = tmp_path_factory.mktemp("undisturbed")
    own = {f"AUDIONEWS_{name.upper()}": str(home / name) for name in ("cache", "config", "voices")}
    command = [sys.executable, "-m", "audionews", "build", str(articles), "--voice", "ar-espeak", "--on", "threads:1"]
    environment = {**os.environ, **own, "SOURCE_DATE_EPOCH": "1718900000"}
    done = subprocess.run(command, cwd=home, env=environment, check=False, capture_output=True)
    assert done.returncode == 1, done.stderr.decode()
    return home / "output"


def test_a_batch_has_the_bytes_and_the_failures_of_one_article_after_the_other(
    audionews: Run, articles: Path, tmp_path: Path
) -> None:
    build = ("build", articles, "--voice", "silence", "--json")
    alone = audionews(*build, "--on", "threads:1", "--out", tmp_path / "alone")
    shutil.rmtree(tmp_path / "cache")
    batch = audionews(*build, "--on", "processes:2", "--out", tmp_path / "batch")
    assert batch.code == alone.code == 1
    assert digests(tmp_path / "batch") == digests(tmp_path / "alone")
    assert len(sidecars(tmp_path / "batch")) == 6
    assert batch.named("article_failed") == alone.named("article_failed")
    for name in ("script_written", "episode_written"):
        assert [event["source"] for event in batch.named(name)] == [event["source"] for event in alone.named(name)]
    again = audionews(*build, "--on", "processes:2", "--out", tmp_path / "batch")
    assert {event["change"] for event in again.named("episode_written")} == {"unchanged"}
    assert digests(tmp_path / "batch") == digests(tmp_path / "alone")


@contextmanager
def building(articles: Path, out: Path | str, voice: str = "ar-espeak") -> Iterator[subprocess.Popen[str]]:
    """Give a build of a batch whose first episode is written."""
    command = [sys.executable, "-m", "audionews", "build", str(articles), "--voice", voice, "--json"]
    with subprocess.Popen(
        [*command, "--on", "processes:2", "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout
        next(line for line in run.stdout if '"episode_written"' in line)
        yield run


@needs_signals
def test_the_episode_of_a_killed_worker_is_made_by_another(articles: Path, undisturbed: Path, tmp_path: Path) -> None:
    with building(articles, tmp_path / "batch") as run:
        worker = workers_of(run.pid)[0]
        os.kill(worker, signal.SIGKILL)
        run.communicate()
    assert run.returncode == 1
    assert digests(tmp_path / "batch") == digests(undisturbed)


@needs_signals
def test_a_batch_at_an_address_has_the_bytes_of_a_folder_whatever_worker_is_killed(
    articles: Path, undisturbed: Path, tmp_path: Path
) -> None:
    with building(articles, f"file://{tmp_path}/batch") as run:
        os.kill(workers_of(run.pid)[0], signal.SIGKILL)
        run.communicate()
    assert run.returncode == 1
    assert shown(tmp_path / "batch") == shown(undisturbed)


def shown(folder: Path) -> dict[str, str]:
    """Return the digests of the files of a show, but for what the program keeps there for itself."""
    return {name: digest for name, digest in digests(folder).items() if not name.startswith(".audionews")}


@needs_signals
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_batch_that_is_ended_leaves_nothing_half_and_goes_on_later(
    number: signal.Signals, process: Run, articles: Path, undisturbed: Path, tmp_path: Path
) -> None:
    with building(articles, tmp_path / "batch") as run:
        workers = workers_of(run.pid)
        run.send_signal(number)
        run.communicate()
    assert run.returncode in {128 + number, -number}
    assert eventually(lambda: not any(map(is_alive, workers)))
    for each in sidecars(tmp_path / "batch"):
        assert (tmp_path / "batch" / "episodes" / f"{each['id']}.mp3").stat().st_size == each["size"]
    finished = len(sidecars(tmp_path / "batch"))
    assert 1 <= finished <= 6
    again = process("build", articles, "--voice", "ar-espeak", "--on", "processes:2", "--out", tmp_path / "batch")
    assert again.code == 1
    assert digests(tmp_path / "batch") == digests(undisturbed)
