"""The feed: RSS 2.0 with the tags of Apple and of the podcast namespace, paged from the oldest episode on."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from audionews.arabic.wording import source_type, voice_notice
from audionews.model import Output
from audionews.model.feeds import LONGEST_DESCRIPTION, NAMESPACES
from audionews.model.paths import FEED, INDEX, base_of, page_file, section_file, show_cover_file
from audionews.render.feed_item import feed_item
from audionews.render.inputs import inputs_of
from audionews.render.markup import element, escape, web_address
from audionews.render.paging import NEWEST, list_pages, sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ChangedShow, Episode, Neighbours, ShowFacts
    from audionews.render.paging import ListPage

PAGE = 150  # items; the newest page has up to 300, half a megabyte: more is a burden on clients that look for news
CHAPTERED = 60  # the newest items that carry their chapters in the feed itself; all have them in a file
_FREQUENCIES = {"FREQ=DAILY": "يوميًّا", "FREQ=WEEKLY": "أسبوعيًّا", "FREQ=MONTHLY": "شهريًّا"}


class FeedRenderer:
    """Makes ``feed.xml`` and, for older episodes, ``feed-2.xml`` and so on (RFC 5005, paged feeds).

    Each section has a feed of its own, ``section-KEY.xml``, which is paged in the same way.
    """

    name = "feed"
    version = "2"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: a feed is a list."""
        yield from ()

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield each page of each feed, the main feed last. A page loads its episodes when its bytes are taken."""
        for key, section in sections(show):
            yield from _feed(section, section_file(key))
        yield from _feed(show, FEED)


def _feed(show: ChangedShow, name: str) -> Iterator[Output]:
    """Yield the pages of a feed, the newest last: it names the others."""
    for page in reversed(list_pages(show, PAGE)):
        links = "\n".join(_links(show.facts, name, page))
        inputs = inputs_of(show.facts, page.number, links, [header.digest for header in page.headers])
        yield Output(path=page_file(name, page.number), inputs=inputs, pieces=_page(show, page, links))


def _page(show: ChangedShow, page: ListPage, links: str) -> Iterator[bytes]:
    """Yield the bytes of one page. One episode is held at a time."""
    facts = show.facts
    yield "\n".join((*_opening(), *_identity(facts), links, *_apple(facts), *_podcasting(facts), "")).encode()
    if page.headers:
        changed = max(header.updated for header in page.headers)
        yield f"{element('lastBuildDate', format_datetime(changed))}\n".encode()
    for place, header in enumerate(page.headers):
        episode = show.load(header)
        if place == 0:
            yield _voice(episode).encode()
        chaptered = page.number == NEWEST and place < CHAPTERED
        yield feed_item(episode, facts, chaptered=chaptered).encode()
    yield b"</channel>\n</rss>\n"


def _opening() -> Iterator[str]:
    spaces = "\n".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<rss version="2.0"\n{spaces}>'
    yield "<channel>"


def _voice(newest: Episode) -> str:
    """Return what kind of voice reads now."""
    words = f"audio: {source_type(newest.voice)}; {voice_notice(newest.voice)}"
    return element("podcast:txt", words, purpose="ai-content") + "\n"


def _identity(facts: ShowFacts) -> Iterator[str]:
    home = web_address(facts.link) or f"{base_of(facts)}/{INDEX}"
    cover = f"{base_of(facts)}/{show_cover_file(facts)}"
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
    return (
        text
        if len(raw) <= LONGEST_DESCRIPTION
        else raw[: LONGEST_DESCRIPTION - len("…".encode())].decode(errors="ignore") + "…"
    )


def _links(facts: ShowFacts, name: str, page: ListPage) -> Iterator[str]:
    named = {"self": page.number}
    if page.oldest != NEWEST:
        named |= {"first": NEWEST, "last": page.oldest}
        named |= {"previous": page.newer} if page.newer else {}
        named |= {"next": page.older} if page.older else {}
    for relation, number in named.items():
        url = escape(f"{base_of(facts)}/{page_file(name, number)}")
        yield f'<atom:link rel="{relation}" type="application/rss+xml" href="{url}"/>'
    if facts.hub:
        yield f'<atom:link rel="hub" href="{escape(facts.hub)}"/>'


def _apple(facts: ShowFacts) -> Iterator[str]:
    outer, *inner = facts.category
    within = "".join(f'<itunes:category text="{escape(name)}"/>' for name in inner)
    owner = element("itunes:name", facts.author) + (element("itunes:email", facts.email) if facts.email else "")
    yield f'<itunes:image href="{escape(base_of(facts))}/{show_cover_file(facts)}"/>'
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
