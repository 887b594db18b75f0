"""Fetches pages by their addresses, as a careful and polite guest of sites that somebody else may have chosen.

Each hop of a redirect is treated like the first address: its host is checked when the connection is made (see
``audionews.http.guarded``), robots.txt is asked, and a host that wants to be left alone for a while is. One request to
a host is under way at a time.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from audionews.errors import AddressRefused, FetchError, RobotsRefused
from audionews.http import Deadline, Failure, Guard, Kind, Limits, Request, guarded_get
from audionews.http.conditional import Asked
from audionews.http.guarded import checked_addresses
from audionews.sources import robots
from audionews.sources.addresses import is_local_name
from audionews.sources.fetch_errors import BY_HAND, WAIT, failure_error, is_passing, pause, status_error, wait_error
from audionews.sources.fetch_policy import ROBOT, Policy
from audionews.sources.fetched import UNCHANGED, Fetched, Validators, fetched
from audionews.sources.web_address import WebAddress, parse, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audionews.http import Answer, Fail

REDIRECTS = 5  # followed at most
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5"
_ROBOTS_LIMITS = Limits(raw=512_000, inflated=512_000, cut=True)  # at least 500 KiB, RFC 9309, 2.5
_ROBOTS_LIFE = 86_400.0  # seconds, RFC 9309, 2.4
_CONTENT = {200, 203, 204}
_MOVED = {301, 302, 303, 307, 308}
_NEVER = float("-inf")


class RobotsMemory(Protocol):
    """Keeps each robots.txt beyond the end of a process."""

    def read(self, origin: str) -> bytes | None:
        """Return the robots.txt of an origin, or None if none is kept that still counts."""
        ...

    def keep(self, origin: str, content: bytes, seconds: float) -> None:
        """Keep a robots.txt for so many seconds."""
        ...


@dataclass(slots=True)
class _Host:
    """A host: whose turn it is, and until when it wants to be left alone."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    closed_until: float = _NEVER


