"""A podcast client that reads a feed, and then everything that the feed names, and compares the two."""

import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import cache

from mutagen import MutagenError
from mutagen.id3 import ID3

from audionews.model.feeds import NAMESPACES

Fetch = Callable[[str], bytes | None]


@cache
def items(feed: bytes) -> dict[str, ET.Element]:
    """Return the items of a feed by their GUIDs."""
    return {item.findtext("guid", ""): item for item in ET.fromstring(feed).iter("item")}  # noqa: S314 - our own feed


def mismatches(item: ET.Element, fetch: Fetch) -> Iterator[str]:
    """Yield what is missing, has another size than the feed says, or belongs to another sound.

    Args:
        item: An item of a feed.
        fetch: Returns the file at an address, or None if it is missing.
    """
    blobs = dict[str, bytes]()
    for address, length in _named(item):
        blob = fetch(address)
        if blob is None:
            yield f"{address} is missing"
        elif length and len(blob) != int(length):
            yield f"{address} has {len(blob)} bytes, the feed says {length}"
        else:
            blobs[_kind(address)] = blob
    if {"mp3", "chapters.json", "transcript.json", "vtt"} <= blobs.keys():
        try:
            yield from _of_another_sound(item, blobs)
        except (ValueError, MutagenError) as error:
            yield f"{item.findtext('guid')} has a file that cannot be read: {error}"


def _kind(address: str) -> str:
    return next(kind for kind in ("chapters.json", "transcript.json", address.rpartition(".")[2]) if kind in address)


def _named(item: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield the addresses that an item names, with the length that it says, or ""."""
    for tag, attribute in (("enclosure", "url"), ("itunes:image", "href"), ("podcast:chapters", "url")):
        found = item.find(tag, NAMESPACES)
        if found is not None:
            yield found.get(attribute, ""), found.get("length", "")
    for transcript in item.findall("podcast:transcript", NAMESPACES):
        yield transcript.get("url", ""), ""
    for other in item.findall("podcast:alternateEnclosure", NAMESPACES):
        for source in other.findall("podcast:source", NAMESPACES):
            yield source.get("uri", ""), other.get("length", "")


def _of_another_sound(item: ET.Element, blobs: dict[str, bytes]) -> Iterator[str]:
    address = item.find("enclosure").get("url")  # type: ignore[union-attr] # it was read above
    chapters, words = _in_tag(blobs["mp3"])
    starts = [round(1000 * chapter["startTime"]) for chapter in json.loads(blobs["chapters.json"])["chapters"]]
    if starts != list(chapters):
        yield f"{address} has chapters at {chapters}, its file at {starts}"
    segments = json.loads(blobs["transcript.json"])["segments"]
    if [segment["body"] for segment in segments[:-1] if segment["body"] not in words]:  # the last tells who speaks
        yield f"{address} does not say what its transcript says"
    if re.findall(r"\d+", blobs["vtt"].decode().rpartition("-->")[2])[:4] != _clock(segments[-1]["endTime"]):
        yield f"{address} has two transcripts that differ"


@cache
def _tag_of(_digest: str, blob: bytes) -> tuple[tuple[int, ...], str]:
    tag = ID3(io.BytesIO(blob))
    lyrics = " ".join(frame.text for frame in tag.getall("USLT"))
    return tuple(sorted(frame.start_time for frame in tag.getall("CHAP"))), " ".join(lyrics.split())


def _in_tag(blob: bytes) -> tuple[tuple[int, ...], str]:
    """Return where the chapters of an MP3 begin, in milliseconds, and its text."""
    return _tag_of(hashlib.sha256(blob).hexdigest(), blob)


def _clock(seconds: float) -> list[str]:
    whole = round(1000 * seconds)
    return [f"{whole // 3_600_000:02}", f"{whole // 60_000 % 60:02}", f"{whole // 1000 % 60:02}", f"{whole % 1000:03}"]
