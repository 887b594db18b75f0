"""The composition root: the one place that puts settings, voices, plug-ins, stores and caches together."""

from __future__ import annotations

import atexit
import os
import tempfile
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import platformdirs

from audionews import registry
from audionews.app.clock import now
from audionews.app.code_digest import code_digest
from audionews.app.fetcher import PhotoFetch
from audionews.app.lexicon import list_entries
from audionews.arabic.diacritics.decode import ModelDiacritizer
from audionews.arabic.lexicon import Entry, Lexicon
from audionews.arabic.word_lists import WordListUser
from audionews.building.cache import Cache
from audionews.building.context import EpisodeBuilder
from audionews.building.diacritize import CachedDiacritizer
from audionews.building.encoding import Frames, FramesFacts
from audionews.building.jingles import Jingles, Music
from audionews.building.kept_results import KeptResults
from audionews.building.kept_script import FixedScript
from audionews.building.photos import Photos
from audionews.building.recipe import digest
from audionews.building.synthesis import ClipFacts, Clips, Synthesizer
from audionews.building.track import Joiner
from audionews.building.voice_set import VoiceSet
from audionews.building.writer import EpisodeWriter
from audionews.engines.toolkit.voice_files import installed
from audionews.errors import SettingsError, UsageError
from audionews.masking import keep_secret
from audionews.model import Article, Role
from audionews.model.events import Noticed
from audionews.settings import FILE, Settings, read_sounds, read_word_lists, template
from audionews.settings.shipped import shipped_folder
from audionews.stores import is_address, open_cache, open_store
from audionews.stores.local import LocalStore
from audionews.stores.overflow import OverflowStore
from audionews.voices import choose_voice, load_voice
from audionews.voices.trust import refuse_untrusted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.building.kept_script import Reading
    from audionews.model import Voice
    from audionews.model.events import Listener
    from audionews.ports import ArticleReader, BlobStore, Diacritizer

Result = TypeVar("Result")
CACHE = "AUDIONEWS_CACHE"  # the environment variable
_OVERFLOW = ".audionews/overflow"  # in the output folder
_TEMPORARY_OVERFLOW = "audionews-overflow"  # in the folder for temporary files


def cache_folder() -> Path:
    """Return the folder of this machine's caches: AUDIONEWS_CACHE if it names one, else the user's cache folder."""
    named = os.environ.get(CACHE)
    if named and not is_address(named):
        return Path(named).absolute()
    return Path(platformdirs.user_cache_dir("audionews", appauthor=False))


def shared_cache(settings: Settings) -> str:
    """Return the address or folder of the caches that machines share, or "" if they do not share any.

    AUDIONEWS_CACHE takes precedence over the settings if it is an address.
    """
    named = os.environ.get(CACHE, "")
    return named if is_address(named) else settings.cache


@dataclass(frozen=True)
class Caches:
    """The caches, in one store; what a build cannot do without has another place if that is full.

    Attributes:
        store: The caches.
        overflow: The same, with that other place.
        shared: The folder or address that machines share, or "".
    """

    store: BlobStore
    overflow: OverflowStore
    shared: str = ""

    @property
    def clips(self) -> Clips:
        """The cache of spoken clips."""
        return Cache(self.overflow, "clips", ClipFacts)

    @property
    def frames(self) -> Frames:
        """The cache of mastered and encoded clips."""
        return Cache(self.overflow, "frames", FramesFacts)

    @property
    def pictures(self) -> Cache[None]:
        """The cache of covers."""
        return Cache(self.store, "pictures", type(None))


def open_caches(settings: Settings, store: BlobStore) -> Caches:
    """Return the user's caches, for a build into an output folder, which takes what has no room in them.

    If the output is no folder of this machine, its folder for temporary files takes that. It is the same value for the
    same folders, until the process ends; what is in the output folder by then is removed.

    Raises:
        SettingsError: The address of shared caches is not supported, or the package for it is not installed.
    """
    overflow = Path(store.local_file(_OVERFLOW) or Path(tempfile.gettempdir(), _TEMPORARY_OVERFLOW))
    return _caches(cache_folder(), shared_cache(settings), overflow.with_suffix(f".{os.getpid()}"))


@cache
def _caches(folder: Path, shared: str, overflow: Path) -> Caches:
    opened = open_cache(folder, shared)
    caches = Caches(opened, OverflowStore(opened, overflow), shared)
    atexit.register(caches.overflow.empty)
    return caches


def tell_full_cache(caches: Caches, tell: Listener) -> None:
    """Tell if the caches were full, or those that machines share were away, and remove what had no room in them."""
    if caches.overflow.empty():
        what = f"the cache in {caches.store.place('')} cannot be written: what was spoken for this build is not"
        here = "kept; make room there, or set AUDIONEWS_CACHE to another folder"
        there = "shared; look at its address, its host and your rights there, and try: audionews cache info"
        tell(Noticed(text=f"{what} {there if caches.shared else here}"))


