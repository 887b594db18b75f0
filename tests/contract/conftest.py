"""What the engines' tests share."""

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.certificates import make_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate for the loopback that nobody vouches for, and a server's side of TLS with it."""
    return make_certificate(tmp_path_factory.mktemp("certificate"), tool("openssl"), "IP:127.0.0.1")


@pytest.fixture(scope="session")
def self_signed(certificate: tuple[Path, ssl.SSLContext]) -> ssl.SSLContext:
    """Return a server's side of TLS with a certificate that nobody vouches for."""
    return certificate[1]
