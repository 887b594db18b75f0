"""The order in which articles become a show: the page to read first.

    read -> script -> synthesize -> assemble -> write -> render

Each stage is a plain function. ``script`` is ``scripting.plan_article``, or ``edition_plan.plan_edition`` for an
edition; ``synthesize`` is in ``synthesis``, the others are here. All stages share the ``BuildContext``; an
``EpisodeBuilder`` has what makes the episodes of one voice. ``build_episode`` runs ``script`` to ``write`` for one
article; ``render`` runs once after all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from audionews.building.edition import Edition
from audionews.building.edition_plan import tell_reencoded
from audionews.building.identity import change_of
from audionews.building.kept_script import KeptScript, encode, script_file
from audionews.building.matching import one_episode
from audionews.building.plan import Plan, against, describe, noted
from audionews.building.synthesis import synthesize
from audionews.catalogue.rendering import RenderResult, render_show
from audionews.errors import CacheChanged, EngineError, EpisodeChanged
from audionews.model.events import Noticed, ScriptWritten, SpeechPlanned, VoiceReplaced
from audionews.readers.formats import sample, unknown_format

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from audionews.building.context import BuildContext, EpisodeBuilder
    from audionews.catalogue import Catalogue
    from audionews.model import Blob, Episode, Found, Known, ShowFacts, Track
    from audionews.ports import ArticleReader, Renderer

_ATTEMPTS = 3  # how often clips are joined while the cache changes

Planner: TypeAlias = "Callable[[EpisodeBuilder, BuildContext], Plan]"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltEpisode:
    """An episode that a build has finished.

    Attributes:
        source: What it was made of.
        episode: The episode.
        change: What was done: new, corrected, remade or unchanged.
        spoken: How many lines had to be spoken.
    """

    source: str
    episode: Episode
    change: str
    spoken: int


def read(blob: Blob, given: Known, readers: Iterable[ArticleReader]) -> Iterator[Found]:
    """Yield what is in an input, in order, read by the reader with the highest confidence.

    Raises:
        ArticleError: No reader knows the input, or nothing in it can be read.
    """
    text = sample(blob)
    confidence, reader = max(((each.sniff(blob, text), each) for each in readers), key=lambda pair: pair[0])
    if not confidence:
        raise unknown_format(blob, text)
    yield from reader.read(blob, given)


def build_episode(plan_for: Planner, builder: EpisodeBuilder, ctx: BuildContext) -> BuiltEpisode | None:
    """Return an episode; only what is missing is made. Return None if the episode was removed.

    One voice speaks the whole episode. If it fails, its fallbacks are tried in turn, each for the whole episode.

    Args:
        plan_for: Returns the plan of the episode for the voice of a builder.
        builder: The builder of the voice.
        ctx: The context of the run.

    Raises:
        ArticleError: There is nothing to speak, or another article of this run is the same episode.
        EngineError: The voice and every fallback failed. Clips that were spoken stay in the cache.
        UsageError: An edition cannot be made of these episodes.
        SettingsError: A jingle is not a usable sound file, or the second encoding cannot be written.
        StoreError: A folder cannot be read or written.
    """
    plan, fallbacks = plan_for(builder, ctx), iter(builder.fallbacks)
    if not _is_wanted(plan, ctx):
        return None
    spoken, attempts = 0, _ATTEMPTS
    while (whole := repair(plan, builder, ctx)) is None:
        _prepare(plan, builder, ctx)
        try:
            spoken += synthesize(plan.script.lines, builder.voices, ctx.executor, plan.source, ctx.tell)
            track = assemble(plan, builder, ctx)
            episode = write(plan, track, builder, ctx)
            return _built(plan, episode, change_of(plan.existing, plan.script.segments), spoken, ctx)
        except CacheChanged:
            attempts -= 1
            if not attempts:
                raise
            forget_damaged(plan, builder)
        except EngineError as error:
            builder = _replacement(fallbacks, plan, error, ctx)
            plan = plan_for(builder, ctx)
    return _built(plan, whole, plan.change, 0, ctx)


def _is_wanted(plan: Plan, ctx: BuildContext) -> bool:
    """Return whether an episode is to be made, which a removed one is not, and tell about it.

    Raises:
        AmbiguousArticle: Another article of this run is the same episode.
    """
    existing = plan.existing
    twin = ctx.made.get(existing.id) if existing else None
    if existing and twin is not None and plan.change != "unchanged":
        raise one_episode(plan.source, twin, existing.id)
    if existing and existing.removed:
        restore = f"audionews remove --restore {existing.id}"
        ctx.tell(Noticed(text=f"{plan.source}: the episode was removed; to bring it back: {restore}"))
        return False
    lines = plan.script.lines
    characters = sum(len(line.spoken) for line in lines)
    ctx.tell(ScriptWritten(source=plan.source, lines=len(lines), characters=characters))
    return True


def _prepare(plan: Plan, builder: EpisodeBuilder, ctx: BuildContext) -> None:
    """Check music and encoders before a paid voice speaks, and tell what the speaking takes."""
    builder.joiner.jingles.check()
    builder.writer.check()
    estimate = msgspec.structs.asdict(builder.voices.estimate(plan.script.lines))
    ctx.tell(SpeechPlanned(source=plan.source, voice=builder.voices.lead.voice.name, **estimate))


def _replacement(
    fallbacks: Iterator[EpisodeBuilder], plan: Plan, failure: EngineError, ctx: BuildContext
) -> EpisodeBuilder:
    """Return the builder of the next fallback, or raise the failure if there is none left."""
    other = next(fallbacks, None)
    if other is None:
        raise failure
    name, instead_of = other.voices.lead.voice.name, other.voices.instead_of
    ctx.tell(VoiceReplaced(source=plan.source, voice=name, instead_of=instead_of, what=failure.message))
    return other


def _built(plan: Plan, episode: Episode, change: str, spoken: int, ctx: BuildContext) -> BuiltEpisode:
    ctx.made[episode.id] = plan.source
    return BuiltEpisode(source=plan.source, episode=episode, change=change, spoken=spoken)


def assemble(plan: Plan, builder: EpisodeBuilder, ctx: BuildContext) -> Track:
    """Return the track of a plan whose clips are in the cache.

    Raises:
        CacheChanged: A clip was damaged or replaced.
        EngineError: A damaged clip had to be spoken again and could not be.
    """
    if plan.stories:
        tell_reencoded(plan.stories, ctx)
        return Edition(builder.joiner, plan.script, plan.stories).join(ctx.executor, plan.source, ctx.tell)
    return builder.joiner.join(plan.script, ctx.executor, plan.source, ctx.tell)


def write(plan: Plan, track: Track, builder: EpisodeBuilder, ctx: BuildContext) -> Episode:
    """Write the files of an episode and, last, its sidecar.

    If another process has changed the episode meanwhile, both changes are kept: its take-down or correction, and ours.

    Raises:
        CacheChanged: Frames in the cache were lost meanwhile.
        StoreError: The folder cannot be written.
    """
    photo = builder.photos.of(plan, ctx.tell) if builder.photos else None
    while True:
        episode = replace(describe(plan, track, builder.voices, _now(builder, ctx)), photo=photo and photo[0])
        write_files = partial(_write_files, plan, track, builder, ctx, (episode, photo and photo[1]))
        try:
            return ctx.catalogue.update(episode.id, plan.revision, write_files)
        except EpisodeChanged:
            before, plan = plan.revision, against(plan, ctx.catalogue)
            if plan.revision == before:  # nothing is known that was not: it would be refused for ever
                raise
        if plan.existing and plan.existing.content == plan.content:
            return plan.existing


def _write_files(
    plan: Plan,
    track: Track,
    builder: EpisodeBuilder,
    ctx: BuildContext,
    made: tuple[Episode, bytes | None],
    current: Episode | None,
) -> Episode:
    episode, photo = made
    names = {role: each.voice.name for role, each in builder.voices.roles.items()}
    kept = KeptScript.of(plan.script, builder.voices.lead.voice.name, names)
    ctx.catalogue.store.write(script_file(episode.id), [encode(kept)])
    return builder.writer.write(episode, track, current, photo, exclusive=ctx.exclusive)


def repair(plan: Plan, builder: EpisodeBuilder, ctx: BuildContext) -> Episode | None:
    """Return the finished episode of a plan with the same sound, with damaged files repaired and new notes told.

    Return None if it has to be made.
    """
    if plan.existing is None or not plan.is_made:
        return None
    repaired = builder.writer.repair(plan.existing)
    if repaired is None:
        return None
    whole = noted(plan, repaired, _now(builder, ctx))
    if whole == plan.existing:
        return whole
    try:
        return ctx.catalogue.update(whole.id, plan.revision, lambda _: whole)
    except EpisodeChanged:
        return None


def _now(builder: EpisodeBuilder, ctx: BuildContext) -> datetime:
    """Return the time in the zone of the show."""
    return ctx.clock().astimezone(ZoneInfo(builder.facts.timezone))


def forget_damaged(plan: Plan, builder: EpisodeBuilder) -> None:
    """Make damaged clips count as missing, so that lines are spoken and music is read again."""
    builder.voices.forget_damaged(plan.script.lines)
    builder.joiner.jingles.forget_damaged()


def render(renderers: Sequence[Renderer], facts: ShowFacts, catalogue: Catalogue, now: datetime) -> RenderResult:
    """Bring feed, pages and transcripts up to date; only what changes in the catalogue affect is rendered.

    Raises:
        StoreError: The folder cannot be written.
    """
    return render_show(catalogue, renderers, facts, now)
