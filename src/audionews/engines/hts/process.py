"""The worker processes of the HTS engine: kept for the next clip, one question at a time each, ended at exit."""

from __future__ import annotations

import atexit
import contextlib
import json
import re
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, cast

from audionews.engines.hts import worker as program
from audionews.errors import BadInput, EngineError, SettingsError
from audionews.packages import install_command
from audionews.timeout import within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PACKAGE = "audionews[hts]"
INSTALL = "audionews voices install ar-ziad"
GRACE = 5.0  # seconds that a process has to end when its pipes are closed

# What the native code can read: anything else, as no label or times before one, crashes it.
_LABEL = re.compile(r"[!-?A-~]+\^[!-?A-~]+-[!-?A-~]+\+[!-?A-~]+=[!-?A-~]+@[!-~]{1,400}")

_idle: dict[Path, list[Worker]] = {}
_lock = threading.Lock()


class Worker:
    """One process with one voice."""

    def __init__(self, voice: Path) -> None:
        self._voice = voice
        # -P: the folder of the program must not come before the packages
        self._process = subprocess.Popen(  # noqa: S603 - our own program, with no shell
            [sys.executable, "-P", program.__file__, str(voice)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._questions = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def ask(self, labels: Sequence[str], speed: float, pitch: float, limit: float) -> tuple[int, bytes]:
        """Return rate and PCM. After an error the process has ended.

        Args:
            labels: Full-context labels.
            speed: 1.0 is the voice's own pace.
            pitch: Semitones.
            limit: Seconds after which the process is ended.

        Raises:
            EngineError: It crashed or took too long.
            SettingsError: The package or the voice cannot be loaded.
        """
        question = json.dumps({"labels": list(labels), "speed": speed, "pitch": pitch}).encode() + b"\n"
        late = EngineError(f"the HTS engine took longer than {limit:g} s", "shorten the line")
        try:
            return within(limit, lambda: self._exchange(question), late)
        except EngineError:
            self._process.kill()  # so that the exchange ends too
            self.end()
            raise
        except (OSError, ValueError) as error:
            raise self._failure(self.end()) from error

    def _exchange(self, question: bytes) -> tuple[int, bytes]:
        """Return rate and PCM; OSError or ValueError when the process is gone or its answer is not whole."""
        self._questions.write(question)
        self._questions.flush()
        rate, size = map(int, self._answers.readline().split())
        sound = self._answers.read(size)
        if len(sound) < size:
            raise OSError
        return rate, sound

    def _failure(self, code: int) -> EngineError | SettingsError:
        match code:
            case program.NO_PACKAGE:
                return SettingsError("the package pyopenjtalk-ndy cannot be loaded", install_command(PACKAGE))
            case program.NO_VOICE:
                return SettingsError(f"{self._voice} is no HTS voice", INSTALL)
            case _:
                return EngineError(f"the HTS engine crashed (exit code {code})", "write the line in other words")

    def end(self) -> int:
        """Close the pipes, so that the process ends, and return its exit code."""
        with contextlib.suppress(OSError):  # a question that was not read is lost
            self._questions.close()
        try:
            return self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()
        finally:
            self._answers.close()


def ask(voice: Path, labels: Sequence[str], speed: float, pitch: float, limit: float) -> tuple[int, bytes]:
    """Return rate and PCM of the labels, from an idle worker or a new one. May be called from several threads.

    Args:
        voice: The voice file.
        labels: Full-context labels.
        speed: 1.0 is the voice's own pace.
        pitch: Semitones.
        limit: Seconds for the answer.

    Raises:
        BadInput: One is no label, or there is none.
        EngineError: The worker crashed or took too long; the next call gets another one.
        SettingsError: The package or the voice cannot be loaded.
    """
    if not labels or not all(map(_LABEL.fullmatch, labels)):
        raise BadInput("no labels can be made of this line", "write the line in other words")
    with _lock:
        workers = _idle.setdefault(voice, [])
        worker = workers.pop() if workers else None
    worker = worker or Worker(voice)
    answer = worker.ask(labels, speed, pitch, limit)
    with _lock:
        workers.append(worker)
    return answer


@atexit.register
def end_all() -> None:
    """End all idle workers."""
    with _lock:
        workers = [worker for idle in _idle.values() for worker in idle]
        for idle in _idle.values():
            idle.clear()
    for worker in workers:
        worker.end()
