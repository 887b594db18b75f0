"""Requests and their answers, with limits of time and size. No error of httpx leaves this module."""

from __future__ import annotations

import ipaddress
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from audionews.errors import SettingsError
from audionews.masking import mask_errors, masked
from audionews.timeout import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

CONNECT = 10.0  # seconds for a connection
REDIRECTS = 10  # followed at most, if the request allows them


class Kind(StrEnum):
    """Why there is no whole answer."""

    UNREACHABLE = "{host} cannot be reached: {reason}"
    UNTRUSTED = "the certificate of {host} cannot be verified"
    BROKEN = "{host} broke off its answer"
    SILENT = "{host} did not answer within {reason}"
    LATE = "{host} did not finish its answer within {reason}"
    TOO_LARGE = "the answer of {host} is too large"
    UNREADABLE = "the answer of {host} cannot be read: {reason}"
    REFUSED = "{host} is refused: {reason}"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request got no whole answer; ``str()`` of it is one line. It has nothing of the request's headers.

    Attributes:
        kind: The kind of failure.
        host: The scheme, the host and the port of the request.
        reason: A few words, for some kinds.
    """

    kind: Kind
    host: str
    reason: str = ""

    def __str__(self) -> str:
        return self.kind.format(host=self.host, reason=self.reason)


Fail: TypeAlias = "Callable[[Failure], Exception]"
"""Turns a failure into the error to raise."""


class Request(NamedTuple):
    """A request.

    Attributes:
        address: An http or https address.
        body: The body.
        headers: The headers. Their values are in no message.
        method: The HTTP method.
        follow: Whether redirects are followed. They would send a key elsewhere: only for requests without one.
    """

    address: str
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})
    method: str = "POST"
    follow: bool = False


class Answer(NamedTuple):
    """An answer, whatever its status.

    Attributes:
        status: The HTTP status.
        phrase: The status in the server's words.
        headers: The headers, by their names in upper or lower case.
        content: The whole body.
    """

    status: int
    phrase: str
    headers: Mapping[str, str]
    content: bytes = b""

    @property
    def good(self) -> bool:
        """Whether the request succeeded."""
        return self.status // 100 == 2  # noqa: PLR2004 - RFC 9110, 15.3


class Stream:
    """An answer whose body has not been read yet."""

    def __init__(self, response: httpx.Response, host: str, fail: Fail) -> None:
        self.head = _head(response)
        self._response = response
        self._host = host
        self._fail = fail

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it arrives, without decoding it."""
        broken = Failure(Kind.BROKEN, self._host)
        with _translated(self._fail, late=broken, broken=broken):
            yield from self._response.iter_raw()


def exchange(request: Request, fail: Fail, *, seconds: float, largest: int) -> Answer:
    """Return the whole answer, whatever its status.

    Args:
        request: The request.
        fail: Makes the error to raise if there is no whole answer.
        seconds: The limit from the look-up of the host name to the last byte.
        largest: The limit of the body in bytes.

    Raises:
        SettingsError: The address is not valid, a header cannot be sent, or certificates or proxies are wrong.
    """
    host = origin_of(request.address)
    late = Failure(Kind.LATE, host, f"{seconds:g} s")
    deadline = time.monotonic() + seconds

    def ask() -> Answer:
        with (
            _opened(request, fail, late, seconds) as response,
            _translated(fail, late=late, broken=Failure(Kind.BROKEN, host)),
        ):
            content = bytearray()
            for piece in response.iter_bytes():
                content += piece
                if len(content) > largest:
                    raise fail(Failure(Kind.TOO_LARGE, host))
                if time.monotonic() > deadline:
                    raise fail(late)
            return _head(response)._replace(content=bytes(content))

    return within(seconds, ask, fail(late))


@contextmanager
def streamed(request: Request, fail: Fail, *, silence: float) -> Iterator[Stream]:
    """Open an answer whose body has not been read.

    Inside a generator, see that it is closed: left to the garbage collector, an answer may be closed while this very
    thread holds the lock of the connections, and then no request goes on.

    Args:
        request: The request.
        fail: Makes the error to raise if there is no answer, or if it breaks off.
        silence: Seconds that the server may be silent, before the answer begins and later.

    Raises:
        SettingsError: The address is not valid, a header cannot be sent, or certificates or proxies are wrong.
    """
    host = origin_of(request.address)
    late = Failure(Kind.SILENT, host, f"{silence:.2g} s")
    over = threading.Event()

    def ask() -> httpx.Response:
        response = stack.enter_context(_opened(request, fail, late, silence))
        if over.is_set():  # the caller no longer waits for it
            stack.close()
        return response

    with ExitStack() as stack:
        stack.callback(over.set)
        yield Stream(within(silence, ask, fail(late)), host, fail)


