"""What all tests share: the oracles' rule, the development data and hypothesis profiles."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

pytest_plugins = ("tests.stands",)  # stand-ins for the services

hypothesis.settings.register_profile("audionews", deadline=None, print_blob=True, max_examples=60)
hypothesis.settings.load_profile("audionews")

# A shell that runs the tests in the background has told them to ignore it, and they would pass that on to programs.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
STRICT = os.environ.get("AUDIONEWS_STRICT") == "1"


def missing(what: str) -> NoReturn:
    """Skip on a laptop, fail in CI."""
    if STRICT:
        pytest.fail(f"{what} is missing, and AUDIONEWS_STRICT=1 forbids to skip")
    pytest.skip(f"{what} is not installed here")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with development data beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        missing("the folder ../shared")
    return folder


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Find a program that serves as an oracle: tool("ffmpeg")."""

    def find(name: str) -> str:
        return shutil.which(name) or missing(name)

    return find
