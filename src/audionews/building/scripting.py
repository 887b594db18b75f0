"""Scripts: from an article to its lines, each prepared for the voice of its role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from audionews.arabic.script import write_script
from audionews.arabic.wording import spoken_notice
from audionews.articles.segment import segments
from audionews.building import identity, kept_script
from audionews.building.dates import Times, dated
from audionews.building.matching import find_published
from audionews.building.plan import Draft, Plan, content_digest, draft_of
from audionews.errors import NoBody
from audionews.model import Role, Script, Segment, events

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from audionews.building.context import BuildContext, EpisodeBuilder
    from audionews.building.kept_script import FixedScript, Reading
    from audionews.building.synthesis import Synthesizer
    from audionews.catalogue import Catalogue
    from audionews.model import Article, Episode, ShowFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """An article, and all that its episode depends on in the show.

    Attributes:
        article: The article.
        existing: The episode that was made from it before, or None.
        readings: The readings that an editor fixed in that.
        draft: What is known of the episode.
        named: Whether the user named the episode that the article corrects.
    """

    article: Article
    existing: Episode | None
    readings: tuple[Reading, ...]
    draft: Draft
    named: bool

    @property
    def revision(self) -> int | None:
        """The revision of the existing episode, or None for a new one."""
        return self.existing.revision if self.existing else None


def plan_article(article: Article, builder: EpisodeBuilder, ctx: BuildContext) -> Plan:
    """Return the plan of an article: its script, and the episode that was made from it before.

    Raises:
        NoBody: It has nothing to speak.
        AmbiguousArticle: It may be a correction of an episode, or another article.
        DatedAhead: It is new, and its date is far in the future.
    """
    return plan_identified(identify(article, builder.facts, ctx), builder, ctx)


def identify(article: Article, facts: ShowFacts, ctx: BuildContext, taken: Sequence[datetime] = ()) -> Identified:
    """Return which episode an article is.

    Args:
        article: The article.
        facts: The facts of the show.
        ctx: The context of the run.
        taken: Moments at which other episodes will be published that are not in the catalogue yet.

    Raises:
        AmbiguousArticle: It may be a correction of an episode, or another article.
        DatedAhead: It is new, and its date is far in the future.
    """
    # Before it is looked up: what another process publishes from now on is found, or has the GUID and refuses ours.
    guid = identity.free_guid(article, ctx.catalogue)
    existing = find_published(article, ctx.catalogue, ctx.choice)
    readings = ctx.readings
    if readings is None:
        readings = kept_script.read_readings(ctx.catalogue.store, existing.id) if existing else ()
    return Identified(
        article=article,
        existing=existing,
        readings=readings,
        draft=_draft(article, guid, existing, facts, _times(facts, ctx, taken), ctx.catalogue),
        named=bool(ctx.choice.correct),
    )


def plan_identified(found: Identified, builder: EpisodeBuilder, ctx: BuildContext) -> Plan:
    """Return the plan of an article of which is known which episode it is: its script is written.

    Raises:
        NoBody: It has nothing to speak.
    """
    article = found.article
    script, lost = read_as_fixed(article, builder, found.readings)
    for reading in lost:
        text = f'{article.source}: "{reading.written}" has a fixed reading, but is no longer in its place'
        ctx.tell(events.Noticed(text=text))
    if all(line.role is Role.NOTICE for line in script.lines):
        raise NoBody(f"{article.source} has nothing that can be spoken", "give an article in Arabic words")
    content = content_digest(article, script, builder.voices, builder.facts, builder.sound)
    return Plan(
        source=article.source,
        draft=found.draft,
        script=script,
        content=content,
        existing=found.existing,
        named=found.named,
    )


def _times(facts: ShowFacts, ctx: BuildContext, taken: Sequence[datetime]) -> Times:
    now = ctx.clock().astimezone(ZoneInfo(facts.timezone))

    def published(start: datetime, end: datetime) -> list[datetime]:
        return sorted([*ctx.catalogue.moments(start, end), *(each for each in taken if start <= each < end)])

    return Times(now=now, latest=max(now, ctx.wall_clock()) if ctx.wall_clock else now, published=published)


def _draft(
    article: Article, guid: str, existing: Episode | None, facts: ShowFacts, times: Times, catalogue: Catalogue
) -> Draft:
    """Return what is known of the episode of an article in this show."""
    draft = dated(draft_of(article, facts), article, existing, times)
    if existing:
        return draft
    return msgspec.structs.replace(draft, guid=guid, id=identity.new_id(guid, draft.moment or times.now, catalogue))


def read_as_fixed(article: Article, builder: EpisodeBuilder, readings: Sequence[Reading]) -> FixedScript:
    """Return the script of an article with the readings of an editor, and those whose word is no longer there."""
    scripts = builder.scripts
    key = scripts.key(segments(article), readings) if scripts else ""
    found = scripts.find(key) if scripts else None
    if found is None:
        found = kept_script.apply_readings(script_of(article, builder, readings), readings)
        if scripts:
            scripts.keep(key, found)
    return found


def script_of(article: Article, builder: EpisodeBuilder, readings: Sequence[Reading] = ()) -> Script:
    """Return the script of an article, with the notice about the voice at the end if the settings want it."""
    return make_script((*segments(article), *notice(builder)), builder, readings)


def make_script(whole: Sequence[Segment], builder: EpisodeBuilder, readings: Sequence[Reading] = ()) -> Script:
    """Return the script of segments, each prepared for the voice of its role, and long Latin stretches for theirs."""
    voices = builder.voices
    speakers = dict.fromkeys(voices.synthesizer(segment.role) for segment in whole)
    written = {each: _script_for(each, whole, builder, readings) for each in speakers}
    lines = [
        line
        for index, segment in enumerate(whole)
        for line in written[voices.synthesizer(segment.role)].lines
        if line.segment == index
    ]
    return Script(segments=tuple(whole), lines=tuple(lines))


def _script_for(
    synthesizer: Synthesizer, whole: Sequence[Segment], builder: EpisodeBuilder, readings: Sequence[Reading]
) -> Script:
    """Return the script as if one voice spoke all of it."""
    voice, caps = synthesizer.voice, synthesizer.engine.caps
    latin = builder.voices.roles.get(Role.LATIN)
    if latin is not None:
        limits = [each for each in (caps.max_chars, latin.engine.caps.max_chars) if each]
        caps = replace(caps, max_chars=min(limits, default=None))
    return write_script(
        whole,
        pacing=voice.pacing,
        diacritizer=builder.diacritizer,
        lexicon=builder.lexicon_of(synthesizer, readings),
        caps=caps,
        pausal=voice.pausal,
        latin=latin.voice.language if latin else "",
    )


def notice(builder: EpisodeBuilder) -> tuple[Segment, ...]:
    """Return the notice about the voice as a segment, or () if the settings do not want it."""
    learned = any(each.engine.caps.learned for each in builder.voices.synthesizers)
    return (Segment(role=Role.NOTICE, text=spoken_notice(learned=learned)),) if builder.notice else ()
