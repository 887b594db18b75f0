"""Looks values up in the elements of a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.model.feeds import NAMESPACES

if TYPE_CHECKING:
    from audionews.lint.xml_document import Element

PODCAST = "{" + NAMESPACES["podcast"] + "}"
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
_NAMED = 40  # characters of a title in a finding


def children(parent: Element, name: str) -> list[Element]:
    """Return the elements of a name below another, such as "itunes:image"."""
    return parent.findall(name, NAMESPACES)  # type: ignore[return-value] # all elements of the tree are ours


def within(parent: Element) -> list[Element]:
    """Return all elements right below another."""
    return list(parent)  # type: ignore[arg-type] # all elements of the tree are ours


def child(parent: Element, name: str) -> Element | None:
    """Return the first element of a name below another, or None."""
    return next(iter(children(parent, name)), None)


def text(parent: Element, name: str) -> str:
    """Return the text of an element below, without white space around; "" if there is none."""
    return (parent.findtext(name, "", NAMESPACES) or "").strip()


def attribute(parent: Element, name: str, key: str) -> str:
    """Return an attribute of an element below, without white space around; "" if there is none."""
    found = child(parent, name)
    return "" if found is None else found.get(key, "").strip()


def media_type_of(element: Element) -> str:
    """Return the media type that an element says, in lower case and without parameters."""
    return element.get("type", "").partition(";")[0].strip().lower()


def short_name(element: Element) -> str:
    """Return the name of an element with its usual prefix.

    >>> from audionews.lint.xml_document import Element
    >>> short_name(Element("{https://podcastindex.org/namespace/1.0}person")), short_name(Element("link"))
    ('podcast:person', 'link')
    """
    address, closing, name = element.tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(address, address)}:{name}" if closing else name


def place_of(item: Element, number: int) -> str:
    """Return how findings name an item."""
    return f"line {item.line}, item {number}: {text(item, 'title')[:_NAMED]}"


def link_of(channel: Element, relation: str) -> str:
    """Return the address of an atom:link of a channel, or "" if there is none."""
    links = children(channel, "atom:link")
    return next((link.get("href", "").strip() for link in links if link.get("rel") == relation), "")
