"""An executor is named by its kind and its number of workers."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from multiprocessing import Pipe, get_context
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pytest
from tests.pasted import article
from tests.running import eventually, is_alive, needs_signals

from audionews.building import processes
from audionews.building.executors import MOST, make_executor
from audionews.building.processes import WorkerProcesses
from audionews.errors import UsageError, WorkerLost


def width(executor: Executor) -> int:
    """Count the workers: pools of the standard library keep the number in a private name."""
    if isinstance(executor, WorkerProcesses):
        return executor.workers
    assert isinstance(executor, ThreadPoolExecutor)
    return executor._max_workers  # noqa: SLF001 - there is no public name for it


def test_threads_are_as_many_as_asked_for() -> None:
    with make_executor("threads:3") as executor:
        assert isinstance(executor, ThreadPoolExecutor)
        assert width(executor) == 3
        assert list(executor.map(abs, [-1, 2, -3])) == [1, 2, 3]


def test_processes_are_other_processes_than_ours() -> None:
    with make_executor("processes:1") as executor:
        assert executor.submit(os.getpid).result() != os.getpid()


def test_without_a_number_there_is_a_worker_for_each_processor() -> None:
    with make_executor("threads") as named, make_executor() as default:
        assert 1 <= width(named) == width(default) <= MOST


def test_there_are_never_more_workers_than_every_system_can_have() -> None:
    with make_executor("processes:99999") as executor:
        assert width(executor) == MOST


@pytest.mark.parametrize(
    "name", ["", "thread:4", "threads:", "threads:-1", "threads:4.5", "threads:٤", "tcp://host:8786"]
)
def test_an_unknown_executor_is_answered_with_the_forms_that_exist(name: str) -> None:
    with pytest.raises(UsageError, match="there is no executor") as caught:
        make_executor(name)
    assert "threads:4 or processes:2" in caught.value.remedy


def test_no_workers_are_refused() -> None:
    with pytest.raises(UsageError, match="has no workers"):
        make_executor("processes:0")


ABANDONED = """
import os, time
from audionews.building import processes
from audionews.building.executors import make_executor

if __name__ == "__main__":
    executor = make_executor("processes:1")
    print(executor.submit(os.getpid).result(), flush=True)
    executor.submit(time.sleep, 600)
    os._exit(0)
"""


@needs_signals
def test_a_worker_ends_with_its_parent_in_the_middle_of_a_job(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(ABANDONED)
    done = subprocess.run([sys.executable, tmp_path / "program.py"], capture_output=True, check=True, text=True)
    worker = int(done.stdout)
    assert eventually(lambda: not is_alive(worker))


def test_what_a_worker_begins_with_ends_it_after_its_parent_and_leaves_interrupts_to_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In this process, whose lines are measured; the test above has real ones."""
    worker, parent = Pipe(duplex=False)
    codes: SimpleQueue[int] = SimpleQueue()
    monkeypatch.setattr(processes, "_halts", [])
    monkeypatch.setattr(processes, "parent_process", lambda: SimpleNamespace(sentinel=worker))
    monkeypatch.setattr(os, "_exit", codes.put)
    before = signal.getsignal(signal.SIGINT)
    halt, began = get_context("spawn").Event(), get_context("spawn").Event()
    with worker:
        with parent:
            try:
                processes._begin_worker(halt, began)  # noqa: SLF001 - what the pool calls in each process
                assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
            finally:
                signal.signal(signal.SIGINT, before)
            processes.refuse_if_halted()
            assert began.is_set()
            assert codes.empty()
        assert codes.get(timeout=60) == 1
    halt.set()
    with pytest.raises(processes.Halted):
        processes.refuse_if_halted()


UNGUARDED = """
from audionews import AudionewsError, BuildRequest, Show, build

try:
    articles = [f"{number}.txt" for number in range(3)]
    build(articles, Show.open("output"), BuildRequest(voice="silence", workers="processes:2"))
except AudionewsError as error:
    print(error.exit_code, error.message, error.remedy)
"""


