"""Finds texts and articles in JSON that others wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Where exports keep the text of an object.
_INSIDE = ("rendered", "html", "text", "value", "content", "name", "title", "label", "display_name", "data")
_DEEPEST = 4


def texts_in(value: object, source: str, depth: int = _DEEPEST) -> tuple[str, ...]:
    """Return the texts in a value: itself, those of a list, the name of a person, the text of an object.

    Raises:
        UnknownFormat: It is something else.

    >>> texts_in([{"type": "p", "data": {"text": "نص"}}, "آخر", 7], "a.json")
    ('نص', 'آخر', '7')
    """
    if value is None or isinstance(value, bool):
        return ()
    if isinstance(value, (str, int, float)):
        return (str(value),) if str(value).strip() else ()
    if isinstance(value, dict) and depth:
        inside = next((value[key] for key in _INSIDE if value.get(key)), None)
        if inside is not None:
            return texts_in(inside, source, depth - 1)
    if isinstance(value, list) and depth:
        return tuple(text for each in value for text in texts_in(each, source, depth - 1))
    raise UnknownFormat(f"{source}: a value is no text", "give texts, or lists of texts")


def facts_in(value: object, source: str) -> tuple[str, ...]:
    """Return the texts in a value that is about an article; () if it has none."""
    try:
        return texts_in(value, source)
    except UnknownFormat:
        return ()


def articles_in(value: object, is_article: Callable[[Mapping[str, object]], bool], depth: int = _DEEPEST) -> object:
    """Return the object or the list of objects in a value that are articles, or None if there are none.

    Args:
        value: What stands in a file: an article, a list of some, or an envelope around them.
        is_article: Tells whether an object is one.
        depth: How deep to look.
    """
    if isinstance(value, dict):
        if is_article(value):
            return value
        inside = (articles_in(each, is_article, depth - 1) for each in value.values() if depth)
        return next((each for each in inside if each is not None), None)
    if isinstance(value, list) and depth:
        found = [articles_in(each, is_article, 1) for each in value]
        if any(each is not None for each in found):
            return [each if then is None else then for each, then in zip(value, found, strict=True)]
    return None
