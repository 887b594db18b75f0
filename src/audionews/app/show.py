"""The show of an output folder: rendered, served and sent; its episodes listed, taken out and put back."""

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
from audionews.errors import SettingsError, StoreError, UsageError, did_you_mean
from audionews.model.events import ShowPublished
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
_ATTEMPTS = 10  # to send a show that other processes build at the same time
TEMPLATES = "templates"  # the folder beside the settings whose templates take the place of ours


class ShowIdentity(msgspec.Struct, frozen=True):
    """What the show keeps for ever: its podcast:guid, made once from its first address, and those of its sections."""

    guid: str
    sections: dict[str, str] = {}


def render(settings: Settings, catalogue: Catalogue, tell: Listener) -> None:
    """Bring feed, pages and cover of the show up to date, and tell how many files changed.

    What is rendered last has all episodes, whoever built them: the folder is read when no other process renders.

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
    """Render the show and send what changed to the target.

    Args:
        settings: Of the show; it must have a base URL.
        out: The output folder.
        target: A folder or any address that fsspec knows.
        tell: Is told of every file.

    Raises:
        UsageError: The target is empty.
        SettingsError: The show has no base URL, or nothing knows such a target.
        StoreError: A sound is missing or damaged, or the target or the hub does not take what it is given.
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
            except StoreError:  # a file is not as it was: another process may have rendered the show meanwhile
                if attempt == _ATTEMPTS - 1 or catalogue.rendering() == rendering:
                    raise
            else:
                return


def _deploy(settings: Settings, catalogue: Catalogue, target: str, tell: Listener) -> None:
    """Send what is rendered as it is now."""
    hidden = changed_show(catalogue, settings.show, now()).hidden
    files = [name for header in hidden for name in files_of(header.id)]
    facts = with_guids(settings.show, catalogue.store)
    deploy_show(catalogue.public_files(), files, catalogue.store, target, facts, tell)


class ServedShow:
    """A show as a web server sees it: what is public, and what its feeds are made of.

    Args:
        settings: Of the show.
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
    """Return the episode of that id; the beginning of an id is enough where only one begins so.

    Raises:
        UsageError: There is none, or more than one.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        return catalogue.episode(catalogue.find(name).id)


def remove_episode(settings: Settings, out: Path, name: str, tell: Listener, *, purge: bool = False) -> Episode:
    """Take an episode out of feed and pages, and return it.

    Args:
        settings: Of the show.
        out: The output folder.
        name: Its id, or the beginning of it.
        tell: Is told that the show was rendered.
        purge: Delete its sound, its cover and its other encodings as well.

    Raises:
        UsageError: There is no such episode.
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        episode = catalogue.mark_removed(catalogue.find(name).id, removed=True)
        render(settings, catalogue, tell)
        if purge:
            catalogue.purge(episode.id)
    return episode


def restore_episode(settings: Settings, out: Path, name: str, tell: Listener) -> Episode:
    """Put a removed episode back into feed and pages, and return it.

    Raises:
        UsageError: There is no such episode, or its sound is gone.
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
    """Return what puts an episode on another site.

    Args:
        settings: Of the show.
        out: The output folder.
        name: The id of the episode, or the beginning of it.
        kind: "iframe", "script" or "oembed".

    Raises:
        UsageError: There is no such episode or kind.
        SettingsError: The show has no base URL: other sites could not find it.
    """
    if not settings.show.base_url:
        raise SettingsError("the show has no base URL", "write base_url into [show] of the settings")
    kinds = {"iframe": embed.frame_code, "script": embed.script_code, "oembed": embed.oembed}
    if kind not in kinds:
        raise UsageError(f'there is no embed of the kind "{kind}"', did_you_mean(kind, kinds))
    episode = find_episode(out, name)
    return kinds[kind](episode, settings.show, Templates(settings.folder / TEMPLATES)).strip()


def with_guids(facts: ShowFacts, store: BlobStore) -> ShowFacts:
    """Return the facts with the show's podcast:guid: the one that it has, else one of its address, else none yet.

    Raises:
        StoreError: show.json, which keeps it, is damaged.
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
