"""Who speaks an article and what it may cost: the voice, or its fallback; the limit before the first request."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from audionews.errors import ArticleError, EngineError, UsageError
from audionews.model.events import BuildPlanned, VoiceReplaced

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Executor

    from audionews.app.builder import EpisodeBuilder
    from audionews.build.voice_set import Estimate
    from audionews.build.writer import Plan
    from audionews.model import Article, Episode
    from audionews.model.events import Listener


def make_episode(builder: EpisodeBuilder, plan: Plan, executor: Executor, tell: Listener) -> tuple[Plan, Episode, int]:
    """Return the plan that was carried out, its episode and how many lines were spoken.

    The episode is spoken as a whole by the builder's voice; when that fails, as a whole by the first voice of its
    fallback that does not. Each such change is told.

    Raises:
        EngineError: The voice failed and there is no fallback, or that failed too.
        StoreError: A folder cannot be written.
    """
    try:
        return plan, *builder.make(plan, executor, tell)
    except EngineError as error:
        failure = error
    for other in builder.fallback_builders:
        tell(_replaced(other, plan, failure))
        again = other.plan(plan.article)
        try:
            return again, *other.make(again, executor, tell)
        except EngineError as error:
            failure = error
    raise failure


def planned_build(builder: EpisodeBuilder, article: Article) -> BuildPlanned:
    """Return what a build would do with the article.

    Raises:
        NoBody: There is nothing to speak in it.
    """
    plan = builder.plan(article)
    wanted = _estimate(builder, plan)
    return BuildPlanned(
        source=article.source,
        change=plan.change,
        lines=len(plan.script.lines),
        missing=wanted.requests,
        characters=wanted.characters,
        cached=wanted.cached,
        cost=wanted.cost,
    )


def refuse_too_costly(builder: EpisodeBuilder, articles: Iterable[Article], most: float) -> None:
    """Raise a UsageError when speaking the articles could cost more than ``most``. Nothing is asked of a service.

    An article counts with the dearest voice that may speak it: a fallback is never a surprise.
    """
    voices = (builder, *builder.fallback_builders)
    cost = 0.0
    for article in articles:
        with suppress(ArticleError):  # told when its turn comes
            cost += max(_estimate(each, each.plan(article)).cost for each in voices)
    if cost > most:
        what = f"this could cost {cost:.4g}, and max_cost is {most:g}"
        raise UsageError(what, "raise --max-cost (max_cost in the settings), or build fewer articles at once")


def _estimate(builder: EpisodeBuilder, plan: Plan) -> Estimate:
    """Return what it takes to speak what the plan changes."""
    return builder.voices.estimate(() if plan.change in {"unchanged", "removed"} else plan.script.lines)


def _replaced(other: EpisodeBuilder, plan: Plan, failure: EngineError) -> VoiceReplaced:
    voices = other.voices
    return VoiceReplaced(
        source=plan.article.source, voice=voices.lead.voice.name, instead_of=voices.instead_of, what=failure.message
    )
