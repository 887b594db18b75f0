"""A page that shows what became of every line of some articles, for those who correct how they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.articles.unspoken import unspoken
from audionews.model import Article, Failed
from audionews.render.environment import Templates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audionews.articles.unspoken import Unspoken


def inspection_page(found: Iterable[Article | Failed]) -> bytes:
    """Return the page. It needs nothing but itself."""
    rows = tuple(_rows(found))
    return Templates().render("inspection.html.j2", rows=rows).encode()


def _rows(found: Iterable[Article | Failed]) -> Iterator[tuple[Article | Failed, str, Unspoken]]:
    """Yield each article with its error, or "", and how much of it is not spoken."""
    for each in found:
        error = f"{each.error.message}. Try: {each.error.remedy}" if isinstance(each, Failed) else ""
        yield each, error, unspoken(each.lines)
