"""The worker processes of the HTS engine: kept for the next clip, one question at a time each, ended at exit."""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from audionews.engines import hts_worker
from audionews.errors import EngineError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PIP = 'pip install "audionews[hts]"'
INSTALL = "audionews voices install ar-ziad"
GRACE = 5.0  # seconds between the end of an answer and that of its process

_idle: dict[Path, list[Worker]] = {}
_lock = threading.Lock()


class Worker:
    """One process with one voice."""

    def __init__(self, voice: Path) -> None:
        self._voice = voice
        # -P: the folder of the program must not come before the packages
        self._process = subprocess.Popen(  # noqa: S603 - our own program, with no shell
            [sys.executable, "-P", hts_worker.__file__, str(voice)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, question: bytes, limit: float) -> tuple[int, bytes]:
        """Return rate and PCM.

        Args:
            question: One line.
            limit: Seconds after which the process is ended.

        Raises:
            EngineError: It crashed or took too long.
            SettingsError: The package or the voice cannot be loaded.
        """
        late = threading.Event()

        def expire() -> None:
            late.set()
            self._process.kill()

        alarm = threading.Timer(limit, expire)
        alarm.daemon = True
        alarm.start()
        try:
            return self._exchange(question)
        except (OSError, ValueError) as error:
            raise self._failure(self._end(), limit if late.is_set() else None) from error
        finally:
            alarm.cancel()

    def _exchange(self, question: bytes) -> tuple[int, bytes]:
        """Return rate and PCM; OSError or ValueError when the process is gone or its answer is not whole."""
        asking, answering = self._process.stdin, self._process.stdout
        if asking is None or answering is None:
            raise OSError
        asking.write(question)
        asking.flush()
        rate, size = map(int, answering.readline().split())
        sound = answering.read(size)
        if len(sound) < size:
            raise OSError
        return rate, sound

    def _end(self) -> int:
        """Return the exit code of a process that has closed its pipes, and is about to end."""
        with self._process, contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        self._process.kill()
        return self._process.wait()

    def _failure(self, code: int, limit: float | None) -> EngineError | SettingsError:
        if limit is not None:
            return EngineError(f"the HTS engine took longer than {limit:g} s", "shorten the line")
        match code:
            case hts_worker.NO_PACKAGE:
                return SettingsError("the package pyopenjtalk-ndy cannot be loaded", PIP)
            case hts_worker.NO_VOICE:
                return SettingsError(f"{self._voice} is no HTS voice", INSTALL)
            case _:
                return EngineError(f"the HTS engine crashed (exit code {code})", "write the line in other words")

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def ask(voice: Path, labels: Sequence[str], speed: float, pitch: float, limit: float) -> tuple[int, bytes]:
    """Return rate and PCM of the labels, from an idle worker or a new one. May be called from several threads.

    Args:
        voice: The voice file.
        labels: Full-context labels.
        speed: 1.0 is the voice's own pace.
        pitch: Semitones.
        limit: Seconds for the answer.

    Raises:
        EngineError: The worker crashed or took too long; the next call gets another one.
        SettingsError: The package or the voice cannot be loaded.
    """
    question = json.dumps({"labels": list(labels), "speed": speed, "pitch": pitch}).encode() + b"\n"
    with _lock:
        workers = _idle.setdefault(voice, [])
        worker = workers.pop() if workers else None
    worker = worker or Worker(voice)
    answer = worker.ask(question, limit)
    with _lock:
        workers.append(worker)
    return answer


@atexit.register
def stop_all() -> None:
    """End all idle workers."""
    with _lock:
        workers = [worker for idle in _idle.values() for worker in idle]
        _idle.clear()
    for worker in workers:
        worker.stop()
