"""Plans: what an article, or the episodes of a day, would become, and the episode that a plan becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from audionews.artwork import cover
from audionews.audio import alternate, tags
from audionews.building import identity
from audionews.building.episode_frames import EpisodeFrames  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.building.keys import mastering
from audionews.building.recipe import digest
from audionews.building.voice_set import merge_voices, voice_facts
from audionews.model import Correction, Episode, Precision, Script

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.building.voice_set import VoiceSet
    from audionews.catalogue import Catalogue
    from audionews.model import Article, Line, ShowFacts, Track


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an episode before anything is spoken: the fields are those of ``Episode``.

    ``published`` and ``publish_at`` are None if the article does not say them.
    """

    guid: str
    title: str
    published: datetime | None = None
    summary: tuple[str, ...] = ()
    byline: str = ""
    language: str = "ar"
    link: str = ""
    source_id: str = ""
    source: str = ""
    section: str = ""
    publish_at: datetime | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What an article, or an edition, would become.

    Attributes:
        source: Where it came from, for messages.
        draft: What is known of the episode.
        script: The lines to speak.
        content: Digest of all that listeners get.
        existing: The episode that was made from it before, or None.
        stories: The frames of the episodes in an edition; () for an article.
    """

    source: str
    draft: Draft
    script: Script
    content: str
    existing: Episode | None
    stories: tuple[EpisodeFrames, ...] = ()

    @property
    def change(self) -> str:
        """What a build would do: new, corrected, remade or unchanged; or removed, for which it does nothing."""
        if self.existing and self.existing.removed:
            return "removed"
        if self.existing and self.existing.content == self.content:
            return "unchanged"
        return identity.change_of(self.existing, self.script.segments)

    @property
    def revision(self) -> int | None:
        """The revision of the existing episode, or None for a new one."""
        return self.existing.revision if self.existing else None


def draft_of(article: Article, facts: ShowFacts) -> Draft:
    """Return what is known of the episode of an article."""
    return Draft(
        guid=identity.new_guid(article),
        title=article.headline,
        published=aware(article.date, facts),
        summary=article.summary,
        byline=article.byline,
        language=article.language,
        link=article.link,
        source_id=article.source_id,
        source=identity.source_name(article),
        section=section_key(article.section, facts),
        publish_at=aware(article.publish_at, facts),
    )


def content_digest(article: Article, script: Script, voices: VoiceSet, facts: ShowFacts, sound: object) -> str:
    """Return the digest of all that listeners get: if it is equal, there is nothing to do.

    Args:
        article: The article, whose facts are in the tags.
        script: The lines to speak.
        voices: Engines and voices.
        facts: The facts of the show; some are in the tags and on the cover.
        sound: Bitrate, target loudness, second encoding and music.
    """
    spoken = [(voices.key(line), line.pause, line.written) for line in script.lines]
    about = (article.headline, article.byline, article.link, article.language, article.date, script.segments)
    place = (article.section, article.publish_at)
    shown = (facts.title, facts.author, facts.base_url, facts.colour, facts.cover, facts.timezone, facts.copyright)
    return digest(spoken, about, voice_facts(voices, script.lines), place, shown, sound, how_made(voices, script.lines))


def how_made(voices: VoiceSet, lines: Iterable[Line]) -> tuple[object, ...]:
    """Return what changes an episode besides its words: versions of our code, and the gains of its voices."""
    gains = [synthesizer.voice.gain for synthesizer in voices.speakers(lines)]
    return mastering(), tags.VERSION, cover.VERSION, alternate.VERSION, *gains


def describe(plan: Plan, track: Track, voices: VoiceSet, now: datetime) -> Episode:
    """Return the episode without the size and digest of its MP3, which are known when it is written.

    GUID, id and publication date are made once and then kept. The publication date of a new episode is the time until
    which it waits, else the date of the article, else now. An existing episode stays removed, and keeps its section and
    its time if the article does not say them.
    """
    draft, existing = plan.draft, plan.existing
    published = existing.published if existing else draft.publish_at or draft.published or now.replace(microsecond=0)
    guid = existing.guid if existing else draft.guid
    corrections = existing.corrections if existing else ()
    if identity.change_of(existing, plan.script.segments) == "corrected":
        corrections = (*corrections, Correction(date=now))
    return Episode(
        id=existing.id if existing else identity.new_id(guid, published),
        guid=guid,
        title=draft.title,
        published=published,
        updated=corrections[-1].date if corrections else published,
        summary=draft.summary,
        byline=draft.byline,
        language=draft.language,
        link=draft.link,
        source_id=draft.source_id,
        source=draft.source,
        content=plan.content,
        voice=merge_voices([voice_facts(voices, plan.script.lines), *(story.episode.voice for story in plan.stories)]),
        size=0,
        sha256="",
        rate=track.rate,
        samples=track.samples,
        bitrate=track.bitrate,
        loudness=track.loudness,
        segments=plan.script.segments,
        cues=track.cues,
        chapters=track.chapters,
        story=track.story,
        corrections=corrections,
        section=draft.section or (existing.section if existing else ""),
        publish_at=draft.publish_at or (existing.publish_at if existing else None),
        removed=existing.removed if existing else False,
        stories=tuple(story.episode.id for story in plan.stories),
        revision=existing.revision if existing else 0,
    )


def section_key(written: str, facts: ShowFacts) -> str:
    """Return the key of the section with this key or name, or "" if the show has no such section."""
    return next((key for key, name in facts.sections.items() if written in {key, name}), "")


def aware(date: datetime | None, facts: ShowFacts) -> datetime | None:
    """Return the date with its own time zone, or with that of the show if it has none."""
    return date.replace(tzinfo=ZoneInfo(facts.timezone)) if date and date.tzinfo is None else date


def in_zone(article: Article, facts: ShowFacts) -> Article:
    """Return the article with its times in the zone of the show, so that its day is that of the listeners.

    A day without a time is the same day in every zone. Naive times are in the zone of the show already.
    """
    date, publish_at, zone = article.date, article.publish_at, ZoneInfo(facts.timezone)
    if date and date.tzinfo:
        date = date.replace(tzinfo=None) if article.date_precision is Precision.DAY else date.astimezone(zone)
    if publish_at and publish_at.tzinfo:
        publish_at = publish_at.astimezone(zone)
    return replace(article, date=date, publish_at=publish_at)


def against(plan: Plan, catalogue: Catalogue) -> Plan:
    """Return the plan with the episode as another process has changed it meanwhile."""
    header = catalogue.with_guid(plan.existing.guid if plan.existing else plan.draft.guid)
    return msgspec.structs.replace(plan, existing=catalogue.episode(header.id) if header else None)
