"""Plans: what an article, or the episodes of a day, would become, and the episode that a plan becomes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING

import msgspec

from audionews.articles.likeness import are_versions
from audionews.artwork import cover
from audionews.artwork.photo import VERSION as PHOTO
from audionews.audio import alternate, tags
from audionews.building import corrections, identity, matching
from audionews.building.dates import aware
from audionews.building.episode_frames import EpisodeFrames  # noqa: TC001 - msgspec reads the annotations at run time
from audionews.building.keys import mastering
from audionews.building.recipe import digest
from audionews.building.voice_set import merge_voices, voice_facts
from audionews.model import Episode, Image, Script

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.building.voice_set import VoiceSet
    from audionews.catalogue import Catalogue
    from audionews.model import Article, Line, ShowFacts, Track


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an episode before anything is spoken: the fields are those of ``Episode``.

    ``published`` and ``publish_at`` are None if the article does not say them.

    Attributes:
        id: The id of a new episode, or "".
        moment: When the episode is published; None if it keeps the moment that it has, or is made at once.
        notes: What the newspaper says that it has corrected.
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
    image: Image | None = None
    publish_at: datetime | None = None
    identity: str = ""
    wording: str = ""
    held_by_date: bool = False
    id: str = ""
    moment: datetime | None = None
    notes: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What an article, or an edition, would become.

    Attributes:
        source: Where it came from, for messages.
        draft: What is known of the episode.
        script: The lines to speak.
        content: Digest of all that listeners get.
        existing: The episode that was made from it before, or None.
        stories: The frames of the episodes in an edition; () for an article.
        named: Whether the user named the episode that the article corrects.
    """

    source: str
    draft: Draft
    script: Script
    content: str
    existing: Episode | None
    stories: tuple[EpisodeFrames, ...] = ()
    named: bool = False

    @property
    def change(self) -> str:
        """What a build would do: new, corrected, remade or unchanged; or removed, for which it does nothing."""
        if self.existing and self.existing.removed:
            return "removed"
        if self.is_made:
            return "corrected" if corrections.untold(self.existing, self.draft.notes) else "unchanged"
        return identity.change_of(self.existing, self.script.segments)

    @property
    def is_made(self) -> bool:
        """Whether the existing episode has the sound, and all else that is made of the article."""
        return self.existing is not None and self.existing.content == self.content

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
        image=article.image if facts.photos else None,
        publish_at=aware(article.publish_at, facts),
        identity=identity.new_guid(article),
        wording=identity.digest_of(identity.words_of_article(article)),
        notes=corrections.notes_of(article),
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
    photo = (article.image, PHOTO) if facts.photos and article.image else ()
    made = how_made(voices, script.lines)
    return digest(spoken, about, voice_facts(voices, script.lines), place, shown, sound, made, *photo)


def how_made(voices: VoiceSet, lines: Iterable[Line]) -> tuple[object, ...]:
    """Return what changes an episode besides its words: versions of our code, and the gains of its voices."""
    gains = [synthesizer.voice.gain for synthesizer in voices.speakers(lines)]
    return mastering(), tags.VERSION, cover.VERSION, alternate.VERSION, *gains


def describe(plan: Plan, track: Track, voices: VoiceSet, now: datetime) -> Episode:
    """Return the episode without the size and digest of its MP3, which are known when it is written.

    GUID, id and publication date are made once and then kept; only an episode that has not been public may get another
    date. The publication date of a new episode is the time until which it waits, else the date of the article, else
    now. An existing episode stays removed, and keeps its section and its time if the article does not say them.
    """
    draft, existing = plan.draft, plan.existing
    published, publish_at = _times(draft, existing, now)
    guid = existing.guid if existing else draft.guid
    change = identity.change_of(existing, plan.script.segments)
    told = corrections.after(existing, change, draft.notes, now if existing else published)
    return Episode(
        id=existing.id if existing else draft.id or identity.new_id(guid, published),
        guid=guid,
        title=draft.title,
        published=published,
        updated=max(told[-1].date, published) if told else published,
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
        corrections=told,
        section=draft.section or (existing.section if existing else ""),
        publish_at=publish_at,
        removed=existing.removed if existing else False,
        stories=tuple(story.episode.id for story in plan.stories),
        identity=draft.identity,
        wording=draft.wording,
        held_by_date=draft.held_by_date if draft.moment or existing is None else existing.held_by_date,
        revision=existing.revision if existing else 0,
    )


def _times(draft: Draft, existing: Episode | None, now: datetime) -> tuple[datetime, datetime | None]:
    """Return when an episode is published, and until when it waits."""
    if draft.moment:
        return draft.moment, draft.publish_at
    if existing:
        return existing.published, draft.publish_at or existing.publish_at
    return draft.publish_at or draft.published or now.replace(microsecond=0), draft.publish_at


def noted(plan: Plan, whole: Episode, now: datetime) -> Episode:
    """Return the finished episode of a plan that makes no new sound, with what is to be told and kept of its article.

    Args:
        plan: The plan.
        whole: Its existing episode, with damaged files repaired.
        now: The time in the zone of the show.
    """
    draft = plan.draft
    if corrections.untold(whole, draft.notes):
        told = corrections.after(whole, "unchanged", draft.notes, now)
        whole = replace(whole, corrections=told, updated=told[-1].date)
    if plan.named and draft.identity != (whole.identity or whole.guid):
        whole = replace(whole, identity=draft.identity, wording=draft.wording, source_id=draft.source_id)
    return whole


def section_key(written: str, facts: ShowFacts) -> str:
    """Return the key of the section with this key or name, or "" if the show has no such section."""
    return next((key for key, name in facts.sections.items() if written in {key, name}), "")


def against(plan: Plan, catalogue: Catalogue) -> Plan:
    """Return the plan with the episode as another process has changed it meanwhile.

    Raises:
        AmbiguousArticle: The episode has become one of another text.
    """
    header = catalogue.with_guid(plan.existing.guid if plan.existing else plan.draft.guid)
    existing = catalogue.episode(header.id) if header else None
    if existing and not plan.named and not plan.stories:
        words = identity.words_of_segments(plan.draft.title, plan.script.segments)
        if not are_versions(words, identity.words_of_segments(existing.title, existing.segments)):
            raise matching.ambiguous(plan.source, plan.draft, existing)
    return msgspec.structs.replace(plan, existing=existing)
