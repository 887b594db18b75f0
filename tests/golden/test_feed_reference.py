"""docs/reference/feed.md is what real feeds hold, tag by tag. AUDIONEWS_GOLDEN=write writes it anew."""

import dataclasses
import os
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.feeds import SPACES, channel
from tests.newsroom import FACTS, NEWEST, corrected, make_episode

from audionews.lint.podcast_tags import OTHERS, TAGS
from audionews.model import Alternate, Episode, Show, ShowFacts
from audionews.model.podcasting import Location, RemoteFeed, Thread

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "feed.md"
GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
WORDS = {"R": "required", "r": "recommended", "o": "optional", "-": ""}
SETTINGS: dict[str, Any] = {  # what a show may say, and the tags that it adds to a feed
    "copyright": "© صحيفة الضاد",
    "email": "podcast@example.org",
    "hub": "https://hub.example.org/",
    "new_feed_url": "https://new.example.org/feed.xml",
    "block": True,
    "frequency": "FREQ=DAILY",
    "complete": True,
    "licence": "CC-BY-4.0",
    "funding": "https://example.org/give",
    "podping": "https://podping.example.org/",
    "podroll": (RemoteFeed(guid=GUID),),
    "publisher": RemoteFeed(guid=GUID),
    "location": (Location(name="عمّان"),),
    "comments": (Thread(protocol="bluesky", uri="https://example.org/1"),),
    "full_text": True,
    "base_url": FACTS.base_url,
    "link": "https://news.example.org",
    "txt": {"verify": "CODE"},
    "inline_chapters": True,
}


INTRO = """
What Apple's podcast RSS requirements, PSP-1 and the podcast namespace ask for, and what a feed of audionews has. A
test makes this page from feeds that it renders. *required*, *recommended* and *optional* are the words of each
document; what Apple asks of some shows only is optional too. Settings are those of `[show]`.
"""[1:]
TABLE = "| tag | Apple | PSP-1 | podcast namespace | ours | |\n| --- | --- | --- | --- | --- | --- |"


class Row(NamedTuple):
    tag: str
    parent: str
    apple: str
    psp: str
    namespace: str
    note: str


@cache
def rows() -> list[Row]:
    lines = (ROOT / "tests" / "data" / "feed_tags.tsv").read_text("utf-8").splitlines()
    return [Row(*line.split("\t")) for line in lines if not line.startswith("#")]


OPUS = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=700, sha256="0" * 64)
BARE = make_episode(2)  # it has no summary and no byline, and was never corrected
EPISODES = {  # what an episode may have
    "a byline": dataclasses.replace(BARE, byline="ليلى الحداد"),
    "a summary": make_episode(0),
    "a correction": corrected(BARE),
    "`alternate` in `[sound]`": dataclasses.replace(BARE, alternates=(OPUS,)),
}


def plain() -> ShowFacts:
    """Return a show of which the settings say nothing but what they must."""
    return ShowFacts(title="نشرة", description="أخبار", author="صحيفة", inline_chapters=False)


def tags(facts: ShowFacts, made: Episode) -> set[tuple[str, str]]:
    """Return each tag of a feed with its parent."""
    if facts.base_url:
        facts = dataclasses.replace(facts, guid=GUID)
    top = channel(Show(facts=facts, episodes=(made,)))
    parents = (parent for parent in top.iter() if named(parent) != "image")  # that of RSS 2.0
    return {(named(one), named(parent)) for parent in parents for one in parent} - {("item", "channel")}


def named(element: ET.Element) -> str:
    space, _, name = element.tag.removeprefix("{").rpartition("}")
    return next((f"{prefix}:{name}" for prefix, address in SPACES.items() if address == space), name)


@cache
def ours() -> Mapping[tuple[str, str], str]:
    """Return when our feeds have a tag: always, or with a setting, or for some episodes."""
    always = tags(plain(), BARE)
    found = dict.fromkeys(always, "always")
    for key, value in SETTINGS.items():
        with_it = tags(dataclasses.replace(plain(), **{key: value}), BARE)
        found |= dict.fromkeys(with_it - found.keys(), f"with `{key}`")
    everything = dataclasses.replace(plain(), **SETTINGS)
    for kind, made in EPISODES.items():
        found |= dict.fromkeys(tags(everything, made) - found.keys(), f"with {kind}")
    return found


def lines() -> Iterator[str]:
    yield "# The feed, tag by tag\n"
    yield INTRO
    for parent, title in (("channel", "The show"), ("item", "An episode")):
        yield f"## {title}\n\n{TABLE}"
        for row in within(parent):
            asked = " | ".join(WORDS[each] for each in (row.apple, row.psp, row.namespace))
            when, note = ours().get((row.tag, row.parent), "no"), row.note.removeprefix("no: ")
            tag = f"`{row.tag}`" if row.parent == parent else f"`{row.tag}` in `{row.parent}`"
            yield f"| {tag} | {asked} | {when} | {note} |"
        yield ""


def within(parent: str) -> Iterator[Row]:
    """Yield the rows of the tags in a tag, each followed by those of the tags in it."""
    for row in rows():
        if row.parent == parent:
            yield row
            if row.tag != parent:
                yield from within(row.tag)


def test_the_reference_of_the_feed_is_what_feeds_hold() -> None:
    made = "\n".join(lines())
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        PAGE.write_text(made, "utf-8")
    assert PAGE.read_text("utf-8") == made


def test_the_table_has_every_tag_of_our_feeds_and_says_why_others_are_missing() -> None:
    table = {(row.tag, row.parent): row.note for row in rows()}
    assert ours().keys() <= table.keys()
    missing = {key for key, note in table.items() if note.startswith("no: ")}
    assert missing == table.keys() - ours().keys()


def test_the_table_has_every_tag_of_the_podcast_namespace() -> None:
    table = {(row.tag, row.parent) for row in rows() if row.namespace != "-"}
    known = {(f"podcast:{name}", parent) for name, tag in TAGS.items() for parent in tag.within}
    assert {key for key in known if key[1] in {"channel", "item"}} <= table
    assert table <= known | {(f"podcast:{name}", parent) for name in OTHERS for parent in ("channel", "item")}


def test_our_feeds_have_all_that_is_required_or_recommended() -> None:
    asked = {(row.tag, row.parent) for row in rows() if {"R", "r"} & {row.apple, row.psp, row.namespace}}
    there = {key for key, when in ours().items() if when in {"always", "with `base_url`"}}
    assert asked <= there


def test_a_feed_of_a_show_without_settings_says_nothing_of_now() -> None:
    top = channel(Show(facts=plain(), episodes=(BARE,)))
    assert str(NEWEST.year) in (top.findtext("lastBuildDate") or "")
