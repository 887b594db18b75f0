"""A studio: settings, a voice, the stores and the caches put together."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import platformdirs

from audionews import registry
from audionews.app.lexicon import open_lexicon
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.script import write_script
from audionews.arabic.wording import spoken_notice
from audionews.articles.segment import segments
from audionews.build import identity
from audionews.build.cache import Cache, insist
from audionews.build.diacritize import RememberingDiacritizer
from audionews.build.encoding import FramesFacts
from audionews.build.jingles import Jingles, Music
from audionews.build.synthesizer import ClipFacts, Speaker
from audionews.build.track import Joiner
from audionews.build.voice_set import Cast, voice_facts
from audionews.build.writer import Plan, Press, content_digest, describe
from audionews.catalogue import sidecars
from audionews.errors import NoBody, SettingsError
from audionews.model import Role, Script, Segment, events
from audionews.settings import read_sounds
from audionews.stores.local import LocalStore
from audionews.voices import load_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from audionews.arabic.lexicon import Lexicon
    from audionews.model import Article, Episode, Track, Voice
    from audionews.model.events import Listener
    from audionews.ports import Diacritizer
    from audionews.settings import Settings


def now() -> datetime:
    """Return the time that undated articles and corrections are given; SOURCE_DATE_EPOCH sets it.

    Raises:
        SettingsError: SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH is {epoch!r}", "set it to seconds since 1970, or unset it") from error


