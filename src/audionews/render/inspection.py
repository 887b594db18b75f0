"""A page that shows what became of every line of some articles, for those who correct how they are read."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from audionews.articles.unspoken import unspoken
from audionews.model import Article, Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audionews.articles.unspoken import Unspoken


def inspection_page(found: Iterable[Article | Failed]) -> bytes:
    """Return the page. It needs nothing but itself."""
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - loads when used

    source = resources.files("audionews.render").joinpath("reports", "inspection.html.j2").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
    return template.render(rows=tuple(_rows(found))).encode("utf-8", "replace")


def _rows(found: Iterable[Article | Failed]) -> Iterator[tuple[Article | Failed, str, Unspoken]]:
    """Yield each article with its error, or "", and how much of it is not spoken."""
    for each in found:
        error = f"{each.error.message}. Try: {each.error.remedy}" if isinstance(each, Failed) else ""
        yield each, error, unspoken(each.lines)
