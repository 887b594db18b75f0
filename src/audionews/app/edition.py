"""The daily edition: the episodes of a day in one programme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from audionews.app.build import open_builder
from audionews.app.builder import now
from audionews.app.show import find_episode, load_show, publish_show
from audionews.build import edition, executors, identity
from audionews.build.cache import retry_on_cache_change
from audionews.build.episode_frames import keep_frames
from audionews.build.recipe import digest
from audionews.build.voice_set import merge_voices, voice_facts
from audionews.build.writer import how_made
from audionews.catalogue import sidecars
from audionews.errors import UsageError
from audionews.model import Correction, Episode, Role, Script, Segment, events
from audionews.render.times import arabic_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from audionews.app.builder import EpisodeBuilder
    from audionews.build.episode_frames import EpisodeFrames
    from audionews.model import Track
    from audionews.model.events import Listener
    from audionews.settings import Settings

FAREWELL = "كانت هذه نهاية النشرة. شكرًا لاستماعكم."
SOURCE = "edition"  # in events, where builds name the article


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOrder:
    """What an edition is asked for.

    Attributes:
        names: Ids of episodes, or the beginnings of them, in the order in which they are heard; () takes those of the
            day, oldest first.
        out: The output folder.
        day: In the zone of the show; None is the day of the newest episode.
        voice: Who speaks the new lines; None leaves the choice to the settings.
        title: Of the edition; "" makes one of the show's title and the day.
    """

    names: tuple[str, ...]
    out: Path
    day: date | None = None
    voice: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Programme:
    """What an edition will be.

    Attributes:
        title: What it is called and begins with.
        guid: That of the show and the day.
        known: The edition that it already is, or None.
        stories: In the order in which they are heard.
        script: The new lines, and all segments.
        content: Digest of all that the listener gets.
    """

    title: str
    guid: str
    known: Episode | None
    stories: Sequence[EpisodeFrames]
    script: Script
    content: str


def make_edition(order: EditionOrder, settings: Settings, tell: Listener) -> Episode:
    """Return the edition, written and published. Made again for the same day, it keeps its GUID and its date.

    Raises:
        UsageError: There are no such episodes, or they do not fit together.
        EngineError: A new line could not be spoken.
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    builder = open_builder(replace(settings, bed=""), order.voice, order.out, tell)
    builder.jingles.check()
    builder.writer.check()
    programme = _plan(order, settings, builder)
    known, script = programme.known, programme.script
    if known and known.content == programme.content and (whole := builder.repaired(known)):
        tell(builder.written(whole, SOURCE, "unchanged", 0))
        return whole
    _tell_converted(programme.stories, tell)
    spoken: list[int] = []
    with executors.make_executor(None) as executor:

        def work() -> Episode:
            spoken.append(builder.voices.speak(script.lines, executor, SOURCE, tell))
            track = edition.Edition(builder.joiner, script, programme.stories).join(executor, SOURCE, tell)
            return builder.finish(_episode(builder, programme, track), track)

        made = retry_on_cache_change(work, lambda: builder.voices.forget_damaged(script.lines))
    tell(builder.written(made, SOURCE, identity.change_of(known, made.segments), sum(spoken)))
    publish_show(settings, order.out, tell)
    return made


def _plan(order: EditionOrder, settings: Settings, builder: EpisodeBuilder) -> _Programme:
    """Return what the edition will be; the frames of its stories are in the cache.

    Raises:
        UsageError: There are no such episodes, they do not fit together, or the edition was removed.
    """
    chosen, day = _choose(order, settings)
    title = order.title or f"{settings.show.title}، {arabic_date(_noon(day, settings))}"
    stories = keep_frames(chosen, builder.store, builder.joiner.cache)
    script = _script(builder, title, stories)
    guid = identity.edition_guid(settings.show.title, day)
    known = next((episode for episode in builder.episodes.values() if episode.guid == guid), None)
    if known and known.removed:
        raise UsageError(f"the edition of {day} was removed", f"audionews remove --restore {known.id}")
    spoken = [(builder.voices.key(line), line.pause) for line in script.lines]
    sound = (settings.loudness, settings.alternate, builder.jingles.digests, how_made(builder.voices))
    content = digest(spoken, [story.keys for story in stories], title, settings.show, sound)
    return _Programme(title=title, guid=guid, known=known, stories=stories, script=script, content=content)


