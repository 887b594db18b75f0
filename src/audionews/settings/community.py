"""The settings that lead from a show to others: recommended shows, the publisher, places and comments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from audionews.errors import did_you_mean
from audionews.model.podcasting import PROTOCOLS
from audionews.settings.values import web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from audionews.model.podcasting import Location, RemoteFeed, Thread

_LONGEST_NAME = 128  # characters, as the podcast namespace has it
_GEO = re.compile(
    r"geo:-?(?:90(?:\.0{1,12})?|[1-8]?\d(?:\.\d{1,12})?),"
    r"-?(?:180(?:\.0{1,12})?|(?:1[0-7]|[1-9])?\d(?:\.\d{1,12})?)(?:,-?\d{1,6}(?:\.\d{1,6})?)?(?:;u=\d{1,8}(?:\.\d{1,6})?)?",
    re.ASCII,
)
_OSM = re.compile(r"[NWR]\d{1,20}(?:#\d{1,10})?", re.ASCII)
_COUNTRY = re.compile(r"[A-Za-z]{2}")
_URI = re.compile(r"[a-z][a-z0-9+.-]{1,20}:[\x21-\x7e]{1,2000}")


def _podroll(feeds: Sequence[RemoteFeed]) -> tuple[RemoteFeed, ...]:
    return tuple(map(_feed, feeds))


def _feed(feed: RemoteFeed) -> RemoteFeed:
    """Return another feed; a default one, which stands for none, stays as it is."""
    if not (feed.guid or feed.url or feed.title):
        return feed
    try:
        return replace(feed, guid=str(UUID(feed.guid)), url=web_url(feed.url) if feed.url else "")
    except ValueError as error:
        what = (
            'write tables like { guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810", url = "https://example.org/feed.xml" }'
        )
        raise ValueError(f"{what}, with the podcast:guid of the feed") from error


def _places(places: Sequence[Location]) -> tuple[Location, ...]:
    for place in places:
        checks = (
            (0 < len(place.name.strip()) <= _LONGEST_NAME, 'write its name, like name = "عمّان"'),
            (place.rel in {"subject", "creator"}, 'write rel = "subject" or rel = "creator"'),
            (not place.geo or _GEO.fullmatch(place.geo), 'write geo like "geo:31.95,35.93"'),
            (not place.osm or _OSM.fullmatch(place.osm), 'write osm like "R2704092"'),
            (not place.country or _COUNTRY.fullmatch(place.country), 'write country like "JO"'),
        )
        for fine, remedy in checks:
            if not fine:
                raise ValueError(remedy)
    return tuple(replace(place, country=place.country.upper()) for place in places)


def _threads(threads: Sequence[Thread]) -> tuple[Thread, ...]:
    return tuple(map(_thread, threads))


def _thread(thread: Thread) -> Thread:
    if thread.protocol not in PROTOCOLS:
        raise ValueError(f'there is no protocol "{thread.protocol}": {did_you_mean(thread.protocol, PROTOCOLS)}')
    if thread.protocol == "disabled":
        return thread
    uri = thread.uri if _URI.fullmatch(thread.uri) and not thread.uri.startswith("http") else web_url(thread.uri)
    return replace(thread, uri=uri, account_url=web_url(thread.account_url) if thread.account_url else "")


COMMUNITY: dict[str, tuple[Callable[[Any], object], str]] = {
    "podroll": (_podroll, ""),
    "publisher": (_feed, ""),
    "location": (_places, ""),
    "comments": (_threads, ""),
}
