"""The show in an output folder: render, serve and deploy it; list, remove and restore its episodes."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from audionews import registry
from audionews.app.clock import now
from audionews.app.composition import make_writer, open_caches, tell_full_cache
from audionews.app.show_guids import keep_guids, with_guids
from audionews.building import stages
from audionews.building.show_cover import CoverRenderer
from audionews.catalogue import Catalogue, changed_show
from audionews.catalogue.sidecars import State, state_of
from audionews.catalogue.summary import EpisodeSummary, summary_of
from audionews.deploy import RenderedShow, deploy_show
from audionews.errors import FileDamaged, SettingsError, StoreError, UsageError, did_you_mean
from audionews.model import ShowFacts
from audionews.model.events import Noticed, ShowPublished
from audionews.model.look import LANGUAGES, SIZES, THEMES
from audionews.model.paths import FEED, INDEX, base_of, enclosure_base, sound_file
from audionews.render import embed
from audionews.render.environment import Templates
from audionews.settings import read_pictures
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from audionews.catalogue import RenderResult
    from audionews.model import Episode, PlayerLook
    from audionews.model.events import Event, Listener
    from audionews.ports import BlobStore
    from audionews.settings import Settings

RENDERED = ".audionews/rendered.json"  # the facts of the last rendering, which need not be those of ./audionews.toml
_ATTEMPTS = 10  # how often a show is uploaded, without sending anything, while other processes build it
TEMPLATES = "templates"  # the folder beside the settings whose templates replace ours


def render(settings: Settings, catalogue: Catalogue, tell: Listener) -> None:
    """Bring feed, pages and cover of the show up to date, and tell how many files changed.

    Raises:
        StoreError: A folder cannot be written.
    """
    done = bring_up_to_date(settings, catalogue, tell)
    tell_published(catalogue, done.episodes, len(done.files), tell)


def tell_published(catalogue: Catalogue, episodes: int, changed: int, tell: Listener) -> None:
    """Tell that the show is rendered, with so many episodes, and how many files changed."""
    feed, index = (catalogue.store.place(name) for name in (FEED, INDEX))
    tell(ShowPublished(feed=feed, index=index, episodes=episodes, changed=changed))


def bring_up_to_date(settings: Settings, catalogue: Catalogue, tell: Listener) -> RenderResult:
    """Bring feed, pages and cover of the show up to date, and return what was done.

    It runs under the lock of the folder, so that it renders all episodes, those of other processes included.

    Raises:
        StoreError: A folder cannot be written.
    """
    store = catalogue.store
    with store.lock():
        facts = with_guids(settings.show, store)
        keep_guids(facts, store, tell)
        store.write(RENDERED, [msgspec.json.encode(facts)])
        caches = open_caches(settings, store)
        cover = CoverRenderer(make_writer(settings, store, caches), read_pictures(settings.folder, settings.show))
        renderers = (cover, *registry.renderers(settings.folder / TEMPLATES, tell))
        done = stages.render(renderers, facts, catalogue, now())
    tell_full_cache(caches, tell)
    for name in done.kept:
        tell(Noticed(text=f"a file of yours was where the show has one of its own: it is kept as {name}"))
    return done


def render_folder(settings: Settings, store: BlobStore, tell: Listener) -> None:
    """Bring feed, pages and cover of the show in a folder up to date.

    Raises:
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(store, tell) as catalogue:
        render(settings, catalogue, tell)


def deploy(settings: Settings, store: BlobStore, target: str, tell: Listener) -> None:
    """Render the show and upload what has changed to the target.

    Args:
        settings: The settings of the show, which must have a base URL.
        store: The output folder.
        target: A folder or any address that fsspec supports.
        tell: Receives an event for every file.

    Raises:
        UsageError: The target is empty.
        SettingsError: The show has no base URL, or the target is not supported.
        StoreError: A file is missing or damaged, or the target or the hub refuses it.
    """
    if not settings.show.base_url:
        raise SettingsError(
            "the show has no base URL",
            "write base_url into [show] of the settings, which audionews init makes",
        )
    if not target:
        raise UsageError("the target is empty", "name a folder, or an address like s3://bucket/podcast")
    with Catalogue.open(store, tell) as catalogue:
        attempts = _ATTEMPTS
        while attempts:
            with catalogue.store.lock():
                render(settings, catalogue, tell)
                rendering = catalogue.rendering()
            sent: list[Event] = []
            try:
                _deploy(settings, catalogue, target, partial(_tell_and_keep, tell, sent))
            except StoreError as error:  # if a file has changed, another process may have rendered the show meanwhile
                again = isinstance(error, FileDamaged) and catalogue.render_again(error.path)
                attempts = _ATTEMPTS if sent else attempts - 1  # a long build renders often
                if not attempts or (catalogue.rendering() == rendering and not again):
                    raise
            else:
                return


def _tell_and_keep(tell: Listener, sent: list[Event], event: Event) -> None:
    sent.append(event)
    tell(event)


def _deploy(settings: Settings, catalogue: Catalogue, target: str, tell: Listener) -> None:
    """Upload the show as it is rendered now.

    Raises:
        StoreError: The index was damaged and made anew, so that it does not know what was rendered.
    """
    files = catalogue.public_files()
    if not catalogue.rendering():
        raise StoreError("the index of the show was damaged, and is made again", "run it again")
    hidden = {header.id for header in changed_show(catalogue, settings.show, now()).hidden}
    facts = with_guids(settings.show, catalogue.store)
    show = RenderedShow(files=files, hidden=hidden, facts=facts, now=now())
    deploy_show(show, catalogue.store, target, tell)


