"""Prints how builds scale: a batch on one worker and on two, and how many workers one coordinator keeps at work.

    python bench/scale.py [--articles NUMBER] [--voice NAME] [--simulated NUMBER] [--where WHERE ...]

The first table is measured: wall seconds, the CPU seconds of the coordinator and of the busiest worker, the share of
the coordinator in all CPU seconds, and whether the bytes are those of threads:1. On a machine with other work, compare
the CPU seconds of the busiest worker. WHERE is as in --on, or dask:N for a scheduler and N workers on this machine.

The second is simulated: the coordinator does all its work for real, but each episode was made before and is handed out
by a worker that sleeps.
"""

import argparse
import compileall
import hashlib
import heapq
import os
import pickle
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from unittest import mock

from audionews import app
from audionews.app import builds
from audionews.building.article_jobs import make_episode
from audionews.building.processes import WorkerProcesses
from audionews.building.scripting import Identified
from audionews.model import Blob

ROOT = Path(__file__).parents[1]
WHERE = ("threads:1", "processes:1", "processes:2", "dask:1", "dask:2")
SECONDS = 2.0  # of a simulated worker for an episode
SIMULATED = (1, 10, 25, 50, 100, 200)
TICKS = os.sysconf("SC_CLK_TCK")

P = ParamSpec("P")
R = TypeVar("R")


def write_articles(folder: Path, number: int, paragraphs: int, *, alike: bool) -> Path:
    """Write articles; if they are alike, only their headlines differ, so that little has to be spoken."""
    folder.mkdir(parents=True)
    for each in range(number):
        schools = [0 if alike else 100 * each + 10 * paragraph for paragraph in range(paragraphs)]
        body = (
            " ".join(
                f"قال الوزير إن المدرسة رقم {school + sentence} تفتح أبوابها غدا في المدينة." for sentence in range(4)
            )
            for school in schools
        )
        text = f"العنوان رقم {each} من أخبار اليوم\n\n20 يونيو 2024\n\n" + "\n\n".join(body)
        (folder / f"{each:05}.txt").write_text(text + "\n", "utf-8")
    return folder


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of all files of a show."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".audionews" not in str(path))
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def cpu_of(group: int) -> dict[int, float]:
    """Return the CPU seconds of each process of a session."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == group:
            found[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / TICKS
    return found


@contextmanager
def dask(workers: int, environment: dict[str, str]) -> Iterator[tuple[str, list[int]]]:
    """Give the address of a scheduler, and the sessions of its workers."""
    with ExitStack() as programs:

        def start(*command: str, ready: str) -> tuple[subprocess.Popen[str], str]:
            program = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=environment,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
            programs.callback(program.wait, 60)
            programs.callback(program.terminate)
            return program, next(line for line in program.stderr or () if ready in line)

        scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        _, line = start(*scheduler, ready="Scheduler at:")
        address = line.split()[-1]
        yield address, [start("audionews", "worker", address, ready="at work for")[0].pid for _ in range(workers)]


def measure(where: str, folder: Path, voice: str) -> tuple[float, float, list[float], dict[str, str]]:
    """Build a batch; return the wall seconds, the CPU seconds of the coordinator and of each worker, and the bytes."""
    for name in ("cache", "show"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "cache").mkdir()
    environment = {**os.environ, "AUDIONEWS_CACHE": str(folder / "cache"), "SOURCE_DATE_EPOCH": "1718900000"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    if not where.startswith("dask:"):
        return timed(where, folder, voice, environment, [])
    with dask(int(where[5:]), environment) as (address, sessions):
        return timed(address, folder, voice, environment, sessions)


def timed(
    where: str, folder: Path, voice: str, environment: dict[str, str], sessions: list[int]
) -> tuple[float, float, list[float], dict[str, str]]:
    """Run a build and sample the CPU seconds of its processes, and of the given sessions."""
    command = [sys.executable, "-m", "audionews", "build", str(folder / "in"), "--voice", voice, "--on", where, "-q"]
    before = {pid: spent for session in sessions for pid, spent in cpu_of(session).items()}
    spent, begun = dict[int, float](), time.perf_counter()
    run = subprocess.Popen(
        [*command, "--out", str(folder / "show")],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while run.poll() is None:
        for session in (run.pid, *sessions):
            spent.update(cpu_of(session))
        time.sleep(0.1)
    wall = time.perf_counter() - begun
    if run.returncode:
        sys.exit(f"{where}: the build ended with {run.returncode}")
    by_process = {pid: each - before.get(pid, 0.0) for pid, each in spent.items()}
    coordinator = by_process.pop(run.pid)
    return wall, coordinator, sorted(by_process.values(), reverse=True), digests(folder / "show")


def compare(folder: Path, number: int, voice: str, places: tuple[str, ...]) -> None:
    """Print the first table."""
    write_articles(folder / "in", number, 3, alike=False)
    print(f"{number} articles, {voice}; load at the beginning {os.getloadavg()[0]:.1f}")
    print(f"{'where':12}{'wall s':>9}{'coordinator':>13}{'busiest':>9}{'all CPU s':>11}{'share':>8}  bytes")
    same: dict[str, str] = {}
    for where in places:
        wall, coordinator, workers, made = measure(where, folder, voice)
        same = same or made
        busiest, total = max(workers or [coordinator]), coordinator + sum(workers)
        share = f"{coordinator / total:.1%}" if workers else "-"
        verdict = "same" if made == same else "OTHER"
        print(f"{where:12}{wall:9.1f}{coordinator:13.2f}{busiest:9.2f}{total:11.2f}{share:>8}  {verdict}", flush=True)


def of_job(args: tuple[object, ...]) -> str:
    """Return the name of a job of a whole article, or of the reading of a file."""
    return next(
        each.article.headline if isinstance(each, Identified) else each.name
        for each in args
        if isinstance(each, (Identified, Blob))
    )


class Recorder(WorkerProcesses):
    """Has processes read and make episodes, and keeps what they return."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers)
        self.made: dict[str, bytes] = {}

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        job, name = super().submit(fn, *args, **kwargs), of_job(args)
        job.add_done_callback(lambda job: self.made.__setitem__(name, pickle.dumps(job.result())))
        return job


