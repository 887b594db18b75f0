"""A clock that is set to another time in the middle of a build, for all of its processes at the same moment.

libfaketime sets it once, when a program starts, and makes sleeping programs wait for another time. Needs a C compiler.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")


@cache
def library(folder: Path) -> str:
    """Compile what is loaded into the programs, into a folder; return its path."""
    made = folder / "clock.so"
    compiler = shutil.which("cc") or "cc"
    subprocess.run((compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(SOURCE), "-ldl"), check=True)
    return str(made)


def stepping(folder: Path, after: float, by: int) -> dict[str, str]:
    """Return the environment of programs whose clock is set to another time.

    Args:
        folder: For what is compiled.
        after: Seconds from now.
        by: Seconds by which it is set forward, or back if that is negative.
    """
    at = time.clock_gettime(time.CLOCK_MONOTONIC) + after
    return {"LD_PRELOAD": library(folder), "CLOCK_STEP_AT": f"{at:.3f}", "CLOCK_STEP_BY": str(by)}
