"""What a show says of itself in the tags of the podcast namespace."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFeed:
    """Another feed: podcast:remoteItem.

    Attributes:
        guid: Its podcast:guid, or "" for none.
        url: Its address, or "".
        title: Its name, or "".
    """

    guid: str = ""
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place that a show is about or is made in: podcast:location.

    Attributes:
        name: As listeners read it.
        rel: "subject" or "creator".
        geo: Latitude and longitude as a geo URI (RFC 5870), or "".
        osm: The object of OpenStreetMap: N, W or R and its number; or "".
        country: Two letters (ISO 3166-1), or "".
    """

    name: str
    rel: str = "subject"
    geo: str = ""
    osm: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Where listeners discuss a show: podcast:socialInteract.

    Attributes:
        protocol: One of ``PROTOCOLS``; "disabled" says that there shall be no comments.
        uri: Address of the first post, or "" if disabled.
        account: Who wrote it, as the platform names accounts, or "".
        account_url: Address of the account, or "".
    """

    protocol: str
    uri: str = ""
    account: str = ""
    account_url: str = ""


PROTOCOLS = ("activitypub", "bluesky", "twitter", "lightning", "hive", "matrix", "nostr", "disabled")
AI_CONTENT = "ai-content"  # purpose of the podcast:txt that says whether a machine made the sound
SOURCE_TYPE = "digital-source-type"  # purpose of the one that says how, in the words of IPTC