class Sleepers(WorkerProcesses):
    """Hands out episodes that were made before, each after a worker has slept."""

    def __init__(self, workers: int, made: dict[str, bytes]) -> None:
        super().__init__(workers)
        self._made = made
        self._free = [0.0] * workers  # when each worker is free
        self._numbers = count()
        self._due: list[tuple[float, int, Future[Any], bytes]] = []
        self._changed = threading.Condition()
        threading.Thread(target=self._hand_out, daemon=True).start()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        result: Future[R] = Future()
        pickle.dumps((args, kwargs))
        made = self._made[of_job(args)]
        if fn is not make_episode:
            result.set_result(pickle.loads(made))  # noqa: S301 - our own
            return result
        with self._changed:
            due = max(time.monotonic(), heapq.heappop(self._free)) + SECONDS
            heapq.heappush(self._free, due)
            heapq.heappush(self._due, (due, next(self._numbers), result, made))
            self._changed.notify()
        return result

    def _hand_out(self) -> None:
        while True:
            with self._changed:
                while not self._due or self._due[0][0] > time.monotonic():
                    self._changed.wait(self._due[0][0] - time.monotonic() if self._due else None)
                _, _, result, made = heapq.heappop(self._due)
            result.set_result(pickle.loads(made))  # noqa: S301 - our own


def simulate(folder: Path, number: int) -> None:
    """Print the second table."""
    os.environ.update(AUDIONEWS_CACHE=str(folder / "cache"), SOURCE_DATE_EPOCH="1718900000")
    articles, show = write_articles(folder / "in", number, 3, alike=True), folder / "show"
    request = app.BuildRequest(voice="silence", workers="processes:2")
    with Recorder(2) as recorder, mock.patch.object(builds, "make_executor", return_value=recorder):
        app.build([articles], app.Show.open(show), request)
    with Sleepers(1000, recorder.made) as executor, mock.patch.object(builds, "make_executor", return_value=executor):
        app.build([articles], app.Show.open(show), request)  # templates are compiled once
    print(f"\n{number} episodes, {SECONDS:g} s each; load {os.getloadavg()[0]:.1f}; simulated")
    print(f"{'workers':>7}{'wall s':>9}{'ideal':>7}{'CPU s':>8}{'ms an episode':>15}{'episodes a second':>19}")
    for workers in SIMULATED:
        if number * SECONDS / workers > 200:
            continue
        for path in [*show.rglob("*.json"), *show.rglob("*.html"), *show.glob("*.xml")]:
            path.unlink()
        shutil.rmtree(show / ".audionews")
        begun, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
        executor = Sleepers(workers, recorder.made)
        with executor, mock.patch.object(builds, "make_executor", return_value=executor):
            done = app.build([articles], app.Show.open(show), request)
        if len(done.episodes) != number:
            sys.exit(f"{len(done.episodes)} episodes of {number}: {done.failures}")
        wall, now = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
        spent = now.ru_utime + now.ru_stime - cpu.ru_utime - cpu.ru_stime
        ideal = number * SECONDS / workers
        print(
            f"{workers:7}{wall:9.1f}{ideal:7.1f}{spent:8.2f}{1000 * spent / number:15.1f}{number / wall:19.1f}",
            flush=True,
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--voice", default="ar-espeak")
    parser.add_argument("--simulated", type=int, default=400, help="episodes; 0 for no simulation")
    parser.add_argument("--where", nargs="*", default=WHERE)
    given = parser.parse_args()
    compileall.compile_dir(ROOT / "src", quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        if given.articles:
            compare(Path(folder, "measured"), given.articles, given.voice, tuple(given.where))
        if given.simulated:
            simulate(Path(folder, "simulated"), given.simulated)


if __name__ == "__main__":
    main()