@dataclass(slots=True)
class _Origin:
    """An origin: its robots.txt, and until when that counts."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    rules: robots.Rules = field(default_factory=robots.Rules)
    rules_until: float = _NEVER


@dataclass(frozen=True, slots=True)
class _Trip:
    """A page on its way to us: the host that was asked first, and what holds for each hop."""

    start: str
    headers: Mapping[str, str]
    limits: Limits
    deadline: Deadline


class Fetcher:
    """Fetches pages. It remembers each site's robots.txt, and which hosts want to be left alone for a while.

    It may be used from several threads; one is meant to serve a whole run.

    Args:
        policy: What may be fetched.
        memory: Keeps each robots.txt beyond the end of the process; None keeps it as long as the fetcher.
    """

    def __init__(self, policy: Policy | None = None, memory: RobotsMemory | None = None) -> None:
        self._policy = policy or Policy()
        self._memory = memory
        self._guard = Guard(refuse=self._policy.refuse, resolve=self._policy.resolve, proxy=self._policy.proxy)
        self._own = {"User-Agent": self._policy.user_agent, "Accept-Encoding": "gzip"}
        self._hosts: dict[str, _Host] = {}
        self._origins: dict[str, _Origin] = {}

    def fetch(self, url: str, validators: Validators | None = None, limits: Limits | None = None) -> Fetched:
        """Return the page at an address.

        Args:
            url: An http or https address. Blanks around it are ignored.
            validators: The validators of the version that is known already.
            limits: The limits of the answer, for feeds that are larger than pages.

        Raises:
            AddressRefused: The address, or one that it redirects to, is not one of the public web.
            RobotsRefused: The site's robots.txt forbids it.
            PageGone: The site has no such page (404), or no longer (410).
            TooLarge: The answer is larger than the limits.
            SiteUnavailable: The site cannot be reached, is too slow, fails, or asks us to wait.
            FetchError: Any other answer that is no page.
            SettingsError: The certificates of the environment or the proxy cannot be used.
        """
        address = parse(url)
        asked = validators.headers() if validators else {}
        trip = _Trip(
            address.origin, self._headers(asked), limits or Limits(), Deadline(self._policy.seconds, self._policy.now)
        )
        address, answer = self._follow(address, trip, self._check_robots)
        if answer.status in _CONTENT or (asked and answer.status == UNCHANGED):
            return fetched(address, answer)
        if answer.status in _MOVED:
            what = f"{trip.start} redirects more than {REDIRECTS} times, or to nowhere"
            raise FetchError(what, "give the address that the page has in a browser")
        raise status_error(address, answer)

    def conditional(self, url: str, validators: Validators) -> tuple[Asked, str]:
        """Return what ``is_unchanged`` asks about a page, and the origin whose robots.txt holds for it, or "".

        Its host is looked up and checked now.

        Args:
            url: An http or https address.
            validators: The validators of the version that is known.

        Raises:
            AddressRefused: The address is not one of the public web.
            SiteUnavailable: The host cannot be found, or a proxy makes all connections.
        """
        address = parse(url)
        fail = partial(failure_error, address.origin, allow_private=self._policy.allow_private)
        if self._policy.proxy:
            raise fail(Failure(Kind.UNREACHABLE, address.origin, "only a proxy connects to it"))
        self._refuse_local(address, fail)
        found = checked_addresses(str(address), self._guard, Deadline(self._policy.seconds, self._policy.now), fail)
        netloc = address.origin.partition("://")[2]
        headers = {"Host": netloc, **self._headers(validators.headers()), "Connection": "close"}
        lines = [f"GET {address.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        asked = Asked(address.host, address.port, address.scheme == "https", found, "\r\n".join(lines))
        return asked, "" if self._policy.is_own(address.host) else address.origin

    def _headers(self, asked: Mapping[str, str]) -> dict[str, str]:
        return self._own | {"Accept": _ACCEPT, "Accept-Language": "ar", **asked}

    def _refuse_local(self, address: WebAddress, fail: Fail) -> None:
        if is_local_name(address.host) and not self._policy.allow_private:
            raise fail(Failure(Kind.REFUSED, address.origin, "it is a name for private networks"))

    def _follow(
        self, address: WebAddress, trip: _Trip, check: Callable[[WebAddress, _Trip], None]
    ) -> tuple[WebAddress, Answer]:
        """Return the address and answer behind all redirects, or the last redirect if there are too many."""
        check(address, trip)
        answer = self._ask(address, trip)
        for _ in range(REDIRECTS):
            location = answer.headers.get("Location", "")
            if answer.status not in _MOVED or not location:
                break
            address = _redirected(address, location)
            check(address, trip)
            answer = self._ask(address, trip)
        return address, answer

    def _ask(self, address: WebAddress, trip: _Trip) -> Answer:
        """Return the answer to one request, when it is the turn of this one at its host."""
        fail = partial(failure_error, trip.start, allow_private=self._policy.allow_private)
        self._refuse_local(address, fail)
        host = self._hosts.setdefault(address.host, _Host())
        with trip.deadline.holding(host.turn):
            wait = host.closed_until - self._policy.now()
            if wait > 0:
                raise wait_error(address.origin, "has asked us to wait", wait)
            request = Request(str(address), headers=trip.headers)
            answer = guarded_get(request, self._guard, trip.limits, trip.deadline, fail)
            if answer.status in WAIT:
                host.closed_until = self._policy.now() + pause(answer)
        return answer

    def _check_robots(self, address: WebAddress, trip: _Trip) -> None:
        """Raise an error if the site does not want programs to fetch this page."""
        if self._policy.is_own(address.host):
            return
        origin = self._origins.setdefault(address.origin, _Origin())
        with trip.deadline.holding(origin.turn):
            if origin.rules_until <= self._policy.now():
                origin.rules = robots.parse(self._robots_txt(address, trip), ROBOT)
                origin.rules_until = self._policy.now() + _ROBOTS_LIFE
        if not origin.rules.allow(address.target):
            what = f"robots.txt of {address.host} forbids programs to fetch {shown(str(address))}"
            raise RobotsRefused(what, f"{BY_HAND}; for a site of your own, name it in own_sites of [network]")

    def _robots_txt(self, address: WebAddress, page: _Trip) -> bytes:
        """Return the robots.txt of a site: without rules if it has none (RFC 9309, 2.3.1).

        Raises:
            SiteUnavailable: It fails; until it does not, nothing may be fetched.
        """
        kept = self._memory.read(address.origin) if self._memory else None
        if kept is not None:
            return kept
        place = WebAddress(address.scheme, address.host, address.port, "/robots.txt")
        trip = replace(page, headers=self._own | {"Accept": "text/plain, */*;q=0.5"}, limits=_ROBOTS_LIMITS)
        _, answer = self._follow(place, trip, lambda _address, _trip: None)
        if is_passing(answer.status):
            raise status_error(place, answer)
        if self._memory:
            self._memory.keep(address.origin, answer.content, _ROBOTS_LIFE)
        return answer.content


def _redirected(address: WebAddress, location: str) -> WebAddress:
    """Return the address to which a page redirects.

    Raises:
        AddressRefused: It is none of the web.
    """
    try:
        return parse(urljoin(str(address), location))
    except AddressRefused as error:
        raise AddressRefused(f"{address.origin} redirects, and {error.message}", error.remedy) from error
    except ValueError as error:  # brackets without an IPv6 address
        raise AddressRefused(f"{address.origin} redirects to a malformed address", BY_HAND) from error
