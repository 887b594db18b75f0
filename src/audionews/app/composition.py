"""The composition root: the one place that puts settings, voices, plug-ins, stores and caches together."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from audionews import registry
from audionews.app.lexicon import list_entries
from audionews.arabic.lexicon import Entry, Lexicon
from audionews.build.cache import Cache
from audionews.build.context import EpisodeBuilder
from audionews.build.diacritize import CachedDiacritizer
from audionews.build.encoding import Frames, FramesFacts
from audionews.build.jingles import Jingles, Music
from audionews.build.synthesis import ClipFacts, Clips, Synthesizer
from audionews.build.track import Joiner
from audionews.build.voice_set import VoiceSet
from audionews.build.writer import EpisodeWriter
from audionews.diacritizers.tashkeel import Tashkeel
from audionews.errors import SettingsError
from audionews.model.events import Noticed
from audionews.settings import Settings, read_sounds
from audionews.stores import open_cache
from audionews.voices import choose_voice, load_voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.build.kept_script import Reading
    from audionews.model import Voice
    from audionews.model.events import Listener
    from audionews.ports import BlobStore


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


@dataclass(frozen=True)
class Caches:
    """The caches of what was costly to make, in one store."""

    store: BlobStore

    @property
    def clips(self) -> Clips:
        """What engines have spoken."""
        return Cache(self.store, "clips", ClipFacts)

    @property
    def frames(self) -> Frames:
        """What was mastered and encoded."""
        return Cache(self.store, "frames", FramesFacts)

    @property
    def pictures(self) -> Cache[None]:
        """What was drawn."""
        return Cache(self.store, "pictures", type(None))


def open_caches() -> Caches:
    """Return the user's caches."""
    return Caches(open_cache(cache_folder()))


def open_builder(
    settings: Settings, voice: str | None, store: BlobStore, tell: Listener, *, fetch: bool = True
) -> EpisodeBuilder:
    """Return the builder with the chosen voice; what the user should know of the choice is told.

    Args:
        settings: Of the show.
        voice: The name of a voice; None leaves the choice to the settings.
        store: The output folder.
        tell: Is told of the choice.
        fetch: Whether a voice that is chosen and not there may be fetched now. Without it, all can be planned.

    Raises:
        SettingsError: There is no such voice, it cannot speak here, or SOURCE_DATE_EPOCH is no time.
    """
    now()  # what is wrong with it is better known before a voice has spoken for money
    wanted = settings if voice is None else replace(settings, voice=voice)
    chosen, notice = choose_voice(wanted, fetch=fetch)
    if notice:
        tell(Noticed(text=notice))
    return make_builder(settings, chosen, store, open_caches())


def make_builder(
    settings: Settings, voice: Voice, store: BlobStore, caches: Caches, instead_of: str = ""
) -> EpisodeBuilder:
    """Return the builder of a voice.

    Args:
        settings: Of the show.
        voice: Who speaks, or leads where its file names others for some roles.
        store: The output folder.
        caches: Where clips, frames and pictures are kept.
        instead_of: The voice that should speak and failed, or "".
    """
    roles = {role: load_voice(name, settings) for role, name in voice.roles.items()}
    synthesizers = {
        each.name: Synthesizer(registry.engine(each.engine), each, caches.clips) for each in (voice, *roles.values())
    }
    by_role = {role: synthesizers[each.name] for role, each in roles.items()}
    voices = VoiceSet(synthesizers[voice.name], by_role, instead_of=instead_of)
    jingles = Jingles({Music(kind): blob for kind, blob in read_sounds(settings).items()}, caches.clips)
    return EpisodeBuilder(
        voices=voices,
        lexicon_of=_Lexicons(settings).of,
        diacritizer=CachedDiacritizer(Tashkeel(), caches.store),
        joiner=Joiner(voices, caches.frames, settings.bitrate, settings.loudness, jingles),
        writer=make_writer(settings, store, caches),
        facts=settings.show,
        sound=(settings.bitrate, settings.loudness, settings.alternate, jingles.digests),
        notice=settings.notice,
        fallbacks=cache(partial(_fallbacks, settings, voice, store, caches)),
    )


def make_writer(settings: Settings, store: BlobStore, caches: Caches) -> EpisodeWriter:
    """Return what writes the files of episodes into the output folder."""
    return EpisodeWriter(store, caches.frames, caches.pictures, settings.show, settings.alternate)


def _fallbacks(settings: Settings, voice: Voice, store: BlobStore, caches: Caches) -> Sequence[EpisodeBuilder]:
    """Return the builders of the voices that the voice's file names as fallback."""
    others = [load_voice(name, settings) for name in voice.fallback]
    return tuple(make_builder(settings, each, store, caches, voice.name) for each in others)


class _Lexicons:
    """The program's lexicon with the show's own on top, as it holds for each voice."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, Lexicon] = {}

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entry in list_entries(self._settings))

    def of(self, synthesizer: Synthesizer, readings: Sequence[Reading]) -> Lexicon:
        """Return the lexicon for a voice, with the readings of one article on top."""
        voice = synthesizer.voice
        own = [each.entry for each in readings if each.at is None]
        if own:
            return Lexicon.select(self._entries, engine=voice.engine, voice=voice.name, last=own)
        if voice.name not in self._known:
            self._known[voice.name] = Lexicon.select(self._entries, engine=voice.engine, voice=voice.name)
        return self._known[voice.name]
