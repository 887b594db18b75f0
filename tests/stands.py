"""Fixtures: running stand-ins for the services.

This is loaded before coverage is measured: what it imported of audionews would seem to have run no line.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from tests.running import running

if TYPE_CHECKING:
    from tests.edge_service import EdgeServer
    from tests.online import Rig
    from tests.services import HttpServer


@pytest.fixture
def services(socket_enabled: None) -> Iterator["HttpServer"]:  # noqa: ARG001 - opens the loopback
    """Return a running stand-in for the services that speak HTTP."""
    from tests.services import HttpServer  # noqa: PLC0415 - see above

    with running(HttpServer()) as server:
        yield server


@pytest.fixture
def edge(socket_enabled: None) -> Iterator["EdgeServer"]:  # noqa: ARG001 - opens the loopback
    """Return a running stand-in for Edge."""
    from tests.edge_service import EdgeServer  # noqa: PLC0415 - see above

    with EdgeServer() as server:
        yield server


@pytest.fixture
def rig(services: "HttpServer", edge: "EdgeServer", monkeypatch: pytest.MonkeyPatch) -> "Rig":
    """Return what puts engines and stand-ins together; the keys are in the environment."""
    from tests.online import KEYS, Rig  # noqa: PLC0415 - see above

    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    return Rig(services, edge)
