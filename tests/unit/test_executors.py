"""An executor is named by its kind and its number of workers."""

import os
import subprocess
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.running import eventually, is_alive, needs_signals

from audionews.building.executors import MOST, make_executor
from audionews.errors import UsageError


def width(executor: Executor) -> int:
    """Count the workers: pools of the standard library keep the number in a private name."""
    assert isinstance(executor, ThreadPoolExecutor | ProcessPoolExecutor)
    return executor._max_workers  # type: ignore[union-attr]  # noqa: SLF001 - there is no public name for it


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
