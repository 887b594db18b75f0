"""Tells a page with an article from the page of a section, a search or a site, which has many."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews.arabic.letters import fold
from audionews.articles.blocks import Hint
from audionews.readers.html.linked_data import LIST_TYPES, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from audionews.readers.html.linked_data import Node
    from audionews.readers.html.pieces import Piece

_LIST_CLASSES = frozenset("home blog archive search search-results category tag author date paged".split())
_ARTICLE_CLASSES = frozenset("single single-post single-article post-template-default page-node-type-article".split())
_LIST_PATHS = re.compile(
    r"/(?:category|categories|tag|tags|author|authors|search|topics?|page/\d+|archives?|وسم|تصنيف|كاتب)(?:/|$)"
)
_LIST_QUERIES = re.compile(r"(?:^|&)(?:s|q|query|search|cat|tag|paged)=")
_MORE = re.compile(
    fold(r"(?:(?:اقرأ|اقرا|قراءة|لقراءة|عرض|ل)? ?(?:المزيد|التفاصيل|مزيد)|للمزيد|التتمة|read more|more)")
    + r"[\s.…»>]*$"
)
_PROSE = 60  # characters of running text
_LEAD = 200  # characters of the beginning of an article; the description of a section is shorter
_MOST_LINKED = 0.3  # of the characters of a paragraph
_MOSTLY = 0.9  # of the characters of the title of another article are a link
_FEWEST_PARAGRAPHS = 3
_FEWEST_TEASERS = 3
_LEAST_SHARE = 0.4  # of the prose is in one container
_FEWEST_LINKS = 8
_TITLE = 3  # words of the shortest title of another article


def why_list(pieces: Sequence[Piece], taken: Sequence[bool], headline: int | None) -> str:
    """Return by what the text of a page is known to be of many articles, or "" if it is of one.

    Args:
        pieces: The pieces of the page.
        taken: Which of them an extractor takes for the article.
        headline: Where the h1 is that is like the title of the page, or None.
    """
    found = [piece for piece, is_taken in zip(pieces, taken, strict=True) if is_taken]
    prose = [piece for piece in found if is_prose(piece)]
    if is_mostly_teasers(pieces, taken):
        return "" if lead_of(pieces, headline) else f"most of its {len(prose)} paragraphs stand under links to others"
    if not prose:
        links = sum(_is_title(piece) and len(piece.text.split()) >= _TITLE and not piece.is_aside for piece in pieces)
        lines = sum(piece.linked <= _MOST_LINKED and not _is_label(piece) for piece in found)
        return f"it has no paragraphs, but {links} titles of other pages" if links >= max(lines, _FEWEST_LINKS) else ""
    parents = Counter(piece.parent for piece in prose)
    if headline is not None and max(parents.values()) >= _FEWEST_PARAGRAPHS:
        return ""
    if _most(prose) >= _LEAST_SHARE * sum(len(piece.text) for piece in prose):
        return ""
    return f"its {len(prose)} paragraphs stand in {len(parents)} parts"


def is_mostly_teasers(pieces: Sequence[Piece], taken: Sequence[bool]) -> bool:
    """Return whether at least half of the prose that is taken are the first words of other articles."""
    teasers = set(teasers_in(pieces, taken))
    prose = [at for at, piece in enumerate(pieces) if taken[at] and is_prose(piece)]
    count = sum(at in teasers or pieces[at].led for at in prose)
    return count >= _FEWEST_TEASERS and count * 2 >= len(prose)


def teasers_in(pieces: Sequence[Piece], taken: Sequence[bool]) -> list[int]:
    """Return where prose stands under a title that is a link, or ends in a link to the rest of it."""
    shown = [at for at, piece in enumerate(pieces) if not _is_label(piece)]
    titled = {at for above, at in pairwise(shown) if _is_title(pieces[above])}
    return [
        at
        for at, piece in enumerate(pieces)
        if taken[at] and is_prose(piece) and (at in titled or _leads_on(piece, pieces[min(at + 1, len(pieces) - 1)]))
    ]


def _leads_on(piece: Piece, then: Piece) -> bool:
    """Return whether a link to the rest of the text stands at the end of a piece or right below it."""
    return (piece.linked > 0 and _MORE.search(fold(piece.text)) is not None) or (
        then.linked > _MOSTLY and _MORE.fullmatch(fold(then.text)) is not None
    )


def lead_of(pieces: Sequence[Piece], headline: int | None) -> list[int]:
    """Return where the prose is that follows the headline, down to the first title of another article.

    It is empty if there is so little of it that it may be the description of a section.
    """
    if headline is None:
        return []
    below = range(headline + 1, len(pieces))
    end = next((at for at in below if _is_title(pieces[at]) and len(pieces[at].text.split()) >= _TITLE), len(pieces))
    prose = [at for at in range(headline + 1, end) if is_prose(pieces[at]) and not pieces[at].is_aside]
    return prose if sum(len(pieces[at].text) for at in prose) >= _LEAD else []


def prose_of(pieces: Sequence[Piece], taken: Sequence[bool]) -> int:
    """Return how many characters of running text are taken."""
    return sum(len(piece.text) for piece, is_taken in zip(pieces, taken, strict=True) if is_taken and is_prose(piece))


def says_article(meta: Mapping[str, str], node: Node | None, root: HtmlElement) -> bool:
    """Return whether the markup says that the page is one article."""
    return node is not None or "article:published_time" in meta or bool(_classes(root) & _ARTICLE_CLASSES)


def says_list(nodes: Sequence[Node], root: HtmlElement, link: str) -> str:
    """Return by what markup or address says that the page has many articles, or ""."""
    kinds = sorted(kind for node in nodes for kind in types_of(node) & LIST_TYPES)
    if kinds:
        return f"it says that it is a {kinds[0]}"
    classes = sorted(_classes(root) & _LIST_CLASSES) if not _classes(root) & _ARTICLE_CLASSES else []
    if classes:
        return f'it says that it is of the kind "{classes[0]}"'
    address = urlsplit(link)
    if link and (address.path in {"", "/"} or _LIST_PATHS.search(address.path) or _LIST_QUERIES.search(address.query)):
        return "its address is that of a list"
    return ""


def _classes(root: HtmlElement) -> frozenset[str]:
    return frozenset(name for body in root.iter("body") for name in body.get("class", "").split())


def is_prose(piece: Piece) -> bool:
    """Return whether a piece is running text."""
    return len(piece.text) >= _PROSE and piece.linked <= _MOST_LINKED


def _is_label(piece: Piece) -> bool:
    """Return whether a piece may stand between the title of an article and its first words: a date, a name."""
    return piece.hint in {Hint.TIME, Hint.BYLINE} or (len(piece.text.split()) < _TITLE and piece.hint is not Hint.H1)


def _is_title(piece: Piece) -> bool:
    return piece.linked > _MOSTLY and piece.hint is not Hint.H1


def _most(pieces: Sequence[Piece]) -> int:
    """Return the characters of the container, or of the containers of the same class, that has most."""
    by_parent, by_style = Counter[int](), Counter[str]()
    for piece in pieces:
        by_parent[piece.parent] += len(piece.text)
        by_parent[-piece.around] += len(piece.text)
        by_style[piece.style] += len(piece.text) if piece.style else 0
    return max((chars for _, chars in (_top(by_parent), _top(by_style))), default=0)


def _top(counts: Counter[int] | Counter[str]) -> tuple[object, int]:
    return max(counts.items(), key=itemgetter(1), default=("", 0))
