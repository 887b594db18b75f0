"""Turns the pieces of a page into blocks: of the article, and of what is not of it, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.articles.blocks import Block, Hint
from audionews.articles.boilerplate import letters_of
from audionews.readers.html.facts import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.readers.html.pieces import Piece

_OUTSIDE = "not in the article of the page"
_AROUND = frozenset({Hint.TIME, Hint.BYLINE, Hint.CAPTION})


def blocks_from(
    pieces: Sequence[Piece], taken: Sequence[bool], headline: str, tail: Sequence[str]
) -> tuple[Block, ...]:
    """Return a block for each piece.

    Args:
        pieces: The pieces of a page.
        taken: Which of them are the article.
        headline: The headline as the markup has it, or "".
        tail: Lines from which on nothing is spoken.
    """
    title = next((at for at, piece in enumerate(pieces) if is_heading(piece, headline)), None)
    inside = [at for at, is_taken in enumerate(taken) if is_taken]
    reach = [*inside, *([] if title is None else [title])]
    span = range(min(reach, default=0), max(reach, default=-1) + 1)
    tails = frozenset(map(letters_of, tail))
    end = next((at for at in inside if letters_of(pieces[at].text) in tails), len(pieces)) if tails else len(pieces)
    return tuple(
        Block(piece.text, *_placed(piece, is_taken=taken[at] or at == title, around=at in span))
        if at < end
        else Block(piece.text, Hint.OUTSIDE, "below the tail that the rules of the site name")
        for at, piece in enumerate(pieces)
    )


def is_heading(piece: Piece, headline: str) -> bool:
    """Return whether a piece is the headline of the article."""
    return piece.hint is Hint.H1 and (not headline or alike(piece.text, headline))


def _placed(piece: Piece, *, is_taken: bool, around: bool) -> tuple[Hint, str]:
    why = piece.mark.why if piece.mark else ""
    if why:
        return Hint.OUTSIDE, why
    if is_taken or (around and piece.hint in _AROUND):
        return piece.hint, ""
    return Hint.OUTSIDE, _OUTSIDE
