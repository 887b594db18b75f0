"""Runs syncs one after the other, each in a forked process that may be killed at any step.

python synced.py LOG: each line of standard input is a JSON object: ``arguments`` of the program, ``now`` (seconds since
1970) and ``kill``, the step before which the process is killed, or 0. A step is a file that is opened to be written or
renamed, or a change of the database. What is spoken is appended to LOG. Answers with the exit code on a line.
"""

import json
import os
import signal
import sys
from itertools import count
from pathlib import Path

from audionews.app import sync_round  # noqa: F401 - loaded once for all
from audionews.cli.main import run
from audionews.engines.silence import SilenceEngine
from audionews.model import Clip, Voice

STEPS = {"os.rename", "os.remove", "open", "sqlite3.connect", "socket.connect"}


def note_speech(log: Path) -> None:
    """Have each text that is spoken appended to a file, before it is spoken."""
    speak = SilenceEngine.speak

    def noted(engine: SilenceEngine, text: str, voice: Voice) -> Clip:
        with log.open("ab") as file:
            file.write(json.dumps([os.getpid(), text]).encode() + b"\n")
        return speak(engine, text, voice)

    SilenceEngine.speak = noted  # type: ignore[method-assign] # the only engine of these runs


def kill_at(step: int) -> None:
    """Kill this process before a step."""
    found = count(1)

    def watch(event: str, values: tuple[object, ...]) -> None:
        written = event != "open" or (isinstance(values[1], str) and set(values[1]) & set("wax+"))
        if event in STEPS and written and next(found) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main(log: str) -> None:
    """Run what is asked for."""
    note_speech(Path(log))
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            os.environ["SOURCE_DATE_EPOCH"] = str(int(asked["now"]))
            out = os.open(asked["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(out, 1)
            os.dup2(out, 2)
            if asked["kill"]:
                kill_at(asked["kill"])
            code = run(asked["arguments"])
            sys.stdout.flush()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
