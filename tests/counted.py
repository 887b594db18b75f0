"""Counts the steps that work takes: the same number on every machine, however busy it is."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import audionews

OURS = str(Path(audionews.__file__).parent)


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called, ours and built-in ones.

    The work is done once before: what is loaded at its first use does not count.
    """
    work()
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of our code are run; each turn of a loop or a comprehension counts.

    The work is done once before. What built-in functions do is not seen.
    """
    work()
    count = 0

    def step(_frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 - a trace function
        nonlocal count
        count += event == "line"
        return step

    def enter(frame: FrameType, _event: str, _argument: object) -> Any:  # noqa: ANN401 - as above
        nonlocal count
        count += 1
        return step if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def grows_in_proportion(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Return whether twice the size takes about twice the steps; the square of the size would take four times as many.

    Args:
        work: Gives the work for a size.
        size: The smallest; what is done once whatever the size must be little beside it. Windows of a bounded length
            fill up first, so that from it to its double some work grows faster.
    """
    short, long, longest = (steps(work(size * times)) for times in (1, 2, 4))
    return long <= 3 * short and longest <= 2.4 * long
