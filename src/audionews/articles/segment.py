"""From the lines of a pasted article to their places, and from an Article to the segments that are spoken.

First each line is looked at by itself (``traits``); then the headline is chosen (``headline``), and what stands between
the paragraphs and behind them is found (``boxes``). The rest is the article: its head, down to the first paragraph, and
its body (``placing``). A line is left out only for a reason; if there is none, it is spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import clean
from audionews.arabic.word_lists import shipped_lists
from audionews.articles.blocks import Block
from audionews.articles.placing import Placer
from audionews.articles.stray_markup import resolve_markup
from audionews.articles.traits import Traits
from audionews.articles.wrap import unwrap
from audionews.model import Role, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.articles.blocks import Stretch
    from audionews.model import Article, Known


def segments(article: Article) -> tuple[Segment, ...]:
    """Return what is spoken of an article, in order: the headline, each summary point, each paragraph."""
    return (
        Segment(role=Role.HEADLINE, text=article.headline),
        *(Segment(role=Role.SUMMARY, text=point) for point in article.summary),
        *(Segment(role=Role.BODY, text=paragraph) for paragraph in article.body),
    )


def lines_of(text: str) -> tuple[Block, ...]:
    """Return the lines of a text as blocks; the lines of a wrapped paragraph are one."""
    lines = text.splitlines()
    groups = unwrap([clean(resolve_markup(line)) for line in lines])
    return tuple(Block("\n".join(lines[index] for index in group)) for group in groups)


def texts_of(blocks: Iterable[Block]) -> dict[Block, str]:
    """Return the text of each block without markup and hidden characters; many blocks of a long text are equal."""
    return {block: clean(resolve_markup(block.raw)) for block in dict.fromkeys(blocks)}


def place_blocks(
    blocks: Sequence[Block],
    given: Known,
    lists: WordLists | None = None,
    texts: Mapping[Block, str] | None = None,
) -> tuple[Stretch, ...]:
    """Return every block once, in order, with the place where it ended.

    Args:
        blocks: The lines of a text or the elements of a page.
        given: What is known about the article. If its headline is, no block is taken for it; else one is, or none
            where none could be one.
        lists: What pages put around articles, and the names of sources; by default the lists that ship.
        texts: The text of each block; by default those of ``texts_of``.
    """
    lists = lists or shipped_lists()
    looked_at = {block: Traits(block, lists, text) for block, text in (texts or texts_of(blocks)).items()}
    placer = Placer([looked_at[block] for block in blocks], given, lists)
    return tuple(placer.place(at) for at in range(len(blocks)))
