"""Makes, corrects, removes and restores the episodes of a sync, one at a time."""

from __future__ import annotations

import math
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self

from audionews.app.advice import held_notice
from audionews.app.clock import now
from audionews.app.composition import open_builder, open_caches
from audionews.app.early import EarlyRendering
from audionews.articles.likeness import likeness
from audionews.building import costs, identity, stages
from audionews.building.context import BuildContext
from audionews.building.executors import make_executor
from audionews.building.matching import Choice
from audionews.building.scripting import plan_article
from audionews.catalogue import Catalogue
from audionews.model.events import EpisodeRemoved, EpisodeRestored, EpisodeWritten
from audionews.model.paths import sound_file
from audionews.model.times import seconds
from audionews.stores import open_store
from audionews.sync.planner import WITHDRAWN, ItemState

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from types import TracebackType

    from audionews.app.sync_sources import Round
    from audionews.building.context import EpisodeBuilder
    from audionews.building.plan import Plan
    from audionews.building.stages import BuiltEpisode
    from audionews.model import Article, Episode
    from audionews.model.events import BuildPlanned
    from audionews.sync.planner import KnownItem

ALIKE = 0.7  # the share of sequences of words from which on articles of two sources are one


@dataclass
class Counts:
    """What a round of a sync has made."""

    new: int = 0
    corrected: int = 0
    removed: int = 0
    restored: int = 0
    failed: int = 0
    spoken: int = field(default=0)


