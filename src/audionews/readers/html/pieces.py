"""The pieces of a page: stretches of text that stand alone, and what is known about each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.blocks import Hint

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HINTED = {Hint.TIME: 150, Hint.BYLINE: 150, Hint.CAPTION: 400}  # characters
_MOST_BESIDE = 0.4  # of the characters of a page; an element with more is not beside the article, whatever its name
_NEVER_SHOWN = frozenset({"a control of the page", "shown only without JavaScript", "not shown by the page"})


@dataclass(slots=True, eq=False)
class Mark:
    """An element that is no part of the article.

    Attributes:
        why: What it is instead.
        outer: The next such element around it, or None.
        chars: Characters in it.
        titled: Whether an h1 is in it.
        firm: Whether the rules of a site say so.
    """

    why: str
    outer: Mark | None
    firm: bool = False
    chars: int = 0
    titled: bool = False


@dataclass(slots=True)
class Piece:
    """A stretch of text that stands alone on the page.

    Attributes:
        text: It, with single spaces.
        hint: What markup says about it.
        owner: The number of the element whose class says so; 0 if its tag does.
        element: The number of the block element that it is in.
        parent: The number of the block element around that one.
        around: The number of the block element around the parent.
        style: The class of the parent, or "".
        tag: The tag of the element.
        linked: The share of its characters that are links, 0 to 1.
        led: Whether it begins with a link.
        mark: The innermost element around it that is no part of the article, or None.
        inside: Whether it is in the element that the rules of a site name.
    """

    text: str
    hint: Hint
    owner: int
    element: int
    parent: int
    around: int
    style: str
    tag: str
    linked: float
    led: bool
    mark: Mark | None
    inside: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether an element around it is no part of the article."""
        return self.mark is not None and bool(self.mark.why)


class Cut(NamedTuple):
    """A page in pieces.

    Attributes:
        pieces: In the order of the page.
        marks: The elements that are no part of the article, the outer ones first.
        depth: How deep its elements are nested.
    """

    pieces: list[Piece]
    marks: list[Mark]
    depth: int


def void_marks(pieces: Sequence[Piece], marks: Sequence[Mark]) -> None:
    """Take back the marks of elements that hold the headline or so much of the page that the article is in them."""
    _count(pieces, marks)
    most = _MOST_BESIDE * sum(len(piece.text) for piece in pieces)
    for mark in marks:  # the outer ones first
        if not mark.firm and (mark.titled or (mark.chars > most and mark.why not in _NEVER_SHOWN)):
            mark.why = ""
        if mark.outer is not None:
            mark.why = mark.why or mark.outer.why


def void_names(pieces: Sequence[Piece]) -> None:
    """Take back what the class of an element says about its pieces if it has too many to be a date or a name."""
    chars = Counter[int]()
    for piece in pieces:
        chars[piece.owner] += len(piece.text)
    for piece in pieces:
        if piece.owner and chars[piece.owner] > LONGEST_HINTED.get(piece.hint, 0):
            piece.hint = Hint.PARAGRAPH if piece.tag == "p" else Hint.NONE


def _count(pieces: Sequence[Piece], marks: Sequence[Mark]) -> None:
    """Add up what is in each marked element and in those within it."""
    for piece in pieces:
        if piece.mark is not None:
            piece.mark.chars += len(piece.text)
            piece.mark.titled |= piece.hint is Hint.H1
    for mark in reversed(marks):
        if mark.outer is not None:
            mark.outer.chars += mark.chars
            mark.outer.titled |= mark.titled
