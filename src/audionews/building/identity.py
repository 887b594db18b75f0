"""What names an episode: its GUID and id are made once, from what does not change."""

from __future__ import annotations

import hashlib
import uuid
from itertools import count
from typing import TYPE_CHECKING

from audionews.articles.likeness import Wording, wording_of
from audionews.catalogue.links import is_home
from audionews.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from audionews.building.plan import Draft
    from audionews.catalogue import Catalogue
    from audionews.model import Article, Episode, Segment

_NAMESPACE = uuid.UUID("6f5a3c0e-6f0e-5a37-9d5c-8a0d6f1a7c11")  # so that no other tool makes the same names
_SHORT = 8  # characters of a digest in an id


def new_guid(article: Article) -> str:
    """Return the GUID of an article that is published for the first time.

    It is made from the newsroom's id or the canonical URL, unless that is the front page of the site; else from
    headline and date, else from headline and body.
    """
    rest = article.date.date().isoformat() if article.date else "\n".join(article.body)
    return _guid(own_id(article) or f"{article.headline}\n{rest}")


def own_id(article: Article | Draft) -> str:
    """Return the newsroom's id or the canonical URL of an article, or "" if it has neither."""
    return article.source_id or ("" if is_home(article.link) else article.link)


def shared_by(article: Article | Draft) -> str:
    """Return in words what an article shares with an episode that has its GUID."""
    if article.source_id:
        return "id"
    return "link" if own_id(article) else "headline and date"


def free_guid(article: Article, catalogue: Catalogue) -> str:
    """Return the GUID of another article than those that have its id, its link, or its headline and date.

    It is that of ``new_guid`` if no episode has it; else one that is made from the words as well.
    """
    guid = natural = new_guid(article)
    for number in count():
        if catalogue.with_guid(guid) is None:
            return guid
        guid = _guid(f"{natural}\n{digest_of(words_of_article(article))}\n{number}")
    raise AssertionError  # pragma: no cover - count() does not end


def edition_guid(title: str, day: date) -> str:
    """Return the GUID of the edition of a show for a day."""
    return _guid(f"edition\n{title}\n{day.isoformat()}")


def _guid(identity: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, identity)}"


def new_id(guid: str, published: datetime, catalogue: Catalogue | None = None) -> str:
    """Return the ASCII name of an episode's files: the date and eight characters of a digest of the GUID.

    Args:
        guid: The GUID of the episode.
        published: When it was published.
        catalogue: The episodes of the show; an id that one of them has is not returned.
    """
    digest = hashlib.sha256(guid.encode()).hexdigest()
    ids = (f"{published:%Y-%m-%d}-{digest[at : at + _SHORT]}" for at in range(len(digest) - _SHORT))
    return next(each for each in ids if catalogue is None or catalogue.header(each) is None)


def article_of(segments: Iterable[Segment]) -> list[Segment]:
    """Return the segments of the article itself, without the notice about the voice."""
    return [segment for segment in segments if segment.role is not Role.NOTICE]


def change_of(existing: Episode | None, segments: Iterable[Segment]) -> str:
    """Return what making the episode would be: "new", "corrected" (other words) or "remade" (only another sound)."""
    if existing is None:
        return "new"
    return "remade" if article_of(existing.segments) == article_of(segments) else "corrected"


def source_name(article: Article) -> str:
    """Return the name of the article's file without folders, or "" for standard input."""
    return "" if article.source == "-" else article.source.replace("\\", "/").rpartition("/")[2]


def words_of_article(article: Article) -> Wording:
    """Return the words of an article."""
    return wording_of(article.headline, (*article.summary, *article.body))


def words_of_segments(title: str, segments: Iterable[Segment]) -> Wording:
    """Return the words of the article that an episode was made from."""
    return wording_of(title, [each.text for each in segments if each.role in {Role.SUMMARY, Role.BODY}])


def digest_of(words: Wording) -> str:
    """Return a digest of the words of an article; vowel marks, spelling of hamza and punctuation do not count."""
    return hashlib.sha256("\n".join(map(" ".join, words)).encode()).hexdigest()[:32]
