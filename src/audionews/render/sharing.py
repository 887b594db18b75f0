"""Where a listener can subscribe to the show, and send an episode to others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import Episode, ShowFacts

_NAMES = {  # apps in whose catalogues a show has a page of its own
    "apple": "Apple Podcasts",
    "spotify": "Spotify",
    "youtube": "YouTube Music",
    "anghami": "Anghami",
    "deezer": "Deezer",
}
_BY_FEED = {  # apps that subscribe to any feed; {bare} has no scheme, {quoted} is percent-encoded
    "Apple Podcasts": "podcast://{bare}",
    "AntennaPod": "https://antennapod.org/deeplink/subscribe?url={quoted}",
    "Overcast": "overcast://x-callback-url/add?url={quoted}",
    "Pocket Casts": "pktc://subscribe/{bare}",
    "Podcast Addict": "https://podcastaddict.com/feed/{quoted}",
}


def subscriptions(facts: ShowFacts, path: str) -> Mapping[str, str]:
    """Return the apps with the links by which they subscribe: to the show's page in them, or to a feed of the show.

    Args:
        facts: Of the show.
        path: Of the feed; while it has no address, only pages in apps are linked.
    """
    named = {_NAMES[key]: link for key, link in facts.apps.items()}
    if not facts.base_url:
        return named
    feed = f"{facts.base_url}/{path}"
    bare = feed.removeprefix(f"{urlsplit(feed).scheme}://")
    by_feed = {name: link.format(bare=bare, quoted=quote(feed, safe="")) for name, link in _BY_FEED.items()}
    return named | {name: link for name, link in by_feed.items() if name not in named}


def shares(episode: Episode, facts: ShowFacts) -> Mapping[str, str]:
    """Return where an episode can be shared, with the links that do it; nowhere while the show has no address."""
    if not facts.base_url:
        return {}
    title = quote(episode.title, safe="")
    page = quote(f"{facts.base_url}/episodes/{episode.id}.html", safe="")
    return {
        "واتساب": f"https://wa.me/?text={title}%20{page}",
        "إكس": f"https://x.com/intent/post?text={title}&url={page}",
        "تيليغرام": f"https://t.me/share/url?url={page}&text={title}",
    }
