"""The show in an output folder: render, serve and deploy it; list, remove and restore its episodes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from audionews import registry
from audionews.app.composition import make_writer, now, open_caches
from audionews.building import stages
from audionews.building.show_cover import CoverRenderer
from audionews.catalogue import Catalogue, changed_show
from audionews.catalogue.summary import EpisodeSummary, summary_of
from audionews.deploy import deploy_show
from audionews.errors import FileDamaged, SettingsError, StoreError, UsageError, did_you_mean
from audionews.model.events import Noticed, ShowPublished
from audionews.model.paths import FEED, INDEX, feed_guid, files_of, section_file, sound_file
from audionews.render import embed
from audionews.render.environment import Templates
from audionews.stores import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model import ChangedShow, Episode, ShowFacts
    from audionews.model.events import Listener
    from audionews.ports import BlobStore
    from audionews.settings import Settings

FACTS = "show.json"
_ATTEMPTS = 10  # how often a show is uploaded while other processes build it
TEMPLATES = "templates"  # the folder beside the settings whose templates replace ours


class ShowIdentity(msgspec.Struct, frozen=True):
    """What never changes: the show's podcast:guid, made from its first address, and those of its sections."""

    guid: str
    sections: dict[str, str] = {}


def render(settings: Settings, catalogue: Catalogue, tell: Listener) -> None:
    """Bring feed, pages and cover of the show up to date, and tell how many files changed.

    It runs under the lock of the folder, so that it renders all episodes, those of other processes included.

    Raises:
        StoreError: A folder cannot be written.
    """
    store = catalogue.store
    with store.lock():
        facts = with_guids(settings.show, store)
        if facts.guid:
            store.write(FACTS, [msgspec.json.encode(ShowIdentity(facts.guid, dict(facts.section_guids)))])
        cover = CoverRenderer(make_writer(settings, store, open_caches()))
        renderers = (cover, *registry.renderers(settings.folder / TEMPLATES, tell))
        done = stages.render(renderers, facts, catalogue, now())
    for name in done.kept:
        tell(Noticed(text=f"a file of yours was where the show has one of its own: it is kept as {name}"))
    feed, index = (store.local_file(name) or name for name in (FEED, INDEX))
    tell(ShowPublished(feed=feed, index=index, episodes=done.episodes, changed=done.changed + done.removed))


def render_folder(settings: Settings, out: Path, tell: Listener) -> None:
    """Bring feed, pages and cover of the show in a folder up to date.

    Raises:
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        render(settings, catalogue, tell)


def deploy(settings: Settings, out: Path, target: str, tell: Listener) -> None:
    """Render the show and upload what has changed to the target.

    Args:
        settings: The settings of the show, which must have a base URL.
        out: The output folder.
        target: A folder or any address that fsspec supports.
        tell: Receives an event for every file.

    Raises:
        UsageError: The target is empty.
        SettingsError: The show has no base URL, or the target is not supported.
        StoreError: A file is missing or damaged, or the target or the hub refuses it.
    """
    if not settings.show.base_url:
        raise SettingsError("the show has no base URL", "write base_url into [show]: feeds name files by it")
    if not target:
        raise UsageError("the target is empty", "name a folder, or an address like s3://bucket/podcast")
    with Catalogue.open(open_store(out)) as catalogue:
        for attempt in range(_ATTEMPTS):
            with catalogue.store.lock():
                render(settings, catalogue, tell)
                rendering = catalogue.rendering()
            try:
                _deploy(settings, catalogue, target, tell)
            except StoreError as error:  # if a file has changed, another process may have rendered the show meanwhile
                again = isinstance(error, FileDamaged) and catalogue.render_again(error.path)
                if attempt == _ATTEMPTS - 1 or (catalogue.rendering() == rendering and not again):
                    raise
            else:
                return


def _deploy(settings: Settings, catalogue: Catalogue, target: str, tell: Listener) -> None:
    """Upload the show as it is rendered now."""
    hidden = changed_show(catalogue, settings.show, now()).hidden
    files = [name for header in hidden for name in files_of(header.id)]
    facts = with_guids(settings.show, catalogue.store)
    deploy_show(catalogue.public_files(), files, catalogue.store, target, facts, tell)


class ServedShow:
    """A show for the web server: which files are public, and what its feeds are made from.

    Args:
        settings: The settings of the show.
        catalogue: Its episodes.
    """

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue

    def is_public(self, path: str) -> bool:
        """Return whether listeners may get a file of the output folder."""
        return self._catalogue.is_public(path)

    def load(self) -> ChangedShow:
        """Return the show as it is now."""
        self._catalogue.refresh()
        facts = with_guids(self._settings.show, self._catalogue.store)
        return changed_show(self._catalogue, facts, now())


def list_episodes(out: Path) -> list[EpisodeSummary]:
    """Return all episodes of an output folder, newest first, with their states.

    Raises:
        UsageError: There is no such folder.
        StoreError: A sidecar is damaged.
    """
    if not out.exists():
        raise UsageError(f"there is no folder {out}", "build the show first, or name the folder of one")
    time = now()
    with Catalogue.open(open_store(out)) as catalogue:
        return [summary_of(header, time) for header in catalogue.headers()]


def find_episode(out: Path, name: str) -> Episode:
    """Return the episode with this id; the beginning of an id is enough if only one episode matches.

    Raises:
        UsageError: There is none, or more than one.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        return catalogue.episode(catalogue.find(name).id)


