"""What may be fetched from the web, and how we introduce ourselves to a site."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews import __version__
from audionews.errors import SettingsError
from audionews.http import look_up
from audionews.sources.addresses import AddressKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from audionews.http import IPAddress, Resolve

ROBOT = "audionews"  # our name in robots.txt
_OWN = {AddressKind.PRIVATE, AddressKind.LOOPBACK}


def is_contact(text: str) -> bool:
    """Return whether a text can be sent to a site as the address of those who fetch.

    >>> is_contact("desk@example.org"), is_contact("desk (at) example.org"), is_contact("")
    (True, False, False)
    """
    return re.fullmatch(r"[!-'*-~]+", text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What may be fetched, and how we introduce ourselves.

    Attributes:
        allow_private: Whether private and loopback addresses may be asked, for a content system of one's own. All other
            addresses that are not public stay refused.
        ignore_robots: Hosts whose robots.txt is not asked, with their subdomains: sites of one's own.
        contact: An e-mail or web address for those who run the sites, in the User-Agent.
        proxy: The http address of a proxy that makes all connections, or ""; proxies of the environment are not used. A
            proxy looks names up for itself, so it has to guard itself (see ``audionews.http.guarded``).
        seconds: The limit for a fetch with its redirects and robots.txt, without the wait for other fetches of ours.
        kind_of: Tells what an address is.
        resolve: Looks a host up.
        now: Returns the time of a monotonic clock, in seconds.
    """

    allow_private: bool = False
    ignore_robots: Collection[str] = ()
    contact: str = ""
    proxy: str = ""
    seconds: float = 20.0
    kind_of: Callable[[IPAddress], AddressKind] = kind_of
    resolve: Resolve = look_up
    now: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        if self.contact and not is_contact(self.contact):
            what = f"the contact {self.contact!a} cannot be sent to a site"
            raise SettingsError(what, "give an e-mail or web address in ASCII, without blanks and parentheses")

    @property
    def user_agent(self) -> str:
        """Return how we introduce ourselves."""
        return f"{ROBOT}/{__version__}" + (f" (+{self.contact})" if self.contact else "")

    def is_own(self, host: str) -> bool:
        """Return whether a host is a site of one's own."""
        return any(f".{host}".endswith(f".{own.lower()}") for own in self.ignore_robots)

    def refuse(self, address: IPAddress) -> str:
        """Return why the address is refused, in a few words, or ""."""
        kind = self.kind_of(address)
        allowed = kind is AddressKind.PUBLIC or (self.allow_private and kind in _OWN)
        return "" if allowed else kind.value
