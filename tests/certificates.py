"""Certificates that nobody vouches for, for servers of tests."""

import ssl
import subprocess
from pathlib import Path


def make_certificate(folder: Path, openssl: str, name: str) -> tuple[Path, ssl.SSLContext]:
    """Return a certificate for a name such as "IP:127.0.0.1" or "DNS:news.test", and a server's side of TLS with it."""
    key, file = folder / "key.pem", folder / "certificate.pem"
    command = (
        f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test "
        f"-addext subjectAltName={name} -keyout {key} -out {file}"
    )
    subprocess.run([openssl, *command.split()], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return file, context
