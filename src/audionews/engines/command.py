"""Speaks with any program that reads text and writes sound: festival, say of macOS, RHVoice, a script of your own.

The program is started from a list of arguments, never by a shell, so no text can become a command.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.engines.toolkit.clips import sound_clip
from audionews.engines.toolkit.markup import plain_text
from audionews.engines.toolkit.options import read_options
from audionews.engines.toolkit.text import check_text
from audionews.errors import EngineError, NoAudio, SettingsError
from audionews.masking import masked
from audionews.model import Caps

if TYPE_CHECKING:
    from audionews.model import Clip, Voice

MOST_CHARS = 1_000
LIMIT = 60.0  # seconds for one clip


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOptions:
    """What a voice of a program may have in [settings].

    Attributes:
        command: What to run, split into arguments as a shell would. In an argument, {file} stands for a file with the
            text (else the program reads it from standard input), {out} for the file that it writes (else it writes to
            standard output), {voice} for ``voice.id`` and {speed} for ``voice.speed``.
    """

    command: str = ""


class CommandEngine:
    """A program as an engine: the sound is what it writes."""

    name = "command"
    version = "1"
    caps = Caps(offline=True, max_chars=MOST_CHARS, sensitive=("command",))

    def __init__(self, limit: float = LIMIT) -> None:
        """Take the limit.

        Args:
            limit: Seconds for one clip.
        """
        self._limit = limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the sound that the program writes: WAV, FLAC or MP3.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            NoAudio: The program wrote no sound.
            Truncated: The sound breaks off.
            EngineError: The program failed or took too long.
            SettingsError: There is no such program, or the voice asks for what it is not told.
        """
        check_text(text, self.caps.max_chars)
        command = _command(voice)
        with tempfile.TemporaryDirectory(prefix="audionews-") as folder:
            file, out = Path(folder, "text.txt"), Path(folder, "sound.wav")
            plain = plain_text(text).encode()
            file.write_bytes(plain)
            places = {"{file}": str(file), "{out}": str(out), "{voice}": voice.id, "{speed}": f"{voice.speed:g}"}
            arguments = [_filled(argument, places) for argument in command]
            sound = self._run(arguments, plain)
            if any("{out}" in argument for argument in command):
                sound = out.read_bytes() if out.is_file() else b""
        if not sound:
            raise NoAudio(f"{command[0]} wrote no sound", "run it by hand to see what it says")
        return sound_clip(sound)

    def _run(self, arguments: list[str], text: bytes) -> bytes:
        """Return what the program writes to standard output."""
        pipe = subprocess.PIPE
        try:
            # A session of its own, so that what the program starts ends with it.
            run = subprocess.Popen(arguments, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True)  # noqa: S603 - the user's own program, with no shell
        except OSError as error:
            raise SettingsError(
                f"{arguments[0]} cannot be run: {error.strerror}", "correct settings.command"
            ) from error
        with run:
            try:
                sound, complaint = run.communicate(text, timeout=self._limit)
            except subprocess.TimeoutExpired as error:
                _end(run)
                raise EngineError(f"{arguments[0]} took longer than {self._limit:g} s", "shorten the line") from error
        if run.returncode:
            words = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["it says nothing"]
            what = f"{arguments[0]} failed (exit code {run.returncode}): {masked(words[0])[:200]}"
            raise EngineError(what, "run it by hand to see what it says")
        return sound


def _command(voice: Voice) -> list[str]:
    line = read_options(voice, CommandOptions).command
    try:
        command = shlex.split(line)
    except ValueError as error:
        raise SettingsError(f"voice {voice.name}: settings.command: {error}", "close what is quoted") from error
    if not command:
        raise SettingsError(f"voice {voice.name}: it names no program", 'write command = "PROGRAM ..." in [settings]')
    for changed, place in ((voice.speed != 1.0, "{speed}"), (voice.pitch != 0.0, "pitch")):
        if changed and place not in line:
            what = f"voice {voice.name}: the program is not told of {place.strip('{}')}"
            raise SettingsError(what, "put {speed} into settings.command, or leave speed and pitch out")
    return command


def _filled(argument: str, places: dict[str, str]) -> str:
    for place, value in places.items():
        argument = argument.replace(place, value)
    return argument


def _end(run: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(run.pid, signal.SIGKILL)
    else:
        run.kill()
