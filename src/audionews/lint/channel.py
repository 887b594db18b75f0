"""The rules of the channel: what a show must say about itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.errors import did_you_mean
from audionews.lint.addresses import address_faults, host_of, is_local
from audionews.lint.dates import date_faults
from audionews.lint.elements import attribute, child, children, link_of, text
from audionews.lint.languages import is_language
from audionews.lint.podcasting import podcast_faults
from audionews.lint.rules import Fault
from audionews.lint.values import is_email, is_feed_guid, shown
from audionews.model.categories import categories
from audionews.model.feeds import LONGEST_DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from audionews.lint.xml_document import Element

_LINK = re.compile(r"""\bhref\s{0,9}=\s{0,9}["']([^"'<>]{0,2000})["']""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:https?://|mailto:|tel:|sms:|podcast:|feed:|bitcoin:|lightning:)", re.IGNORECASE)
_ACTIVE = {  # elements that apps leave out, or whose text they show
    "description": re.compile(r"<(script|style|iframe|object|embed|form)\b", re.IGNORECASE),
    "content:encoded": re.compile(r"<(script|object|form)\b", re.IGNORECASE),
}
_ONCE = (
    "title", "link", "description", "language", "copyright", "lastBuildDate", "pubDate", "itunes:author", "itunes:type",
    "itunes:explicit", "itunes:owner", "itunes:image", "itunes:block", "itunes:complete", "itunes:new-feed-url",
)  # fmt: skip
OLD_WORDS = frozenset({"yes", "no", "clean", "explicit"})  # what itunes:explicit was until 2018, and Apple still reads


def channel_faults(channel: Element, now: datetime) -> Iterator[Fault]:
    """Yield what is wrong with a channel, its items aside.

    Args:
        channel: The channel.
        now: The time of the check.
    """
    yield from _missing(channel)
    yield from description_faults(channel)
    yield from notes_faults(channel)
    yield from explicit_faults(channel)
    yield from repeated_faults(channel, _ONCE)
    yield from _language_faults(channel)
    yield from _category_faults(channel)
    yield from _owner_faults(channel)
    yield from _apple_faults(channel)
    yield from _address_faults(channel)
    yield from _reach_faults(channel)
    yield from podcast_faults(channel)
    guid = text(channel, "podcast:guid")
    if guid and not is_feed_guid(guid):
        yield Fault("podcast-guid", f"podcast:guid is not a UUIDv5: {shown(guid)}")
    for name in ("lastBuildDate", "pubDate"):
        if written := text(channel, name):
            yield from date_faults(written, name, now)


def _missing(channel: Element) -> Iterator[Fault]:
    checks = (
        ("title", text(channel, "title"), "the channel has no title"),
        ("link", text(channel, "link"), "the channel has no link to its home"),
        ("language", text(channel, "language"), "the channel names no language"),
        ("self", link_of(channel, "self"), "the channel does not say where the feed is"),
        ("category", children(channel, "itunes:category"), "the channel has no itunes:category"),
        ("explicit", text(channel, "itunes:explicit"), "the channel has no itunes:explicit"),
        ("image", attribute(channel, "itunes:image", "href"), "the channel has no itunes:image, or an empty one"),
        ("author", text(channel, "itunes:author"), "the channel has no itunes:author"),
        ("description", text(channel, "description"), "the channel has no description"),
        ("no-podcast-guid", text(channel, "podcast:guid"), "the channel has no podcast:guid"),
        ("no-items", channel.find("item") is not None, "the channel has no items"),
    )
    yield from (Fault(rule, what) for rule, fine, what in checks if not fine)


def description_faults(parent: Element) -> Iterator[Fault]:
    """Yield a fault if the description of a channel or an item is too long."""
    size = len(text(parent, "description").encode(errors="replace"))
    if size > LONGEST_DESCRIPTION:
        yield Fault("description", f"the description has {size:,} bytes")


def notes_faults(parent: Element) -> Iterator[Fault]:
    """Yield a fault for the first link in the description that leads nowhere outside of a page of its own."""
    links = _LINK.findall(text(parent, "description")[: 10 * LONGEST_DESCRIPTION])
    wrong = [link for link in links if not _ELSEWHERE.match(link.strip())]
    if wrong:
        yield Fault("notes-link", f"the description has a link to {shown(wrong[0])}")
    for name, pattern in _ACTIVE.items():
        if active := pattern.search(text(parent, name)[: 10 * LONGEST_DESCRIPTION]):
            yield Fault("notes-html", f"{name} has the element {active[1].lower()}")


