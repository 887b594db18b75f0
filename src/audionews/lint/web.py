"""The files of a show on the web, asked for as podcast apps ask. What a server does wrong is a fault, and no error.

A feed may name any address. Unless the feed itself is on a host of one's own network, addresses of such hosts are not
asked. A host that does not answer is not asked again and again; of one that does, only the kinds of files are given up
that it does not send.
"""

from __future__ import annotations

import ipaddress
import time
import zlib
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from audionews.errors import AudionewsError
from audionews.http import Failure, Kind, Request, look_up, streamed
from audionews.lint.addresses import host_of, is_address, is_local
from audionews.lint.delivery import ORIGIN, PART, Reply, answer_fault, delivery_faults, is_sound, size_of
from audionews.lint.enclosure import suffix_of
from audionews.lint.rules import Fault
from audionews.lint.site import LARGEST
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from audionews.http import Stream

_SILENCE = 20.0  # seconds that a server may be silent
_REDIRECTS = 10
_REFUSALS = 2  # how often a host may fail to answer before it is no longer asked, at all or for a kind of file
_PART = 1024  # bytes of a sound that are looked at
_MOVED = frozenset({301, 302, 303, 307, 308})
_NO_SUFFIX = "."
_HTML = (b"<!doctype html", b"<html")


class _NoAnswerError(AudionewsError):
    """There is no whole answer."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure), "")
        self.failure = failure


class WebSite:
    """The files that the feed at an address names.

    Args:
        feed: The address of the feed.
        seconds: The limit for an answer.
    """

    is_local = False

    def __init__(self, feed: str, seconds: float = 120.0) -> None:
        self._seconds = seconds
        self._base = feed.rpartition("/")[0] + "/"
        self._private = _is_private(feed)
        self._failures: Counter[tuple[str, str]] = Counter()  # by host and kind of file, and by host alone
        self._answering: set[str] = set()
        self._heads: dict[str, Reply] = {}
        self._parts: dict[str, Reply] = {}
        self._last = ("", Reply())

    def reaches(self, url: str) -> bool:
        """Return whether the address is an http or https address."""
        return is_address(url)

    def direct(self, url: str) -> str:
        """Return the address as it is: apps ask for it too, and are redirected."""
        return url

    def is_same(self, one: str, other: str) -> bool:
        """Return whether two addresses are the same, or the file at the second was found at the first."""
        return one == other or (self._last[0] == other and one in self._last[1].hops)

    def owns(self, url: str) -> bool:
        """Return whether the address is below that of the feed."""
        return url.startswith(self._base)

    def name(self, url: str) -> str:
        """Return the address."""
        return url

    def size(self, url: str) -> int | Fault | None:
        """Return the size that the server tells, None if it tells none, or why the file cannot be had."""
        part = self._part(url)
        return size_of(self._head(url), part) if part.good else answer_fault(part)

    def read(self, url: str) -> bytes | Fault:
        """Return the file, or why it cannot be had."""
        reply = self._whole(url)
        return reply.content if reply.good else answer_fault(reply)

    def open(self, url: str) -> BinaryIO | Fault | None:  # noqa: ARG002 - the port's signature
        """Return None: sounds are too large to fetch for a check."""
        return None

    def delivery(self, url: str, kind: str) -> Iterator[Fault]:
        """Yield what is wrong with how the server delivers the file."""
        part = self._part(url) if is_sound(kind) else self._whole(url)
        if not part.good:
            return
        yield from delivery_faults(url, kind, self._head(url), part)
        if is_sound(kind) and part.content.lstrip()[:20].lower().startswith(_HTML):
            yield Fault("media", "the server sends a web page instead of the sound")

    def _head(self, url: str) -> Reply:
        if url not in self._heads:
            self._heads[url] = self._follow(url, "HEAD", {"Accept-Encoding": "identity"}, 0)
        return self._heads[url]

    def _part(self, url: str) -> Reply:
        if url not in self._parts:
            headers = {"Accept-Encoding": "identity", "Origin": ORIGIN, "Range": PART}
            self._parts[url] = self._follow(url, "GET", headers, _PART)
        return self._parts[url]

    def _whole(self, url: str) -> Reply:
        """Return the whole file; the last one is kept, so that it is fetched once."""
        if self._last[0] != url:
            self._last = (url, self._fetch(url))
        return self._last[1]

    def _fetch(self, url: str) -> Reply:
        reply = self._follow(url, "GET", {"Accept-Encoding": "identity", "Origin": ORIGIN}, LARGEST + 1)
        if len(reply.content) > LARGEST:
            return Reply(failure=f"it has more than {LARGEST:,} bytes", rule="huge")
        return reply

    def _follow(self, url: str, method: str, headers: Mapping[str, str], largest: int) -> Reply:
        """Return the answer behind all redirects."""
        hops: list[str] = []
        at = url
        while len(hops) <= _REDIRECTS:
            reply = self._ask(at, method, headers, largest)
            location = reply.headers.get("Location", "")
            if reply.status not in _MOVED or not location:
                return Reply(reply.status, reply.headers, reply.content, tuple(hops), reply.failure, reply.rule)
            at = urljoin(at, location)
            hops.append(at)
        return Reply(failure=f"it is redirected more than {_REDIRECTS} times", rule="redirects")

    def _ask(self, url: str, method: str, headers: Mapping[str, str], largest: int) -> Reply:
        host = host_of(url)
        if not is_address(url):
            return Reply(failure=f"it leads to {shown(url)}, which is no web address", rule="address")
        if not self._private and _is_private(url):
            return Reply(failure=f"{host} is an address of a private network; it was not asked", rule="local")
        kind = (host, suffix_of(url) or _NO_SUFFIX)
        if self._failures[kind] >= _REFUSALS or self._is_dead(host):
            return Reply(failure=f"{host} does not answer; it was not asked again")
        try:
            with streamed(Request(url, method=method, headers=headers), _NoAnswerError, silence=_SILENCE) as stream:
                reply = self._reply(stream, host, largest)
                self._answering.add(host)
                return reply
        except _NoAnswerError as error:
            self._failures.update((kind, (host, "")))
            untrusted = error.failure.kind is Kind.UNTRUSTED
            return Reply(failure=error.message, rule="tls" if untrusted else "unreachable")
        except AudionewsError as error:  # the address or the settings of certificates are wrong
            return Reply(failure=error.message, rule="address")

    def _is_dead(self, host: str) -> bool:
        return host not in self._answering and self._failures[host, ""] >= _REFUSALS

    def _reply(self, stream: Stream, host: str, largest: int) -> Reply:
        """Return the answer with the beginning of its body."""
        content = bytearray()
        end = time.monotonic() + self._seconds
        for piece in stream.pieces() if largest else ():
            content += piece
            if len(content) >= largest:
                break
            if time.monotonic() > end:
                return Reply(failure=f"{host} did not finish its answer within {self._seconds:g} s")
        return Reply(stream.head.status, stream.head.headers, _decoded(bytes(content), stream.head.headers, largest))


def _decoded(content: bytes, headers: Mapping[str, str], largest: int) -> bytes:
    """Return the content as it is after the gzip encoding that some servers use unasked."""
    if headers.get("Content-Encoding", "").strip().lower() != "gzip":
        return content[:largest]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, largest)
    except zlib.error:
        return content[:largest]


def _is_private(url: str) -> bool:
    """Return whether the host of an address is one of a private network, as its name or any of its addresses tells."""
    if not is_address(url):
        return False
    host = host_of(url)
    if is_local(host):
        return True
    try:
        return any(not ipaddress.ip_address(address.partition("%")[0]).is_global for address in look_up(host, 443))
    except (OSError, ValueError):  # the request will say that its name cannot be looked up
        return False
