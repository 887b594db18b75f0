"""What the tests of voices share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.running import running
from tests.system.voice_home import NAME, HomeServer


@pytest.fixture(scope="session")
def blob(shared: Path) -> bytes:
    return (shared / "voices" / NAME).read_bytes()


@pytest.fixture
def home(blob: bytes, socket_enabled: None) -> Iterator[HomeServer]:  # noqa: ARG001 - opens the loopback
    with running(HomeServer(blob)) as server:
        yield server
