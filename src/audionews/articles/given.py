"""Articles that a caller made: what is wrong with one is told before anything is spoken. No reader lives here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from audionews.errors import NoBody, NoHeadline, UsageError

if TYPE_CHECKING:
    from audionews.model import Article

_TEXTS = ("source", "headline", "byline", "language", "link", "source_id", "section")
_SEVERAL = ("summary", "body", "captions")
_DATES = ("date", "publish_at")


def check_given(article: Article) -> None:
    """Do nothing if an article can be built: its values have their types, and it has a headline and a body.

    Raises:
        UsageError: A value has another type, for example a text where several are expected.
        NoHeadline: The headline is blank.
        NoBody: There is no paragraph, or all are blank.
    """
    _check_types(article)
    if not article.headline.strip():
        raise NoHeadline(f"{article.source}: the headline is empty", 'give headline="..."')
    if not any(text.strip() for text in article.body):
        raise NoBody(f"{article.source}: the body is empty", 'give body=("...",), one str a paragraph')


def _check_types(article: Article) -> None:
    for name in _TEXTS:
        if not isinstance(getattr(article, name), str):
            raise UsageError(f"{name} of an article is no str", f'give {name}="..."')
    for name in _SEVERAL:
        texts = getattr(article, name)
        if not isinstance(texts, (tuple, list)) or not all(isinstance(text, str) for text in texts):
            raise UsageError(f"{name} of an article is no tuple of str", f'give {name}=("...",)')
    for name in _DATES:
        if not isinstance(getattr(article, name), datetime | None):
            raise UsageError(f"{name} of an article is no datetime", f"give {name}=datetime(...), or None")
