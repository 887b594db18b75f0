"""The command line, run in this process or in one of its own, with caches of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pasted import Result

from audionews.cli.main import run


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test caches, a clock and a folder of its own."""
    monkeypatch.setenv("AUDIONEWS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("AUDIONEWS_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("AUDIONEWS_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1718900000")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def audionews(capfd: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the program in this process."""

    def call(*arguments: str | Path) -> Result:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        return Result(code, *capfd.readouterr())

    return call


@pytest.fixture
def process() -> Callable[..., Result]:
    """Run the program in a process of its own."""

    def call(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> Result:
        command = [sys.executable, "-m", "audionews", *map(str, arguments)]
        done = subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, **environment})
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
