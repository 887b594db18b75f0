"""Reads the article of a web page: finds it on the page, takes its facts from the markup, and refuses other pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from audionews.articles.blocks import Block, Hint
from audionews.articles.segment import lines_of
from audionews.errors import NotAnArticle, TooLarge
from audionews.model import Pointer
from audionews.readers.charset import decode
from audionews.readers.compose import compose
from audionews.readers.fragment import blocks_of
from audionews.readers.html.article_part import DEEPEST, article_text, in_article, without_teasers
from audionews.readers.html.blocks import blocks_from, find_heading
from audionews.readers.html.evidence import prose_of, says_article, says_list, why_list
from audionews.readers.html.facts import facts_of, stated_body
from audionews.readers.html.lists import instead_of_list
from audionews.readers.html.mhtml import is_mhtml, page_in
from audionews.readers.html.notices import notice_of, redirect_of
from audionews.readers.html.page import declared_charset, open_page
from audionews.readers.html.recognize import SURE, is_fragment, page_likeness
from audionews.readers.html.sites import rules_for, select
from audionews.readers.html.walker import pieces_of
from audionews.readers.listed import ListedReader
from audionews.sources.files import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.model import Blob, Found, Known
    from audionews.readers.html.page import Page
    from audionews.readers.html.pieces import Piece

_MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_MHTML_TYPES = frozenset({"multipart/related", "message/rfc822", "application/x-mimearchive"})
_NAMED = 0.4  # a text without any tag whose name or media type says that it is a page
_LEAST_ON_PAGE = 0.5  # of the text in JSON-LD; a page with less shows it only with JavaScript


class HtmlReader(ListedReader):
    """Reads the article of a web page: of a file, a saved page with or without its pictures, or a fragment."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that the input is a web page or a fragment of one, by its tags."""
        if is_mhtml(text):
            return SURE
        likeness = page_likeness(text)
        named = blob.name.lower().endswith(self.suffixes) or blob.media_type in _MEDIA_TYPES
        return max(likeness, _NAMED) if named and text else likeness

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the article of the page; or where the articles are, if it is the page of a site of WordPress.

        Args:
            blob: The whole page.
            given: What is known about the article. The markup says the rest; ``force`` reads pages of any kind.

        Raises:
            TooLarge: The page has more than ``LIMIT`` bytes, or its elements are nested too deep.
            NotText: It is empty or damaged, or no part of a saved file is a page.
            NotAnArticle: It is the page of many articles, or a notice in the place of one.
        """
        if len(blob.content) > LIMIT:
            raise TooLarge(f"{blob.name} is larger than {LIMIT // 1_000_000} MB", "paste the article into a text file")
        if is_mhtml(blob.content[:4000].decode("latin-1")):
            blob = page_in(blob)
        decoded = decode(blob.content, blob.name, blob.charset or declared_charset(blob.content), lenient=True)
        if is_fragment(decoded.text):
            yield compose(blocks_of(decoded.text), blob.name, given, decoded.charset, self.lists)
            return
        page = open_page(decoded.text, blob.name, blob.url)
        parts = _parts(page, given)
        if not given.force:
            pointer = _instead(page, parts)
            if pointer:
                yield pointer
                return
            parts = parts._replace(taken=without_teasers(parts.pieces, parts.taken))
        known = given.or_else(replace(facts_of(page), headline=parts.headline))
        blocks = blocks_from(parts.pieces, parts.taken, parts.title, parts.tail)
        yield compose(_with_stated(page, blocks), blob.name, known, decoded.charset, self.lists)


class _Parts(NamedTuple):
    """A page in pieces.

    Attributes:
        pieces: All of them.
        taken: Which of them are the article.
        headline: The headline as the markup says it, or "".
        title: Which piece is the headline, or None.
        tail: Lines from which on nothing is spoken.
    """

    pieces: Sequence[Piece]
    taken: Sequence[bool]
    headline: str
    title: int | None
    tail: Sequence[str]


def _parts(page: Page, given: Known) -> _Parts:
    rules = rules_for((page.url, page.link, given.link), given.sites)
    selected = select(page.root, rules)
    pieces, _, depth = pieces_of(page.root, selected.dropped, selected.body)
    headline = selected.headline or facts_of(page).headline
    title = find_heading(pieces, headline)
    if any(piece.inside for piece in pieces):
        taken = [piece.inside and not piece.is_aside for piece in pieces]
    else:
        text = article_text(page.root) if depth <= DEEPEST else ""
        taken = in_article(pieces, f"{text}\n{stated_body(page.node)}" if text else "", title)
    return _Parts(pieces, taken, headline, title, rules.tail if rules else ())


def _instead(page: Page, parts: _Parts) -> Pointer | None:
    """Return where the article or the articles are, if a fetched page only says that; None if the page has an article.

    Raises:
        NotAnArticle: It has none.
    """
    prose = max(prose_of(parts.pieces, parts.taken), len(stated_body(page.node)))
    target = redirect_of(page.root, prose)
    if target:
        target = urljoin(page.url or page.link, target)
        if page.url and target != page.url:
            return Pointer(url=target)
        raise NotAnArticle(f"{page.source} only sends browsers to another page", f"give its address: {target}")
    notice = notice_of(page.root, page.node, [piece.text for piece in parts.pieces], prose, page.source)
    if notice:
        raise notice
    why = _why_list(page, parts)
    return instead_of_list(page, why) if why else None


def _why_list(page: Page, parts: _Parts) -> str:
    """Return by what a page is known to be of many articles, or "" if it is of one."""
    said = says_list(page.nodes, page.root, page.link)
    if says_article(page.meta, page.node, page.root) and not said:
        return ""
    seen = why_list(parts.pieces, parts.taken, parts.title)
    return seen or (said if parts.title is None or said.startswith("it says") else "")


def _with_stated(page: Page, blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, and the text of the article that is in JSON-LD if the page shows it only with JavaScript."""
    stated = stated_body(page.node)
    shown = sum(len(block.raw) for block in blocks if block.hint is not Hint.OUTSIDE)
    if shown >= _LEAST_ON_PAGE * len(stated):
        return blocks
    return (*blocks, *lines_of(stated))
