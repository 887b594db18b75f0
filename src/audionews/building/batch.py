"""A batch of articles: workers make whole episodes, which enter the catalogue in the order of the articles.

Which episode an article is can depend on every article before it. So that workers need not wait for each other, that is
first assumed from what is in the catalogue; when it is an article's turn, it is decided as if all had been built one
after the other. If another episode comes out, that is made: what was spoken for the first is in the cache.
"""

from __future__ import annotations

import pickle
from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from audionews.building.article_jobs import make_episode
from audionews.building.executors import article_workers, line_executor
from audionews.building.identity import new_guid, own_id, source_name
from audionews.building.kept_script import script_file
from audionews.building.scripting import Identified, identify, plan_article
from audionews.building.stages import build_episode
from audionews.catalogue.links import link_key
from audionews.catalogue.sidecars import media_files
from audionews.errors import AudionewsError, EpisodeChanged
from audionews.model.paths import sound_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from datetime import datetime

    from audionews.building.article_jobs import MadeEpisode
    from audionews.building.context import BuildContext, EpisodeBuilder
    from audionews.building.executors import ArticleWorkers
    from audionews.building.stages import BuiltEpisode
    from audionews.model import Article, Episode
    from audionews.ports import Stat

_LINES = 20  # of an article, about: so many workers can share the lines of one
_AHEAD = 2  # articles under way for each worker, so that none waits for one that takes longer


def build_episodes(
    articles: Iterable[Article], builder: EpisodeBuilder, ctx: BuildContext
) -> Iterator[tuple[Article, Callable[[], BuiltEpisode | None]]]:
    """Yield each article with the function that returns its episode, to be called before the next one is asked for.

    It does what ``build_episode`` does. If there are as many articles as workers, each worker makes whole episodes; if
    there are fewer, all workers share the lines of one after the other.

    Raises:
        SettingsError: No worker of a cluster can speak with the voices.
    """
    ctx = replace(ctx, executor=line_executor(ctx.executor, builder))
    workers = article_workers(ctx.executor, builder, ctx.tell)
    enough = max(2, min(workers.count, _LINES))
    first = list(islice(articles := iter(articles), enough)) if workers.count else []
    whole = chain(first, articles)
    if len(first) < enough:
        for article in whole:
            yield article, partial(build_episode, partial(plan_article, article), builder, ctx)
        return
    batch = _Batch(workers, ctx)
    try:
        for article in whole:
            while len(batch.begun) >= _AHEAD * workers.count or batch.is_related(article):
                yield batch.next()
            batch.begin(article)
        while batch.begun:
            yield batch.next()
    finally:
        for each in batch.begun:
            if each.job:
                each.job.cancel()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """An article of which a worker makes an episode.

    Attributes:
        article: The article.
        marks: What it has in common with others that may be the same episode.
        now: The time for articles without a date, and for corrections.
        found: Which episode it is, as far as is known; None if it is none that a worker makes.
        job: Returns what the worker has made.
    """

    article: Article
    marks: frozenset[str]
    now: datetime
    found: Identified | None = None
    job: Future[MadeEpisode] | None = None


