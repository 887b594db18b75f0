"""Blocks: the lines of a text, and the elements of a page that each hold one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Hint(StrEnum):
    """What markup says about a block."""

    NONE = ""
    H1 = "h1"
    HEADING = "h2"  # and those below
    PARAGRAPH = "p"
    ITEM = "li"
    QUOTE = "blockquote"
    TIME = "time"
    CAPTION = "figcaption"
    BYLINE = "byline"
    ASIDE = "aside"  # not a part of the article, as the page itself says: navigation, advertisement, related articles
    ROW = "tr"
    SUMMARY = "summary"  # a point of the summary, as the page or file itself says


class Block(NamedTuple):
    """A stretch of text that ends in one place.

    Attributes:
        raw: The text as it came; may have line breaks.
        hint: What markup says about it.
        why: What the reader knows about it that no hint says, for ``inspect``, or "".
    """

    raw: str
    hint: Hint = Hint.NONE
    why: str = ""
