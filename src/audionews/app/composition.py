"""The composition root: the one place that puts settings, voices, plug-ins, stores and caches together."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from audionews import registry
from audionews.app.lexicon import list_entries
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.lexicon import Entry, Lexicon
from audionews.arabic.word_lists import WordListUser
from audionews.building.cache import Cache
from audionews.building.context import EpisodeBuilder
from audionews.building.diacritize import CachedDiacritizer
from audionews.building.encoding import Frames, FramesFacts
from audionews.building.jingles import Jingles, Music
from audionews.building.synthesis import ClipFacts, Clips, Synthesizer
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.errors import SettingsError, UsageError
from audionews.model.events import Noticed
from audionews.settings import FILE, Settings, read_sounds, read_word_lists, template
from audionews.stores import open_cache, open_store
from audionews.voices import choose_voice, load_voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.building.kept_script import Reading
    from audionews.model import Voice
    from audionews.model.events import Listener
    from audionews.ports import ArticleReader, BlobStore, Diacritizer


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
    lists = read_word_lists(settings)
    return EpisodeBuilder(
        voices=voices,
        lexicon_of=_Lexicons(settings, lists).of,
        diacritizer=CachedDiacritizer(open_diacritizer(settings), caches.store),
        joiner=Joiner(voices, caches.frames, settings.bitrate, settings.loudness, jingles),
        writer=make_writer(settings, store, caches),
        facts=settings.show,
        sound=(settings.bitrate, settings.loudness, settings.alternate, jingles.digests),
        notice=settings.notice,
        fallbacks=_Fallbacks(settings, voice, store, caches),
    )


def open_readers(settings: Settings) -> tuple[ArticleReader, ...]:
    """Return all registered readers; those that look words up know the word lists of the show.

    Raises:
        SettingsError: A package that one of them needs is not installed, or a word list is wrong.
    """
    lists = read_word_lists(settings)
    return tuple(each.with_lists(lists) if isinstance(each, WordListUser) else each for each in registry.readers())


def open_diacritizer(settings: Settings) -> Diacritizer:
    """Return the diacritizer, with the word lists of the show.

    Raises:
        SettingsError: A word list is wrong.
    """
    return ModelDiacritizer(registry.mark_model(), read_word_lists(settings))


def write_settings(folder: Path) -> Path:
    """Write a commented audionews.toml that says the defaults into a folder, and return its path.

    Raises:
        UsageError: There is one already.
        StoreError: The folder cannot be written.
    """
    path = folder / FILE
    if open_store(folder).read(FILE) is not None:
        raise UsageError(f"{path} is already there", "edit it, or move it away first")
    return write_file(path, template().encode())


def write_file(path: Path, blob: bytes) -> Path:
    """Write a file whole and return its path.

    Raises:
        StoreError: It cannot be written.
    """
    open_store(path.parent).write(path.name, [blob])
    return path


def make_writer(settings: Settings, store: BlobStore, caches: Caches) -> EpisodeWriter:
    """Return what writes the files of episodes into the output folder."""
    return EpisodeWriter(store, caches.frames, caches.pictures, settings.show, settings.alternate)


@dataclass(frozen=True)
class _Fallbacks:
    """The builders of the voices that a voice's file names as fallback; each is made when it is asked for."""

    settings: Settings
    voice: Voice
    store: BlobStore
    caches: Caches

    def __iter__(self) -> Iterator[EpisodeBuilder]:
        for name in self.voice.fallback:
            voice = load_voice(name, self.settings)
            yield make_builder(self.settings, voice, self.store, self.caches, self.voice.name)


class _Lexicons:
    """The program's lexicon with the show's own on top, as it holds for each voice."""

    def __init__(self, settings: Settings, lists: WordLists) -> None:
        self._settings = settings
        self._lists = lists
        self._known: dict[str, Lexicon] = {}

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entry in list_entries(self._settings))

    def of(self, synthesizer: Synthesizer, readings: Sequence[Reading]) -> Lexicon:
        """Return the lexicon for a voice, with the readings of one article on top."""
        voice = synthesizer.voice
        own = [each.entry for each in readings if each.at is None]
        if own:
            return Lexicon.select(self._entries, engine=voice.engine, voice=voice.name, last=own, lists=self._lists)
        if voice.name not in self._known:
            self._known[voice.name] = Lexicon.select(
                self._entries, engine=voice.engine, voice=voice.name, lists=self._lists
            )
        return self._known[voice.name]
