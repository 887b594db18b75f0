"""The plan of an edition: which episodes of which day, and the new lines around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from audionews.arabic.calendar import arabic_date
from audionews.arabic.wording import FAREWELL
from audionews.building.episode_frames import EpisodeFrames, keep_frames
from audionews.building.identity import article_of, edition_guid
from audionews.building.plan import Draft, Plan, how_made
from audionews.building.recipe import digest
from audionews.building.scripting import make_script, notice
from audionews.catalogue.sidecars import State, state_of
from audionews.errors import UsageError
from audionews.model import Role, Script, Segment
from audionews.model.events import Noticed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.building.context import BuildContext, EpisodeBuilder
    from audionews.catalogue import Catalogue
    from audionews.model import Episode, EpisodeHeader, ShowFacts


_EVENING = time(20)  # of an edition of other days' episodes


class EditionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The choices of the user for an edition.

    Attributes:
        names: Ids of episodes, or the beginnings of ids, in order; () takes the episodes of the day, oldest first.
        day: The day, in the time zone of the show; None is the day of the newest episode.
        title: The title of the edition; "" makes one from the day.
    """

    names: tuple[str, ...] = ()
    day: date | None = None
    title: str = ""


def plan_edition(request: EditionRequest, builder: EpisodeBuilder, ctx: BuildContext) -> Plan:
    """Return what the edition would be, and put the frames of its episodes into the cache.

    Raises:
        UsageError: There are no such episodes, one is an edition or not published, its sound is missing or damaged, or
            the edition was removed.
    """
    facts, catalogue = builder.facts, ctx.catalogue
    episodes, day = _choose(request, facts, ctx)
    title = request.title or f"نشرة {arabic_date(day)}"
    stories = tuple(keep_frames(episodes, catalogue.store, builder.joiner.frames))
    script = _script(title, stories, builder)
    guid, existing = _find(request, facts, day, episodes, catalogue)
    if existing and existing.removed:
        raise UsageError(f"the edition of {day} was removed", f"audionews remove --restore {existing.id}")
    spoken = [(builder.voices.key(line), line.pause) for line in script.lines]
    made = how_made(builder.voices, script.lines)
    content = digest(spoken, [story.keys for story in stories], title, facts, builder.sound, made)
    summary = tuple(story.episode.title for story in stories)
    return Plan(
        source="edition",
        draft=Draft(
            guid=guid, title=title, published=_moment(episodes, day, facts), summary=summary, language=facts.language
        ),
        script=script,
        content=content,
        existing=existing,
        stories=stories,
    )


def _find(
    request: EditionRequest, facts: ShowFacts, day: date, episodes: Sequence[Episode], catalogue: Catalogue
) -> tuple[str, Episode | None]:
    """Return the GUID of an edition, and the one that was made before for this day; or None if there is none.

    Another edition of the day, which shares under half of its episodes, is left as it is if they have other titles.

    Raises:
        UsageError: Another edition of the day has the title, and other episodes.
    """
    for guid in dict.fromkeys((edition_guid(facts.title, day), edition_guid(request.title or facts.title, day))):
        header = catalogue.with_guid(guid)
        if header is None:
            return guid, None
        found = catalogue.episode(header.id)
        ours, theirs = {each.id for each in episodes}, set(found.stories)
        if 2 * len(ours & theirs) >= min(len(ours), len(theirs)):
            return guid, found
    raise UsageError(f"an edition of {day} has other episodes", "give this one a title of its own: --title")


def _choose(request: EditionRequest, facts: ShowFacts, ctx: BuildContext) -> tuple[list[Episode], date]:
    """Return the episodes of an edition, in order, and its day."""
    zone, now = ZoneInfo(facts.timezone), ctx.clock()
    published = [
        each for each in ctx.catalogue.headers() if not each.edition and state_of(each, now) is State.PUBLISHED
    ]
    if not published:
        raise UsageError("there is no episode yet", "build an article first, or look at: audionews list")
    day = request.day or max(each.published.astimezone(zone).date() for each in published)
    chosen = [_named(name, now, ctx) for name in request.names] or [
        each for each in reversed(published) if each.published.astimezone(zone).date() == day
    ]
    if not chosen:
        raise UsageError(f"there is no episode of {day}", "name another day: audionews list")
    return [ctx.catalogue.episode(each.id) for each in chosen], day


def _moment(episodes: Sequence[Episode], day: date, facts: ShowFacts) -> datetime:
    """Return when an edition appears: after the newest of its episodes, on the day that it is of."""
    newest = max(episode.published for episode in episodes) + timedelta(seconds=1)
    if newest.astimezone(ZoneInfo(facts.timezone)).date() == day:
        return newest
    return datetime.combine(day, _EVENING, ZoneInfo(facts.timezone))


def _named(name: str, now: datetime, ctx: BuildContext) -> EpisodeHeader:
    """Return the header of a published episode that is not an edition itself."""
    header = ctx.catalogue.find(name)
    state = state_of(header, now)
    if header.edition:
        stories = ctx.catalogue.episode(header.id).stories
        raise UsageError(f"{header.id} is an edition itself", f"name its stories: {' '.join(stories)}")
    if state is not State.PUBLISHED:
        raise UsageError(f"{header.id} is {state}", "leave it out, or see audionews remove --help")
    return header


def tell_reencoded(stories: Sequence[EpisodeFrames], ctx: BuildContext) -> None:
    """Tell which episodes are decoded and encoded again, which costs a little quality."""
    for story in stories:
        if story.converted:
            was, new = story.episode, story.sound
            change = f"{was.rate} Hz, {was.bitrate} kbit/s to {new.rate} Hz, {new.bitrate} kbit/s"
            ctx.tell(Noticed(text=f"{was.id} is encoded again, from {change}"))


def _script(title: str, stories: Sequence[EpisodeFrames], builder: EpisodeBuilder) -> Script:
    """Return the new lines, numbered as segments of the edition."""
    closing = (Segment(role=Role.BODY, text=FAREWELL), *notice(builder))
    whole = make_segments(title, stories, closing)
    said = make_script((whole[0], *closing), builder)
    shift = len(whole) - len(said.segments)
    lines = [replace(line, segment=line.segment + shift if line.segment else 0) for line in said.lines]
    return Script(segments=whole, lines=tuple(lines))


def make_segments(opening: str, stories: Sequence[EpisodeFrames], closing: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return all segments of an edition: its title, those of its episodes, and the closing ones."""
    said = (segment for story in stories for segment in article_of(story.episode.segments))
    return (Segment(role=Role.HEADLINE, text=opening), *said, *closing)