def open_builder(
    settings: Settings, voice: str | None, store: BlobStore, tell: Listener, *, fetch: bool = True, ask: bool = False
) -> EpisodeBuilder:
    """Return the builder of the chosen voice, and tell what the user should know about the choice.

    Args:
        settings: The settings of the show.
        voice: The name of a voice; None takes that of the settings.
        store: The output folder.
        tell: Receives a notice about the choice.
        fetch: Whether the files of the chosen voice may be downloaded. A plan does not need them.
        ask: Whether the voice is to be the one that speaks if a build downloads them now.

    Raises:
        SettingsError: There is no such voice, it cannot speak here, or SOURCE_DATE_EPOCH is not a time.
    """
    now()  # so that a wrong SOURCE_DATE_EPOCH stops the build before a paid voice has spoken
    wanted = settings if voice is None else replace(settings, voice=voice)
    chosen, notice = choose_voice(wanted, fetch=fetch, ask=ask)
    if notice:
        tell(Noticed(text=notice))
    return make_builder(settings, chosen, store, open_caches(settings, store))


def make_builder(
    settings: Settings, voice: Voice, store: BlobStore, caches: Caches, instead_of: str = ""
) -> EpisodeBuilder:
    """Return the builder of a voice.

    Args:
        settings: The settings of the show.
        voice: The voice; its file may name others for some roles.
        store: The output folder.
        caches: The caches of clips, frames and covers.
        instead_of: The name of the voice that failed, if this one is its fallback, or "".

    Raises:
        SettingsError: A voice of a role does not exist, is not installed, or does not suit its role.
    """
    roles = {role: _role_voice(role, name, settings) for role, name in voice.roles.items()}
    synthesizers = {each.name: open_synthesizer(each, settings, caches.clips) for each in (voice, *roles.values())}
    by_role = {role: synthesizers[each.name] for role, each in roles.items()}
    voices = VoiceSet(synthesizers[voice.name], by_role, instead_of=instead_of)
    jingles = Jingles({Music(kind): blob for kind, blob in read_sounds(settings).items()}, caches.clips)
    lists = read_word_lists(settings)
    lexicons = _Lexicons(settings, lists)
    diacritizer = CachedDiacritizer(ModelDiacritizer(registry.mark_model(), lists), caches.store)
    return EpisodeBuilder(
        voices=voices,
        lexicon_of=lexicons.of,
        diacritizer=diacritizer,
        joiner=Joiner(voices, caches.frames, settings.bitrate, settings.loudness, jingles),
        writer=make_writer(settings, store, caches),
        facts=settings.show,
        sound=(settings.bitrate, settings.loudness, settings.alternate, jingles.digests),
        notice=settings.notice,
        scripts=_keep("scripts", FixedScript, partial(_basis_of_scripts, voices, lexicons, diacritizer, settings)),
        photos=Photos(store, PhotoFetch(settings)) if settings.show.photos else None,
        fallbacks=_Fallbacks(settings, voice, store, caches),
    )


def open_synthesizer(voice: Voice, settings: Settings, clips: Clips) -> Synthesizer:
    """Return what speaks with a voice.

    Raises:
        SettingsError: There is no such engine, or the voice is not trusted.
    """
    engine = registry.engine(voice.engine)
    refuse_untrusted(voice, engine.caps, settings)
    for name in (engine.caps.key, voice.settings.get("key")):  # here too, because workers ask for it by themselves
        keep_secret(os.environ.get(str(name or ""), "").strip())
    return Synthesizer(engine, voice, clips)


def _role_voice(role: Role, name: str, settings: Settings) -> Voice:
    """Return the voice of a role.

    Raises:
        SettingsError: It does not exist, is not installed, or is Arabic where Latin letters are to be spoken.
    """
    voice = load_voice(name, settings)
    if voice.files and installed(voice) is None:
        raise SettingsError(f"roles.{role}: the voice {name} is not installed", f"audionews voices install {name}")
    if role is Role.LATIN and voice.language.partition("-")[0] == "ar":
        what = f"roles.{role}: the voice {name} speaks Arabic, and not what is written in Latin letters"
        raise SettingsError(what, 'name a voice with language = "en", for example')
    return voice


def open_readers(settings: Settings, tell: Listener, lists: WordLists | None = None) -> tuple[ArticleReader, ...]:
    """Return all registered readers; those that use word lists get the lists of the show.

    Args:
        settings: The settings of the show.
        tell: Receives a notice for each reader that cannot be loaded.
        lists: The lists of the show, if they are read already.

    Raises:
        SettingsError: A word list is wrong.
    """
    lists = lists or read_word_lists(settings)
    return tuple(each.with_lists(lists) if isinstance(each, WordListUser) else each for each in registry.readers(tell))


