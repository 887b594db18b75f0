"""From a name on the command line to articles, by the reader that knows the input best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews import registry
from audionews.sources import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import Article

_HEAD = 4096  # bytes that a reader sniffs at


def read_articles(name: str, headline: str | None = None) -> Sequence[Article]:
    """Return the articles in one input.

    Args:
        name: A file name, or "-" for standard input.
        headline: What the headline is, when the input does not say.

    Raises:
        ArticleError: It is no usable article.
        UsageError: It is not there.
    """
    blob = files.read(name)
    reader = max(registry.readers(), key=lambda reader: reader.sniff(blob[:_HEAD], name))
    return reader.read(blob, name, headline)
