"""What the settings say about a show."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the annotations at run time
from dataclasses import dataclass, field

from audionews.model.podcasting import Location, RemoteFeed, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFacts:
    """What the settings say about the show.

    Attributes:
        title: Arabic name of the show.
        description: A paragraph about it.
        author: The newsroom.
        email: Owner's address, or "".
        base_url: Where the output folder is served, without trailing slash; "" if nowhere yet: links are relative.
        link: The newspaper's own site, or "".
        language: BCP 47 tag.
        category: Apple category, for example ("News", "Daily News").
        copyright: One line, or "".
        explicit: Apple's parental flag.
        timezone: IANA name of the zone of naive article dates.
        guid: podcast:guid, made once and stored.
        colour: Accent colour, "#rrggbb".
        cover: The style of covers: "wave", "band" or "frame".
        cover_picture: The show's own cover in place of a drawn one: a file beside the settings, or "".
        cover_digest: Digest of that file, or "".
        logo: Its own logo in place of the emblem: a file beside the settings, or "".
        logo_digest: Digest of that file, or "".
        cover_version: Eight characters of a digest, in the name of the cover since it was replaced; "" for the first.
        licence: SPDX id of the licence of the episodes, or its name, or "".
        licence_url: Address of its text, or "".
        funding: URL where listeners can give money, or "".
        frequency: How often episodes appear: an iCalendar rule (RFC 5545) such as "FREQ=DAILY", or "".
        inline_chapters: Whether the feed has the chapters of the newest episodes as well (Podlove Simple Chapters).
        apps: Where the show is in the catalogues of apps: key of the app ("apple", "spotify" ...) -> URL.
        photos: Whether the photo that an article names is fetched, for the page of its episode.
        hub: URL of a WebSub hub to notify when a feed changes, or "".
        sections: Sections that have a feed and a page of their own: key in file names -> Arabic name.
        section_guids: podcast:guid of the feed of each section, made once and stored.
        full_text: Whether the feed has the text of the newest articles.
        locked: Whether other hosts are asked not to take over the feed.
        new_feed_url: Where the main feed has moved to, or "".
        block: Whether directories are asked not to list the show.
        complete: Whether there will be no more episodes.
        txt: What directories ask an owner to write into the feed: purpose -> text.
        podroll: Other shows that this one recommends.
        publisher: The feed of the publisher; its ``guid`` is "" if there is none.
        location: What the show is about, and where it is made.
        comments: Where listeners discuss the show, the preferred place first.
        podping: Address of a Podping server to notify when a feed changes, or "".
        enclosure_prefix: What precedes the addresses of sounds in feeds, so that a service counts downloads, or "".
    """

    title: str
    description: str
    author: str
    email: str = ""
    base_url: str = ""
    link: str = ""
    language: str = "ar"
    category: tuple[str, ...] = ("News", "Daily News")
    copyright: str = ""
    explicit: bool = False
    timezone: str = "Asia/Riyadh"
    guid: str = ""
    colour: str = "#0b5d4e"
    cover: str = "wave"
    cover_picture: str = ""
    cover_digest: str = ""
    logo: str = ""
    logo_digest: str = ""
    cover_version: str = ""
    licence: str = ""
    licence_url: str = ""
    funding: str = ""
    frequency: str = ""
    inline_chapters: bool = True
    apps: Mapping[str, str] = field(default_factory=dict)
    photos: bool = False
    hub: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    section_guids: Mapping[str, str] = field(default_factory=dict)
    full_text: bool = False
    locked: bool = True
    new_feed_url: str = ""
    block: bool = False
    complete: bool = False
    txt: Mapping[str, str] = field(default_factory=dict)
    podroll: tuple[RemoteFeed, ...] = ()
    publisher: RemoteFeed = field(default_factory=RemoteFeed)
    location: tuple[Location, ...] = ()
    comments: tuple[Thread, ...] = ()
    podping: str = ""
    enclosure_prefix: str = ""
