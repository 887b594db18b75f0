"""The program, killed by its own hand just before a file is put in its place.

python killed.py PATTERN NUMBER ARGUMENTS...: when the NUMBERth file whose path matches PATTERN is complete and about to
be renamed to its final name, the process is killed, with no chance to tidy up.
"""

import os
import signal
import sys
from itertools import count
from pathlib import PurePath

from audionews.cli.main import run


def main(pattern: str, number: str, *arguments: str) -> int:
    """Run the program, and return its exit code if that file never comes."""
    found = count(1)

    def watch(event: str, values: tuple[object, ...]) -> None:
        if event == "os.rename" and PurePath(str(values[1])).match(pattern) and next(found) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    return run(list(arguments))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
