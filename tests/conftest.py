"""What all tests share: the rule on missing oracles, the development data, hypothesis profiles and the skip summary."""

import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import hypothesis
import pytest

pytest_plugins = ("tests.stands",)  # stand-ins for the services

hypothesis.settings.register_profile("audionews", deadline=None, print_blob=True, max_examples=60)
hypothesis.settings.load_profile("audionews")

# A shell that runs the tests in the background makes them ignore interrupts, and nohup the end of the terminal: their
# programs would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

ROOT = Path(__file__).parents[1]
LONG = 200  # characters or bytes
LONG_FOLDERS = {"property", "e2e", "system"}  # some of their files take minutes; those of the others take seconds
STRICT = os.environ.get("AUDIONEWS_STRICT", "")  # "1": nothing may be missing; "programs": development data may be


def missing(what: str) -> NoReturn:
    """Skip on a laptop, fail in CI."""
    if STRICT:
        pytest.fail(f"{what} is missing, and AUDIONEWS_STRICT={STRICT} forbids skipping")
    pytest.skip(f"{what} is not installed here")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development data beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if STRICT == "1":
            missing("the folder ../shared")
        pytest.skip("the folder ../shared is not here; it holds development data, which audionews does not need to run")
    return folder


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name long values by their size: the id of a test goes from process to process with each of its results."""
    return f"{argname} of {len(val)}" if isinstance(val, (str, bytes)) and len(val) > LONG else None


@pytest.hookimpl(trylast=True)  # when they have been shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long: one of them at the end would let all workers but one wait for it."""
    items.sort(key=lambda item: item.path.parent.name not in LONG_FOLDERS)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were skipped for each reason."""
    reasons = Counter(reason_of(report) for report in terminalreporter.getreports("skipped"))
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"skipped {count}: {reason}")


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Return why a test or a whole file was skipped."""
    told = report.longrepr[-1] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return told.removeprefix("Skipped: ")


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Return a function that finds a program used as an oracle: tool("ffmpeg")."""

    def find(name: str) -> str:
        return shutil.which(name) or missing(name)

    return find
