"""Builds: from articles to a rendered show. An article that fails is reported and left out; the others go on."""

from __future__ import annotations

import math
from collections.abc import Iterable as IterableABC
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.app.advice import error_of, held_notice, note_notice, twin_notice
from audionews.app.built import BuiltEpisodes
from audionews.app.clock import now
from audionews.app.composition import open_builder, open_caches
from audionews.app.early import EarlyRendering
from audionews.app.inputs import Input, read_inputs, refuse_wrong_link
from audionews.app.show import render
from audionews.articles.unspoken import unspoken
from audionews.building import costs, stages
from audionews.building.batch import build_episodes
from audionews.building.context import BuildContext
from audionews.building.dates import in_zone
from audionews.building.edition_plan import EditionRequest, plan_edition
from audionews.building.executors import make_executor
from audionews.building.matching import Choice
from audionews.building.plan import section_key
from audionews.building.scripting import read_as_fixed
from audionews.catalogue import Catalogue
from audionews.errors import ArticleError, AudionewsError, EngineError, EpisodeDamaged, UsageError, did_you_mean
from audionews.model import Article, Failed, Known
from audionews.model.events import ArticleFailed, ArticleRead, BuildPlanned, EpisodeWritten, ignore
from audionews.model.paths import sidecar, sound_file
from audionews.model.reading import NOTHING_KNOWN
from audionews.model.times import seconds
from audionews.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from audionews.app.library import Show
    from audionews.building.kept_script import Reading
    from audionews.building.stages import BuiltEpisode
    from audionews.model import Episode, Script
    from audionews.model.events import Listener


