"""The fetcher of pages and feeds that the settings describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.sources.fetch_policy import Policy, is_contact
from audionews.sources.url import Fetcher

if TYPE_CHECKING:
    from audionews.settings import Settings
    from audionews.sources.url import RobotsMemory


def make_fetcher(settings: Settings, *, allow_private: bool, memory: RobotsMemory | None = None) -> Fetcher:
    """Return a fetcher for a whole run.

    Args:
        settings: The settings of the show.
        allow_private: Whether addresses may be of this machine or its own network.
        memory: Keeps each robots.txt for a day, beyond the end of the process; None keeps it as long as the fetcher.
    """
    network, show = settings.network, settings.show
    contact = network.contact or next((each for each in (show.email, show.base_url) if is_contact(each)), "")
    policy = Policy(allow_private=allow_private, contact=contact, proxy=network.proxy, ignore_robots=network.own_sites)
    return Fetcher(policy, memory)
