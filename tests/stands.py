"""Fixtures: running stand-ins for the services."""

from collections.abc import Iterator

import pytest
from tests.edge_service import EdgeServer
from tests.online import KEYS, Rig
from tests.running import running
from tests.services import HttpServer


@pytest.fixture
def services(socket_enabled: None) -> Iterator[HttpServer]:  # noqa: ARG001 - opens the loopback
    """Return a running stand-in for the services that speak HTTP."""
    with running(HttpServer()) as server:
        yield server


@pytest.fixture
def edge(socket_enabled: None) -> Iterator[EdgeServer]:  # noqa: ARG001 - opens the loopback
    """Return a running stand-in for Edge."""
    with EdgeServer() as server:
        yield server


@pytest.fixture
def rig(services: HttpServer, edge: EdgeServer, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """Return what puts engines and stand-ins together; the keys are in the environment."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    return Rig(services, edge)
