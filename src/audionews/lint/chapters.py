"""The rules of the chapters file. Source: the podcast namespace, JSON chapters format 1.2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from audionews.lint.addresses import is_address
from audionews.lint.json_document import read_json, seconds_of
from audionews.lint.rules import Fault
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.lint.inline_chapters import Start

_TOLERANCE = 1.0  # seconds
_SAME = 1.0  # seconds between a chapter in the feed and in the file: the feed may have whole seconds
_VERSION = re.compile(r"1\.[0-9](?:\.[0-9])?")


def chapter_faults(blob: bytes, length: float | None, inline: Sequence[Start]) -> Iterator[Fault]:
    """Yield what is wrong with a chapters file.

    Args:
        blob: The file.
        length: Duration of the episode in seconds, if it is known.
        inline: The chapters in the feed, if it has any.
    """
    value = read_json(blob)
    if isinstance(value, str):
        yield Fault("chapters", value)
        return
    version, listed = value.get("version"), value.get("chapters")
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        yield Fault("chapters", "it has no version" if version is None else f"it has the version {shown(version)}")
    if not isinstance(listed, list) or not listed:
        yield Fault("chapters", "it has no chapters")
        return
    starts: list[Start] = []
    for number, chapter in enumerate(listed, start=1):
        yield from _chapter_faults(chapter, f"chapter {number}", starts, length)
    visible = [start for start in starts if start[0] >= 0]
    if visible and visible[0][0] > 0:
        yield Fault("first-chapter", f"the first chapter starts at {visible[0][0]:g} s, not at 0", "chapter 1")
    if inline and (difference := _difference(visible, inline)):
        yield Fault("chapters-differ", f"the chapters in the feed are others: {difference}")


def chapter_pictures(blob: bytes) -> list[str]:
    """Return the addresses of the pictures of chapters."""
    value = read_json(blob)
    listed = None if isinstance(value, str) else value.get("chapters")
    chapters = listed if isinstance(listed, list) else []
    named = [chapter["img"] for chapter in chapters if isinstance(chapter, dict) and "img" in chapter]
    return [address for address in named if isinstance(address, str) and is_address(address)]


def _chapter_faults(chapter: Any, place: str, starts: list[Start], length: float | None) -> Iterator[Fault]:  # noqa: ANN401 - anything can stand in a file
    """Yield what is wrong with a chapter, and add it to those before it."""
    if not isinstance(chapter, dict):
        yield Fault("chapters", "it is not an object", place)
        return
    start = seconds_of(chapter.get("startTime"))
    if start is None:
        yield Fault("chapters", f"its startTime is {shown(chapter.get('startTime'))}", place)
        return
    if starts and start <= starts[-1][0]:
        yield Fault("chapters", f"it does not start after the one before, at {start:g} s", place)
    if length is not None and start >= length + _TOLERANCE:
        yield Fault("chapters", f"it starts at {start:g} s, past the end at {length:g} s", place)
    yield from _detail_faults(chapter, place, start, length)
    starts.append((start, str(chapter.get("title", "")).strip()))


def _detail_faults(chapter: dict[str, Any], place: str, start: float, length: float | None) -> Iterator[Fault]:
    if "endTime" in chapter:
        end = seconds_of(chapter["endTime"])
        if end is None or end <= start or (length is not None and end > length + _TOLERANCE):
            yield Fault("chapters", f"its endTime is {shown(chapter['endTime'])}", place)
    title = chapter.get("title", "")
    if not isinstance(title, str) or not title.strip():
        yield Fault("chapter-title", "it has no title", place)
    for key in ("img", "url"):
        if key in chapter and not is_address(str(chapter[key])):
            yield Fault("chapters", f"its {key} is no address: {shown(chapter[key])}", place)


def _difference(filed: Sequence[Start], inline: Sequence[Start]) -> str:
    if len(filed) != len(inline):
        return f"{len(inline)}, not {len(filed)}"
    for (start, title), (other, other_title) in zip(filed, inline, strict=True):
        if abs(start - other) > _SAME:
            return f"one starts at {other:g} s, not at {start:g} s"
        if " ".join(title.split()) != " ".join(other_title.split()):
            return f"one is called {shown(other_title)}, not {shown(title)}"
    return ""
