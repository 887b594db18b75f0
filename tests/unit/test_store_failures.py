"""What passes by itself, such as a failure of the network, has another exit code than what a person must mend."""

import errno
import socket
from pathlib import Path

import pytest

from audionews.errors import SettingsError, StoreError, StoreUnavailable
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
    errors: list[Exception] = [ConnectionRefusedError("refused"), AuthenticationException("key"), SSHException()]

    def open_url(_: str) -> object:
        raise errors.pop(0)

    monkeypatch.setattr("fsspec.core.url_to_fs", open_url)
    with pytest.raises(StoreUnavailable, match=r"cannot open sftp://example\.org/show: refused"):
        FileSystem("sftp://example.org/show")
    with pytest.raises(StoreError, match=r"cannot open sftp://example\.org/show: key") as caught:
        FileSystem("sftp://example.org/show")
    assert caught.value.exit_code == 78
    with pytest.raises(StoreUnavailable, match="SSHException"):
        FileSystem("sftp://example.org/show")


@pytest.mark.parametrize(
    ("module", "remedy"),
    [("s3fs", "s3fs"), ("smbclient", "smbprotocol"), ("adlfs.spec", "adlfs"), (None, "beside audionews")],
)
def test_what_to_install_for_an_address_is_a_command(
    monkeypatch: pytest.MonkeyPatch, module: str | None, remedy: str
) -> None:
    def open_url(_: str) -> object:
        raise ImportError("Install it") from (ModuleNotFoundError(name=module) if module else None)

    monkeypatch.setattr("fsspec.core.url_to_fs", open_url)
    with pytest.raises(SettingsError, match="s3://bucket/show: Install it") as caught:
        FileSystem("s3://bucket/show")
    assert remedy in caught.value.remedy
    assert ("pip" in caught.value.remedy) == bool(module)
