"""What a person should know about an article and the episodes that the show has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.building import matching
from audionews.building.dates import in_zone, is_waiting
from audionews.errors import AmbiguousArticle, AudionewsError, Withheld
from audionews.model.events import Noticed

if TYPE_CHECKING:
    from datetime import datetime

    from audionews.catalogue import Catalogue
    from audionews.model import Article, Episode, Failed, ShowFacts


def error_of(failed: Failed, catalogue: Catalogue, facts: ShowFacts) -> AudionewsError:
    """Return why an article failed; if the newsroom does not want it published, the remedy names its episode."""
    if failed.article is None or not isinstance(failed.error, Withheld):
        return failed.error
    try:
        existing = matching.find_published(in_zone(failed.article, facts), catalogue)
    except AmbiguousArticle as error:  # such as the note of an agency that it kills an article
        return Withheld(failed.error.message, f"audionews remove {error.episode_id}, if that is its episode")
    if existing is None:
        return Withheld(failed.error.message, "leave it out; it has no episode in this show")
    if existing.removed:
        return Withheld(failed.error.message, f"leave it out; its episode {existing.id} is removed already")
    return Withheld(failed.error.message, f"audionews remove {existing.id}, to take its episode down")


def twin_notice(article: Article, catalogue: Catalogue, episode_id: str = "") -> Noticed | None:
    """Return a notice if there is another episode with the headline and text of a new article.

    Args:
        article: The article.
        catalogue: The catalogue of the show.
        episode_id: The id of the article's own episode, or "" if it is not built yet.
    """
    twin = matching.find_twin(article, catalogue, episode_id)
    if twin is None:
        return None
    option = f"--link {twin.link}" if twin.link else f"--id {twin.source_id}" if twin.source_id else ""
    instead = f"to update that one instead: {option}" if option else f"to drop that one: audionews remove {twin.id}"
    return Noticed(text=f"{article.source}: says the same as {twin.id}, but is an episode of its own; {instead}")


def note_notice(source: str) -> Noticed:
    """Return the notice that a note of the user is about an episode that nobody has listened to yet."""
    what = "is a new episode, so nothing was corrected; its note is shown all the same"
    return Noticed(text=f"{source}: {what}; if it corrects another episode: --correct ID")


def held_notice(source: str, episode: Episode, now: datetime) -> Noticed | None:
    """Return a notice if an episode waits because its article is dated ahead."""
    if not (episode.held_by_date and is_waiting(episode, now)):
        return None
    what = f"is dated ahead, so it waits until {episode.published.isoformat(' ', 'minutes')}"
    return Noticed(text=f"{source}: {what}; if the date is wrong, correct it or give --date, and build again")