def cache_folder() -> Path:
    """Return the folder of the caches: AUDIONEWS_CACHE, else the user's cache folder."""
    named = os.environ.get("AUDIONEWS_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("audionews", appauthor=False))


def write_for(speaker: Speaker, whole: Sequence[Segment], diacritizer: Diacritizer, lexicon: Lexicon) -> Script:
    """Return the lines of segments as a speaker speaks them."""
    voice = speaker.voice
    return write_script(
        whole,
        pacing=voice.pacing,
        diacritizer=diacritizer,
        lexicon=lexicon,
        caps=speaker.engine.caps,
        pausal=voice.pausal,
    )


class Studio:
    """Everything that turns articles into episodes with one cast.

    Args:
        settings: Of the show.
        voice: Who speaks, or leads where its file names others for some roles.
        out: The output folder.
        clock: Gives the time for what has none of its own.
        instead_of: The voice that should speak and failed, or "".
    """

    def __init__(
        self, settings: Settings, voice: Voice, out: Path, clock: Callable[[], datetime] = now, instead_of: str = ""
    ) -> None:
        kept = LocalStore(cache_folder(), durable=False)
        frames = Cache(kept, "frames", FramesFacts)
        self.settings = settings
        self.clock = clock
        self.store = LocalStore(out)
        clips = Cache(kept, "clips", ClipFacts)
        roles = {role: load_voice(name, settings) for role, name in voice.roles.items()}
        speakers = {each.name: Speaker(registry.engine(each.engine), each, clips) for each in (voice, *roles.values())}
        self.cast = Cast(
            speakers[voice.name], {role: speakers[each.name] for role, each in roles.items()}, instead_of=instead_of
        )
        self.jingles = Jingles({Music(kind): blob for kind, blob in read_sounds(settings).items()}, clips)
        self.joiner = Joiner(self.cast, frames, settings.bitrate, settings.loudness, self.jingles)
        self.press = Press(self.store, frames, Cache(kept, "pictures", type(None)), settings.show, settings.alternate)
        self.diacritizer = RememberingDiacritizer(ModelDiacritizer(registry.mark_model()), kept)

    @cached_property
    def understudies(self) -> tuple[Studio, ...]:
        """The studios with the voices that the voice's file names as fallback; they share the episodes."""
        voice = self.cast.lead.voice
        known = [load_voice(name, self.settings) for name in voice.fallback]
        others = tuple(Studio(self.settings, each, self.store.root, self.clock, voice.name) for each in known)
        for other in others:
            other.episodes = self.episodes
        return others

    @cached_property
    def lexicons(self) -> dict[Speaker, Lexicon]:
        """The program's lexicon with the show's own on top, as it holds for each voice."""
        return {speaker: open_lexicon(self.settings, speaker.voice) for speaker in self.cast.speakers}

    @cached_property
    def episodes(self) -> dict[str, Episode]:
        """The finished episodes by id."""
        return {episode.id: episode for episode in sidecars.read_episodes(self.store)}

    def script(self, article: Article) -> Script:
        """Return the lines of an article as they are spoken, with the notice about the voice at the end."""
        return self.write((*segments(article), *self.notice()))

    def notice(self) -> tuple[Segment, ...]:
        """Return what is said about the voice after an article, where the settings want it."""
        learned = any(speaker.engine.caps.learned for speaker in self.cast.speakers)
        said = Segment(role=Role.NOTICE, text=spoken_notice(learned=learned))
        return (said,) if self.settings.notice else ()

    def write(self, whole: Sequence[Segment]) -> Script:
        """Return the lines of segments, each as the voice of its role speaks it."""
        written = {speaker: self._written(whole, speaker) for speaker in self.cast.speakers}
        lines = [
            line
            for index, segment in enumerate(whole)
            for line in written[self.cast.speaker(segment.role)].lines
            if line.segment == index
        ]
        return Script(segments=written[self.cast.lead].segments, lines=tuple(lines))

    def _written(self, whole: Sequence[Segment], speaker: Speaker) -> Script:
        """Return the script as one speaker would speak all of it."""
        return write_for(speaker, whole, self.diacritizer, self.lexicons[speaker])

    def plan(self, article: Article) -> Plan:
        """Return what the article would become.

        Raises:
            NoBody: There is nothing to speak in it.
        """
        script = self.script(article)
        if all(line.role is Role.NOTICE for line in script.lines):
            raise NoBody(f"{article.source} has nothing that can be spoken", "give an article in Arabic words")
        sound = (self.settings.bitrate, self.settings.loudness, self.settings.alternate, self.jingles.digests)
        content = content_digest(article, script, self.cast, self.settings.show, sound)
        known = identity.find_published(article, self.episodes.values())
        return Plan(article=article, script=script, content=content, known=known)

    def written(self, episode: Episode, source: str, change: str, spoken: int) -> events.EpisodeWritten:
        """Return the event that tells of a finished episode.

        Args:
            episode: The episode.
            source: What it was made of.
            change: What was done: new, corrected, remade or unchanged.
            spoken: How many lines had to be spoken.
        """
        return events.EpisodeWritten(
            source=source,
            id=episode.id,
            path=str(self.store.path(sidecars.sound_file(episode.id))),
            change=change,
            seconds=round(episode.samples / episode.rate, 3),
            lines=len(episode.cues),
            spoken=spoken,
        )

    def make(self, plan: Plan, executor: Executor, tell: Listener) -> tuple[Episode, int]:
        """Return the finished episode and how many lines had to be spoken.

        Raises:
            EngineError: A line could not be spoken. What was spoken is kept.
            SettingsError: A jingle is no sound, or the second encoding cannot be written.
            StoreError: A folder cannot be written.
        """
        if plan.known and plan.change == "unchanged" and (whole := self.mended(plan.known)):
            return whole, 0
        self.jingles.check()
        self.press.check()
        source = plan.article.source
        lines, voice = plan.script.lines, self.cast.lead.voice.name
        tell(events.SpeechPlanned(source=source, voice=voice, **msgspec.structs.asdict(self.cast.estimate(lines))))
        spoken: list[int] = []

        def work() -> Episode:
            spoken.append(self.cast.speak(lines, executor, source, tell))
            track = self.joiner.join(plan.script, executor, source, tell)
            return self.finish(describe(plan, track, voice_facts(self.cast), self.clock(), self.settings.show), track)

        return insist(work, lambda: self.cast.forget_damaged(lines)), sum(spoken)

    def mended(self, episode: Episode) -> Episode | None:
        """Return a finished episode with all its files whole, or None when it has to be made again."""
        with self.store.lock():
            return self.press.mend(episode)

    def finish(self, episode: Episode, track: Track) -> Episode:
        """Write an episode, while no other process writes into the folder, and return it."""
        with self.store.lock():
            return self.press.write(episode, track)
