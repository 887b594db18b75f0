"""A clock that is set back in the middle of a build; see ``make bench-faults``."""

from collections.abc import Callable
from pathlib import Path

from bench.clock import stepping
from bench.shows import TITLES, Try
from tests.running import needs_signals


@needs_signals
def test_a_clock_that_is_set_back_in_the_middle_of_a_build_changes_nothing(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("cc")
    start = Try.new(tmp_path / "start")
    start.write_articles(titles=TITLES[:2])
    plain = start.copy(tmp_path / "plain")
    done = plain.build(workers="threads:2")
    assert done.code == 0, done.err
    other = start.copy(tmp_path / "other")
    other.environment |= {**stepping(tmp_path, done.seconds / 2, -3600), "SOURCE_DATE_EPOCH": ""}
    ended = other.build(workers="threads:2")
    assert (ended.code, ended.err) == (0, "")
    assert other.digests() == plain.digests()
