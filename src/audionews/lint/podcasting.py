"""The rules of the podcast namespace, by the table in ``podcast_tags``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.lint.elements import PODCAST, children, within
from audionews.lint.podcast_tags import INTEGRITY, LONGEST, OTHERS, SOURCE, SPELLINGS, TAGS, is_licence, people
from audionews.lint.rules import Fault
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.lint.podcast_tags import Tag
    from audionews.lint.xml_document import Element

_OF_FEEDS = frozenset({"podroll", "publisher"})


def podcast_faults(parent: Element) -> Iterator[Fault]:
    """Yield what is wrong with the podcast: tags right below a channel or an item."""
    seen: set[str] = set()
    for element in within(parent):
        name = element.tag.removeprefix(PODCAST)
        tag = TAGS.get(name)
        if name in _OF_FEEDS:
            yield from _remote_faults(element, name)
        if name == element.tag:
            yield from _namespace_faults(element)
        elif tag is None:
            if name not in OTHERS:
                yield Fault("podcast-tag", f"there is no tag podcast:{name[:LONGEST]}")
        else:
            if tag.once and name in seen:
                yield Fault("repeated", f"podcast:{name} may stand there once only")
            seen.add(name)
            yield from _tag_faults(element, name, tag, parent)


def _remote_faults(element: Element, name: str) -> Iterator[Fault]:
    """Yield what is wrong with the feeds that a podroll or publisher names."""
    named = children(element, "podcast:remoteItem")
    if not named:
        yield Fault("podcast-value", f"podcast:{name} has no podcast:remoteItem")
    for one in named:
        yield from _tag_faults(one, "remoteItem", TAGS["remoteItem"], element)


def alternate_faults(alternate: Element) -> Iterator[Fault]:
    """Yield what is wrong within a podcast:alternateEnclosure."""
    sources = children(alternate, "podcast:source")
    if not sources:
        yield Fault("alternate", "podcast:alternateEnclosure has no podcast:source")
    for source in sources:
        yield from _tag_faults(source, "source", SOURCE, alternate)
    for integrity in children(alternate, "podcast:integrity"):
        yield from _tag_faults(integrity, "integrity", INTEGRITY, alternate)


def _namespace_faults(element: Element) -> Iterator[Fault]:
    """Yield a fault for a tag whose namespace is nearly that of podcasts, and so is unknown to every app."""
    address, _, name = element.tag.removeprefix("{").rpartition("}")
    if "podcastindex" in address.lower() and address not in SPELLINGS:
        yield Fault("namespace", f"{shown(name)} is in the namespace {shown(address)}, which apps do not know")


def _tag_faults(element: Element, name: str, tag: Tag, parent: Element) -> Iterator[Fault]:
    written = (element.text or "").strip()
    if parent.tag.removeprefix(PODCAST) not in tag.within:
        yield Fault("misplaced", f"podcast:{name} does not belong into {parent.tag.removeprefix(PODCAST)}")
    if tag.text and not tag.text(written):
        yield Fault(tag.rule, f"podcast:{name} says {shown(written)}")
    yield from _attribute_faults(element, name, tag)
    if element.get("type") == "application/json" and name == "chapters":
        yield Fault("chapters-json", "podcast:chapters has the type application/json")
    if name == "person":
        yield from _role_faults(element)
    elif name == "txt" and element.get("purpose") == "ai-content" and written not in {"true", "false"}:
        yield Fault("ai-content", f"podcast:txt of the purpose ai-content says {shown(written)}, not true or false")
    elif name == "socialInteract" and element.get("protocol") != "disabled" and not element.get("uri", "").strip():
        yield Fault(tag.rule, "podcast:socialInteract has no uri")
    elif name == "license" and not (is_licence(written) or element.get("url")):
        yield Fault("license", f"podcast:license says {shown(written)}, which is no identifier of SPDX, and has no url")


def _attribute_faults(element: Element, name: str, tag: Tag) -> Iterator[Fault]:
    for key in tag.needed:
        if not element.get(key, "").strip():
            yield Fault(tag.rule, f"podcast:{name} has no {key}")
    for key, is_right in tag.attributes.items():
        value = element.get(key, "").strip()
        if (value or (key in element.attrib and key not in tag.needed)) and not is_right(value):
            yield Fault(tag.rule, f"podcast:{name} has {key}={shown(value)}")


def _role_faults(element: Element) -> Iterator[Fault]:
    group, role = (element.get(key, usual).strip().casefold() for key, usual in (("group", "cast"), ("role", "host")))
    groups = people()
    if group not in groups:
        yield Fault("person", f"podcast:person has the group {shown(group)}, which is not in the vocabulary")
    if not any(role in roles for roles in groups.values()):
        yield Fault("person", f"podcast:person has the role {shown(role)}, which is not in the vocabulary")