class _Batch:
    """The articles under way."""

    def __init__(self, workers: ArticleWorkers, ctx: BuildContext) -> None:
        self.begun: deque[_Begun] = deque()
        self._executor = workers.executor
        self._builder = workers.builder
        self._pickled = pickle.dumps(workers.builder)
        self._ctx = ctx

    def is_related(self, article: Article) -> bool:
        """Return whether one of the articles under way may become the same episode."""
        marks = _marks(article)
        return any(not marks.isdisjoint(each.marks) for each in self.begun)

    def begin(self, article: Article) -> None:
        """Have a worker make the episode of an article, if it is likely to be made."""
        now = self._ctx.clock()
        begun = _Begun(article=article, marks=_marks(article), now=now)
        taken = [each.found.draft.moment for each in self.begun if each.found and each.found.draft.moment]
        try:
            found = identify(article, self._builder.facts, self._at(now), taken)
        except AudionewsError:  # raised again when it is its turn
            self.begun.append(begun)
            return
        if not self._is_refused(found.existing):
            begun = replace(begun, found=found, job=self._submit(found, now))
        self.begun.append(begun)

    def next(self) -> tuple[Article, Callable[[], BuiltEpisode | None]]:
        """Return the first of the articles under way, and the function that returns its episode."""
        begun = self.begun.popleft()
        return begun.article, partial(self._finish, begun)

    def _finish(self, begun: _Begun) -> BuiltEpisode | None:
        """Return the episode of an article that was begun, and put it into the catalogue."""
        ctx, made = self._at(begun.now), begun.job.result() if begun.job else None
        try:
            found = identify(begun.article, self._builder.facts, ctx)
        except AudionewsError:
            self._withdraw(made)
            raise
        if made and found != begun.found:
            self._withdraw(made)
            made = None if self._is_refused(found.existing) else self._submit(found, begun.now).result()
        if made and made.built:
            try:
                return self._put(found, made, made.built)
            except EpisodeChanged:  # by another process: decided and made again
                made = None
        if made and made.error and not isinstance(made.error, EpisodeChanged):
            self._tell(made)
            raise made.error
        return build_episode(partial(plan_article, begun.article), self._builder, ctx)

    def _put(self, found: Identified, made: MadeEpisode, built: BuiltEpisode) -> BuiltEpisode:
        """Put what a worker has made into the catalogue.

        Raises:
            EpisodeChanged: Another process has changed the episode, or written its sound.
        """
        episode = built.episode
        if episode != found.existing:
            episode = self._ctx.catalogue.update(episode.id, found.revision, partial(self._keep_script, made, episode))
        self._tell(made)
        self._ctx.made[episode.id] = built.source
        return replace(built, episode=episode)

    def _keep_script(self, made: MadeEpisode, episode: Episode, _current: Episode | None) -> Episode:
        """Write the kept script of an episode whose sound is the one that the worker has written."""
        store = self._ctx.catalogue.store
        if store.stat(sound_file(episode)) != made.stat:
            raise EpisodeChanged(f"{sound_file(episode)} was replaced by another process", "run it again", episode.id)
        if made.script is not None:
            store.write(script_file(episode.id), [made.script])
        return episode

    def _withdraw(self, made: MadeEpisode | None) -> None:
        """Remove the files of an episode that does not enter the catalogue."""
        if made is None or made.built is None:
            return
        with self._ctx.catalogue.store.lock():
            self._ctx.catalogue.refresh()
            self._remove(made.built.episode, made.stat)

    def _remove(self, episode: Episode, stat: Stat | None) -> None:
        """Remove the files of an episode that nothing uses, if its sound is the one with that stat."""
        catalogue, sound = self._ctx.catalogue, sound_file(episode)
        in_use = catalogue.header(episode.id) and catalogue.episode(episode.id).stem == episode.stem
        if in_use or catalogue.is_public(sound) or catalogue.store.stat(sound) != stat:
            return
        for name in media_files(episode):
            catalogue.store.remove(name)

    def _submit(self, found: Identified, now: datetime) -> Future[MadeEpisode]:
        return self._executor.submit(make_episode, self._pickled, found, now)

    def _is_refused(self, existing: Episode | None) -> bool:
        """Return whether an episode was removed, or has been made in this run: nothing is spoken for it."""
        return existing is not None and (existing.removed or existing.id in self._ctx.made)

    def _at(self, now: datetime) -> BuildContext:
        return replace(self._ctx, clock=lambda: now)

    def _tell(self, made: MadeEpisode) -> None:
        for event in made.events:
            self._ctx.tell(event)


def _marks(article: Article) -> frozenset[str]:
    """Return what an article has in common with others that may be the same episode."""
    marks = {new_guid(article), link_key(article.link)}
    if not own_id(article):
        marks |= {article.headline, source_name(article)}
    return frozenset(marks - {""})