def open_diacritizer(settings: Settings) -> Diacritizer:
    """Return the diacritizer, with the word lists of the show.

    Raises:
        SettingsError: A word list is wrong.
    """
    return ModelDiacritizer(registry.mark_model(), read_word_lists(settings))


def keep_articles(readers: Sequence[ArticleReader], lists: WordLists) -> KeptResults[tuple[Article, ...]]:
    """Return what keeps the articles that readers with these word lists find in inputs.

    Of a reader that a plug-in brings it is not known when it is another one: then none are kept.
    """

    def basis() -> str:
        kinds = [f"{type(each).__module__}.{type(each).__qualname__}" for each in readers]
        ours = all(kind.startswith("audionews.") for kind in kinds)
        return digest(code_digest(), kinds, lists.added, lists.region) if ours and code_digest() else ""

    return _keep("articles", tuple[Article, ...], basis)


def _basis_of_scripts(voices: VoiceSet, lexicons: _Lexicons, diacritizer: Diacritizer, settings: Settings) -> str:
    """Return the digest of all that scripts depend on besides the text; "" if it cannot be known."""
    speakers = [(each.engine.name, each.engine.version, each.engine.caps, each.voice) for each in voices.synthesizers]
    roles = {role: each.voice.name for role, each in voices.roles.items()}
    marks = (diacritizer.name, diacritizer.version)
    words = (lexicons.entries, lexicons.lists.added, lexicons.lists.region)
    return digest(code_digest(), speakers, roles, marks, words, settings.notice) if code_digest() else ""


def _keep(kind: str, result: type[Result], basis: Callable[[], str]) -> KeptResults[Result]:
    """Return what keeps results on this machine: making them again takes no longer than asking another one."""
    return KeptResults(LocalStore(cache_folder(), durable=False), kind, result, basis)


def write_settings(folder: Path) -> Path:
    """Write a commented audionews.toml with the defaults into a folder, and return its path.

    Raises:
        UsageError: The file exists already.
        StoreError: The folder cannot be written.
    """
    path = folder / FILE
    if open_store(folder).read(FILE) is not None:
        raise UsageError(f"{path} is already there", "edit it, or move it away first")
    return write_file(path, template().encode())


def write_samples(folder: Path) -> tuple[Path, Path]:
    """Write the sample articles and their settings into a folder, and return the settings and the folder of articles.

    Files that are there already stay as they are.

    Raises:
        StoreError: The folder cannot be written.
    """
    samples = shipped_folder("examples")
    for source in (samples / FILE, *sorted((samples / "articles").glob("*.txt"))):
        target = folder / source.relative_to(samples)
        if not target.exists():
            write_file(target, source.read_bytes())
    return folder / FILE, folder / "articles"


def write_file(path: Path, blob: bytes) -> Path:
    """Write a file in one atomic step and return its path.

    Raises:
        StoreError: It cannot be written.
    """
    open_store(path.parent).write(path.name, [blob])
    return path


def make_writer(settings: Settings, store: BlobStore, caches: Caches) -> EpisodeWriter:
    """Return the writer of the files of episodes."""
    return EpisodeWriter(store, caches.frames, caches.pictures, settings.show, settings.alternate)


@dataclass(frozen=True)
class _Fallbacks:
    """The builders of the fallbacks of a voice; each is made on demand."""

    settings: Settings
    voice: Voice
    store: BlobStore
    caches: Caches

    def __reduce__(self) -> tuple[type[tuple[EpisodeBuilder, ...]], tuple[list[EpisodeBuilder]]]:
        """Pickle as the builders: another machine need not have the files of the voices."""
        return tuple, (list(self),)

    def __iter__(self) -> Iterator[EpisodeBuilder]:
        for name in self.voice.fallback:
            voice = load_voice(name, self.settings)
            yield make_builder(self.settings, voice, self.store, self.caches, self.voice.name)


class _Lexicons:
    """The lexicon for each voice: the program's own, and the show's, which takes precedence."""

    def __init__(self, settings: Settings, lists: WordLists) -> None:
        self._settings = settings
        self.lists = lists
        self._known: dict[str, Lexicon] = {}

    def __getstate__(self) -> dict[str, object]:
        """Pickle with the entries: another machine need not have the files of the lexicons."""
        return {"_settings": None, "lists": self.lists, "entries": self.entries, "_known": {}}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entry in list_entries(self._settings))

    def of(self, synthesizer: Synthesizer, readings: Sequence[Reading]) -> Lexicon:
        """Return the lexicon for a voice, with the readings of one article, which take precedence."""
        voice = synthesizer.voice
        own = [each.entry for each in readings if each.at is None]
        if own:
            return Lexicon.select(self.entries, engine=voice.engine, voice=voice.name, last=own, lists=self.lists)
        if voice.name not in self._known:
            self._known[voice.name] = Lexicon.select(
                self.entries, engine=voice.engine, voice=voice.name, lists=self.lists
            )
        return self._known[voice.name]