def _tell_converted(stories: Sequence[EpisodeFrames], tell: Listener) -> None:
    """Tell which stories lose a little: their sound is decoded and encoded again."""
    for story in stories:
        if story.converted:
            was, new = story.episode, story.sound
            change = f"{was.rate} Hz, {was.bitrate} kbit/s to {new.rate} Hz, {new.bitrate} kbit/s"
            tell(events.Noticed(text=f"{was.id} is encoded again, from {change}"))


def _choose(order: EditionOrder, settings: Settings) -> tuple[list[Episode], date]:
    """Return the episodes of the order and the day of the edition."""
    zone = ZoneInfo(settings.show.timezone)
    remedy = f"audionews list --out {order.out}"
    shelf = [episode for episode in load_show(settings, order.out).episodes if not episode.stories]
    if not shelf:
        raise UsageError("there is no episode yet", remedy)
    day = order.day or max(episode.published.astimezone(zone).date() for episode in shelf)
    chosen = [_named(name, order.out) for name in order.names] or [
        episode for episode in reversed(shelf) if episode.published.astimezone(zone).date() == day
    ]
    if not chosen:
        raise UsageError(f"there is no episode of {day}", remedy)
    return chosen, day


def _named(name: str, out: Path) -> Episode:
    """Return the episode of that id, which is published and not an edition itself."""
    episode = find_episode(out, name)
    state = sidecars.state_of(episode, now())
    if episode.stories:
        raise UsageError(f"{episode.id} is an edition itself", f"name its stories: {' '.join(episode.stories)}")
    if state is not sidecars.State.PUBLISHED:
        raise UsageError(f"{episode.id} is {state}", "leave it out, or see audionews remove --help")
    return episode


def _noon(day: date, settings: Settings) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(settings.show.timezone))


def _script(builder: EpisodeBuilder, title: str, stories: Sequence[EpisodeFrames]) -> Script:
    """Return the new lines, numbered as segments of the edition."""
    closing = (Segment(role=Role.BODY, text=FAREWELL), *builder.notice())
    whole = edition.make_segments(title, stories, closing)
    said = builder.write((whole[0], *closing))
    shift = len(whole) - len(said.segments)
    lines = [replace(line, segment=line.segment + shift if line.segment else 0) for line in said.lines]
    return Script(segments=whole, lines=tuple(lines))


def _episode(builder: EpisodeBuilder, programme: _Programme, track: Track) -> Episode:
    """Return the episode of an edition, but for the size and digest of its MP3, which are known when it is written."""
    known, stories, moment = programme.known, programme.stories, builder.clock()
    published = known.published if known else moment
    corrections = known.corrections if known else ()
    if identity.change_of(known, programme.script.segments) == "corrected":
        corrections = (*corrections, Correction(date=moment))
    return Episode(
        id=known.id if known else identity.new_id(programme.guid, published),
        guid=programme.guid,
        title=programme.title,
        published=published,
        updated=corrections[-1].date if corrections else published,
        summary=tuple(story.episode.title for story in stories),
        language=builder.settings.show.language,
        content=programme.content,
        voice=merge_voices([voice_facts(builder.voices), *(story.episode.voice for story in stories)]),
        size=0,
        sha256="",
        rate=track.rate,
        samples=track.samples,
        bitrate=track.bitrate,
        loudness=track.loudness,
        segments=programme.script.segments,
        cues=track.cues,
        chapters=track.chapters,
        corrections=corrections,
        stories=tuple(story.episode.id for story in stories),
    )