def remove_episode(settings: Settings, out: Path, name: str, tell: Listener, *, purge: bool = False) -> Episode:
    """Take an episode out of feed and pages, and return it.

    Args:
        settings: The settings of the show.
        out: The output folder.
        name: Its id, or the beginning of it.
        tell: Receives an event when the show is rendered.
        purge: Whether to delete its sound, its cover and its other encodings as well.

    Raises:
        UsageError: There is no such episode.
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        episode = catalogue.mark_removed(catalogue.find(name).id, removed=True, at=now())
        render(settings, catalogue, tell)
        if purge:
            catalogue.purge(episode.id)
    return episode


def restore_episode(settings: Settings, out: Path, name: str, tell: Listener) -> Episode:
    """Put a removed episode back into feed and pages, and return it.

    Raises:
        UsageError: There is no such episode, or its sound was purged.
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        episode = catalogue.mark_removed(catalogue.find(name).id, removed=False)
        if catalogue.store.stat(sound_file(episode.id)) is None:
            what = f"the sound of {episode.id} was purged"
            raise UsageError(what, "build its article again: it is no longer removed")
        render(settings, catalogue, tell)
    return episode


def embed_code(settings: Settings, out: Path, name: str, kind: str) -> str:
    """Return the code that embeds an episode in another site.

    Args:
        settings: The settings of the show.
        out: The output folder.
        name: The id of the episode, or the beginning of it.
        kind: "iframe", "script" or "oembed".

    Raises:
        UsageError: There is no such episode or kind.
        SettingsError: The show has no base URL, so other sites could not find it.
    """
    if not settings.show.base_url:
        raise SettingsError("the show has no base URL", "write base_url into [show] of the settings")
    kinds = {"iframe": embed.frame_code, "script": embed.script_code, "oembed": embed.oembed}
    if kind not in kinds:
        raise UsageError(f'there is no embed of the kind "{kind}"', did_you_mean(kind, kinds))
    episode = find_episode(out, name)
    return kinds[kind](episode, settings.show, Templates(settings.folder / TEMPLATES)).strip()


def with_guids(facts: ShowFacts, store: BlobStore) -> ShowFacts:
    """Return the facts with the podcast:guid of the show and its sections: the stored ones, else new ones.

    They are made from the base URL; without it, a show has none yet.

    Raises:
        StoreError: show.json, where they are stored, is damaged.
    """
    kept, base = _identity(store), facts.base_url
    guid = kept.guid or (feed_guid(f"{base}/{FEED}") if base else "")
    made = {key: feed_guid(f"{base}/{section_file(key)}") for key in facts.sections} if base else {}
    return replace(facts, guid=guid, section_guids=made | kept.sections)


def _identity(store: BlobStore) -> ShowIdentity:
    blob = store.read(FACTS)
    if blob is None:
        return ShowIdentity("")
    try:
        return msgspec.json.decode(blob, type=ShowIdentity)
    except msgspec.DecodeError as error:
        remedy = "put it back from a backup, or copy podcast:guid from the published feed into it"
        raise StoreError(f"{FACTS} is damaged: {error}", remedy) from error
