"""The main job: from inputs to a published show. An article that fails is told and left out; the others go on."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audionews.app.builder import EpisodeBuilder, now
from audionews.app.read import read_articles
from audionews.app.show import publish_show
from audionews.app.speech import make_episode, planned_build, refuse_too_costly
from audionews.build import executors
from audionews.build.writer import section_key
from audionews.errors import ArticleError, EngineError, UsageError, did_you_mean
from audionews.model import events
from audionews.sources import files
from audionews.voices import choose_voice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from datetime import datetime
    from pathlib import Path

    from audionews.model import Article
    from audionews.model.events import Listener
    from audionews.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a build is asked for.

    Attributes:
        names: Files, folders, patterns, or "-" for standard input.
        out: The output folder.
        voice: The name of a voice; None leaves the choice to the settings.
        headline: What the headline is, when the input does not say.
        workers: "threads:4" or "processes:2"; None fits the machine and the voice.
        max_cost: What all of it may cost, in the currency of the voice's price; None leaves it to the settings.
        section: The section that the articles stand in, where they do not say it.
        publish_at: When they may be published, where they do not say it; when naive, in the zone of the show.
    """

    names: tuple[str, ...]
    out: Path
    voice: str | None = None
    headline: str | None = None
    workers: str | None = None
    max_cost: float | None = None
    section: str = ""
    publish_at: datetime | None = None


class _Failures:
    """Tells each failure of an article and remembers its exit code."""

    def __init__(self, tell: Listener) -> None:
        self.tell = tell
        self.codes: list[int] = []

    @contextmanager
    def of(self, source: str) -> Iterator[None]:
        """Catch what is wrong with this one article; what is wrong with the whole run goes through."""
        try:
            yield
        except (ArticleError, EngineError, UsageError) as error:
            self.codes.append(error.exit_code)
            self.tell(
                events.ArticleFailed(source=source, what=error.message, remedy=error.remedy, code=error.exit_code)
            )

    def exit_code(self, done: int) -> int:
        """Return 0 when nothing failed, the one code when everything failed alike, else 1."""
        if not self.codes:
            return 0
        return self.codes[0] if not done and len(set(self.codes)) == 1 else 1


def open_builder(
    settings: Settings, voice: str | None, out: Path, tell: Listener, *, fetch: bool = True
) -> EpisodeBuilder:
    """Return the builder with the chosen voice; what the user should know of the choice is told.

    Args:
        settings: Of the show.
        voice: The name of a voice; None leaves the choice to the settings.
        out: The output folder.
        tell: Is told of the choice.
        fetch: Whether a voice that is chosen and not there may be fetched now. Without it, all can be planned.

    Raises:
        SettingsError: There is no such voice, it cannot speak here, or SOURCE_DATE_EPOCH is no time.
    """
    now()  # what is wrong with it is better known before a voice has spoken for money
    wanted = settings if voice is None else replace(settings, voice=voice)
    chosen, notice = choose_voice(wanted, fetch=fetch)
    if notice:
        tell(events.Noticed(text=notice))
    return EpisodeBuilder(settings, chosen, out)


def build(order: Order, settings: Settings, tell: Listener) -> int:
    """Turn every article into an episode, publish the show, and return the exit code.

    Raises:
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    _check_section(order, settings)
    builder = open_builder(settings, order.voice, order.out, tell)
    failures = _Failures(tell)
    done: dict[str, str] = {}
    articles = _articles(order, failures, tell)
    most = settings.max_cost if order.max_cost is None else order.max_cost
    if most < math.inf:
        known = tuple(articles)
        refuse_too_costly(builder, known, most)
        articles = iter(known)
    with executors.make_executor(builder.voices.workers if order.workers is None else order.workers) as executor:
        for article in articles:
            with failures.of(article.source):
                _build_one(builder, article, executor, done, tell)
    if builder.episodes:
        publish_show(settings, order.out, tell)
    return failures.exit_code(len(done))


def plan_build(order: Order, settings: Settings, tell: Listener) -> int:
    """Tell what a build would do, write and fetch nothing, and return the exit code.

    Raises:
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read.
    """
    _check_section(order, settings)
    builder = open_builder(settings, order.voice, order.out, tell, fetch=False)
    failures = _Failures(tell)
    planned = 0
    for article in _articles(order, failures, tell):
        with failures.of(article.source):
            tell(planned_build(builder, article))
            planned += 1
    return failures.exit_code(planned)


def _check_section(order: Order, settings: Settings) -> None:
    if order.section and not section_key(order.section, settings.show):
        what = f'the settings have no section "{order.section}"'
        raise UsageError(what, f"{did_you_mean(order.section, settings.show.sections)} (sections of [show])")


def _articles(order: Order, failures: _Failures, tell: Listener) -> Iterator[Article]:
    """Yield every article of the order that can be read."""
    for name in order.names:
        with failures.of(name):
            for source in files.expand([name]):
                yield from _read(source, order, failures, tell)


def _read(source: str, order: Order, failures: _Failures, tell: Listener) -> Iterator[Article]:
    articles: list[Article] = []
    with failures.of(source):
        articles.extend(read_articles(source, order.headline))
    for article in articles:
        tell(events.ArticleRead(source=source, headline=article.headline))
        yield replace(
            article, section=article.section or order.section, publish_at=article.publish_at or order.publish_at
        )


def _build_one(
    builder: EpisodeBuilder, article: Article, executor: Executor, done: dict[str, str], tell: Listener
) -> None:
    """Build one episode. ``done`` holds what this run made: the source of each episode by its id.

    Raises:
        ArticleError: Another article of this run is the same episode.
    """
    plan = builder.plan(article)
    twin = done.get(plan.known.id) if plan.known else None
    if twin is not None and plan.change != "unchanged":
        what = f"{article.source} and {twin} have the same headline and date: they would be one episode"
        raise ArticleError(what, "give one of them a date or a headline of its own")
    if plan.change == "removed" and plan.known:
        restore = f"audionews remove --restore {plan.known.id}"
        tell(events.Noticed(text=f"{article.source}: the episode was removed; to bring it back: {restore}"))
        return
    lines, characters = len(plan.script.lines), sum(len(line.spoken) for line in plan.script.lines)
    tell(events.ScriptWritten(source=article.source, lines=lines, characters=characters))
    plan, episode, spoken = make_episode(builder, plan, executor, tell)
    done[episode.id] = article.source
    builder.episodes[episode.id] = episode
    tell(builder.written(episode, article.source, plan.change, spoken))
