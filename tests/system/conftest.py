"""What the tests of voices share."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.system.voice_home import NAME, HomeServer


@pytest.fixture(scope="session")
def blob(shared: Path) -> bytes:
    return (shared / "voices" / NAME).read_bytes()


@pytest.fixture
def home(blob: bytes, socket_enabled: None) -> Iterator[HomeServer]:  # noqa: ARG001 - opens the loopback
    with HomeServer(blob) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
