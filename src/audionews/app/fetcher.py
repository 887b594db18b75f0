"""What fetches from the web, as the settings say."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from audionews.http.guarded import Limits
from audionews.sources.fetch_policy import Policy, is_contact
from audionews.sources.url import Fetcher

if TYPE_CHECKING:
    from audionews.settings import Settings
    from audionews.sources.url import RobotsMemory

_PHOTO = Limits(raw=15_000_000, inflated=15_000_000)


def make_fetcher(settings: Settings, *, allow_private: bool, memory: RobotsMemory | None = None) -> Fetcher:
    """Return what fetches pages, and tells sites whom to write to.

    Args:
        settings: The settings of the show.
        allow_private: Whether addresses may be of this machine or its own network.
        memory: Keeps each robots.txt for a day, beyond the end of the process; None keeps it as long as the fetcher.
    """
    network, show = settings.network, settings.show
    contact = network.contact or next((each for each in (show.email, show.base_url) if is_contact(each)), "")
    policy = Policy(allow_private=allow_private, contact=contact, proxy=network.proxy, ignore_robots=network.own_sites)
    return Fetcher(policy, memory)


class PhotoFetch:
    """Fetches photos from the public web; a page may name any address, so it reaches no other.

    Args:
        settings: The settings of the show.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __reduce__(self) -> tuple[type[PhotoFetch], tuple[Settings]]:
        """Return how it is made anew by a worker, without the connections."""
        return PhotoFetch, (self._settings,)

    @cached_property
    def _fetcher(self) -> Fetcher:
        return make_fetcher(self._settings, allow_private=False)

    def __call__(self, url: str) -> bytes:
        """Return the photo at an address.

        Raises:
            ArticleError: It cannot be fetched, or is too large.
        """
        return self._fetcher.fetch(url, limits=_PHOTO).blob.content
