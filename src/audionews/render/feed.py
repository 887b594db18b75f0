"""The feed: RSS 2.0 with the tags of Apple and of the podcast namespace, the newest 300 episodes a page."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from audionews.arabic.wording import source_type, voice_notice
from audionews.render.feed_item import LONGEST, item
from audionews.render.groups import sections
from audionews.render.markup import element, escape, web_address
from audionews.render.paths import COVER, FEED, INDEX, base_of, numbered, section_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audionews.model import Episode, Show, ShowFacts

PAGE = 300  # items; more than half a megabyte is a burden on every client that looks for news
CHAPTERED = 60  # the newest items that carry their chapters in the feed itself; all have them in a file
_OPEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
 xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0"
 xmlns:psc="http://podlove.org/simple-chapters">
<channel>
"""
_CLOSE = "</channel>\n</rss>\n"
_FREQUENCIES = {"FREQ=DAILY": "يوميًّا", "FREQ=WEEKLY": "أسبوعيًّا", "FREQ=MONTHLY": "شهريًّا"}


class FeedPublisher:
    """Writes ``feed.xml`` and, for older episodes, ``feed-2.xml`` and so on (RFC 5005, paged feeds).

    Each section has a feed of its own, ``section-KEY.xml``, which is paged in the same way.
    """

    name = "feed"

    def render(self, show: Show) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield each page of each feed, the main one last. A page reads its episodes when its bytes are taken."""
        for key, section in sections(show):
            yield from _feed(section, section_file(key))
        yield from _feed(show, FEED)


def _feed(show: Show, name: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the pages of a feed, the newest last: it names the others."""
    for page in range(_pages(show), 0, -1):
        yield numbered(name, page), _page(show, name, page)


def _pages(show: Show) -> int:
    return max(1, -(-len(show.episodes) // PAGE))


def _page(show: Show, name: str, page: int) -> Iterator[bytes]:
    """Yield the bytes of one page. Its items are made first, because the head names the newest change in them."""
    places = range((page - 1) * PAGE, min(page * PAGE, len(show.episodes)))
    newest: Episode | None = None
    changed: Episode | None = None
    items = []
    for place in places:
        episode = show.episodes[place]
        newest = newest or episode
        changed = max(changed or episode, episode, key=lambda one: one.updated)
        items.append(item(episode, show.facts, chaptered=place < CHAPTERED).encode())
    head = (*_identity(show.facts), *_links(show, name, page), *_apple(show.facts), *_podcasting(show.facts))
    yield "\n".join((_OPEN.rstrip(), *head, *_news(newest, changed), "")).encode()
    yield from items
    yield _CLOSE.encode()


def _identity(facts: ShowFacts) -> Iterator[str]:
    home = web_address(facts.link) or f"{base_of(facts)}/{INDEX}"
    cover = f"{base_of(facts)}/{COVER}"
    yield element("title", facts.title)
    yield element("link", home)
    yield element("description", _shortened(facts.description))
    yield element("language", facts.language)
    yield f"<image>{element('url', cover)}{element('title', facts.title)}{element('link', home)}</image>"
    yield "<generator>audionews</generator>"
    if facts.copyright:
        yield element("copyright", facts.copyright)


def _shortened(text: str) -> str:
    """Return the text cut to what Apple takes, between two letters."""
    raw = text.encode()
    return text if len(raw) <= LONGEST else raw[: LONGEST - len("…".encode())].decode(errors="ignore") + "…"


def _links(show: Show, name: str, page: int) -> Iterator[str]:
    last = _pages(show)
    named = {"self": page}
    if last > 1:
        named |= {"first": 1, "last": last}
        named |= {"previous": page - 1} if page > 1 else {}
        named |= {"next": page + 1} if page < last else {}
    for relation, number in named.items():
        url = escape(f"{base_of(show.facts)}/{numbered(name, number)}")
        yield f'<atom:link rel="{relation}" type="application/rss+xml" href="{url}"/>'
    if show.facts.hub:
        yield f'<atom:link rel="hub" href="{escape(show.facts.hub)}"/>'


def _apple(facts: ShowFacts) -> Iterator[str]:
    outer, *inner = facts.category
    within = "".join(f'<itunes:category text="{escape(name)}"/>' for name in inner)
    owner = element("itunes:name", facts.author) + (element("itunes:email", facts.email) if facts.email else "")
    yield f'<itunes:image href="{escape(base_of(facts))}/{COVER}"/>'
    yield f'<itunes:category text="{escape(outer)}">{within}</itunes:category>'
    yield element("itunes:explicit", str(facts.explicit).lower())
    yield element("itunes:author", facts.author)
    yield element("itunes:type", "episodic")
    yield f"<itunes:owner>{owner}</itunes:owner>"


def _podcasting(facts: ShowFacts) -> Iterator[str]:
    if facts.guid:
        yield element("podcast:guid", facts.guid)
    yield element("podcast:locked", "yes", **({"owner": facts.email} if facts.email else {}))
    yield element("podcast:medium", "podcast")
    yield element("podcast:person", facts.author[:128], role="author", group="writing")
    if facts.frequency:
        words = _FREQUENCIES.get(facts.frequency, "بانتظام")
        yield element("podcast:updateFrequency", words, rrule=facts.frequency)
    if facts.licence:
        yield element("podcast:license", facts.licence.lower())
    if facts.funding:
        yield element("podcast:funding", "ادعم البرنامج", url=facts.funding)


def _news(newest: Episode | None, changed: Episode | None) -> Iterator[str]:
    """Yield what only the episodes can tell: the newest change, and what kind of voice reads now."""
    if newest and changed:
        yield element("lastBuildDate", format_datetime(changed.updated))
        voice = newest.voice
        yield element("podcast:txt", f"audio: {source_type(voice)}; {voice_notice(voice)}", purpose="ai-content")
