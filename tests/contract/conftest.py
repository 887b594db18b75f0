"""What the engines' tests share."""

import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory, tool: Callable[[str], str]) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate for the loopback that nobody vouches for, and a server's side of TLS with it."""
    folder = tmp_path_factory.mktemp("certificate")
    key, file = folder / "key.pem", folder / "certificate.pem"
    command = (
        f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 "
        f"-addext subjectAltName=IP:127.0.0.1 -keyout {key} -out {file}"
    )
    subprocess.run([tool("openssl"), *command.split()], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return file, context


@pytest.fixture(scope="session")
def self_signed(certificate: tuple[Path, ssl.SSLContext]) -> ssl.SSLContext:
    """Return a server's side of TLS with a certificate that nobody vouches for."""
    return certificate[1]
