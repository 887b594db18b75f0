"""The show of an output folder: loaded, rendered, its episodes listed, taken out and put back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING

import msgspec

from audionews import registry
from audionews.app.composition import cache_folder, now
from audionews.artwork import cover
from audionews.build.cache import Cache
from audionews.build.encoding import FramesFacts
from audionews.build.writer import EpisodeWriter
from audionews.catalogue import Catalogue, render_show, sidecars
from audionews.catalogue.publishers import as_renderer
from audionews.errors import SettingsError, StoreError, UsageError
from audionews.model import Output, Show
from audionews.model.events import ShowPublished
from audionews.render import embed
from audionews.render.paths import COVER, FEED, INDEX, feed_guid, section_file
from audionews.stores import open_cache, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from audionews.model import ChangedShow, Episode, Neighbours, ShowFacts
    from audionews.model.events import Listener
    from audionews.ports import BlobStore
    from audionews.settings import Settings

FACTS = "show.json"


class ShowIdentity(msgspec.Struct, frozen=True):
    """What the show keeps for ever: its podcast:guid, made once from its first address, and those of its sections."""

    guid: str
    sections: dict[str, str] = {}


class EpisodeSummary(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as ``list`` shows it."""

    id: str
    state: str
    published: datetime
    publish_at: datetime | None
    section: str
    seconds: int
    title: str


class ShowCover:
    """Renders the cover of the show.

    Args:
        store: The output folder.
    """

    name = "cover"
    version = str(cover.VERSION)

    def __init__(self, store: BlobStore) -> None:
        self._store = store

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: the cover of an episode is written with its sound."""
        return iter(())

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield the cover; it is drawn when it is taken."""
        yield Output(path=COVER, inputs="facts", pieces=self._draw(show.facts))

    def _draw(self, facts: ShowFacts) -> Iterator[bytes]:
        kept = open_cache(cache_folder())
        frames, pictures = Cache(kept, "frames", FramesFacts), Cache(kept, "pictures", type(None))
        yield EpisodeWriter(self._store, frames, pictures, facts).draw(facts.title)


def load_show(settings: Settings, out: Path, clock: Callable[[], datetime] = now) -> Show:
    """Return the show in the output folder: what is removed or has to wait is not in it.

    Args:
        settings: Of the show.
        out: The output folder.
        clock: Gives the time up to which episodes have waited.

    Raises:
        StoreError: A sidecar is damaged.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        return _load(catalogue, settings, clock())


def _load(catalogue: Catalogue, settings: Settings, time: datetime) -> Show:
    published = sidecars.State.PUBLISHED
    shown = tuple(header for header in catalogue.headers() if sidecars.state_of(header, time) is published)
    episodes = sidecars.LazyEpisodes(shown, lambda header: catalogue.episode(header.id))
    return Show(facts=with_guids(settings.show, catalogue.store), episodes=episodes)


def publish_show(settings: Settings, out: Path, tell: Listener) -> Show:
    """Bring feed, pages and cover of the show up to date, and return it.

    What is rendered last has all episodes, whoever built them: the folder is read when no other process renders.

    Raises:
        StoreError: A folder cannot be written.
    """
    with Catalogue.open(open_store(out)) as catalogue:
        _render(catalogue, settings, tell)
        return _load(catalogue, settings, now())


def _render(catalogue: Catalogue, settings: Settings, tell: Listener) -> None:
    """Write all that is rendered of the show, and tell how many files changed."""
    store = catalogue.store
    with store.lock():
        facts = with_guids(settings.show, store)
        if facts.guid:
            store.write(FACTS, [msgspec.json.encode(ShowIdentity(facts.guid, dict(facts.section_guids)))])
        renderers = [ShowCover(store), *map(as_renderer, registry.publishers())]
        done = render_show(catalogue, renderers, facts, now())
    feed, index = (store.local_file(name) or name for name in (FEED, INDEX))
    tell(ShowPublished(feed=feed, index=index, episodes=done.episodes, changed=done.changed + done.removed))


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
        return [
            EpisodeSummary(
                id=header.id,
                state=sidecars.state_of(header, time),
                published=header.published,
                publish_at=header.publish_at,
                section=header.section,
                seconds=round(header.samples / header.rate),
                title=header.title,
            )
            for header in catalogue.headers()
        ]


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
        _render(catalogue, settings, tell)
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
        if catalogue.store.stat(sidecars.sound_file(episode.id)) is None:
            what = f"the sound of {episode.id} was purged"
            raise UsageError(what, "build its article again: it is no longer removed")
        _render(catalogue, settings, tell)
    return episode


def embed_code(settings: Settings, out: Path, name: str, kind: str) -> str:
    """Return what puts an episode on another site.

    Args:
        settings: Of the show.
        out: The output folder.
        name: The id of the episode, or the beginning of it.
        kind: "iframe", "script" or "oembed".

    Raises:
        UsageError: There is no such episode.
        SettingsError: The show has no base URL: other sites could not find it.
    """
    if not settings.show.base_url:
        raise SettingsError("the show has no base URL", "write base_url into [show] of the settings")
    episode = find_episode(out, name)
    make = {"iframe": embed.frame, "script": embed.script, "oembed": embed.oembed}[kind]
    return make(episode, settings.show).strip()


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
