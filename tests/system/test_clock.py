"""A clock that is set back in the middle of a build; see ``make bench-faults``."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.faults import Bench
from tests.running import needs_signals


@needs_signals
def test_a_clock_that_is_set_back_in_the_middle_of_a_build_costs_nothing(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("cc")
    found: Counter[str] = Counter()
    bench = Bench(tmp_path)
    for number in range(2):  # a first build, and a correction
        bench.step_clock(number, found)
    assert found.pop("polls", 0) == 0
    assert found.total() == 0, found
