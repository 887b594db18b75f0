"""The GET of an address that a stranger may have chosen: guarded when it connects, in bounded time and memory.

The host is looked up once; every answer of that look-up is checked, and the connection goes to one of the addresses
that were checked, while TLS and the Host header keep the name. So a name server that answers differently the second
time ("DNS rebinding") is never asked a second time. A redirect is an answer like others: whoever follows it calls
again, and the next host is checked like the first.

Behind a proxy the proxy connects, and looks the name up for itself. Then only what can be known before is checked: an
address that stands in the URL, and the answers of our own look-up, if there are any. Such a proxy has to guard itself.

No proxy of the environment is used, no cookie is kept, and no connection is used twice.
"""

from __future__ import annotations

import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from audionews.http.client import Answer, Failure, Kind, failure_of, host_of, origin_of
from audionews.http.decoding import decoder
from audionews.timeout import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    import httpcore

    from audionews.http.client import Fail, Request

IPAddress: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = "Callable[[str, int], Iterable[str]]"
"""Returns the addresses of a host for a port, or raises OSError."""

HEADERS = 1 << 18  # bytes of an answer beside its body: headers, and the sizes of its chunks
_GOOD = 2  # RFC 9110, 15.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of an answer.

    Attributes:
        raw: Bytes of the body as sent.
        inflated: Bytes of the body after decoding.
        cut: Whether a larger answer is cut there, instead of refused.
    """

    raw: int = 5_000_000
    inflated: int = 10_000_000
    cut: bool = False


class Deadline:
    """The seconds that are left for one or more requests.

    Attributes:
        seconds: Those from the start.
    """

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._now = now
        self._end = now() + seconds

    def left(self) -> float:
        """Return the seconds that are left; 0 if they are over."""
        return max(0.0, self._end - self._now())

    @contextmanager
    def holding(self, lock: AbstractContextManager[object]) -> Iterator[None]:
        """Hold the lock; the seconds spent waiting for it do not count."""
        start = self._now()
        with lock:
            self._end += self._now() - start
            yield


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system knows them.

    Raises:
        OSError: There are none.
    """
    import socket  # noqa: PLC0415 - loads when used

    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Decides where connections may go.

    Attributes:
        refuse: Returns why an address is refused, in a few words, or "".
        resolve: Looks a host up. Its answers are the only ones that count.
        proxy: The http address of a proxy that makes the connections, or "".
    """

    refuse: Callable[[IPAddress], str]
    resolve: Resolve = look_up
    proxy: str = ""


def guarded_get(request: Request, guard: Guard, limits: Limits, deadline: Deadline, fail: Fail) -> Answer:
    """Return the answer, whatever its status; the body of one that is not good is not read.

    Args:
        request: The request; its method, body and ``follow`` are not looked at.
        guard: Decides whether its host may be asked.
        limits: The limits of the body.
        deadline: The limit from the look-up of the host name to the last byte.
        fail: Makes the error to raise if there is no whole answer.

    Raises:
        SettingsError: The address is not valid, or certificates or the proxy are wrong.
    """
    host = origin_of(request.address)
    late = Failure(Kind.LATE, host, f"{deadline.seconds:g} s")
    addresses = checked_addresses(request.address, guard, deadline, fail)

    from audionews.http.pinned import Line, opened  # noqa: PLC0415 - loads httpcore when used

    too_large = fail(Failure(Kind.TOO_LARGE, host))
    line = Line(addresses, guard.proxy, deadline, HEADERS + limits.raw, too_large)
    unreachable = Failure(Kind.UNREACHABLE, host, "the connection broke")
    with (
        _translated(fail, late, unreachable),
        opened(request, line) as (head, response),
        _translated(fail, late, Failure(Kind.BROKEN, host)),
    ):
        if head.status // 100 != _GOOD:
            return head
        return head._replace(content=_body(head, response, limits, fail, host))


def checked_addresses(address: str, guard: Guard, deadline: Deadline, fail: Fail) -> list[str]:
    """Return the addresses of the host, all of them checked; none if only the proxy knows them.

    Raises:
        SettingsError: The address is not valid.
    """
    host = host_of(address)
    late = Failure(Kind.LATE, origin_of(address), f"{deadline.seconds:g} s")
    port = urlsplit(address).port or (443 if address.startswith("https:") else 80)
    try:
        found = {ip_address(host): None}
        where = "it is"
    except ValueError:
        where = "it leads to {}, which is"
        try:
            answers = within(deadline.left(), lambda: list(guard.resolve(host, port)), fail(late))
        except OSError:
            answers = []
        if not answers and not guard.proxy:
            raise fail(Failure(Kind.UNREACHABLE, late.host, "its name cannot be looked up")) from None
        found = dict.fromkeys(map(ip_address, answers))
    for one in found:
        if reason := guard.refuse(one):
            raise fail(Failure(Kind.REFUSED, late.host, f"{where.format(one)} {reason}"))
    return [str(one) for one in found]


def _body(head: Answer, response: httpcore.Response, limits: Limits, fail: Fail, host: str) -> bytes:
    """Return the decoded body."""
    encoding = head.headers.get("Content-Encoding", "")
    body = decoder(encoding)
    if body is None:
        raise fail(Failure(Kind.UNREADABLE, host, f"it is encoded as {encoding[:40]!a}, and only gzip was asked for"))
    content = bytearray()
    raw = 0
    for piece in response.iter_stream():
        raw += len(piece)
        for step in body.steps(piece):
            content += step
            if raw > limits.raw or len(content) > limits.inflated:
                if limits.cut:
                    return bytes(content[: limits.inflated])
                raise fail(Failure(Kind.TOO_LARGE, host))
    if raw and not body.whole:
        raise fail(Failure(Kind.BROKEN, host))
    return bytes(content)


@contextmanager
def _translated(fail: Fail, late: Failure, broken: Failure) -> Iterator[None]:
    """Raise the caller's error for every error of httpcore and zlib."""
    import httpcore  # noqa: PLC0415 - loads when used

    try:
        yield
    except zlib.error as error:
        raise fail(Failure(Kind.UNREADABLE, late.host, "its gzip data is damaged")) from error
    except httpcore.ConnectTimeout as error:
        raise fail(Failure(Kind.UNREACHABLE, late.host, "no answer")) from error
    except httpcore.TimeoutException as error:
        raise fail(late) from error
    except httpcore.ProxyError as error:
        raise fail(Failure(Kind.UNREACHABLE, late.host, f"the proxy refuses ({error})")) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise fail(failure_of(error, broken)) from error