def test_a_script_whose_workers_would_start_workers_is_told_how_to_guard_them(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(UNGUARDED)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(article(f"خبر الميناء {number}"), "utf-8")
    command, empty = [sys.executable, "-P", "program.py"], {**os.environ, "AUDIONEWS_CACHE": str(tmp_path / "cache")}
    done = subprocess.run(command, cwd=tmp_path, env=empty, capture_output=True, check=True, text=True)
    assert done.stdout.startswith("2 no worker process could begin ")
    assert 'if __name__ == "__main__":' in done.stdout
    assert "Traceback" not in done.stderr


def test_a_process_that_is_still_importing_its_script_starts_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, whose lines are measured; the test above has a real one."""
    monkeypatch.setattr(processes, "current_process", lambda: SimpleNamespace(_inheriting=True))
    with pytest.raises(SystemExit):
        WorkerProcesses(1)


def end_at_once(*_events: object) -> None:
    """End a worker before it has begun, as a script does that its own workers import."""
    os.kill(os.getpid(), signal.SIGKILL)


@needs_signals
def test_workers_of_which_none_can_begin_are_an_error_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_begin_worker", end_at_once)
    with WorkerProcesses(1) as executor, pytest.raises(UsageError, match="no worker process could begin"):
        executor.submit(abs, -1).result()


def end_the_first_time(marker: Path) -> int:
    """End the worker as the system does that is short of memory, but only once."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def end_always() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@needs_signals
def test_jobs_of_a_lost_worker_are_run_by_another(tmp_path: Path) -> None:
    with make_executor("processes:2") as executor:
        beside = [executor.submit(abs, -number) for number in range(20)]
        worker = executor.submit(end_the_first_time, tmp_path / "marker").result()
        assert [job.result() for job in beside] == list(range(20))
        assert executor.submit(os.getpid).result() != os.getpid() != worker


@needs_signals
def test_a_job_that_ends_every_worker_fails_alone() -> None:
    with make_executor("processes:1") as executor:
        with pytest.raises(WorkerLost, match="again and again") as caught:
            executor.submit(end_always).result()
        assert (caught.value.exit_code, "more memory" in caught.value.remedy) == (75, True)
        assert executor.submit(abs, -1).result() == 1


def end_with(_much: bytes) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@needs_signals
def test_a_worker_that_is_lost_while_cancelled_jobs_wait_leaves_no_thread() -> None:
    more_than_a_pipe_holds = bytes(1_000_000)
    with WorkerProcesses(1) as executor:
        jobs = [executor.submit(end_with, more_than_a_pipe_holds) for _ in range(6)]
        assert [job.cancel() for job in jobs[3:]] == [True] * 3
        assert isinstance(jobs[0].exception(), WorkerLost)
    assert eventually(lambda: not any("QueueFeeder" in thread.name for thread in threading.enumerate()))


def test_an_error_of_a_job_is_the_error_of_its_result() -> None:
    with make_executor("processes:1") as executor, pytest.raises(ValueError, match="invalid literal"):
        executor.submit(int, "x").result()


def test_a_job_that_is_cancelled_does_not_run(tmp_path: Path) -> None:
    with make_executor("processes:1") as executor:
        executor.submit(time.sleep, 0.1)
        jobs = [executor.submit((tmp_path / str(number)).touch) for number in range(9)]
        assert jobs[8].cancel()
    with pytest.raises(CancelledError):
        jobs[8].result()
    assert not (tmp_path / "8").exists()


def test_jobs_that_have_not_begun_are_cancelled_after_an_error() -> None:
    jobs: list[Future[None]] = []

    def fail() -> None:
        with make_executor("processes:1") as executor:
            jobs.extend(executor.submit(time.sleep, 0.1) for _ in range(9))
            raise UsageError("what", "remedy")

    with pytest.raises(UsageError, match="what"):
        fail()
    with pytest.raises(CancelledError):
        jobs[8].result()


@needs_signals
def test_nothing_is_run_again_after_the_end() -> None:
    executor = make_executor("processes:1")
    job = executor.submit(end_always)
    executor.shutdown()
    with pytest.raises(WorkerLost):
        job.result()


def test_what_waits_at_the_end_can_be_cancelled() -> None:
    executor = make_executor("processes:1")
    executor.submit(time.sleep, 0.1)
    jobs = [executor.submit(abs, -number) for number in range(9)]
    executor.shutdown(cancel_futures=True)
    with pytest.raises(CancelledError):
        jobs[8].result()
