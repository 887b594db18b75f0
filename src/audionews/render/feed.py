"""The feed: RSS 2.0 with the tags of Apple and of the podcast namespace, paged from the oldest episode on."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from audionews.arabic.wording import source_type
from audionews.model import Output
from audionews.model.feeds import LARGEST_FEED
from audionews.model.paths import FEED, base_of, page_file, section_file
from audionews.model.podcasting import SOURCE_TYPE
from audionews.render.feed_channel import apple, identity, opening, podcasting
from audionews.render.feed_item import Detail, feed_item
from audionews.render.inputs import inputs_of
from audionews.render.markup import element, empty_element
from audionews.render.paging import NEWEST, pages_from_oldest, sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from audionews.model import ChangedShow, Episode, Neighbours, ShowFacts
    from audionews.render.paging import ListPage

PAGE = 75  # items; the newest page has up to 150
CHAPTERED = 60  # the newest items that carry their chapters in the feed itself; all have them in a file
_ITEM = 2_800  # bytes that each of the following items will need, at least
_TAIL = 500  # bytes of what stands between head and items, and after them
_NOTES = 600  # bytes of the show notes of an item, at least


class FeedRenderer:
    """Makes ``feed.xml`` and, for older episodes, ``feed-2.xml`` and so on (RFC 5005, paged feeds).

    Each section has a feed of its own, ``section-KEY.xml``, which is paged in the same way.
    """

    name = "feed"
    version = "3"

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
    for page in pages_from_oldest(show, PAGE):
        links = "\n".join([*_links(show.facts, name, page), *_moved(show.facts, name, page)])
        changed = _changed(page)
        inputs = inputs_of(show.facts, page.number, links, changed, [header.digest for header in page.headers])
        yield Output(path=page_file(name, page.number), inputs=inputs, pieces=_page(show, page, links, changed))


def _changed(page: ListPage) -> datetime | None:
    """Return when an episode of the page was last published, corrected or removed."""
    return max((each.updated for each in (*page.headers, *page.removed)), default=None)


def _page(show: ChangedShow, page: ListPage, links: str, changed: datetime | None) -> Iterator[bytes]:
    """Yield the bytes of one page. One episode is held at a time."""
    facts = show.facts
    head = "\n".join((*opening(), *identity(facts), links, *apple(facts), *podcasting(facts), "")).encode()
    yield head
    if changed:
        yield f"{element('lastBuildDate', format_datetime(changed))}\n".encode()
    space = _Space(LARGEST_FEED - len(head) - _TAIL, len(page.headers))
    for place, header in enumerate(page.headers):
        episode = show.load(header)
        if place == 0:
            yield (element("podcast:txt", source_type(episode.voice), purpose=SOURCE_TYPE) + "\n").encode()
        yield space.item(episode, facts, _details(facts, page, place))
    yield b"</channel>\n</rss>\n"


def _details(facts: ShowFacts, page: ListPage, place: int) -> Iterator[Detail]:
    """Yield how much an item may tell, the most first."""
    if page.number == NEWEST and facts.full_text:
        yield Detail.TEXT
    if page.number == NEWEST and place < CHAPTERED:
        yield Detail.CHAPTERS


class _Space:
    """What is left of a page, so that the items that are still to come have theirs.

    Args:
        room: Bytes for all items.
        count: How many items there are.
    """

    def __init__(self, room: int, count: int) -> None:
        self._room = room
        self._following = count
        self._least = _ITEM  # bytes that an item needs

    def item(self, episode: Episode, facts: ShowFacts, details: Iterable[Detail]) -> bytes:
        """Return the next item: the one that tells the most of those that fit.

        Args:
            episode: The episode.
            facts: Of the show.
            details: How much it may tell, the most first.
        """
        self._following -= 1
        tags = len(feed_item(episode, facts, Detail.BRIEF, 0).encode())
        self._least = max(self._least, tags + _NOTES)
        fair = max(_NOTES, self._room // (self._following + 1) - tags)
        richer = (feed_item(episode, facts, detail).encode() for detail in details)
        fitting = (item for item in richer if len(item) + self._following * self._least <= self._room)
        made = next(fitting, None) or feed_item(episode, facts, Detail.BRIEF, fair).encode()
        self._room -= len(made)
        return made


def _links(facts: ShowFacts, name: str, page: ListPage) -> Iterator[str]:
    named = {"self": page.number}
    if page.oldest != NEWEST:
        named |= {"first": NEWEST, "last": page.oldest}
        named |= {"previous": page.newer} if page.newer else {}
        named |= {"next": page.older} if page.older else {}
    for relation, number in named.items():
        url = f"{base_of(facts)}/{page_file(name, number)}"
        yield empty_element("atom:link", rel=relation, type="application/rss+xml", href=url)
    if facts.hub:
        yield empty_element("atom:link", rel="hub", href=facts.hub)


def _moved(facts: ShowFacts, name: str, page: ListPage) -> Iterator[str]:
    """Yield where a feed has moved to, on the page that clients poll; those of sections move beside the main one."""
    folder, _, main = facts.new_feed_url.rpartition("/")
    if page.number == NEWEST and facts.new_feed_url and FEED in {name, main}:
        yield element("itunes:new-feed-url", facts.new_feed_url if name == FEED else f"{folder}/{name}")
