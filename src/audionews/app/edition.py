"""The daily edition: the episodes of a day in one programme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003 - part of a public value
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from audionews import executors
from audionews.app.build import open_studio
from audionews.app.show import load_show, publish_show
from audionews.errors import UsageError
from audionews.model import Correction, Episode, Role, Script, Segment
from audionews.pipeline import edition, events, identity
from audionews.pipeline.cache import insist
from audionews.pipeline.cast import voice_facts
from audionews.pipeline.episode import how_made
from audionews.pipeline.keys import digest
from audionews.publishers.times import arabic_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from audionews.app.studio import Studio
    from audionews.config import Settings
    from audionews.model import Track
    from audionews.pipeline.edition import Story
    from audionews.pipeline.events import Listener

FAREWELL = "كانت هذه نهاية النشرة. شكرًا لاستماعكم."
SOURCE = "edition"  # in events, where builds name the article


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOrder:
    """What an edition is asked for.

    Attributes:
        names: Ids of episodes, in the order in which they are heard; () takes those of the day, oldest first.
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


def make_edition(order: EditionOrder, settings: Settings, tell: Listener) -> Episode:
    """Return the edition, written and published. Made again for the same day, it keeps its GUID and its date.

    Raises:
        UsageError: There are no such episodes, or they do not fit together.
        EngineError: A new line could not be spoken.
        SettingsError: The settings or the voice are wrong.
        StoreError: A folder cannot be read or written.
    """
    studio = open_studio(replace(settings, bed=""), order.voice, order.out, tell)
    chosen, day = _choose(order, settings)
    title = order.title or f"{settings.show.title}، {arabic_date(_noon(day, settings))}"
    stories = edition.keep_stories(chosen, studio.store, studio.joiner.cache)
    script = _script(studio, title, stories)
    guid = identity.edition_guid(settings.show.title, day)
    known = next((episode for episode in studio.episodes.values() if episode.guid == guid), None)
    spoken = [(studio.cast.key(line), line.pause) for line in script.lines]
    sound = (settings.loudness, settings.alternate, studio.jingles.digests, how_made(studio.cast))
    content = digest(spoken, [story.key for story in stories], title, settings.show, sound)
    if known and known.content == content and (whole := studio.mended(known)):
        _tell(studio, whole, ("unchanged", 0), tell)
        return whole
    spoken_now = 0
    with executors.make_executor(None) as executor:

        def work() -> Episode:
            nonlocal spoken_now
            spoken_now += studio.cast.speak(script.lines, executor, SOURCE, tell)
            track = edition.Edition(studio.joiner, script, stories).join(executor, SOURCE, tell)
            return studio.finish(_episode(studio, script, track, stories, (guid, content, title)), track)

        made = insist(work, lambda: studio.cast.forget_damaged(script.lines))
    _tell(studio, made, ("corrected" if known else "new", spoken_now), tell)
    publish_show(settings, order.out, tell)
    return made


def _tell(studio: Studio, made: Episode, done: tuple[str, int], tell: Listener) -> None:
    """Tell of the edition: what was done with it, and how many lines were spoken."""
    change, spoken = done
    tell(
        events.EpisodeWritten(
            source=SOURCE,
            id=made.id,
            path=str(studio.sound_path(made)),
            change=change,
            seconds=round(made.samples / made.rate, 3),
            lines=len(made.cues),
            spoken=spoken,
        )
    )


def _choose(order: EditionOrder, settings: Settings) -> tuple[list[Episode], date]:
    """Return the episodes of the order and the day of the edition."""
    zone = ZoneInfo(settings.show.timezone)
    shelf = [episode for episode in load_show(settings, order.out).episodes if not episode.stories]
    named = {episode.id: episode for episode in shelf}
    missing = [name for name in order.names if name not in named]
    if missing or not shelf:
        raise UsageError(f"there is no episode {missing[0] if missing else 'yet'}", f"audionews list --out {order.out}")
    day = order.day or max(episode.published.astimezone(zone).date() for episode in shelf)
    chosen = [named[name] for name in order.names] or [
        episode for episode in reversed(shelf) if episode.published.astimezone(zone).date() == day
    ]
    if not chosen:
        raise UsageError(f"there is no episode of {day}", f"audionews list --out {order.out}")
    return chosen, day


def _noon(day: date, settings: Settings) -> datetime:
    from datetime import datetime, time  # noqa: PLC0415 - needed here only

    return datetime.combine(day, time(12), ZoneInfo(settings.show.timezone))


def _script(studio: Studio, title: str, stories: Sequence[Story]) -> Script:
    """Return the new lines, numbered as segments of the edition."""
    closing = (Segment(role=Role.BODY, text=FAREWELL), *studio.notice())
    whole = edition.make_segments(title, stories, closing)
    said = studio.write((whole[0], *closing))
    shift = len(whole) - len(said.segments)
    lines = [replace(line, segment=line.segment + shift if line.segment else 0) for line in said.lines]
    return Script(segments=whole, lines=tuple(lines))


def _episode(
    studio: Studio, script: Script, track: Track, stories: Sequence[Story], facts: tuple[str, str, str]
) -> Episode:
    """Return the episode of an edition; facts are its GUID, the digest of its content, and its title."""
    guid, content, title = facts
    now = studio.clock()
    known = next((episode for episode in studio.episodes.values() if episode.guid == guid), None)
    published = known.published if known else now
    return Episode(
        id=known.id if known else identity.new_id(guid, published),
        guid=guid,
        title=title,
        published=published,
        updated=now if known else published,
        summary=tuple(story.episode.title for story in stories),
        language=studio.settings.show.language,
        content=content,
        voice=edition.merge_voices([voice_facts(studio.cast), *(story.episode.voice for story in stories)]),
        size=0,
        sha256="",
        rate=track.rate,
        samples=track.samples,
        bitrate=track.bitrate,
        loudness=track.loudness,
        segments=script.segments,
        cues=track.cues,
        chapters=track.chapters,
        corrections=(*known.corrections, Correction(date=now)) if known else (),
        stories=tuple(story.episode.id for story in stories),
    )
