"""Web addresses as people and pages write them, and as they are sent. Sources: RFC 3986, RFC 5890, the URL Standard."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NoReturn
from urllib.parse import quote, urlsplit

from audionews.errors import AddressRefused

LONGEST = 8000  # characters; servers take no more (RFC 9110, 4.1)
_UNSENDABLE = {"Cc", "Cs"}  # control characters and halves of characters
_SHOWN = 200  # characters of an address in a message
_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:@!$&'()*+,;=~-._|[]"  # [] and | stand unescaped in addresses that servers know
_LABELS = re.compile(r"(?!.{254})[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")  # would be read as an IPv4 address (URL Standard, 3.5)
_BRACKETS = re.compile(r"\[([0-9a-fA-F:.]{2,45})\](?::[0-9]*)?")
_ODD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A web address in ASCII, without a fragment.

    Attributes:
        scheme: "http" or "https".
        host: The name or IP address, an IPv6 address without its brackets.
        port: The port, also where it is the scheme's own.
        target: Path and query, as sent.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Return scheme, host and port, the port only if it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    def __str__(self) -> str:
        return self.origin + self.target


def parse(url: str) -> WebAddress:
    """Return the address: host names in ASCII, other letters escaped, what is escaped left as it is.

    >>> str(parse("http://أخبار.test:80/خبر 1?q=%D8%A7#top"))
    'http://xn--igbicxr.test/%D8%AE%D8%A8%D8%B1%201?q=%D8%A7'

    Raises:
        AddressRefused: It is no address of the web, its host is no name or IP address, or it has a user name.
    """
    url = _trimmed(url)
    if len(url) > LONGEST:
        _refuse(url, "is too long", f"give an address of at most {LONGEST:,} characters")
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme, parts.port
    except ValueError:  # a port out of range, or brackets without an IPv6 address
        _refuse(url, "is malformed", "correct the address")
    if scheme not in _PORTS or not parts.netloc or any(unicodedata.category(char) in _UNSENDABLE for char in url):
        _refuse(url, "is no http or https address", "give an address that begins with https://")
    if "@" in parts.netloc:
        _refuse(
            url, "has a user name or password", "leave out all between // and @; save a page behind a log-in as a file"
        )
    host = _ipv6(url, parts.netloc) if "[" in parts.netloc else _host(url, parts.hostname or "")
    if port == 0:
        _refuse(url, "has no valid port", "correct the address")
    target = _escaped(parts.path or "/") + (f"?{_escaped(parts.query, '?')}" if parts.query else "")
    return WebAddress(scheme, host, port or _PORTS[scheme], target)


def shown(url: str) -> str:
    """Return an address for a message: without user name and password, control characters, and its end if it is long.

    >>> shown("https://user:secret@example.org/@author")
    'https://example.org/@author'
    """
    scheme, colon, rest = _visible(url).partition(":")
    body = rest.lstrip("/\\")
    authority, slash, path = body.partition("/")
    slashes = rest[: len(rest) - len(body)]
    return _cut(scheme + colon + slashes + authority.rpartition("@")[2] + slash + path)


def _visible(text: str) -> str:
    return "".join(char for char in text[: 2 * LONGEST] if char.isprintable())


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _trimmed(url: str) -> str:
    """Return the address without the blanks and invisible marks around it that copying brings along."""
    start, end = 0, len(url)
    while start < end and _is_blank(url[start]):
        start += 1
    while start < end and _is_blank(url[end - 1]):
        end -= 1
    return url[start:end]


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) == "Cf"


def _ipv6(url: str, netloc: str) -> str:
    """Return an IPv6 address without its brackets, in its shortest form."""
    found = _BRACKETS.fullmatch(netloc)
    try:
        return IPv6Address(found[1] if found else "").compressed
    except AddressValueError:
        _refuse(url, "has no valid host", "correct the address")


def _host(url: str, host: str) -> str:
    """Return a host name or IPv4 address in ASCII."""
    import idna  # noqa: PLC0415 - loads when used

    try:
        name = host if host.isascii() else idna.encode(host[:254], uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        name = ""
    name = name.removesuffix(".")
    if not _LABELS.fullmatch(name):
        _refuse(url, "has no valid host", "correct the address")
    if _NUMBER.fullmatch(name):
        try:
            IPv4Address(name)
        except AddressValueError:
            _refuse(url, "has a number for a host", "write an IP address as four decimal numbers")
    return name


def _escaped(text: str, more: str = "") -> str:
    return _ODD_PERCENT.sub("%25", quote(text, safe=_SAFE + more))


def _refuse(url: str, why: str, remedy: str) -> NoReturn:
    """Refuse an address, and show nothing that could be a password in one that is malformed."""
    head, at, tail = _visible(url).rpartition("@")
    raise AddressRefused(f'"{_cut(head.partition(":")[0] + "://" + tail if at else tail)}" {why}', remedy)
