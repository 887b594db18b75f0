"""The rules of addresses: absolute, of the web, and in the letters that every program understands."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from audionews.lint.rules import Fault
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 2048  # characters; more breaks in browsers and servers
_NOT_ASCII = re.compile(r"[^\x21-\x7e]|%[89A-Fa-f][0-9A-Fa-f]")
_UP = re.compile(r"(?:^|/)\.\.(?:/|$)")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.IGNORECASE)


def address_faults(url: str, what: str) -> Iterator[Fault]:
    """Yield what is wrong with an address.

    Args:
        url: The address, as the feed writes it.
        what: What it is the address of, such as "the enclosure".
    """
    if why := _malformed(url):
        yield Fault("address", f"the address of {what} {why}: {shown(url)}")
    elif _UP.search(unquote(urlsplit(url).path)):
        yield Fault("outside", f"the address of {what} has ..: {shown(url)}")
    elif not url.isascii():
        yield Fault(
            "encoding-of-address", f"the address of {what} has letters that are not percent-encoded: {shown(url)}"
        )


def is_plain(url: str) -> bool:
    """Return whether an address has ASCII letters only, and no others that are percent-encoded."""
    return _NOT_ASCII.search(url) is None


def host_of(url: str) -> str:
    """Return the host of an address, or "" if the address is malformed."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def is_address(url: str) -> bool:
    """Return whether a text is a well-formed http or https address."""
    return not _malformed(url)


def is_local(host: str) -> bool:
    """Return whether a host is one that only this machine or its network reaches, by its name or address alone."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _malformed(url: str) -> str:
    """Return why an address is not one of the web, or ""."""
    if not url:
        return "is empty"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is malformed"
    if not parts.scheme and not host:
        return "is relative"
    if parts.scheme.lower() not in {"http", "https"}:
        return "is not http or https"
    if len(url) > _LONGEST or re.search(r"[\s\x00-\x1f\x7f<>\"\\]", url):
        return "is malformed"
    return "is malformed" if port == 0 else _host_fault(host)


def _host_fault(host: str) -> str:
    if not host.isascii():
        return "has a host in letters that are not ASCII (its punycode begins with xn--)"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "" if _HOST.fullmatch(host) else "has no valid host"
    return ""
