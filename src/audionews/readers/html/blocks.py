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
_ABOVE = 10  # pieces above the article; one of them is the headline if markup names none
_MOST_LINKED = 0.5  # of the characters of a headline
_AROUND = frozenset({Hint.TIME, Hint.BYLINE, Hint.CAPTION})


def find_heading(pieces: Sequence[Piece], headline: str) -> int | None:
    """Return which piece is the headline: an h1 that is like it, else one that is the same; or None."""
    headings = (at for at, piece in enumerate(pieces) if piece.hint is Hint.H1 and _is_like(piece, headline))
    same = letters_of(headline)
    others = (at for at, piece in enumerate(pieces) if same and letters_of(piece.text) == same and not piece.is_aside)
    return next(headings, next(others, None))


def blocks_from(
    pieces: Sequence[Piece], taken: Sequence[bool], title: int | None, tail: Sequence[str]
) -> tuple[Block, ...]:
    """Return a block for each piece.

    Args:
        pieces: The pieces of a page.
        taken: Which of them are the article.
        title: Which piece is the headline, or None; then it may be one of those above the article.
        tail: Lines from which on nothing is spoken.
    """
    inside = [at for at, is_taken in enumerate(taken) if is_taken]
    first = min(inside, default=0)
    reach = [*inside, max(0, first - _ABOVE) if title is None else title]
    span = range(min(reach), max(reach) + 1)
    above = {at for at in range(span.start, first) if pieces[at].linked <= _MOST_LINKED}
    tails = frozenset(map(letters_of, tail))
    end = next((at for at in inside if letters_of(pieces[at].text) in tails), len(pieces))
    return tuple(
        Block(
            piece.text,
            *_placed(piece, is_taken=taken[at] or at == title or (title is None and at in above), around=at in span),
        )
        if at < end
        else Block(piece.text, Hint.OUTSIDE, "below the tail that the rules of the site name")
        for at, piece in enumerate(pieces)
    )


def _is_like(piece: Piece, headline: str) -> bool:
    return not headline or alike(piece.text, headline)


def _placed(piece: Piece, *, is_taken: bool, around: bool) -> tuple[Hint, str]:
    why = piece.mark.why if piece.mark else ""
    if why:
        return Hint.OUTSIDE, why
    if is_taken or (around and piece.hint in _AROUND):
        return piece.hint, ""
    return Hint.OUTSIDE, _OUTSIDE
