"""Which hosts this server answers for, and the address that a client used.

A page of another site can make its own name lead to this machine ("DNS rebinding"); then a browser lets it read what is
served here. Its requests still carry that name, and are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, TypeAlias

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from audionews.errors import AddressRefused, UsageError
from audionews.sources.web_address import parse

if TYPE_CHECKING:
    from ipaddress import IPv4Address

    from starlette.types import ASGIApp, Receive, Scope, Send

    IPAddress: TypeAlias = IPv4Address | IPv6Address

ORIGIN = (
    "audionews.origin"  # the key of the scope with the address that the client used, such as "http://localhost:8000"
)
LONGEST_TARGET = 8_000  # characters of path and query
MOST_HEADERS = 16_384  # bytes of all headers
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::([0-9]{1,5}))?")
_SCHEMES = {"http", "https"}
_LARGEST_PORT = 65_535


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosts:
    """The hosts that a server answers for: loopback, the address that it was reached at, and those named here.

    Attributes:
        names: Names in lower case, or IP addresses.
        proxy: Whether a proxy in front of the server says in X-Forwarded-Host and X-Forwarded-Proto what clients used.
    """

    names: frozenset[str] = frozenset()
    proxy: bool = False

    def allows(self, host: str, reached: str) -> bool:
        """Return whether the server answers for a host.

        Args:
            host: As ``host_in`` returns it.
            reached: The address of this machine that the connection came to.
        """
        address = _address(host)
        if address is None:
            return host == "localhost" or host in self.names
        return (
            address.is_loopback or address == _address(reached) or any(address == _address(one) for one in self.names)
        )


def host_in(authority: str) -> str | None:
    """Return the host of a Host header in lower case and without brackets and port; None if it is malformed.

    >>> host_in("LOCALHOST.:8000"), host_in("[::1]:80"), host_in("a@b"), host_in("a:99999")
    ('localhost', '::1', None, None)
    """
    found = _AUTHORITY.fullmatch(authority)
    if found is None or int(found[2] or 0) > _LARGEST_PORT:
        return None
    return found[1].strip("[]").lower().removesuffix(".")


def host_name(name: str) -> str:
    """Return a host as it stands in Host headers, which have ASCII only, without a port.

    >>> host_name("أخبار.test:8000"), host_name("::1")
    ('xn--igbicxr.test', '::1')

    Raises:
        UsageError: It is no name of a host, and no IP address.
    """
    is_bare = name.count(":") > 1 and "[" not in name  # an IPv6 address
    try:
        address = parse(f"http://[{name.partition('%')[0]}]" if is_bare else f"http://{name}")
    except AddressRefused:
        address = None
    if address is None or address.target != "/":
        raise UsageError(f'"{name}" is no name of a host', "write one like podcast.example.org or 192.168.1.5")
    return address.host


class OwnHosts:
    """Refuses requests for other hosts, and those that are too long to be meant.

    Args:
        app: What answers the others; it finds the address that the client used in the scope.
        hosts: The hosts to answer for.
    """

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self.app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        origin, refusal = self._origin(scope)
        if refusal:
            status, words = refusal
            await PlainTextResponse(f"{words}\n", status, {"connection": "close"})(scope, receive, send)
        else:
            await self.app({**scope, ORIGIN: origin}, receive, send)

    def _origin(self, scope: Scope) -> tuple[str, tuple[HTTPStatus, str] | None]:
        """Return the address that the client used, and why it is refused, or None."""
        headers = Headers(scope=scope)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
            return "", (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "the headers are too large")
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            return "", (HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long")
        authority, scheme = headers.get("host", ""), scope["scheme"]
        if self._hosts.proxy:
            authority = _last(headers, "x-forwarded-host") or authority
            named = _last(headers, "x-forwarded-proto").lower()
            scheme = named if named in _SCHEMES else scheme
        host = host_in(authority)
        if host is None:
            return "", (HTTPStatus.BAD_REQUEST, "the request names no host")
        if not self._hosts.allows(host, (scope["server"] or ("",))[0]):
            return "", (
                HTTPStatus.MISDIRECTED_REQUEST,
                f"no show is served for {host}; see audionews serve --allow-host",
            )
        return f"{scheme}://{authority}", None


def _last(headers: Headers, name: str) -> str:
    """Return the last value of a header that each proxy on the way may have added one to."""
    return ",".join(headers.getlist(name)).rpartition(",")[2].strip()


def _address(host: str) -> IPAddress | None:
    """Return an IP address, an IPv4 address in an IPv6 one as itself; None for a name."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
