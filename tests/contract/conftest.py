"""What the engines' tests share."""

import threading
from collections.abc import Iterator

import pytest
from tests.contract.translate import TranslateServer


@pytest.fixture
def translate(socket_enabled: None) -> Iterator[TranslateServer]:  # noqa: ARG001 - opens the loopback
    """Return a running stand-in for Google Translate."""
    with TranslateServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