_LONGEST_NOTE = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """The options of a build.

    Attributes:
        voice: The name of a voice; None takes that of the settings.
        given: What is known about the articles; it takes precedence over what they say themselves.
        workers: "threads:4", "processes:2" or the address of a cluster; None suits the machine and the voice. Processes
            import the script that starts them: build below ``if __name__ == "__main__":``.
        max_cost: The most that it may cost, in the currency of the voice's price; None takes that of the settings.
        section: The section of articles that do not say theirs.
        publish_at: When articles may be published that do not say it themselves; a naive time is in the show's zone.
        allow_private: Whether addresses may be of this machine or its own network.
        correct: The id of the episode that the one article corrects, or the beginning of it. Only then may its text be
            unlike that of the episode; headline, date, id and link may be others too.
        new: Whether articles are other ones than the episodes with their id, their link, or their headline and date:
            each gets a GUID and an id of its own. One with the very words of an episode is still that one.
        note: What was corrected in the one article, for listeners; it is added to what the article says itself.
        readings: What an editor fixed in the one article; None takes what is kept beside its episode.
    """

    voice: str | None = None
    given: Known = NOTHING_KNOWN
    workers: str | None = None
    max_cost: float | None = None
    section: str = ""
    publish_at: datetime | None = None
    allow_private: bool = False
    correct: str = ""
    new: bool = False
    note: str = ""
    readings: tuple[Reading, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedArticle:
    """An article that could not become an episode, and why.

    Attributes:
        source: Where it came from, for messages.
        error: What happened, and what to do.
    """

    source: str
    error: AudionewsError

    @property
    def event(self) -> ArticleFailed:
        """The event that tells about it."""
        error = self.error
        return ArticleFailed(source=self.source, what=error.message, remedy=error.remedy, code=error.exit_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a build.

    Attributes:
        episodes: The episodes that are finished, in the order of their articles; each is read when it is asked for.
        failures: The articles that could not become episodes.
    """

    episodes: BuiltEpisodes
    failures: tuple[FailedArticle, ...] = ()

    @property
    def spoken(self) -> int:
        """How many lines had to be spoken for all episodes."""
        return self.episodes.spoken


class _Run:
    """Collects what a build has made and what failed, and tells about each."""

    def __init__(self, show: Show, tell: Listener) -> None:
        self.show = show
        self.tell = tell
        self.store = show.store()
        self.episodes = BuiltEpisodes(self.store)
        self.failures: list[FailedArticle] = []

    @contextmanager
    def failing(self, source: str) -> Iterator[None]:
        """Catch the errors of this one article; errors of the whole run pass through."""
        try:
            yield
        except (ArticleError, EngineError, EpisodeDamaged, UsageError) as error:
            self.failed(source, error)

    def failed(self, source: str, error: AudionewsError) -> None:
        """Add an article that failed and tell about it."""
        self.failures.append(FailedArticle(source=source, error=error))
        self.tell(self.failures[-1].event)

    def lost(self, errors: Iterable[EpisodeDamaged]) -> None:
        """Add the episodes that are left out of the show, of which the catalogue has told."""
        self.failures += [FailedArticle(source=sidecar(error.episode_id), error=error) for error in errors]

    def finished(self, built: BuiltEpisode) -> None:
        """Add a finished episode and tell about it."""
        self.episodes.add(built)
        episode = built.episode
        self.tell(
            EpisodeWritten(
                source=built.source,
                id=episode.id,
                path=self.store.place(sound_file(episode)),
                change=built.change,
                seconds=seconds(episode.samples, episode.rate),
                lines=len(episode.cues),
                spoken=built.spoken,
                publish_at=costs.later(episode.publish_at, now()),
            )
        )

    def result(self) -> Result:
        """Return the result."""
        return Result(episodes=self.episodes, failures=tuple(self.failures))


def build(
    articles: Sequence[Input], show: Show, request: BuildRequest | None = None, tell: Listener = ignore
) -> Result:
    """Make an episode of every article, render the show, and return what was made and what failed.

    What has not changed is not made again. An article that fails does not stop the others.

    Args:
        articles: Articles; names of files, folders and patterns, or "-" for standard input; or the bytes of a file.
        show: Where the episodes go.
        request: The options of the build; None takes those of the settings.
        tell: Receives an event for every step.

    Raises:
        UsageError: ``articles`` is not a list of articles, the cost would be too high, the show has no such section or
            episode, the given link is no address, or what is said of one article is said of several.
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    wanted = request or BuildRequest()
    _check(articles, wanted, show)
    store = show.store(tell)
    builder = open_builder(show.settings, wanted.voice, store, tell)
    run = _Run(show, tell)
    most = show.settings.max_cost if wanted.max_cost is None else wanted.max_cost
    workers = builder.voices.workers if wanted.workers is None else wanted.workers
    shared = open_caches(show.settings, store).store
    with Catalogue.open(store, tell) as catalogue, make_executor(workers, shared) as executor:
        ctx = _context(wanted, executor, tell, catalogue)
        found, early = _articles(articles, wanted, run, ctx), EarlyRendering(show.settings, catalogue, tell)
        if most < math.inf:
            readable = tuple(found)
            costs.refuse_too_costly(readable, most, builder, ctx)
            found = iter(readable)
        for article, finish in build_episodes(found, builder, ctx):
            with run.failing(article.source):
                built = catalogue.without_damaged(finish)
                if built:
                    run.finished(built)
                    _tell_new(article, built.change, wanted, ctx, built.episode)
                    early.after_episode()
        if catalogue.count():
            early.finish()
        run.lost(catalogue.left_out.errors.values())
    return run.result()


def plan_build(
    articles: Sequence[Input], show: Show, request: BuildRequest | None = None, tell: Listener = ignore
) -> tuple[tuple[BuildPlanned, ...], Result]:
    """Return what a build would do, and what would fail; nothing is written or downloaded.

    Raises:
        UsageError: As for ``build``.
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read.
    """
    wanted = request or BuildRequest()
    _check(articles, wanted, show)
    store = show.store(tell)
    builder = open_builder(show.settings, wanted.voice, store, tell, fetch=False, ask=True)
    run, planned = _Run(show, tell), []
    with Catalogue.open(store, tell) as catalogue, make_executor("threads:1") as executor:
        ctx = _context(wanted, executor, tell, catalogue)
        for article in _articles(articles, wanted, run, ctx):
            with run.failing(article.source):
                planned.append(catalogue.without_damaged(partial(costs.planned_build, article, builder, ctx)))
                tell(planned[-1])
                _tell_new(article, planned[-1].change, wanted, ctx)
    return tuple(planned), run.result()


def make_edition(
    show: Show, request: EditionRequest, voice: str | None = None, tell: Listener = ignore
) -> BuiltEpisode:
    """Join episodes into one programme and return it. If it is made again for the same day, it keeps its GUID and date.

    Raises:
        UsageError: There are no such episodes, or they cannot be joined.
        EngineError: A new line could not be spoken.
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    store = show.store(tell)
    builder = open_builder(replace(show.settings, bed=""), voice, store, tell)
    run = _Run(show, tell)
    with Catalogue.open(store, tell) as catalogue, make_executor(None) as executor:
        ctx = BuildContext(executor=executor, tell=tell, clock=now, catalogue=catalogue)
        built = catalogue.without_damaged(partial(stages.build_episode, partial(plan_edition, request), builder, ctx))
        if built:
            run.finished(built)
        render(show.settings, catalogue, tell)
    return run.episodes[0]


def read_articles(
    source: Input, given: Known | None = None, settings: Settings | None = None, *, allow_private: bool = False
) -> tuple[Article, ...]:
    """Return the articles in one input.

    Args:
        source: An article, the name of a file, an address, "-" for standard input, or the bytes of a file.
        given: What is known about the article; it takes precedence over what the input says.
        settings: The settings of the show whose word lists are used; None uses only those that ship.
        allow_private: Whether an address may be of this machine or its own network.

    Raises:
        ArticleError: The input, or one of the articles in it, cannot be used.
        UsageError: The input cannot be read.
    """
    found: list[Article] = []
    wanted = given or NOTHING_KNOWN
    for _, each in read_inputs([source], wanted, settings or Settings(), ignore, allow_private=allow_private):
        if isinstance(each, Failed):
            raise each.error
        found.append(each)
    return tuple(found)


def write_scripts_of(
    source: Input, show: Show, request: BuildRequest | None = None, tell: Listener = ignore
) -> Iterator[tuple[str, Script] | FailedArticle]:
    """Yield what messages call each article in an input, and its script; no voice is downloaded.

    Args:
        source: One input of a build.
        show: The show, for its settings and lexicon.
        request: The voice, what is known about the article, and how it is fetched.
        tell: Receives a notice about the choice of the voice.

    Raises:
        SettingsError: The settings or the voice are wrong.
    """
    wanted = request or BuildRequest()
    builder = open_builder(show.settings, wanted.voice, show.store(tell), tell, fetch=False)
    for _, found in read_inputs([source], wanted.given, show.settings, tell, allow_private=wanted.allow_private):
        if isinstance(found, Failed):
            yield FailedArticle(source=found.source, error=found.error)
        else:
            yield found.source, read_as_fixed(found, builder, wanted.readings or ())[0]


def _check(articles: Sequence[Input], request: BuildRequest, show: Show) -> None:
    if isinstance(articles, (str, bytes, Path, Article)):
        raise UsageError("one article was given where several are expected", "put it into a list: [article]")
    if not isinstance(articles, IterableABC):
        raise UsageError(f"articles are {articles!r}", "give a list of articles")
    if request.section and not section_key(request.section, show.settings.show):
        what, sections = f'the settings have no section "{request.section}"', show.settings.show.sections
        remedy = did_you_mean(request.section, sections) if sections else "name it"
        raise UsageError(what, f"{remedy} (sections of [show] in audionews.toml)")
    if request.correct and request.new:
        raise UsageError("--correct and --new contradict each other", "give one of them")
    if len(request.note) > _LONGEST_NOTE:
        raise UsageError(f"the note has {len(request.note):,} characters", f"say it in {_LONGEST_NOTE}")
    refuse_wrong_link(request.given)


def _context(request: BuildRequest, executor: Executor, tell: Listener, catalogue: Catalogue) -> BuildContext:
    """Return the context of a build.

    Raises:
        UsageError: There is no episode that the request names, more than one, or it is an edition.
    """
    named = catalogue.find(request.correct) if request.correct else None
    if named and named.edition:
        raise UsageError(f"{named.id} is an edition, and no article", "audionews edition makes it again")
    return BuildContext(
        executor=executor,
        tell=tell,
        clock=now,
        catalogue=catalogue,
        choice=Choice(correct=named.id if named else "", new=request.new),
        wall_clock=lambda: datetime.now(UTC),
        readings=request.readings,
    )


def _articles(articles: Iterable[Input], request: BuildRequest, run: _Run, ctx: BuildContext) -> Iterator[Article]:
    """Yield every article that can be read.

    Raises:
        UsageError: What the request says of one article is said of several.
    """
    found = _readable(articles, request, run, ctx)
    option = "--correct" if request.correct else "--note" if request.note else ""
    option = option or ("readings" if request.readings is not None else "")
    if not option:
        return found
    named = list(islice(found, 2))
    if len(named) > 1:
        what = f"{option} is for one article, and there are several: {named[0].source}, {named[1].source}"
        raise UsageError(what, "name that one alone")
    return iter(named)


def _readable(articles: Iterable[Input], request: BuildRequest, run: _Run, ctx: BuildContext) -> Iterator[Article]:
    notes, settings, private = (request.note,) if request.note else (), run.show.settings, request.allow_private
    for name, found in read_inputs(articles, request.given, settings, run.tell, ctx.executor, allow_private=private):
        if isinstance(found, Failed):
            run.failed(found.source, error_of(found, ctx.catalogue, run.show.settings.show))
        else:
            run.tell(_read_event(name, found))
            section, publish_at = found.section or request.section, found.publish_at or request.publish_at
            said = replace(found, section=section, publish_at=publish_at, corrections=(*found.corrections, *notes))
            yield in_zone(said, run.show.settings.show)


def _read_event(name: str, article: Article) -> ArticleRead:
    lost = unspoken(article.lines)
    known = {"source": article.source, "headline": article.headline, "name": name, "link": article.link}
    return ArticleRead(**known, unspoken=round(lost.share, 3), longest=lost.longest, notable=lost.is_notable)


def _tell_new(
    article: Article, change: str, request: BuildRequest, ctx: BuildContext, episode: Episode | None = None
) -> None:
    """Tell what a person should know about an article that is a new episode, or that waits for its date."""
    notices = [held_notice(article.source, episode, now())] if episode and change != "unchanged" else []
    if change == "new":
        notices.append(twin_notice(article, ctx.catalogue, episode.id if episode else ""))
        notices.append(note_notice(article.source) if request.note else None)
    for notice in filter(None, notices):
        ctx.tell(notice)