class ServedShow:
    """A show for the web server, as it was last rendered.

    Args:
        catalogue: Its episodes.
        facts: The facts of the show, should an earlier version have rendered it, which did not store them.
    """

    def __init__(self, catalogue: Catalogue, facts: ShowFacts) -> None:
        self._catalogue = catalogue
        self._facts = facts

    def is_public(self, path: str) -> bool:
        """Return whether listeners may get a file of the output folder now.

        The files of an episode that was removed or waits for its time are withheld even before the show is rendered.
        """
        catalogue = self._catalogue
        episode_id = catalogue.ask(lambda: catalogue.manifest.episode_of(path))
        if not episode_id:
            return episode_id is not None
        header = catalogue.header(episode_id)
        return header is not None and state_of(header, now()) is State.PUBLISHED

    def base_url(self) -> str:
        """Return the address by which its feeds name files."""
        return base_of(self._rendered())

    def sounds_url(self) -> str:
        """Return what stands for that address where feeds name sounds."""
        return enclosure_base(self._rendered())

    def _rendered(self) -> ShowFacts:
        return rendered_facts(self._catalogue.store) or self._facts


def list_episodes(store: BlobStore, tell: Listener) -> list[EpisodeSummary]:
    """Return all episodes of an output folder, newest first, with their states.

    Raises:
        UsageError: There is no such folder.
    """
    folder = store.local_file("")
    if folder is not None and not Path(folder).exists():
        raise UsageError(f"there is no folder {folder}", "build the show first, or name the folder of one")
    time = now()
    with Catalogue.open(store, tell) as catalogue:
        return [summary_of(header, time) for header in catalogue.headers()]


def find_episode(store: BlobStore, name: str) -> Episode:
    """Return the episode with this id; the beginning of an id is enough if only one episode matches.

    Raises:
        UsageError: There is none, or more than one.
    """
    with Catalogue.open(store) as catalogue:
        return catalogue.episode(catalogue.find(name).id)


def remove_episode(settings: Settings, store: BlobStore, name: str, tell: Listener, *, purge: bool = False) -> Episode:
    """Take an episode out of feed and pages, and return it.

    Args:
        settings: The settings of the show.
        store: The output folder.
        name: Its id, or the beginning of it.
        tell: Receives an event when the show is rendered.
        purge: Whether to delete its sound, its cover and its other encodings as well.

    Raises:
        UsageError: There is no such episode.
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(store, tell) as catalogue:
        episode = catalogue.mark_removed(catalogue.find(name).id, removed=True, at=now())
        render(settings, catalogue, tell)
        if purge:
            catalogue.purge(episode.id)
    return episode


def restore_episode(settings: Settings, store: BlobStore, name: str, tell: Listener) -> Episode:
    """Put a removed episode back into feed and pages, and return it.

    Raises:
        UsageError: There is no such episode, or its sound was purged.
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(store, tell) as catalogue:
        episode = catalogue.mark_removed(catalogue.find(name).id, removed=False)
        if catalogue.store.stat(sound_file(episode)) is None:
            what = f"the sound of {episode.id} was purged"
            raise UsageError(what, "build its article again: it is no longer removed")
        render(settings, catalogue, tell)
    return episode


def embed_code(settings: Settings, store: BlobStore, name: str, kind: str, look: PlayerLook) -> str:
    """Return the code that embeds an episode in another site.

    Args:
        settings: The settings of the show.
        store: The output folder.
        name: The id of the episode, or the beginning of it.
        kind: "iframe", "script" or "oembed".
        look: How the player looks there.

    Raises:
        UsageError: There is no such episode, kind or look.
        SettingsError: The show has no base URL, so other sites could not find it.
    """
    if not settings.show.base_url:
        raise SettingsError(
            "the show has no base URL", "write base_url into [show] of the settings, which audionews init makes"
        )
    kinds = {"iframe": embed.frame_code, "script": embed.script_code, "oembed": embed.oembed}
    if kind not in kinds:
        raise UsageError(f'there is no embed of the kind "{kind}"', did_you_mean(kind, kinds))
    _check_look(look)
    episode = find_episode(store, name)
    return kinds[kind](episode, settings.show, Templates(settings.folder / TEMPLATES), look).strip()


def _check_look(look: PlayerLook) -> None:
    known = {"theme": (look.theme, THEMES), "size": (look.size, SIZES), "language": (look.language, LANGUAGES)}
    for what, (word, words) in known.items():
        if word not in words:
            raise UsageError(f'the player has no {what} "{word}"', did_you_mean(word, words))
    if look.accent and not re.fullmatch("#[0-9a-fA-F]{6}", look.accent):
        raise UsageError(
            f'"{look.accent}" is not a colour', 'write it as six hexadecimal digits, for example "#0b5d4e"'
        )


def rendered_facts(store: BlobStore) -> ShowFacts | None:
    """Return the facts that a show was last rendered with; None if an earlier version rendered it."""
    blob = store.read(RENDERED)
    try:
        return None if blob is None else decode_json(blob, ShowFacts)
    except msgspec.DecodeError:  # damaged: the next build writes it again
        return None
