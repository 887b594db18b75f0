"""The settings for fetching pages by their addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """The section [network].

    Attributes:
        contact: An e-mail or web address for those who run the sites that are fetched from; "" takes that of the show.
        proxy: The http address of a proxy, or "".
        own_sites: Hosts of one's own, with their subdomains, whose robots.txt is not asked.
    """

    contact: str = ""
    proxy: str = ""
    own_sites: tuple[str, ...] = ()
