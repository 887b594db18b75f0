"""Finds out which pieces of a page are its article: trafilatura finds most of them, their neighbours are added."""

from __future__ import annotations

import logging
import re
from collections import Counter
from copy import copy
from operator import itemgetter
from typing import TYPE_CHECKING

from audionews.readers.html.evidence import is_mostly_teasers, lead_of, prose_of, teasers_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from lxml.html import HtmlElement

    from audionews.readers.html.pieces import Piece

DEEPEST = 200  # elements in each other; the time that trafilatura takes grows with a power of the depth
_WORD = re.compile(r"\w+")
_SHINGLE = 3  # words
_LEAST_FOUND = 0.7  # of the shingles of a piece
_MOST_LINKED = 0.5  # of the characters of a paragraph
_ONLY_LINKED = 0.9  # of the characters
_WITH_LINKS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote".split())
_BETWEEN = frozenset("p h2 h3 h4 h5 h6 li blockquote".split())
_BESIDE_PARAGRAPH = 80  # characters of the shortest paragraph that is taken because its neighbours are


def article_text(root: HtmlElement) -> str:
    """Return what trafilatura takes for the text of the article, one element a line; "" if it finds none."""
    import trafilatura  # noqa: PLC0415 - loads when used

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages that it cannot read as errors
    try:
        found = trafilatura.bare_extraction(copy(root), favor_recall=True, include_comments=False)
    except Exception:  # noqa: BLE001 - no fault of the extractor may cost the article: all that is not marked is taken
        return ""
    return (getattr(found, "text", "") or "") if found is not None else ""


def in_article(pieces: Sequence[Piece], text: str, headline: int | None) -> list[bool]:
    """Return for each piece whether it is a part of the article.

    Args:
        pieces: The pieces of the page; those with a mark never are.
        text: What an extractor takes for the article; if it is empty, all others are.
        headline: Where the headline is, or None. The prose below it is the article if the extractor has taken only the
            first words of others.
    """
    if not text:
        return _with_prose(pieces)
    found = _Found(text.splitlines())
    taken = [not piece.is_aside and not _is_link(piece) and found.has(piece.text) for piece in pieces]
    if not prose_of(pieces, taken):
        return _with_prose(pieces)
    if is_mostly_teasers(pieces, taken):
        lead = set(lead_of(pieces, headline))
        taken = [at in lead for at in range(len(pieces))] if lead else taken
    return _with_neighbours(pieces, taken)


def _with_prose(pieces: Sequence[Piece]) -> list[bool]:
    """Return for each piece whether it may be of the article, for a page in which no extractor finds one."""
    return [not piece.is_aside and not _is_link(piece) for piece in pieces]


def without_teasers(pieces: Sequence[Piece], taken: Sequence[bool]) -> list[bool]:
    """Return what is taken without the first words of other articles, under their titles in parts of their own."""
    teasers = set(teasers_in(pieces, taken))
    prose = Counter[int]()
    for at, (piece, is_taken) in enumerate(zip(pieces, taken, strict=True)):
        if is_taken and at not in teasers:
            prose[piece.parent] += len(piece.text)
    return [
        is_taken and (at not in teasers or prose[piece.parent] > len(piece.text))
        for at, (piece, is_taken) in enumerate(zip(pieces, taken, strict=True))
    ]


def _is_link(piece: Piece) -> bool:
    """Return whether a piece of a list or outside of paragraphs is only a link: it leads to another page or part."""
    return piece.linked > _ONLY_LINKED and piece.tag not in _WITH_LINKS


class _Found:
    """The text that an extractor found, to look pieces up in."""

    def __init__(self, lines: Iterable[str]) -> None:
        words = [tuple(_WORD.findall(line)) for line in lines]
        self._lines = set(words)
        together = [word for line in words for word in line]
        self._shingles = set(zip(*(together[start:] for start in range(_SHINGLE)), strict=False))

    def has(self, text: str) -> bool:
        words = tuple(_WORD.findall(text))
        if len(words) <= _SHINGLE:
            return words in self._lines
        shingles = list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))
        return sum(shingle in self._shingles for shingle in shingles) >= _LEAST_FOUND * len(shingles)


def _with_neighbours(pieces: Sequence[Piece], taken: Sequence[bool]) -> list[bool]:
    """Return what is taken, with the rest of taken elements, and what stands between taken pieces of a container."""
    style = _main_style(pieces, taken)
    elements = {piece.element for piece, is_taken in zip(pieces, taken, strict=True) if is_taken}
    spans: dict[int, tuple[int, int]] = {}
    for at, (piece, is_taken) in enumerate(zip(pieces, taken, strict=True)):
        for container in (piece.parent, piece.around) if is_taken else ():
            spans[container] = (spans.get(container, (at, at))[0], at)
    return [
        is_taken or (not piece.is_aside and _is_neighbour(piece, at, elements, spans, style))
        for at, (piece, is_taken) in enumerate(zip(pieces, taken, strict=True))
    ]


def _main_style(pieces: Sequence[Piece], taken: Sequence[bool]) -> str:
    """Return the class of the elements that hold most of the paragraphs, or "": page builders make several of them."""
    chars = Counter[str]()
    for piece, is_taken in zip(pieces, taken, strict=True):
        if is_taken and piece.tag == "p":
            chars[piece.style] += len(piece.text)
    style, most = max(chars.items(), key=itemgetter(1), default=("", 0))
    return style if most * 2 > chars.total() else ""


def _is_neighbour(
    piece: Piece, at: int, elements: Collection[int], spans: Mapping[int, tuple[int, int]], style: str
) -> bool:
    """Return whether a piece belongs to those that are taken: the extractor drops paragraphs between others."""
    if piece.linked > _MOST_LINKED:
        return False
    is_long = len(piece.text) >= _BESIDE_PARAGRAPH
    if is_long and piece.element in elements:
        return True
    if style and piece.style == style and piece.tag in _BETWEEN:
        return True
    beside = spans.get(piece.parent)
    if beside and piece.tag in _BETWEEN and (beside[0] < at < beside[1] or piece.tag == "p"):
        return True
    around = spans.get(piece.around)
    return around is not None and piece.tag in _BETWEEN and around[0] < at < around[1]
