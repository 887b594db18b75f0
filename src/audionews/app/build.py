"""The main job: from inputs to a published show. An article that fails is told and left out; the others go on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audionews import config, executors
from audionews.app.read import read_articles
from audionews.app.show import publish_show
from audionews.app.studio import Studio
from audionews.errors import ArticleError, EngineError, UsageError
from audionews.pipeline import events
from audionews.readers import inputs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from audionews.config import Settings
    from audionews.model import Article, Episode
    from audionews.pipeline.events import Listener


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a build is asked for.

    Attributes:
        names: Files, folders, patterns, or "-" for standard input.
        out: The output folder.
        voice: The name of a voice; None leaves the choice to the settings.
        headline: What the headline is, when the input does not say.
        workers: "threads:4" or "processes:2"; None fits the machine.
    """

    names: tuple[str, ...]
    out: Path
    voice: str | None = None
    headline: str | None = None
    workers: str | None = None


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


def open_studio(settings: Settings, voice: str | None, out: Path, tell: Listener) -> Studio:
    """Return the studio with the chosen voice; what the user should know of the choice is told.

    Raises:
        SettingsError: There is no such voice, or it cannot speak here.
    """
    chosen, notice = config.choose_voice(replace(settings, voice=voice) if voice else settings)
    if notice:
        tell(events.Noticed(text=notice))
    return Studio(settings, chosen, out)


def build(order: Order, settings: Settings, tell: Listener) -> int:
    """Turn every article into an episode, publish the show, and return the exit code.

    Raises:
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    studio = open_studio(settings, order.voice, order.out, tell)
    failures = _Failures(tell)
    done: dict[str, str] = {}
    with executors.make_executor(order.workers) as executor:
        for article in _articles(order, failures, tell):
            with failures.of(article.source):
                _build_one(studio, article, executor, done, tell)
    if studio.episodes:
        publish_show(studio, tell)
    return failures.exit_code(len(done))


def plan_build(order: Order, settings: Settings, tell: Listener) -> int:
    """Tell what a build would do, write nothing, and return the exit code.

    Raises:
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read.
    """
    studio = open_studio(settings, order.voice, order.out, tell)
    failures = _Failures(tell)
    planned = 0
    for article in _articles(order, failures, tell):
        with failures.of(article.source):
            plan = studio.plan(article)
            missing = studio.speaker.missing(plan.script.lines) if plan.change != "unchanged" else {}
            lines = len(plan.script.lines)
            characters = sum(map(len, missing.values()))
            tell(
                events.BuildPlanned(
                    source=article.source, change=plan.change, lines=lines, missing=len(missing), characters=characters
                )
            )
            planned += 1
    return failures.exit_code(planned)


def _articles(order: Order, failures: _Failures, tell: Listener) -> Iterator[Article]:
    """Yield every article of the order that can be read."""
    for name in order.names:
        with failures.of(name):
            for source in inputs.expand([name]):
                yield from _read(source, order.headline, failures, tell)


def _read(source: str, headline: str | None, failures: _Failures, tell: Listener) -> Iterator[Article]:
    articles: list[Article] = []
    with failures.of(source):
        articles.extend(read_articles(source, headline))
    for article in articles:
        tell(events.ArticleRead(source=source, headline=article.headline))
        yield article


def _build_one(studio: Studio, article: Article, executor: Executor, done: dict[str, str], tell: Listener) -> None:
    """Build one episode. ``done`` holds what this run made: the source of each episode by its id.

    Raises:
        ArticleError: Another article of this run is the same episode.
    """
    plan = studio.plan(article)
    twin = done.get(plan.known.id) if plan.known else None
    if twin is not None and plan.change != "unchanged":
        what = f"{article.source} and {twin} have the same headline and date: they would be one episode"
        raise ArticleError(what, "give one of them a date or a headline of its own")
    lines, characters = len(plan.script.lines), sum(len(line.spoken) for line in plan.script.lines)
    tell(events.ScriptWritten(source=article.source, lines=lines, characters=characters))
    episode, spoken = studio.make(plan, executor, tell)
    done[episode.id] = article.source
    studio.episodes[episode.id] = episode
    tell(_written(studio, article, episode, plan.change, spoken))


def _written(studio: Studio, article: Article, episode: Episode, change: str, spoken: int) -> events.EpisodeWritten:
    return events.EpisodeWritten(
        source=article.source,
        id=episode.id,
        path=str(studio.sound_path(episode)),
        change=change,
        seconds=round(episode.samples / episode.rate, 3),
        lines=len(episode.cues),
        spoken=spoken,
    )
