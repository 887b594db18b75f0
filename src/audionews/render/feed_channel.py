"""What a feed says of its show: the tags before the items.

Sources: RSS 2.0, Apple's podcast RSS requirements, PSP-1, the podcast namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.weekdays import WEEKDAYS
from audionews.model.feeds import LONGEST_DESCRIPTION, NAMESPACES
from audionews.model.licences import known_licence, licence_text
from audionews.model.paths import INDEX, base_of, show_cover_file
from audionews.model.podcasting import AI_CONTENT
from audionews.model.recurrence import WEEKDAYS as CODES
from audionews.render.markup import element, empty_element, escape, sent_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ShowFacts
    from audionews.model.podcasting import RemoteFeed

_LONGEST = 128  # characters of a text of the podcast namespace
_FREQUENCIES = {
    "FREQ=DAILY": "يوميًّا",
    "FREQ=WEEKLY": "أسبوعيًّا",
    "FREQ=MONTHLY": "شهريًّا",
    "FREQ=YEARLY": "سنويًّا",
}
_ON_DAYS = ("FREQ=DAILY;BYDAY=", "FREQ=WEEKLY;BYDAY=")


def opening() -> Iterator[str]:
    """Yield what a feed begins with."""
    spaces = "\n".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<rss version="2.0"\n{spaces}>'
    yield "<channel>"


def identity(facts: ShowFacts) -> Iterator[str]:
    """Yield the tags of RSS 2.0."""
    home = sent_address(facts.link) or f"{base_of(facts)}/{INDEX}"
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


def apple(facts: ShowFacts) -> Iterator[str]:
    """Yield the tags of Apple."""
    outer, *inner = facts.category
    within = "".join(empty_element("itunes:category", text=name) for name in inner)
    owner = element("itunes:name", facts.author) + (element("itunes:email", facts.email) if facts.email else "")
    yield empty_element("itunes:image", href=f"{base_of(facts)}/{show_cover_file(facts)}")
    yield f'<itunes:category text="{escape(outer)}">{within}</itunes:category>'
    yield element("itunes:explicit", str(facts.explicit).lower())
    yield element("itunes:author", facts.author)
    yield element("itunes:type", "episodic")
    yield f"<itunes:owner>{owner}</itunes:owner>"
    if facts.block:
        yield element("itunes:block", "Yes")
    if facts.complete:
        yield element("itunes:complete", "Yes")


def podcasting(facts: ShowFacts) -> Iterator[str]:
    """Yield the tags of the podcast namespace."""
    if facts.guid:
        yield element("podcast:guid", facts.guid)
    owner = {"owner": facts.email} if facts.email else {}
    yield element("podcast:locked", "yes" if facts.locked else "no", **owner)
    yield element("podcast:medium", "podcast")
    yield element("podcast:person", facts.author[:_LONGEST], role="author", group="writing")
    yield element("podcast:txt", "true", purpose=AI_CONTENT)  # every voice is that of a machine
    yield from (element("podcast:txt", text, purpose=purpose) for purpose, text in facts.txt.items())
    yield from _frequency(facts)
    yield from _licence(facts)
    if facts.block:
        yield element("podcast:block", "yes")
    if facts.funding:
        yield element("podcast:funding", "ادعم البرنامج", url=facts.funding)
    if facts.podping:
        yield empty_element("podcast:podping", usesPodping="true")
    yield from _community(facts)


def _licence(facts: ShowFacts) -> Iterator[str]:
    known = known_licence(facts.licence)
    if facts.licence:
        url = facts.licence_url or licence_text(known)
        yield element("podcast:license", known.lower() or facts.licence[:_LONGEST], url=url)


def _frequency(facts: ShowFacts) -> Iterator[str]:
    if facts.complete:
        yield element("podcast:updateFrequency", "اكتملت الحلقات", complete="true")
    elif facts.frequency:
        yield element("podcast:updateFrequency", _frequency_words(facts.frequency), rrule=facts.frequency)


def _frequency_words(rule: str) -> str:
    """Return a rule in Arabic words, as far as it has short ones."""
    for opens in _ON_DAYS:
        days = rule.removeprefix(opens).split(",")
        if rule.startswith(opens) and all(day in CODES for day in days):
            return "أيام " + " و".join(WEEKDAYS[CODES.index(day)] for day in days)
    return _FREQUENCIES.get(rule, "بانتظام")


def _community(facts: ShowFacts) -> Iterator[str]:
    """Yield what leads from the show to others."""
    if facts.podroll:
        yield f"<podcast:podroll>{''.join(map(_remote, facts.podroll))}</podcast:podroll>"
    if facts.publisher.guid:
        yield f"<podcast:publisher>{_remote(facts.publisher, 'publisher')}</podcast:publisher>"
    for place in facts.location:
        given = {"rel": place.rel, "geo": place.geo, "osm": place.osm, "country": place.country}
        yield element("podcast:location", place.name, **{key: value for key, value in given.items() if value})
    for priority, thread in enumerate(facts.comments, start=1):
        disabled = thread.protocol == "disabled"
        yield empty_element(
            "podcast:socialInteract", priority="" if disabled else str(priority), protocol=thread.protocol,
            uri=thread.uri, accountId=thread.account, accountUrl=thread.account_url,
        )  # fmt: skip


def _remote(feed: RemoteFeed, medium: str = "") -> str:
    return empty_element("podcast:remoteItem", medium=medium, feedGuid=feed.guid, feedUrl=feed.url, title=feed.title)
