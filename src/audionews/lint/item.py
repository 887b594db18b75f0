"""The rules of an item, by what the feed says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.lint.addresses import address_faults, is_address
from audionews.lint.channel import description_faults, explicit_faults, notes_faults, repeated_faults
from audionews.lint.dates import date_faults
from audionews.lint.elements import attribute, child, children, text
from audionews.lint.enclosure import enclosure_faults, suffix_faults
from audionews.lint.inline_chapters import inline_chapter_faults
from audionews.lint.podcasting import alternate_faults, podcast_faults
from audionews.lint.rules import Fault
from audionews.lint.values import decimal, duration_of, shown, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from audionews.lint.xml_document import Element

TOLERANCE = 1.0  # seconds that a time may be past the end: a feed has whole seconds
_ONCE = (
    "title", "link", "description", "guid", "pubDate", "itunes:duration", "itunes:explicit", "itunes:image",
    "itunes:episode", "itunes:season", "itunes:episodeType", "itunes:block",
)  # fmt: skip


def item_faults(item: Element, now: datetime) -> Iterator[Fault]:
    """Yield what is wrong with an item.

    Args:
        item: The item.
        now: The time of the check.
    """
    if not text(item, "title"):
        yield Fault("title", "it has no title")
    yield from _guid_faults(item)
    yield from _date_faults(item, now)
    yield from _duration_faults(item)
    yield from _address_faults(item)
    yield from _apple_faults(item)
    yield from description_faults(item)
    yield from notes_faults(item)
    yield from explicit_faults(item)
    yield from repeated_faults(item, _ONCE)
    yield from enclosure_faults(item)
    yield from podcast_faults(item)
    for alternate in children(item, "podcast:alternateEnclosure"):
        yield from alternate_faults(alternate)
    for transcript in children(item, "podcast:transcript"):
        yield from suffix_faults(transcript.get("url", "").strip(), transcript.get("type", "").strip())
    yield from _soundbite_faults(item)
    yield from inline_chapter_faults(item, duration_of(text(item, "itunes:duration")))


def _guid_faults(item: Element) -> Iterator[Fault]:
    guid = child(item, "guid")
    written = text(item, "guid")
    if guid is None or not written:
        yield Fault("guid", "it has no guid")
    elif guid.get("isPermaLink", "true").strip().lower() != "false" and not is_address(written):
        yield Fault("permalink", f"its guid is said to be an address, and is none: {shown(written)}")


def _date_faults(item: Element, now: datetime) -> Iterator[Fault]:
    if child(item, "pubDate") is None:
        yield Fault("no-date", "it has no pubDate")
    else:
        yield from date_faults(text(item, "pubDate"), "pubDate", now)


def _duration_faults(item: Element) -> Iterator[Fault]:
    written = text(item, "itunes:duration")
    if child(item, "itunes:duration") is None:
        yield Fault("no-duration", "it has no itunes:duration")
    elif not duration_of(written):
        yield Fault("duration", f"itunes:duration says {shown(written)}")


def _address_faults(item: Element) -> Iterator[Fault]:
    if child(item, "link") is not None:
        yield from address_faults(text(item, "link"), "the item's link")
    if child(item, "itunes:image") is not None:
        href = attribute(item, "itunes:image", "href")
        if href:
            yield from address_faults(href, "the item's itunes:image")
        else:
            yield Fault("image", "the item's itunes:image is empty")


def _apple_faults(item: Element) -> Iterator[Fault]:
    kind = text(item, "itunes:episodeType")
    if kind.lower() not in {"", "full", "trailer", "bonus"}:
        yield Fault("episode-type", f"itunes:episodeType says {shown(kind)}, not full, trailer or bonus")
    for name in ("episode", "season"):
        written = text(item, f"itunes:{name}")
        if written and not whole_number(written):
            yield Fault("number", f"itunes:{name} says {shown(written)}, not a number from 1 on")
    if text(item, "itunes:block").lower() == "yes":
        yield Fault("block", "itunes:block hides the item from directories")


def _soundbite_faults(item: Element) -> Iterator[Fault]:
    length = duration_of(text(item, "itunes:duration"))
    for bite in children(item, "podcast:soundbite"):
        start, lasts = (decimal(bite.get(key, "").strip()) for key in ("startTime", "duration"))
        if lasts == 0:
            yield Fault("soundbite", "podcast:soundbite lasts 0 s")
        if length and start is not None and lasts is not None and start + lasts > length + TOLERANCE:
            yield Fault("soundbite", f"podcast:soundbite ends at {start + lasts:.1f} s, the item at {length} s")
