"""What the tests with oracles share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.loopback import serving
from tests.running import running
from tests.system.voice_home import NAME, HomeServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser(tool: Callable[[str], str]) -> Iterator["Browser"]:
    """Return a browser for the tests of one module: while it runs, tests of other kinds cannot."""
    from tests.browser import launched  # noqa: PLC0415 - loads when used

    with launched(tool("chromium")) as running_browser:
        yield running_browser


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """Return the address of a server of the folder that the module has."""
    with serving(folder) as url:
        yield url


@pytest.fixture(scope="session")
def blob(shared: Path) -> bytes:
    return (shared / "voices" / NAME).read_bytes()


@pytest.fixture
def home(blob: bytes, socket_enabled: None) -> Iterator[HomeServer]:  # noqa: ARG001 - opens the loopback
    with running(HomeServer(blob)) as server:
        yield server
