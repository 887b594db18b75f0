"""The rules of the feed itself, checked without looking at the files that it names."""

from __future__ import annotations

import re
import uuid
import xml.etree.ElementTree as ET
from collections import Counter
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from audionews.lint.rules import Finding, finding
from audionews.model.feeds import LONGEST_DESCRIPTION, NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# https://github.com/Podcastindex-org/podcast-namespace: formalized and proposed tags
_KNOWN = re.compile(
    r"""alternateEnclosure | block | chapters | chat | contentLink | episode | follow | funding | guid | images?
    | integrity | license | liveItem | location | locked | medium | person | podping | podroll | publisher | remoteItem
    | season | socialInteract | soundbite | source | trailer | transcript | txt | updateFrequency
    | value | valueRecipient | valueTimeSplit""",
    re.VERBOSE,
)
_PODCAST = re.compile(r"\{https://(?:podcastindex\.org|github\.com/Podcastindex-org)[^}]*\}(.+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_NOT_ASCII = re.compile(r"[^\x21-\x7e]|%[89A-Fa-f][0-9A-Fa-f]")
_DURATION = re.compile(r"\d+(:[0-5]\d){0,2}")
_GENERATED = 5  # version of a podcast:guid
_NAMED = 40  # characters of a title in a finding


def read_feed(blob: bytes, where: str) -> ET.Element | Finding:
    """Return the channel of a feed, or a finding if it cannot be read."""
    if b"<!DOCTYPE" in blob:
        return finding("xml", where, "it has a DOCTYPE, which readers refuse")
    try:
        channel = ET.fromstring(blob).find("channel")  # noqa: S314 - expat bounds what entities may grow to
    except (ET.ParseError, ValueError, LookupError) as error:
        return finding("xml", where, f"it is not XML: {error}")
    return finding("xml", where, "it has no channel") if channel is None else channel


def feed_findings(channel: ET.Element, where: str) -> Iterator[Finding]:
    """Yield what is wrong with a channel and its items.

    Args:
        channel: The channel of the feed.
        where: Address of the feed, for findings.
    """
    yield from _channel(channel, where)
    yield from _described(channel, where)
    yield from _unknown_tags(channel, where)
    items = channel.findall("item")
    for number, item in enumerate(items, start=1):
        place = name_of(item, number)
        yield from _item(item, place)
        yield from _described(item, place)
        yield from _enclosure(item, place)
        yield from _podcasting(item, place)
    yield from _twice(items, where)


def name_of(item: ET.Element, number: int) -> str:
    """Return how findings name an item."""
    return f"item {number}: {text(item, 'title')[:_NAMED]}"


def text(parent: ET.Element, name: str) -> str:
    """Return the text of an element below, without white space around; "" when there is none."""
    return (parent.findtext(name, "", NAMESPACES) or "").strip()


def attribute(parent: ET.Element, name: str, key: str) -> str:
    """Return an attribute of an element below; "" when there is none."""
    found = parent.find(name, NAMESPACES)
    return "" if found is None else found.get(key, "")


def _channel(channel: ET.Element, where: str) -> Iterator[Finding]:
    selfs = [
        link for link in channel.findall("atom:link", NAMESPACES) if link.get("rel") == "self" and link.get("href")
    ]
    guid = text(channel, "podcast:guid")
    checks = (
        ("title", text(channel, "title"), "the channel has no title"),
        ("link", re.match("https?://", text(channel, "link")), "the channel has no link to its home"),
        ("language", _LANGUAGE.fullmatch(text(channel, "language")), "the channel names no language"),
        ("self", selfs, "the channel does not say where the feed is"),
        ("category", attribute(channel, "itunes:category", "text"), "the channel has no itunes:category"),
        ("explicit", text(channel, "itunes:explicit") in {"true", "false"}, "itunes:explicit is not true or false"),
        ("image", attribute(channel, "itunes:image", "href"), "the channel has no itunes:image"),
        ("owner", text(channel, "itunes:owner/itunes:email"), "the owner has no e-mail address"),
        ("description", text(channel, "description"), "the channel has no description"),
        ("no-podcast-guid", guid, "the channel has no podcast:guid"),
        ("podcast-guid", not guid or _is_guid(guid), f"podcast:guid is not a UUIDv5: {guid}"),
    )
    yield from (finding(rule, where, what) for rule, fine, what in checks if not fine)


def _is_guid(written: str) -> bool:
    try:
        return uuid.UUID(written).version == _GENERATED and len(written) == len(str(uuid.UUID(written)))
    except ValueError:
        return False


def _described(parent: ET.Element, where: str) -> Iterator[Finding]:
    size = len(text(parent, "description").encode())
    if size > LONGEST_DESCRIPTION:
        yield finding("description", where, f"the description has {size:,} bytes")


def _item(item: ET.Element, where: str) -> Iterator[Finding]:
    duration, explicit = text(item, "itunes:duration"), text(item, "itunes:explicit")
    checks = (
        ("title", text(item, "title"), "it has no title"),
        ("guid", text(item, "guid"), "it has no guid"),
        ("date", _is_date(text(item, "pubDate")), "pubDate is missing or not a date"),
        ("duration", _DURATION.fullmatch(duration), f'itunes:duration is "{duration}"'),
        ("explicit", explicit in {"", "true", "false"}, f'itunes:explicit is "{explicit}"'),
    )
    yield from (finding(rule, where, what) for rule, fine, what in checks if not fine)


def _is_date(written: str) -> bool:
    try:
        parsedate_to_datetime(written)
    except ValueError:
        return False
    return True


def _enclosure(item: ET.Element, where: str) -> Iterator[Finding]:
    enclosures = item.findall("enclosure")
    if len(enclosures) != 1 or not enclosures[0].get("url"):
        yield finding(
            "enclosure",
            where,
            f"it has {len(enclosures)} enclosures, not one with an address",
        )
        return
    url, length, kind = (enclosures[0].get(key, "") for key in ("url", "length", "type"))
    if not length.isdecimal() or int(length) == 0:
        yield finding("length", where, f'the length of the enclosure is "{length}"')
    if kind != "audio/mpeg":
        yield finding("type", where, f'the type of the enclosure is "{kind}"')
    if not re.sub(r"[?#].*", "", url).endswith(".mp3"):
        yield finding("extension", where, f"the enclosure does not end in .mp3: {url}")
    if _NOT_ASCII.search(url):
        yield finding("ascii", where, f"the address of the enclosure holds more than ASCII: {url}")


def _podcasting(item: ET.Element, where: str) -> Iterator[Finding]:
    for transcript in item.findall("podcast:transcript", NAMESPACES):
        if not transcript.get("url") or not transcript.get("type"):
            yield finding("transcript", where, "a transcript has no url or no type")
    yield from _unknown_tags(item, where)


def _unknown_tags(parent: ET.Element, where: str) -> Iterator[Finding]:
    for element in parent:
        match = _PODCAST.fullmatch(element.tag)
        if match and not _KNOWN.fullmatch(match[1]):
            yield finding("podcast-tag", where, f"there is no tag podcast:{match[1]}")


def _twice(items: Sequence[ET.Element], where: str) -> Iterator[Finding]:
    urls = Counter(attribute(item, "enclosure", "url") for item in items)
    guids = Counter(text(item, "guid") for item in items)
    for rule, what, counted in (("twice", "enclosure", urls), ("guid", "guid", guids)):
        yield from (
            finding(rule, where, f"{count} items have the {what} {value}")
            for value, count in counted.items()
            if value and count > 1
        )