def explicit_faults(parent: Element) -> Iterator[Fault]:
    """Yield what is wrong with itunes:explicit, where there is one."""
    written = text(parent, "itunes:explicit")
    if written.lower() in OLD_WORDS:
        yield Fault("explicit-word", f"itunes:explicit says {shown(written)}, an old word")
    elif written not in {"", "true", "false"}:
        yield Fault("explicit", f"itunes:explicit says {shown(written)}, not true or false")


def repeated_faults(parent: Element, once: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault for each tag that may stand there once only, and is repeated."""
    for name in once:
        if len(children(parent, name)) > 1:
            yield Fault("repeated", f"{name} may stand there once only")


def _language_faults(channel: Element) -> Iterator[Fault]:
    written = text(channel, "language")
    if written and not is_language(written):
        yield Fault("language", f"there is no language {shown(written)}")


def _category_faults(channel: Element) -> Iterator[Fault]:
    for outer in children(channel, "itunes:category"):
        name = outer.get("text", "").strip()
        within = categories().get(name)
        if within is None:
            yield Fault("category", f"Apple has no category {shown(name)}; {did_you_mean(name[:40], categories())}")
            continue
        for inner in children(outer, "itunes:category"):
            below = inner.get("text", "").strip()
            if below not in within:
                choices = ", ".join(within) or "it has none"
                yield Fault("category", f"{name} has no subcategory {shown(below)}; there are: {choices}")


def _owner_faults(channel: Element) -> Iterator[Fault]:
    written = text(channel, "itunes:owner/itunes:email")
    if not written:
        yield Fault("owner", "the owner has no e-mail address")
    elif not is_email(written):
        yield Fault("email", f"the owner's e-mail address is none: {shown(written)}")


def _apple_faults(channel: Element) -> Iterator[Fault]:
    kind, block, complete = (text(channel, f"itunes:{name}") for name in ("type", "block", "complete"))
    if kind.lower() not in {"", "episodic", "serial"}:
        yield Fault("show-type", f"itunes:type says {shown(kind)}, not episodic or serial")
    if block.lower() not in {"", "no", "false"}:
        yield Fault("block", f"itunes:block says {shown(block)}: directories do not list the show")
    if complete.lower() not in {"", "no", "false"}:
        yield Fault("complete", f"itunes:complete says {shown(complete)}: apps no longer look for episodes")
    if child(channel, "itunes:new-feed-url") is not None:
        moved = text(channel, "itunes:new-feed-url")
        yield from address_faults(moved, "itunes:new-feed-url")
        if moved != link_of(channel, "self"):
            yield Fault("moved", f"itunes:new-feed-url sends every subscriber to {shown(moved)}")


def _address_faults(channel: Element) -> Iterator[Fault]:
    named = (
        (text(channel, "link"), "the channel's link"),
        (attribute(channel, "itunes:image", "href"), "the channel's itunes:image"),
        (text(channel, "image/url"), "the channel's image"),
        (text(channel, "image/link"), "the link of the channel's image"),
        *((link.get("href", "").strip(), "an atom:link") for link in children(channel, "atom:link")),
    )
    for url, what in named:
        if url or what == "an atom:link":
            yield from address_faults(url, what)
    for image in children(channel, "image"):
        if not text(image, "url"):
            yield Fault("image", "the channel's image has no url")


def _reach_faults(channel: Element) -> Iterator[Fault]:
    """Yield a fault if the public cannot reach the show, or only without encryption."""
    urls = [attribute(channel, "itunes:image", "href"), link_of(channel, "self")]
    urls += [attribute(item, "enclosure", "url") for item in children(channel, "item")]
    hosts = {host_of(url) for url in urls if url}
    if local := sorted(host for host in hosts if is_local(host)):
        yield Fault("local", f"the feed names {local[0]}, which only this machine or its network reaches")
    open_hosts = {host_of(url) for url in urls if re.match("http:", url, re.IGNORECASE)}
    if exposed := sorted(host for host in open_hosts if host and not is_local(host)):
        yield Fault("https", f"the feed names addresses of {exposed[0]} without https")
