"""How large an input and an article may be: what is larger is no article, and would take memory and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.articles.blocks import Hint
from audionews.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Collection

    from audionews.articles.blocks import Block

MOST_IN_INPUT = 2_000_000  # characters of a page or a text with all that stands around its articles
MOST_CHARACTERS = 500_000  # of an article; the longest in newspapers have under 100,000
MOST_IN_LINE = 100_000  # characters of a line or paragraph
MOST_LINES = 50_000  # lines or elements
MOST_IN_HEADLINE = 2_000  # characters
MOST_TITLES = 100  # forms of a headline that are known from elsewhere
MOST_ARTICLES = 10_000  # of a feed, a mailbox or a list
_ALONE = "give one article a file"


def check_length(characters: int, source: str) -> None:
    """Raise TooLarge if an input has more characters than any article and what surrounds it."""
    if characters > MOST_IN_INPUT:
        raise TooLarge(f"{source} has more text than any article: over {MOST_IN_INPUT:,} characters", _ALONE)


def check_blocks(blocks: Collection[Block], source: str) -> None:
    """Raise TooLarge if an article is longer than any, or a line of it, or has more lines.

    What markup says to be outside the article counts as a part of the input only.
    """
    if len(blocks) > MOST_LINES:
        raise TooLarge(f"{source} has more lines than any article: over {MOST_LINES:,}", _ALONE)
    check_length(sum(len(block.raw) for block in blocks), source)
    inside = [len(block.raw) for block in blocks if block.hint is not Hint.OUTSIDE]
    if sum(inside) > MOST_CHARACTERS:
        raise TooLarge(f"{source} has more text than any article: over {MOST_CHARACTERS:,} characters", _ALONE)
    if max(inside, default=0) > MOST_IN_LINE:
        what = f"a line of {source} is longer than any paragraph: over {MOST_IN_LINE:,} characters"
        raise TooLarge(what, "begin a new line for each paragraph")


def check_headline(headline: str, source: str) -> None:
    """Raise TooLarge if a headline is longer than any."""
    if len(headline) > MOST_IN_HEADLINE:
        what = f"the headline of {source} is longer than any: over {MOST_IN_HEADLINE:,} characters"
        raise TooLarge(what, "give a shorter one with --headline")


def too_many(source: str) -> TooLarge:
    """Return the error for an input with more articles than are read."""
    return TooLarge(f"{source} has over {MOST_ARTICLES:,} articles", "give it in several files")
