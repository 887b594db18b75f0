"""The engine that runs programs: what they are told, and what becomes of those that fail."""

import os
import select
import shlex
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from audionews.audio.pcm import decode
from audionews.engines.command import CommandEngine
from audionews.errors import EngineError, NoAudio, SettingsError
from audionews.model import Voice

SAY = Path(__file__).parents[1] / "say.py"
LINE = "قال الوزير إن المدارس تفتح أبوابها غدا."


def voice(*arguments: str) -> Voice:
    return Voice(name="mine", engine="command", id="reader", settings={"command": shlex.join(arguments)})


def python(code: str, *arguments: str) -> Voice:
    return voice(sys.executable, "-c", code, *arguments)


def test_the_text_comes_on_standard_input_and_the_sound_goes_to_standard_output() -> None:
    assert decode(CommandEngine().speak(LINE, voice(sys.executable, str(SAY), "1"))).rate == 16_000


def test_the_sound_may_go_to_a_file() -> None:
    heard = CommandEngine().speak(LINE, voice(sys.executable, str(SAY), "1", "{out}"))
    assert heard == CommandEngine().speak(LINE, voice(sys.executable, str(SAY), "1"))


def test_a_text_is_never_a_command(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    check = "import sys, runpy; assert '$(' in open(sys.argv[1]).read()"
    code = f"{check}; sys.argv=['x', '1']; runpy.run_path({str(SAY)!r})"
    CommandEngine().speak(f"سلام $(touch {mark}) ; touch {mark}", python(code, "{file}"))
    assert not mark.exists()


@pytest.mark.parametrize(
    ("command", "kind", "what"),
    [
        (python("raise SystemExit('no such voice')"), EngineError, r"failed \(exit code 1\): no such voice"),
        (python("raise SystemExit(3)"), EngineError, r"failed \(exit code 3\): it says nothing"),
        (python("pass"), NoAudio, "wrote no sound"),
        (python("pass", "{out}"), NoAudio, "wrote no sound"),
        (python("print('<html>')"), NoAudio, "text, not sound"),
        (voice("no-such-program-anywhere"), SettingsError, "cannot be run: No such file"),
        (Voice(name="x", engine="command"), SettingsError, "names no program"),
        (Voice(name="x", engine="command", settings={"command": "say 'x"}), SettingsError, "No closing quotation"),
        (replace(voice("say"), speed=1.5), SettingsError, "not told of speed"),
        (replace(voice("say"), pitch=1.0), SettingsError, "not told of pitch"),
    ],
)
def test_a_program_that_fails_is_the_right_error(command: Voice, kind: type[Exception], what: str) -> None:
    with pytest.raises(kind, match=what) as caught:
        CommandEngine().speak(LINE, command)
    assert type(caught.value) is kind


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = f"import subprocess; subprocess.run(['sh', '-c', 'exec >{pipe}; echo up; exec sleep 600'])"
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb", 0) as end:
        for limit in (0.3, 3.0, 30.0):  # the first is too short for a busy machine to start it all
            with pytest.raises(EngineError, match=f"took longer than {limit:g} s"):
                CommandEngine(limit).speak(LINE, python(code))
            if end.read():
                break
        os.set_blocking(end.fileno(), True)
        assert select.select([end], [], [], 60)[0], "the end of a pipe is seen when nobody can write to it any more"
        assert end.read() == b""
