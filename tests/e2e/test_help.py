"""The words of the command line: every command explains itself, its examples run, and help comes at once."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from tests.doc_pages import is_plain
from tests.pasted import Result, article

from audionews.cli.main import COMMANDS, program, run

HEAVY = {
    "aiohttp", "edge_tts", "gtts", "hijridate", "http", "jinja2", "lameenc", "msgspec", "mutagen", "numpy",
    "onnxruntime", "piper", "platformdirs", "pydub", "pyopenjtalk", "requests", "soundfile", "soxr", "sqlite3", "ssl",
    "starlette", "text2tashkeel", "tomllib", "urllib", "uvicorn", "PIL",
}  # fmt: skip
UNTIL_INTERRUPTED = ("desk", "serve", "worker")
NEEDS_NETWORK = ("voices install",)  # what it does is shown by the installer's own tests
ASKS_NETWORK = ("sync",)  # whether a better voice can be fetched: a process of its own may, a test may not
NEEDS_MODEL = ("proof",)  # that the user brings; see test_proof_command.py


def commands(command: click.Command = program, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for part in command.list_commands(context):
            below = command.get_command(context, part)
            assert below is not None
            yield from commands(below, f"{name} {part}".strip())
    else:
        yield name, command


ALL = dict(commands())


def examples(command: click.Command) -> list[str]:
    """Return the lines of the example in the help of a command."""
    _, _, lines = (command.help or "").partition("Example:\n")
    return [line.strip() for line in lines.splitlines() if line.strip()]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, json; from audionews.cli.main import run; run(['--help']); print(json.dumps(sorted(sys.modules)))"
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}  # it imports too
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=plain)
    modules = {name.partition(".")[0] for name in json.loads(done.stdout.decode().splitlines()[-1])}
    assert modules & HEAVY == set()


def test_the_table_of_commands_is_theirs() -> None:
    context = click.Context(program)
    for name, short in COMMANDS.items():
        command = program.get_command(context, name)
        assert command is not None
        assert (command.help or "").splitlines()[0] == short


@pytest.mark.parametrize("name", ALL)
def test_every_command_has_help_and_an_example(name: str) -> None:
    assert examples(ALL[name])
    assert {"quiet", "verbose"} <= {each.name for each in ALL[name].params}
    for parameter in ALL[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name}: {parameter.name}"


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache for all examples: most speak the same lines."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("name", [name for name in ALL if name not in NEEDS_NETWORK + NEEDS_MODEL + UNTIL_INTERRUPTED])
def test_every_example_runs(
    name: str, audionews: Callable[..., Result], spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIONEWS_CACHE", str(spoken))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    Path("article.txt").write_text(article(), "utf-8")
    for line in examples(ALL[name]):
        command = line.replace("ar-ziad", "ar-neural")
        if is_plain(command) and name not in ASKS_NETWORK:
            done = audionews(*shlex.split(command)[1:])
        else:
            shell = subprocess.run(["/bin/sh", "-ec", command], capture_output=True, check=False, text=True)
            done = Result(shell.returncode, shell.stdout, shell.stderr)
        assert (done.code, done.err if done.code else "") == (0, ""), shlex.join([line])
        assert done.out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out
    assert all(f"\n  {name} " in listed for name in COMMANDS)
    assert program.get_command(click.Context(program), "biuld") is None


def test_version_is_that_of_the_package() -> None:
    done = subprocess.run([sys.executable, "-m", "audionews", "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"audionews, version ")
