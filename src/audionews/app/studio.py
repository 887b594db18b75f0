"""A studio: settings, a voice, the stores and the caches put together."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from audionews import config, registry
from audionews.errors import NoBody, SettingsError
from audionews.pipeline import identity, show
from audionews.pipeline.cache import Cache
from audionews.pipeline.diacritize import RememberingDiacritizer
from audionews.pipeline.episode import Plan, Press, content_digest, describe, voice_facts
from audionews.pipeline.speak import ClipFacts, Speaker
from audionews.pipeline.track import FramesFacts, Joiner
from audionews.stores.local import LocalStore
from audionews.text.lexicon import Lexicon, read_entries
from audionews.text.script import write_script
from audionews.text.segment import segments
from audionews.text.tashkeel import Tashkeel

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from audionews.config import Settings
    from audionews.model import Article, Episode, Script, Voice
    from audionews.pipeline.events import Listener


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


def open_lexicon(settings: Settings, voice: Voice) -> Lexicon:
    """Return the program's lexicon with the show's own on top, as it holds for a voice.

    Raises:
        SettingsError: A lexicon is no TOML, or an entry has the wrong shape.
    """
    tables = config.read_lexicons(settings)
    entries = [entry for source, table in tables for entry in read_entries(table, source)]
    return Lexicon.select(entries, engine=voice.engine, voice=voice.name)


class Studio:
    """Everything that turns articles into episodes with one voice.

    Args:
        settings: Of the show.
        voice: Who speaks.
        out: The output folder.
        clock: Gives the time for what has none of its own.
    """

    def __init__(self, settings: Settings, voice: Voice, out: Path, clock: Callable[[], datetime] = now) -> None:
        kept = LocalStore(cache_folder(), durable=False)
        frames = Cache(kept, "frames", FramesFacts)
        self.settings = settings
        self.clock = clock
        self.store = LocalStore(out)
        self.speaker = Speaker(registry.engine(voice.engine), voice, Cache(kept, "clips", ClipFacts))
        self.joiner = Joiner(self.speaker, frames, settings.bitrate, settings.loudness)
        self.press = Press(self.store, frames, Cache(kept, "pictures", type(None)), settings.show)
        self.diacritizer = RememberingDiacritizer(Tashkeel(), kept)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The program's lexicon with the show's own on top, as it holds for the voice."""
        return open_lexicon(self.settings, self.speaker.voice)

    @cached_property
    def episodes(self) -> dict[str, Episode]:
        """The finished episodes by id."""
        return {episode.id: episode for episode in show.read_episodes(self.store)}

    def script(self, article: Article) -> Script:
        """Return the lines of an article, written out as they are spoken."""
        voice, caps = self.speaker.voice, self.speaker.engine.caps
        return write_script(
            segments(article),
            pacing=voice.pacing,
            diacritizer=self.diacritizer,
            lexicon=self.lexicon,
            caps=caps,
            pausal=voice.pausal,
        )

    def plan(self, article: Article) -> Plan:
        """Return what the article would become.

        Raises:
            NoBody: There is nothing to speak in it.
        """
        script = self.script(article)
        if not script.lines:
            raise NoBody(f"{article.source} has nothing that can be spoken", "give an article in Arabic words")
        sound = (self.settings.bitrate, self.settings.loudness)
        content = content_digest(article, script, self.speaker, self.settings.show, sound)
        known = identity.find_published(article, self.episodes.values())
        return Plan(article=article, script=script, content=content, known=known)

    def sound_path(self, episode: Episode) -> Path:
        """Return the file of the episode's MP3."""
        return self.store.path(show.sound_file(episode.id))

    def make(self, plan: Plan, executor: Executor, tell: Listener) -> tuple[Episode, int]:
        """Return the finished episode and how many lines had to be spoken.

        Raises:
            EngineError: A line could not be spoken. What was spoken is kept.
            StoreError: A folder cannot be written.
        """
        if plan.known and plan.change == "unchanged" and self.press.is_whole(plan.known):
            return plan.known, 0
        source = plan.article.source
        spoken = self.speaker.speak(plan.script.lines, executor, source, tell)
        track = self.joiner.join(plan.script, executor, source, tell)
        facts = self.settings.show
        episode = describe(plan, track, voice_facts(self.speaker), self.clock(), facts.timezone)
        return self.press.write(episode, track), spoken