def host_of(address: str) -> str:
    """Return the host of an http or https address.

    Raises:
        SettingsError: The address is not valid.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in {"http", "https"} and parts.port != 0 else None
    except ValueError:  # a port out of range, or a malformed IPv6 address
        host = None
    if not host:
        raise SettingsError(f'"{masked(address)}" is no http or https address', "correct the address")
    return host


def origin_of(address: str) -> str:
    """Return scheme, host and port of an http or https address, for messages; the port only if the address names it.

    Raises:
        SettingsError: The address is not valid.
    """
    host, parts = host_of(address), urlsplit(address)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{parts.port}" if parts.port else "")


def refuse_login(address: str) -> None:
    """Refuse an address with a user name or password in it, which would be printed and kept with it.

    Raises:
        SettingsError: As above.
    """
    if "@" in urlsplit(address).netloc:
        what = f'"{masked(address)}" has a user name or password'
        raise SettingsError(what, "leave out all between // and @; keys come from environment variables")


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine, by its name or address alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _opened(request: Request, fail: Fail, late: Failure, seconds: float) -> Iterator[httpx.Response]:
    """Open an answer that has begun."""
    import httpx  # noqa: PLC0415 - loads when used

    from audionews.http.connections import shared_client  # noqa: PLC0415 - as above

    client = shared_client()
    timeout = httpx.Timeout(seconds, connect=min(CONNECT, seconds))
    method, content = request.method, request.body or None
    headers = {name: value.strip() for name, value in request.headers.items()}  # httpx refuses "Bearer " without a key
    with _translated(fail, late=late, broken=Failure(Kind.UNREACHABLE, late.host, "the connection broke")):
        asked = client.build_request(method, request.address, content=content, headers=headers, timeout=timeout)
        response = client.send(asked, stream=True)
        for _ in range(REDIRECTS if request.follow else 0):
            if response.next_request is None:
                break
            response.close()
            response = client.send(response.next_request, stream=True)
    try:
        yield response
    finally:
        response.close()


def _head(response: httpx.Response) -> Answer:
    return Answer(response.status_code, response.reason_phrase, response.headers)


@contextmanager
def _translated(fail: Fail, *, late: Failure, broken: Failure) -> Iterator[None]:
    """Raise the caller's error for every error of httpx. Messages that may contain headers are not repeated."""
    import httpx  # noqa: PLC0415 - loads when used

    try:
        with _masked_errors():
            yield
    except (httpx.LocalProtocolError, UnicodeError):  # its message contains the header, and so would a traceback
        what = f"the request to {late.host} has a header that cannot be sent"
        raise SettingsError(what, "check the key of the service") from None
    except httpx.InvalidURL as error:
        raise SettingsError(f"the address of {late.host} is malformed: {error}", "correct the address") from error
    except httpx.ConnectTimeout as error:
        raise fail(Failure(Kind.UNREACHABLE, late.host, "no answer")) from error
    except httpx.TimeoutException as error:
        raise fail(late) from error
    except httpx.HTTPError as error:
        raise fail(failure_of(error, broken)) from error


@contextmanager
def _masked_errors() -> Iterator[None]:
    """Mask what errors say: some repeat the lines of an answer that they cannot understand."""
    try:
        yield
    except Exception as error:
        mask_errors(error)
        raise


def failure_of(error: BaseException, broken: Failure) -> Failure:
    """Return the failure for an error of httpx or httpcore, which wrap its true cause several times."""
    import socket  # noqa: PLC0415 - loads when used
    import ssl  # noqa: PLC0415 - as above

    cause: BaseException = error
    while not isinstance(cause, OSError) and (inner := cause.__cause__ or cause.__context__):
        cause = inner
    match cause:
        case ssl.SSLCertVerificationError():
            return Failure(Kind.UNTRUSTED, broken.host)
        case ssl.SSLError():
            return replace(broken, reason="the encrypted connection broke")
        case socket.gaierror():
            return replace(broken, reason="its name cannot be looked up")
        case OSError():
            return replace(broken, reason=cause.strerror or broken.reason)
        case _:
            return broken
