"""Which failures of a store pass: those of networks and servers, and not those of addresses, rights or keys.

The packages of fsspec have errors of their own. They are known by their names here, so that none need be installed.
"""

from __future__ import annotations

import errno
import socket
from itertools import islice
from typing import TYPE_CHECKING

from audionews.errors import StoreError, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

_NETWORK = frozenset(
    getattr(errno, name)
    for name in (
        *("ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETRESET"),
        *("ENETUNREACH", "ENOTCONN", "ESHUTDOWN", "ESTALE", "ETIMEDOUT"),
    )
    if hasattr(errno, name)  # Windows has no ESHUTDOWN, for example
)
_PASSING = frozenset(
    {
        *("ConnectionError", "HTTPClientError", "ResponseStreamingError", "IncompleteReadError"),  # botocore
        *("ClientConnectionError", "ClientPayloadError", "FSTimeoutError"),  # aiohttp, fsspec
        *("ServiceRequestError", "ServiceResponseError", "TransportError"),  # Azure, Google
        *("SSHException", "NoValidConnectionsError", "EOFError"),  # paramiko
    }
)
_LASTING = frozenset(
    {
        *("SSLError", "SSLCertVerificationError", "ClientConnectorCertificateError"),  # nobody vouches for the address
        *("AuthenticationException", "BadHostKeyException", "PasswordRequiredException"),  # SSHExceptions of paramiko
        *("PermissionError", "FileNotFoundError", "FileExistsError", "NotADirectoryError", "IsADirectoryError"),
    }
)
_PASSING_STATUSES = frozenset({408, 409, 425, 429})  # 409: another request for the same file was first
_SERVER_ERROR = 500
_NOT_IMPLEMENTED = 501  # what the server cannot do now it cannot do later
_CAUSES = 10  # of an error that are looked at
_LATER = "look at the network and the server, then run it again: what is done is kept"


def store_error(what: str, remedy: str, cause: BaseException) -> StoreError:
    """Return the error of a store, by what its cause is; the remedy is for one that does not pass."""
    return StoreUnavailable(what, _LATER) if may_pass(cause) else StoreError(what, remedy)


def is_passing(status: int) -> bool:
    """Return whether an HTTP status says that the server fails or is busy (RFC 9110, 15)."""
    return status in _PASSING_STATUSES or (status >= _SERVER_ERROR and status != _NOT_IMPLEMENTED)


def may_pass(error: BaseException) -> bool:
    """Return whether the same call may succeed later, with the same address and keys."""
    verdicts = (_verdict(each) for each in islice(_causes(error), _CAUSES))
    return next((each for each in verdicts if each is not None), False)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _verdict(error: BaseException) -> bool | None:
    """Return whether an error passes, or None if it does not tell by itself."""
    names = {each.__name__ for each in type(error).__mro__}
    if names & _LASTING:
        return False
    if status := _status(error):
        return is_passing(status)
    if isinstance(error, (TimeoutError, socket.gaierror)) or getattr(error, "errno", None) in _NETWORK:
        return True
    return True if names & _PASSING else None


def _status(error: BaseException) -> int:
    """Return the HTTP status of an error of botocore, Azure, Google or aiohttp; 0 if it has none."""
    answer = getattr(error, "response", None)
    if isinstance(answer, dict):
        return int(answer.get("ResponseMetadata", {}).get("HTTPStatusCode") or 0)
    found = (getattr(error, name, None) for name in ("status_code", "status", "code"))
    return next((each for each in found if isinstance(each, int)), 0)