class Maker:
    """The catalogue of a show, and what makes its episodes, opened when it is needed. Use it as a context manager."""

    def __init__(self, work: Round) -> None:
        self._work = work
        self._open = ExitStack()
        self._builders: dict[str, EpisodeBuilder] = {}
        self.counts = Counts()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The episodes of the show."""
        return self._open.enter_context(Catalogue.open(open_store(self._work.folder), self._work.tell))

    @cached_property
    def _executor(self) -> Executor:
        voices = self._builder("").voices
        shared = open_caches(self._work.settings, self.catalogue.store).store
        return self._open.enter_context(make_executor(voices.workers, shared))

    @cached_property
    def rendering(self) -> EarlyRendering:
        """Renders the show now and then."""
        return EarlyRendering(self._work.settings, self.catalogue, self._work.tell)

    def _builder(self, voice: str) -> EpisodeBuilder:
        if voice not in self._builders:
            settings, store = self._work.settings, self.catalogue.store
            self._builders[voice] = open_builder(settings, voice or None, store, self._work.tell)
        return self._builders[voice]

    def _context(self, correct: str = "") -> BuildContext:
        return BuildContext(
            executor=self._executor,
            tell=self._work.tell,
            clock=now,
            catalogue=self.catalogue,
            choice=Choice(correct=correct),
            wall_clock=lambda: datetime.now(UTC),
        )

    def plan(self, article: Article, voice: str) -> BuildPlanned:
        """Return what making the episode of an article would take; nothing is downloaded.

        Raises:
            ArticleError: It cannot be spoken, or may be another article than that of the episode with its id.
        """
        settings, store = self._work.settings, self.catalogue.store
        builder = open_builder(settings, voice or None, store, self._work.tell, fetch=False)
        self._builders.setdefault(voice, builder)
        return costs.planned_build(article, builder, self._context())

    def cost(self, article: Article, voice: str) -> float | None:
        """Return what speaking an article could cost: the most of what its voice and the fallbacks of that ask for.

        None if the price of one of them is unknown.
        """
        builder = self._builder(voice)
        builders = (builder, *builder.fallbacks)
        found = [costs.planned_build(article, each, self._context()).cost for each in builders]
        return None if None in found else max(filter(None, found), default=0.0)

    def build(self, article: Article, row: KnownItem, voice: str, correct: str = "") -> Episode | None:
        """Make or correct the episode of an article, tell about it, and return it; None if it was removed.

        Args:
            article: The article, in the zone of the show.
            row: What is known of it at its source.
            voice: The voice, or "" for that of the show.
            correct: The id of the episode that it corrects for certain, or "".

        Raises:
            ArticleError: It cannot be spoken, or may be another article than that of the episode with its id.
            EngineError: The voice and every fallback failed.
            StoreError: A folder cannot be read or written.
        """
        ctx, builder = self._context(correct), self._builder(voice)

        def plan(builder: EpisodeBuilder, ctx: BuildContext) -> Plan:
            found = plan_article(article, builder, ctx)
            if not row.episode:
                self._work.state.making(row, (found.existing or found.draft).id)
            return found

        built = self.catalogue.without_damaged(partial(stages.build_episode, plan, builder, ctx))
        if built is None:
            return None
        self.rendering.after_episode()
        self._count(built, row)
        return built.episode

    def _count(self, built: BuiltEpisode, row: KnownItem) -> None:
        counts, episode = self.counts, built.episode
        counts.new += built.change == "new"
        counts.corrected += built.change == "corrected"
        counts.spoken += built.change in {"new", "corrected", "remade"}
        facts: dict[str, Any] = {
            "source": built.source,
            "id": episode.id,
            "change": built.change,
            "spoken": built.spoken,
        }
        self._work.tell(
            EpisodeWritten(
                path=str(self._work.folder / sound_file(episode)),
                seconds=seconds(episode.samples, episode.rate),
                lines=len(episode.cues),
                publish_at=costs.later(episode.publish_at, now()),
                **facts,
            )
        )
        if built.change != "unchanged" and (notice := held_notice(row.link or built.source, episode, now())):
            self._work.tell(notice)

    def remove(self, row: KnownItem, why: str) -> KnownItem:
        """Take the episode of an article out of the show, unless a person has done so, and return the article."""
        header = self.catalogue.header(row.episode) if row.episode else None
        if header is None:
            return replace(row, episode="")
        owners = self._work.state.of_episode(row.episode)
        if not header.removed or any(each.ours for each in owners):  # it comes back when all of them have it again
            self._work.state.removing(row)
        if not header.removed:
            self.catalogue.mark_removed(row.episode, removed=True, at=now())
            self.counts.removed += 1
            self._work.tell(EpisodeRemoved(source=row.source, article=row.link or row.item, id=row.episode, why=why))
            self.rendering.after_episode()
        return row

    def restore(self, row: KnownItem) -> None:
        """Put the episode of an article back into the show, if a sync has taken it out.

        It stays away while another source has withdrawn it; one whose page was gone is asked for it again.
        """
        header = self.catalogue.header(row.episode) if row.ours and row.episode else None
        if header is None or not header.removed:
            return
        owners = self._work.state.of_episode(row.episode)
        withdrawn = [each for each in owners if each.state in WITHDRAWN and not each.is_same(row)]
        for each in withdrawn:
            if each.state is ItemState.GONE:
                self._work.state.checked(each, self._work.now, each.gone_since)
        if not withdrawn:
            self.catalogue.mark_removed(row.episode, removed=False)
            self.counts.restored += 1
            self._work.tell(EpisodeRestored(source=row.source, article=row.link or row.item, id=row.episode))

    def remove_twin(self, row: KnownItem, twin: str) -> None:
        """Take an episode out of the show, because that of an article says the same."""
        self.catalogue.mark_removed(twin, removed=True, at=now())
        self.counts.removed += 1
        why = f"{row.episode} says the same since it was corrected"
        self._work.tell(EpisodeRemoved(source=row.source, article=row.link or row.item, id=twin, why=why))
        self.rendering.after_episode()

    def alike(self, article: Article, ids: list[str]) -> str:
        """Return the id of the first of some episodes that says the same as an article, also a removed one; or ""."""
        words = identity.words_of_article(article)
        for each in ids:
            if self.catalogue.header(each) is not None:
                episode = self.catalogue.episode(each)
                if likeness(words, identity.words_of_segments(episode.title, episode.segments)) >= ALIKE:
                    return each
        return ""

    def next_due(self) -> float | None:
        """Return when the next episode becomes public, in seconds since 1970; None if none waits."""
        coming = (header.publish_at for header in self.catalogue.headers())
        return min((at.timestamp() for at in coming if at is not None and at > now()), default=None)


def is_limited(most: float) -> bool:
    """Return whether there is a limit of costs."""
    return most < math.inf
