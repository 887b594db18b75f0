"""Runs syncs one after the other, each in a forked process that may be killed at any step.

python synced.py LOG: each line of standard input is a JSON object: ``arguments`` of the program, ``now`` (seconds since
1970) and ``kill``, the step before which the process is killed, or 0. A step is a file that is opened to be written or
renamed, or a connection. What is spoken, and what of it is kept, is appended to LOG. Answers with the exit code.
"""

import contextlib
import io
import json
import os
import signal
import sys
import tempfile
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path

from tests.syncing import text, wire

from audionews.app import sync_round  # noqa: F401 - loaded once for all
from audionews.building import synthesis
from audionews.building.synthesis import Synthesizer
from audionews.cli.start import run
from audionews.engines.silence import SilenceEngine
from audionews.model import Clip, Voice

STEPS = {"os.rename", "os.remove", "open", "sqlite3.connect", "socket.connect"}


def note_speech(log: Path) -> None:
    """Have each text be appended to a file when it is spoken, and when its sound is kept."""
    speak, speak_line = SilenceEngine.speak, synthesis.speak_line

    def note(what: str, text: str) -> None:
        with log.open("ab", buffering=0) as file:
            file.write(json.dumps([what, text]).encode() + b"\n")

    def noted(engine: SilenceEngine, text: str, voice: Voice) -> Clip:
        note("spoken", text)
        return speak(engine, text, voice)

    def kept(synthesizer: Synthesizer, text: str, gate: AbstractContextManager[object] | None = None) -> None:
        speak_line(synthesizer, text, gate)
        note("kept", text)

    SilenceEngine.speak = noted  # type: ignore[method-assign, assignment] # the only engine of these runs
    synthesis.speak_line = kept


def kill_at(step: int) -> None:
    """Kill this process before a step."""
    found = count(1)

    def watch(event: str, values: tuple[object, ...]) -> None:
        if event == "open" and str(values[0]).endswith(".jsonl"):
            return
        written = event != "open" or (isinstance(values[1], str) and set(values[1]) & set("wax+"))
        if event in STEPS and written and next(found) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def load_everything() -> None:
    """Build an episode, so that models and word lists are loaded before the first fork."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "1.json")
        file.write_text(wire(text(1)), "utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            run(["build", str(file), "--voice", "silence", "--out", str(Path(folder, "output")), "-q"])


def answer(line: str) -> None:
    """Write a line to whoever asks."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(log: str) -> None:
    """Run what is asked for."""
    load_everything()
    note_speech(Path(log))
    answer("ready")
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
        answer(str(os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main(*sys.argv[1:])
