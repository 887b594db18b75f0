"""New drafts for the desk: of what a reader finds in an input, and of an episode that is to be corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from audionews.app.inputs import read_inputs
from audionews.articles.editing import editable_lines
from audionews.desk.draft import Change, Draft, Kind
from audionews.desk.drafts import new_id
from audionews.errors import UsageError
from audionews.model import Article, Failed, Role
from audionews.model.events import ignore
from audionews.model.reading import NOTHING_KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.app.inputs import Input
    from audionews.building.kept_script import Reading
    from audionews.model import Episode
    from audionews.settings import Settings

_MOST = 100  # drafts of one input
_SHOWN = 80  # characters of a headline in the log


def now() -> datetime:
    """Return the time of a change: to the microsecond, so that drafts of one second keep their order."""
    return datetime.now(UTC)


def drafts_in(source: Input, settings: Settings, who: str, *, allow_private: bool) -> Iterator[Draft]:
    """Yield a draft for each article in an input, and for what cannot be read with the reason.

    Raises:
        UsageError: The input has a wrong type.
        SettingsError: A word list is wrong.
    """
    found = read_inputs([source], NOTHING_KNOWN, settings, ignore, allow_private=allow_private)
    for each in islice(found, _MOST):
        yield draft_of(each.found, who)


def draft_of(found: Article | Failed, who: str) -> Draft:
    """Return the draft of what a reader found."""
    article = found.article if isinstance(found, Failed) else found
    error = found.error if isinstance(found, Failed) else None
    draft = Draft(
        id=new_id(),
        source=found.source,
        made=now(),
        facts=article,
        lines=editable_lines(found.lines, article),
        error=error.message if error else "",
        error_kind=type(error).__name__ if error else "",
        remedy=error.remedy if error else "",
    )
    return _logged(draft, Kind.ADDED, who)


def draft_of_episode(episode: Episode, before: Draft | None, readings: tuple[Reading, ...], who: str) -> Draft:
    """Return the draft of an episode that is to be corrected.

    Args:
        episode: The episode.
        before: The draft that it was made of, if there is one: its lines are used if they are still those of the
            episode.
        readings: What was fixed in it.
        who: The name of the editor.

    Raises:
        UsageError: The episode is an edition.
    """
    if episode.stories:
        raise UsageError(f"{episode.id} is an edition, and no article", "correct the episodes in it")
    source = episode.source or episode.id
    article = _article_of(episode, source)
    lines = editable_lines((), article)
    if before and before.episode_revision == episode.revision:
        article, lines = before.facts or article, before.lines
    draft = Draft(
        id=new_id(),
        source=source,
        made=now(),
        facts=replace(article, source=source),
        lines=lines,
        readings=readings,
        section=episode.section,
        publish_at=episode.publish_at,
        episode=episode.id,
        episode_revision=episode.revision,
    )
    return _logged(draft, Kind.REOPENED, who)


def words_of(draft: Draft) -> tuple[object, ...]:
    """Return what makes two drafts the same: the episode, where they came from, and their words."""
    facts, lines = draft.facts, tuple(line.written for line in draft.lines)
    return draft.episode, facts and (facts.link, facts.source_id), lines or (draft.source, draft.error)


def _logged(draft: Draft, kind: Kind, who: str) -> Draft:
    """Return a new draft with the entry of the log that it was made."""
    text = draft.title[:_SHOWN]
    change = Change(at=draft.made, who=who, kind=kind, text=text, draft=draft.id, revision=draft.revision)
    return msgspec.structs.replace(draft, log=(change,))


def _article_of(episode: Episode, source: str) -> Article:
    """Return the article that an episode was made of, as far as the episode has it."""

    def texts(role: Role) -> tuple[str, ...]:
        return tuple(segment.text for segment in episode.segments if segment.role is role)

    return Article(
        source=source,
        headline=episode.title,
        summary=texts(Role.SUMMARY),
        body=texts(Role.BODY),
        date=episode.published,
        byline=episode.byline,
        language=episode.language,
        link=episode.link,
        source_id=episode.source_id,
        section=episode.section,
    )
