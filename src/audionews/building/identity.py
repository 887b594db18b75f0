"""Which episode an article is: its GUID is made once, from what does not change, and then found again."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING

from audionews.catalogue.links import is_home, link_key
from audionews.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from audionews.catalogue import Catalogue
    from audionews.model import Article, Episode, EpisodeHeader, Segment

_NAMESPACE = uuid.UUID("6f5a3c0e-6f0e-5a37-9d5c-8a0d6f1a7c11")  # so that no other tool makes the same names
_SHINGLE = 3  # words
# The share of common shingles (Jaccard) that makes a text a new version of another, by what else they have in common.
_SAME_FILE = 0.7
_SAME_HEADLINE = 0.25  # for articles without a date: a daily column keeps its headline
_TWIN = 0.5  # for articles with the same headline from two sources, one of which may be shorter
_SAME_LINK = 0.25  # for articles with another id: a careless feed gives all of them one link


def new_guid(article: Article) -> str:
    """Return the GUID of an article that is published for the first time.

    It is made from the newsroom's id or the canonical URL, unless that is the front page of the site; else from
    headline and date, else from headline and body.
    """
    rest = article.date.date().isoformat() if article.date else "\n".join(article.body)
    identity = _own_id(article) or f"{article.headline}\n{rest}"
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, identity)}"


def _own_id(article: Article) -> str:
    return article.source_id or ("" if is_home(article.link) else article.link)


def edition_guid(title: str, day: date) -> str:
    """Return the GUID of the edition of a show for a day."""
    identity = f"edition\n{title}\n{day.isoformat()}"
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, identity)}"


def new_id(guid: str, published: datetime) -> str:
    """Return the ASCII name of an episode's files: the date and eight characters of a digest of the GUID."""
    return f"{published:%Y-%m-%d}-{hashlib.sha256(guid.encode()).hexdigest()[:8]}"


def find_published(article: Article, catalogue: Catalogue) -> Episode | None:
    """Return the episode that was made from this article, or None if there is none.

    It is the one with its GUID, or with its link. An article without an id of its own is also looked up by the name of
    its file and, if it has no date, by its headline. Without the GUID, the text must be a version of the same article.
    """
    same = catalogue.with_guid(new_guid(article))
    return catalogue.episode(same.id) if same else _find(article, catalogue, _needed_likeness)


def find_twin(article: Article, catalogue: Catalogue, episode_id: str) -> Episode | None:
    """Return another episode than that with the id, with the headline and text of the article; or None."""

    def needed(article: Article, header: EpisodeHeader) -> float | None:
        is_other = header.id != episode_id and not header.removed
        return _TWIN if is_other and article.headline == header.title else None

    return _find(article, catalogue, needed)


def _find(
    article: Article, catalogue: Catalogue, needed: Callable[[Article, EpisodeHeader], float | None]
) -> Episode | None:
    """Return the newest episode whose text is as similar as is needed for what else it has in common."""
    texts = (article.headline, *article.summary, *article.body)
    for header in catalogue.candidates(source_name(article), article.headline, article.link):
        least = needed(article, header)
        if least and not header.edition:
            episode = catalogue.episode(header.id)
            if likeness(texts, [segment.text for segment in episode.segments]) >= least:
                return episode
    return None


def _needed_likeness(article: Article, episode: EpisodeHeader) -> float | None:
    """Return how similar the texts must be to be one article, or None if neither link, headline nor file agrees."""
    if article.link and link_key(article.link) == episode.link_key:
        return _SAME_LINK
    if _own_id(article):
        return None
    if article.date is None and article.headline == episode.title:
        return _SAME_HEADLINE
    return _SAME_FILE if source_name(article) and source_name(article) == episode.source else None


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


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of three-word shingles that two texts have in common (Jaccard), 0 to 1."""
    left, right = _shingles(one), _shingles(other)
    return len(left & right) / max(1, len(left | right))


def _shingles(texts: Sequence[str]) -> set[tuple[str, ...]]:
    words = " ".join(texts).split()
    return {tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
