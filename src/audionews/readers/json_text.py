"""Parses JSON that others wrote, and takes values from it whose types nobody checked."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from audionews.errors import Binary
from audionews.readers.charset import without_lone_surrogates
from audionews.readers.items import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

_OBJECT = re.compile(r"\s*\{.*\}\s*", re.DOTALL)


def load(text: str, source: str) -> Any:  # noqa: ANN401 - anything can stand in a file
    """Return the value that a JSON text is; control characters in strings are allowed.

    Raises:
        Binary: It is damaged, or nested too deeply.
    """
    try:
        return json.loads(without_lone_surrogates(text), strict=False, parse_constant=lambda _: None)
    except RecursionError as error:
        raise Binary(f"{source} is JSON that is nested too deeply", "export it again") from error
    except ValueError as error:
        raise Binary(f"{source} is damaged JSON: {error}", "export it again") from error


def objects_of(value: object, source: str) -> Iterator[dict[str, Any] | Item]:
    """Yield the objects of a list, or the one that a value is; and an item with an error for what is no object."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each
        else:
            yield Item(error=Binary(f"{source} has something that is no object", "export it again"))


def objects_in(text: str, source: str) -> Iterator[dict[str, Any] | Item]:
    """Yield the objects of a JSON text: of its list, the one that it is, or one a line (newline-delimited JSON).

    Raises:
        Binary: The whole is damaged, and it is not one object a line.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and _OBJECT.fullmatch(lines[0]):
        for line in lines:
            yield from _in_line(line, source)
    else:
        yield from objects_of(load(text, source), source)


def _in_line(line: str, source: str) -> Iterator[dict[str, Any] | Item]:
    try:
        yield from objects_of(load(line, source), source)
    except Binary as error:
        yield Item(error=error)


def text_of(value: object) -> str:
    """Return a value that should be a text or a number, or ""."""
    if isinstance(value, bool):
        return ""
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def texts_of(value: object) -> list[str]:
    """Return the texts of a list, or of the one text that a value is."""
    values = value if isinstance(value, list) else [value]
    return [text for each in values if (text := text_of(each))]


def dicts_of(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list, or of the one object that a value is."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def at(value: object, *path: str | int) -> Any:  # noqa: ANN401 - anything can stand in a file
    """Return what is at a path of keys and indices, or None.

    >>> at({"title": {"rendered": "أ"}}, "title", "rendered"), at({"title": "أ"}, "title", "rendered")
    ('أ', None)
    """
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
