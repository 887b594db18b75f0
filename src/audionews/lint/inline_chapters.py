"""The rules of chapters that stand in the feed itself. Source: Podlove Simple Chapters 1.2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.lint.elements import child, children
from audionews.lint.rules import Fault
from audionews.lint.values import clock_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.lint.xml_document import Element

Start = tuple[float, str]
"""A chapter: when it begins, in seconds, and its title."""

_VERSIONS = frozenset({"1.0", "1.1", "1.2"})
_TOLERANCE = 1.0  # seconds


def inline_chapters(item: Element) -> list[Start]:
    """Return the chapters of an item that can be read."""
    found = child(item, "psc:chapters")
    each = [] if found is None else children(found, "psc:chapter")
    starts = [(clock_of(chapter.get("start", "").strip()), chapter.get("title", "").strip()) for chapter in each]
    return [(start, title) for start, title in starts if start is not None]


def inline_chapter_faults(item: Element, length: int | None) -> Iterator[Fault]:
    """Yield what is wrong with the chapters of an item.

    Args:
        item: The item.
        length: Its duration in seconds, if the feed says it.
    """
    found = child(item, "psc:chapters")
    if found is None:
        return
    if found.get("version") not in _VERSIONS:
        yield Fault("inline-version", f"psc:chapters has the version {shown(found.get('version', ''))}")
    before = -1.0
    for chapter in children(found, "psc:chapter"):
        start = clock_of(chapter.get("start", "").strip())
        if start is None:
            yield Fault("inline-chapters", f"a psc:chapter starts at {shown(chapter.get('start', ''))}")
            continue
        yield from (
            Fault("inline-chapters", f"the psc:chapter at {start:g} s {why}")
            for why in _why(chapter, start, before, length)
        )
        before = max(before, start)
    if before < 0:
        yield Fault("inline-chapters", "psc:chapters has no chapters")


def _why(chapter: Element, start: float, before: float, length: int | None) -> Iterator[str]:
    if start <= before:
        yield "does not start after the one before"
    if length and start >= length + _TOLERANCE:
        yield f"is past the end, {length} s"
    if not chapter.get("title", "").strip():
        yield "has no title"
