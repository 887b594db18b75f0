"""Words near a figure that decide how its signs are said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_PARTICLES = re.compile(r"[وف]?(?:[بكل]?ال|لل|[بكل])(?=\w{2})|[وف](?=\w{2})")
_NEAR = 4  # words


@derived
def _by_kind(lists: WordLists) -> dict[str, frozenset[str]]:
    kinds = {kind for _, kind in lists.rows("figure_words")}
    return {kind: lists.folded("figure_words", kind) for kind in kinds}


def is_one(word: str, kind: str, lists: WordLists) -> bool:
    """Return whether a folded word is of a kind, perhaps behind particles and the article.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> is_one("بالنسبه", "ratio", shipped_lists()), is_one("كتاب", "ratio", shipped_lists())
    (True, False)
    """
    words = _by_kind(lists)[kind]
    found = _PARTICLES.match(word)
    return word in words or (found is not None and word[found.end() :] in words)


def is_near(context: NumberContext, kind: str, reach: int = _NEAR) -> bool:
    """Return whether one of the last words before the number is of a kind."""
    return any(is_one(word, kind, context.lists) for word in context.near[-reach:])


def is_around(context: NumberContext, end: int, kind: str) -> bool:
    """Return whether a word in the sentence before the number, or one soon behind ``end``, is of a kind."""
    behind = re.findall(r"\w+", fold(context.text[end : end + 40]))
    return any(is_one(word, kind, context.lists) for word in (*context.near, *behind))
