"""The rules of the lint: where each comes from, how bad a violation is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

APPLE = "Apple, Podcast RSS feed requirements"
PSP = "PSP-1, the podcast RSS standard"
NAMESPACE = "the podcast namespace 1.0"
RSS = "RSS 2.0"


class Level(StrEnum):
    """How bad a finding is: an error costs listeners, a warning costs comfort."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a feed must follow.

    Attributes:
        source: The specification that asks for it.
        remedy: What to do about a finding, in one line.
        level: How bad a finding is.
    """

    source: str
    remedy: str
    level: Level = Level.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place where a feed breaks a rule.

    Attributes:
        level: How bad it is.
        rule: Name of the rule.
        where: The feed, item or file.
        what: What is wrong, in one line.
        source: The specification that asks for it.
        remedy: What to do, in one line.
    """

    level: Level
    rule: str
    where: str
    what: str
    source: str
    remedy: str


def finding(name: str, where: str, what: str) -> Finding:
    """Return a finding of the named rule."""
    rule = RULES[name]
    return Finding(level=rule.level, rule=name, where=where, what=what, source=rule.source, remedy=rule.remedy)


_BUILD = "build the show again: audionews build"
RULES = {
    "xml": Rule(
        source="XML 1.0 and RSS 2.0", remedy="escape < and & in texts; leave out control characters and DOCTYPE"
    ),
    "title": Rule(source=RSS, remedy="give the channel and every item a title"),
    "link": Rule(source=RSS, remedy="give the channel a link to its home, starting with http"),
    "language": Rule(source=PSP, remedy="give the channel a language such as ar or ar-EG"),
    "self": Rule(source=PSP, remedy='add <atom:link rel="self" href="ADDRESS OF THE FEED">', level=Level.WARNING),
    "category": Rule(source=APPLE, remedy='add <itunes:category text="News">'),
    "explicit": Rule(source=APPLE, remedy="write <itunes:explicit>false</itunes:explicit>, or true"),
    "image": Rule(source=APPLE, remedy='add <itunes:image href="..."> to the channel'),
    "owner": Rule(
        source="directories", remedy="write email into [show]: they verify owners with it", level=Level.WARNING
    ),
    "description": Rule(source=APPLE, remedy="write a description of at most 4,000 bytes; an Arabic letter has two"),
    "guid": Rule(source=RSS, remedy="give every item one guid of its own, and never change it"),
    "date": Rule(source="RFC 2822", remedy="write pubDate like Thu, 20 Jun 2024 09:30:00 +0300"),
    "enclosure": Rule(source=RSS, remedy="give every item an enclosure with url, length and type"),
    "length": Rule(source=RSS, remedy="write the exact size of the file in bytes: players seek with it"),
    "type": Rule(source=APPLE, remedy='write type="audio/mpeg" for an MP3'),
    "extension": Rule(source=APPLE, remedy="let the address of an MP3 end in .mp3"),
    "twice": Rule(source=PSP, remedy="give every episode a file of its own: apps treat two items as one"),
    "ascii": Rule(source=APPLE, remedy="name files with ASCII letters and digits: encoded Arabic breaks in many apps"),
    "duration": Rule(source=APPLE, remedy="write itunes:duration as whole seconds, as long as the file is"),
    "podcast-guid": Rule(source=NAMESPACE, remedy="write the UUIDv5 of the first address of the feed"),
    "no-podcast-guid": Rule(
        source=NAMESPACE, remedy="write base_url into [show]: the guid is made from it", level=Level.WARNING
    ),
    "podcast-tag": Rule(source=NAMESPACE, remedy="correct the name of the tag, or leave it out"),
    "transcript": Rule(source=NAMESPACE, remedy='write url and type: type="text/vtt"'),
    "missing": Rule(source="the feed itself", remedy=f"put the file back, or {_BUILD}"),
    "mp3": Rule(source="ISO 11172-3", remedy=_BUILD),
    "chapters": Rule(source="JSON chapters 1.2", remedy=f"let chapters ascend inside the episode; {_BUILD}"),
    "vtt": Rule(source="W3C WebVTT", remedy=_BUILD),
    "cover": Rule(source=APPLE, remedy="make it a square JPEG or PNG of 1,400 to 3,000 pixels, RGB, no alpha"),
}
