"""A show after builds that were killed, failed or met; ``bench/faults.py`` does each of this many times."""

import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.faults import Bench
from bench.power import Disk, cut, stories

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux")


def test_nothing_is_lost_and_nothing_is_half_written(tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("strace")
    bench, found = Bench(tmp_path), Counter[str]()
    bench.kill_at_random(1, found)
    bench.kill_at_call(0, found)
    bench.fail_call(1, found)
    bench.build_four(0, found)
    bench.kill_worker(0, found)
    bench.share_cold_cache(0, found)
    assert found.pop("polls") > 0
    assert found.total() == 0, found


def test_a_power_cut_at_any_moment_leaves_a_whole_show(tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("strace")
    chance, found = random.Random(16), Counter[str]()  # noqa: S311 - no secret
    story = next(stories(tmp_path, "threads:2"))
    assert cut(story, 1, chance, found) > 500
    assert found.total() == 0, found
    careless = [call for call in story.calls if call.name != "fsync"]
    cut(story._replace(disk=Disk(story.disk.root), calls=careless), 0, chance, found)
    assert found["half files"], "a program that does not sync is found out"
