"""Blocks: the lines of a text, and the elements of a page that each hold one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from audionews.model import Place, Reason


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
    OUTSIDE = "outside"  # surely not: not even a date in it is of the article
    ROW = "tr"
    SUMMARY = "summary"  # surely a point of the summary: the file itself says so
    BODY = "body"  # surely a paragraph: the file itself says so


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A block, and the one place where it ended.

    Attributes:
        raw: Its lines as they came; several if a paragraph was wrapped.
        text: Their text, cleaned; points and paragraphs without bullets and what is in ``unspoken``.
        place: Where it ended.
        reason: Why it was dropped; None unless ``place`` is DROPPED.
        why: The evidence for its place, in a few words, or "".
        unspoken: Pieces of the text that are not spoken, such as a dateline.
        byline: Who wrote the article, if the text says so, or "".
    """

    raw: tuple[str, ...]
    text: str
    place: Place
    reason: Reason | None = None
    why: str = ""
    unspoken: tuple[str, ...] = ()
    byline: str = ""
