"""Costs: how much a build would speak, and at what price, before the first request."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from audionews.building.matching import one_episode
from audionews.building.scripting import plan_article
from audionews.errors import ArticleError, UsageError
from audionews.model.events import BuildPlanned

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from audionews.building.context import BuildContext, EpisodeBuilder
    from audionews.building.plan import Plan
    from audionews.building.voice_set import Estimate
    from audionews.model import Article, Line


def planned_build(article: Article, builder: EpisodeBuilder, ctx: BuildContext) -> BuildPlanned:
    """Return what a build would do with the article.

    Raises:
        ArticleError: It has nothing to speak, or would not be built for what ``plan_article`` raises.
        AmbiguousArticle: Another article of this run would be the same episode.
    """
    plan = plan_article(article, builder, ctx)
    guid = plan.existing.guid if plan.existing else plan.draft.guid
    before = ctx.planned.setdefault(guid, plan)
    if before.content != plan.content and not ctx.choice.new:
        raise one_episode(plan.source, before.source, plan.existing.id if plan.existing else "")
    wanted = _estimate(plan, builder)
    return BuildPlanned(
        source=article.source,
        change=plan.change,
        lines=len(plan.script.lines),
        missing=wanted.requests,
        characters=wanted.characters,
        cached=wanted.cached,
        cost=wanted.cost,
        headline=plan.draft.title,
        publish_at=later(plan.draft.publish_at, ctx.clock()),
    )


def later(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the moment if it is still to come, else None."""
    return moment if moment and moment > now else None


def refuse_too_costly(articles: Iterable[Article], most: float, builder: EpisodeBuilder, ctx: BuildContext) -> None:
    """Raise a UsageError if speaking the articles could cost more than ``most``. No service is asked.

    An article counts with the most expensive voice that may speak it, fallbacks included; a service whose price is
    unknown could cost anything.
    """
    builders = (builder, *builder.fallbacks)
    cost = 0.0
    for article in articles:
        with suppress(ArticleError):  # reported when the article is built
            cost += max(_known_cost(plan_article(article, each, ctx), each, most) for each in builders)
    if cost > most:
        what = f"this could cost {cost:.4g}, and max_cost is {most:g}"
        raise UsageError(what, "raise --max-cost (max_cost in the settings), or build fewer articles at once")


def unknown_price(voice: str, most: float) -> UsageError:
    """Return the error that nobody knows what a voice costs, although there is a limit of costs."""
    what = f"the price of the voice {voice} is unknown, and max_cost is {most:g}"
    return UsageError(what, f"write into the settings what a million characters cost: prices = {{ {voice} = 15.0 }}")


def _known_cost(plan: Plan, builder: EpisodeBuilder, most: float) -> float:
    cost = _estimate(plan, builder).cost
    if cost is None:
        raise unknown_price(builder.voices.unpriced(_to_speak(plan))[0], most)
    return cost


def _estimate(plan: Plan, builder: EpisodeBuilder) -> Estimate:
    """Return what it takes to speak the lines of a plan."""
    return builder.voices.estimate(_to_speak(plan))


def _to_speak(plan: Plan) -> tuple[Line, ...]:
    """Return the lines of a plan; none if the plan changes nothing."""
    return () if plan.change in {"unchanged", "removed"} else plan.script.lines
