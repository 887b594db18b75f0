"""What passes by itself, such as a failure of the network, has another exit code than what a person must mend."""

import errno
import socket
from pathlib import Path

import pytest

from audionews.errors import SettingsError, StoreError, StoreUnavailable
from audionews.stores.connection import opened, reconnect
from audionews.stores.failures import may_pass, store_error
from audionews.stores.file_system import FileSystem
from audionews.stores.local import LocalStore


class BotoCoreError(Exception):
    """As botocore has it."""


class HTTPClientError(BotoCoreError):
    """As botocore has it."""


class SSLError(HTTPClientError):
    """As botocore has it."""


class ClientError(Exception):
    """As botocore has it."""

    def __init__(self, status: int) -> None:
        super().__init__("no")
        self.response = {"Error": {"Code": "No"}, "ResponseMetadata": {"HTTPStatusCode": status}}


class HttpResponseError(Exception):
    """As Azure's and Google's packages have it, but for the name of the status."""

    def __init__(self, **status: object) -> None:
        super().__init__("no")
        self.__dict__.update(status)


class SSHException(Exception):  # noqa: N818 - the name that paramiko gives it
    """As paramiko has it."""


class AuthenticationException(SSHException):
    """As paramiko has it."""


def because(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError("too slow"),
        ConnectionRefusedError(errno.ECONNREFUSED, "refused"),
        OSError(errno.EHOSTUNREACH, "no route"),
        OSError(errno.ESTALE, "the server of the folder was started again"),
        socket.gaierror(socket.EAI_AGAIN, "no name server"),
        EOFError(),
        HTTPClientError("broken"),
        ClientError(503),
        because(OSError(errno.EBUSY, "slow down"), ClientError(503)),
        because(OSError(errno.EIO, "error"), ClientError(500)),
        HttpResponseError(status_code=429),
        HttpResponseError(code=502),
        HttpResponseError(status=500, code="ServerBusy"),
        SSHException("connection lost"),
    ],
    ids=repr,
)
def test_failures_of_networks_and_servers_pass(error: Exception) -> None:
    found = store_error("no", "mend it", error)
    assert (may_pass(error), type(found), found.exit_code, found.retryable) == (True, StoreUnavailable, 75, True)
    assert "run it again" in found.remedy


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "full"),
        OSError(errno.EIO, "the disk fails"),
        OSError("who knows"),
        ValueError("what?"),
        because(PermissionError("forbidden"), ClientError(403)),
        because(FileNotFoundError("no such bucket"), ClientError(404)),
        because(OSError(errno.EINVAL, "no such region"), ClientError(400)),
        SSLError("certificate"),
        HttpResponseError(status_code=401),
        ClientError(501),
        AuthenticationException("key refused"),
    ],
    ids=repr,
)
def test_wrong_addresses_rights_and_keys_do_not(error: Exception) -> None:
    found = store_error("no", "mend it", error)
    assert (may_pass(error), type(found), found.exit_code, found.remedy) == (False, StoreError, 78, "mend it")


def test_a_network_folder_that_is_away_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stale(*_: object) -> object:
        raise OSError(errno.ESTALE, "Stale file handle")

    monkeypatch.setattr("os.stat", stale)
    with pytest.raises(StoreUnavailable, match="Stale file handle"):
        LocalStore(tmp_path).stat("feed.xml")


def test_a_server_that_connects_at_once_may_be_away(monkeypatch: pytest.MonkeyPatch) -> None:
    errors: list[Exception] = [ConnectionRefusedError("refused")] * 8
    told: dict[str, object] = {}

    def open_url(_: str, **options: object) -> object:
        told.update(options)
        raise errors.pop(0)

    monkeypatch.setattr("fsspec.core.url_to_fs", open_url)
    monkeypatch.setattr("audionews.stores.file_system.kinds_of", lambda _: frozenset({"sftp", "ssh"}))
    monkeypatch.setattr("audionews.stores.file_system._PAUSES", (0.0,) * 7)
    files = FileSystem("sftp://example.org/show")  # so that a cache that is away stops no build
    with pytest.raises(StoreUnavailable, match=r"cannot open sftp://example\.org/show: refused"):
        files.read("a")
    assert not errors, "it is tried again and again"
    assert told["timeout"] == 5
    errors += [AuthenticationException("key"), *[SSHException()] * 8]
    with pytest.raises(StoreError, match=r"cannot open sftp://example\.org/show: key") as caught:
        files.read("a")
    assert caught.value.exit_code == 78
    with pytest.raises(StoreUnavailable, match="SSHException"):
        files.read("a")
    errors.append(ValueError("no such port"))
    with pytest.raises(SettingsError, match="no such port"):
        files.read("a")


def test_how_long_to_wait_for_a_connection_may_be_told_to_fsspec(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, object]] = []

    def open_url(_: str, **options: object) -> tuple[object, str]:
        told.append(options)
        return object(), "x"

    monkeypatch.setattr("fsspec.core.url_to_fs", open_url)
    for kind in ("s3", "abfs", "gs"):
        opened(f"{kind}://bucket/show", frozenset({kind}))
    monkeypatch.setattr("fsspec.config.conf", {"s3": {"config_kwargs": {"connect_timeout": 60}}})
    opened("s3://bucket/show", frozenset({"s3", "s3a"}))
    opened("simplecache::s3://bucket/show", frozenset({"simplecache"}))
    assert told == [{"config_kwargs": {"connect_timeout": 5}}, {"connection_timeout": 5}, {}, {}, {}]


def test_a_connection_that_is_gone_is_made_again() -> None:
    class Line:
        def is_active(self) -> bool:
            return False

    class Remote:
        made = 0
        line: Line | None = Line()

        @property
        def client(self) -> "Remote":
            return self

        def get_transport(self) -> Line | None:
            return self.line

        def _connect(self) -> None:
            self.made += 1

    raw = Remote()
    reconnect(raw, frozenset({"s3"}))
    assert raw.made == 0, "others connect by themselves"
    reconnect(raw, frozenset({"sftp"}))
    raw.line = None
    reconnect(raw, frozenset({"sftp"}))
    assert raw.made == 2


@pytest.mark.parametrize(
    ("module", "remedy"),
    [("s3fs", "s3fs"), ("smbclient", "smbprotocol"), ("adlfs.spec", "adlfs"), (None, "beside audionews")],
)
def test_what_to_install_for_an_address_is_a_command(
    monkeypatch: pytest.MonkeyPatch, module: str | None, remedy: str
) -> None:
    def find(_: str) -> object:
        raise ImportError("Install it") from (ModuleNotFoundError(name=module) if module else None)

    monkeypatch.setattr("fsspec.get_filesystem_class", find)
    with pytest.raises(SettingsError, match="s3://bucket/show: Install it") as caught:
        FileSystem("s3://bucket/show")
    assert remedy in caught.value.remedy
    assert ("pip" in caught.value.remedy) == bool(module)
