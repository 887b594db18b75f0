"""Which episode an article is: found by what it shares with one, and only if the texts are alike as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from audionews.articles.likeness import are_versions, likeness
from audionews.building import identity
from audionews.catalogue.links import link_key
from audionews.errors import AmbiguousArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.articles.likeness import Wording
    from audionews.building.plan import Draft
    from audionews.catalogue import Catalogue
    from audionews.model import Article, Episode, EpisodeHeader

_MOST = 30  # episodes whose texts are compared with that of an article, newest first
# The share of common sequences of three words that makes a text a new version of another, by what they share besides.
_SAME_FILE = 0.7
_SAME_FILE_ANOTHER_DAY = 0.95  # a column of every day has a new day, and many words of the day before
_TWIN = 0.5  # for articles with the same headline from two sources, one of which may be shorter


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the user says about an article that could be a correction of an episode, or another article.

    Attributes:
        correct: The id of the episode that the article corrects, or "".
        new: Whether it is another article than those that were published, unless one has the very same words.
    """

    correct: str = ""
    new: bool = False


NO_CHOICE = Choice()


def find_published(article: Article, catalogue: Catalogue, choice: Choice = NO_CHOICE) -> Episode | None:
    """Return the episode that was made from this article, or None if there is none.

    It shares the newsroom's id, the link, or headline and date with the article. An article without an id of its own is
    also looked up by the name of its file and, if it has no date, by its headline. The texts must be versions of one
    article in every case.

    Args:
        article: The article.
        catalogue: The episodes of the show.
        choice: What the user says; it takes precedence.

    Raises:
        AmbiguousArticle: An episode has its id, its link, or its headline and date, but an unlike text.
    """
    if choice.correct:
        return catalogue.episode(choice.correct)
    words, guid = identity.words_of_article(article), identity.new_guid(article)
    for same in catalogue.of_article(guid, 1, identity.digest_of(words)):
        return catalogue.episode(same.id)
    owners = [_compare(words, header, catalogue) for header in catalogue.of_article(guid, _MOST)]
    found = [each for each in owners if are_versions(words, each.words)]
    found += _related(article, words, catalogue, {each.episode.id for each in owners})
    if choice.new:
        found = [each for each in found if each.words == words]  # an older version did not keep the digest
    if found:
        return max(found, key=_score).episode
    if owners and not choice.new:
        raise ambiguous(article.source, article, max(owners, key=_score).episode)
    return None


def ambiguous(source: str, article: Article | Draft, episode: Episode) -> AmbiguousArticle:
    """Return the error for an article that is one with an episode by its identity, but not by its text.

    Args:
        source: What messages call the article.
        article: The article, or what is known of its episode.
        episode: The episode.
    """
    other = f"{episode.source} ({episode.id})" if episode.source else episode.id
    shared = identity.shared_by(article)
    what = f"{source} and {other} would be one episode: they have the same {shared}, and other texts"
    return AmbiguousArticle(what, _remedy_of(episode.id), episode.id)


def one_episode(source: str, other: str, episode_id: str = "") -> AmbiguousArticle:
    """Return the error for an article of a run that would replace another one of the same run.

    Args:
        source: What messages call the article.
        other: What messages call the other one.
        episode_id: The id of their episode, or "" if there is none yet.
    """
    same = "id, link, or headline and date"
    what = f"{source} and {other} would be one episode: they have the same {same}, and other texts"
    remedy = "leave one of them out, or give --new if they are two articles"
    return AmbiguousArticle(what, remedy, episode_id)


def _remedy_of(episode_id: str) -> str:
    """Return how the user says what an article is."""
    return f"--correct {episode_id} if it is a correction of that; --new if it is another article"


def find_twin(article: Article, catalogue: Catalogue, episode_id: str) -> Episode | None:
    """Return another episode than that with the id, with the headline and text of the article; or None."""
    words = identity.words_of_article(article)
    headers = catalogue.candidates("", article.headline, most=_MOST)
    others = [header for header in headers if header.id != episode_id and not header.removed]
    found = (_compare(words, header, catalogue) for header in others)
    return next((each.episode for each in found if each.score >= _TWIN), None)


class _Compared(NamedTuple):
    """An episode, the words of its article, and how much of them those of another article share."""

    episode: Episode
    words: Wording
    score: float


def _score(compared: _Compared) -> float:
    return compared.score


def _compare(words: Wording, header: EpisodeHeader, catalogue: Catalogue) -> _Compared:
    episode = catalogue.episode(header.id)
    others = identity.words_of_segments(episode.title, episode.segments)
    return _Compared(episode, others, likeness(words, others))


def _related(article: Article, words: Wording, catalogue: Catalogue, others: set[str]) -> Iterator[_Compared]:
    """Yield the episodes whose text is as similar as is needed for what else they share: link, headline or file.

    Args:
        article: The article.
        words: Its words.
        catalogue: The episodes of the show.
        others: Ids of episodes that are compared already.
    """
    by_name = not identity.own_id(article)
    name = identity.source_name(article) if by_name else ""
    title = article.headline if by_name and article.date is None else ""
    for header in catalogue.candidates(name, title, article.link, _MOST):
        if header.id not in others:
            compared, needed = _compare(words, header, catalogue), _needed(article, header)
            if compared.score >= needed if needed else are_versions(words, compared.words):
                yield compared


def _needed(article: Article, header: EpisodeHeader) -> float:
    """Return how similar the texts must be to be one article; 0 if they must be versions of one.

    The article has the link of the episode, or neither link nor id and its headline, or the name of its file.
    """
    if article.link and link_key(article.link) == header.link_key:
        return 0
    if article.date is None and article.headline == header.title:
        return 0
    # The day of an episode that has waited is not that of its article.
    one_day = article.date is None or header.publish_at or article.date.date() == header.published.date()
    return _SAME_FILE if one_day else _SAME_FILE_ANOTHER_DAY
