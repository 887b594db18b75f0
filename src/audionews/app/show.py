"""The show of an output folder: loaded, rendered and published."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TYPE_CHECKING

import msgspec

from audionews import registry
from audionews.app.studio import cache_folder, now
from audionews.build.cache import Cache
from audionews.build.encoding import FramesFacts
from audionews.build.writer import Press
from audionews.catalogue import sidecars
from audionews.errors import SettingsError, StoreError, UsageError
from audionews.model import ChangedShow, EpisodeHeader, Neighbours, Show
from audionews.model.events import ShowPublished
from audionews.model.paths import COVER, FEED, INDEX, feed_guid, section_file
from audionews.render import embed
from audionews.render.environment import Templates
from audionews.stores.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from audionews.model import Episode, ShowFacts
    from audionews.model.events import Listener
    from audionews.ports import BlobStore, Renderer
    from audionews.settings import Settings

FACTS = "show.json"


class Kept(msgspec.Struct, frozen=True):
    """What the show keeps for ever: its podcast:guid, made once from its first address, and those of its sections."""

    guid: str
    sections: dict[str, str] = {}


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as ``list`` shows it."""

    id: str
    state: str
    published: datetime
    publish_at: datetime | None
    section: str
    seconds: int
    title: str


def load_show(settings: Settings, out: Path, clock: Callable[[], datetime] = now) -> Show:
    """Return the show in the output folder: what is removed or has to wait is not in it.

    Args:
        settings: Of the show.
        out: The output folder.
        clock: Gives the time up to which episodes have waited.

    Raises:
        StoreError: A sidecar is damaged.
    """
    store, time = LocalStore(out), clock()
    shelf = sidecars.open_shelf(store, lambda episode: sidecars.state_of(episode, time) is sidecars.State.PUBLISHED)
    return Show(facts=with_guids(settings.show, store), episodes=shelf)


def publish_show(settings: Settings, out: Path, tell: Listener) -> Show:
    """Bring feed, pages and cover of the show up to date, and return it.

    What is published last has all episodes, whoever built them: the folder is read when no other process publishes.

    Raises:
        StoreError: A folder cannot be written.
    """
    store = LocalStore(out)
    with store.lock():
        store.tidy()
        whole = load_show(settings, out)
        changed = _publish(whole, store, settings.folder / "templates", tell)
    feed, index = str(store.path(FEED)), str(store.path(INDEX))
    tell(ShowPublished(feed=feed, index=index, episodes=len(whole.episodes), changed=changed))
    return whole


def _publish(whole: Show, store: LocalStore, folder: Path, tell: Listener) -> int:
    """Write all that is rendered of the show and return how many files changed."""
    facts = whole.facts
    if facts.guid:
        store.write(FACTS, [msgspec.json.encode(Kept(facts.guid, dict(facts.section_guids)))])
    changed = int(store.write(COVER, [_cover(store, facts)]))
    return changed + sidecars.publish(whole, [_Publisher(one) for one in registry.renderers(folder, tell)], store)


class _Publisher:
    def __init__(self, renderer: Renderer) -> None:
        self.name, self._renderer = renderer.name, renderer

    def render(self, show: Show) -> Iterator[tuple[str, Iterable[bytes]]]:
        listed = changed_show(show)
        headers = (None, *listed.headers, None)
        for newer, episode, older in zip(headers, show.episodes, headers[2:], strict=False):
            neighbours = Neighbours(facts=show.facts, newer=newer, older=older)
            for output in self._renderer.episode(episode, neighbours):
                yield output.path, output.pieces
        for output in self._renderer.lists(listed):
            yield output.path, output.pieces


def changed_show(show: Show) -> ChangedShow:
    """Return the show with headers."""
    headers = [_header(episode) for episode in show.episodes]
    places = {header.id: place for place, header in enumerate(headers)}
    load = lambda header: show.episodes[places[header.id]]  # noqa: E731
    return ChangedShow(facts=show.facts, headers=headers, hidden=(), load=load, changed=frozenset(places))


def load_changed(settings: Settings, out: Path) -> ChangedShow:
    """Return the show in the output folder as renderers are given it."""
    return changed_show(load_show(settings, out))


def public_paths(show: Show) -> set[str]:
    """Return the paths of all files of the show that are for listeners."""
    listed, paths = changed_show(show), {COVER}
    near = Neighbours(facts=show.facts)
    for episode in show.episodes:
        paths |= {sidecars.sound_file(episode.id), sidecars.cover_file(episode.id)}
        paths |= {sidecars.alternate_file(episode.id, other) for other in episode.alternates}
        paths |= {output.path for one in registry.renderers() for output in one.episode(episode, near)}
    return paths | {output.path for one in registry.renderers() for output in one.lists(listed)}


class FolderFiles:
    """Says which files of an output folder are for listeners."""

    def __init__(self, settings: Settings, out: Path) -> None:
        self._settings, self._out = settings, out

    def is_public(self, path: str) -> bool:
        """Return whether the file is for listeners."""
        return path in public_paths(load_show(self._settings, self._out))


def _header(episode: Episode) -> EpisodeHeader:
    own = {field.name for field in fields(EpisodeHeader)} - {"edition", "digest"}
    digest = hashlib.sha256(sidecars.encode_sidecar(episode)).hexdigest()
    return EpisodeHeader(**{name: getattr(episode, name) for name in own}, edition=bool(episode.stories), digest=digest)


def _cover(store: BlobStore, facts: ShowFacts) -> bytes:
    kept = LocalStore(cache_folder(), durable=False)
    press = Press(store, Cache(kept, "frames", FramesFacts), Cache(kept, "pictures", type(None)), facts)
    return press.draw(facts.title)


def list_episodes(out: Path) -> list[Listed]:
    """Return all episodes of an output folder, newest first, with their states.

    Raises:
        UsageError: There is no such folder.
        StoreError: A sidecar is damaged.
    """
    if not out.exists():
        raise UsageError(f"there is no folder {out}", "build the show first, or name the folder of one")
    time = now()
    return [
        Listed(
            id=episode.id,
            state=sidecars.state_of(episode, time),
            published=episode.published,
            publish_at=episode.publish_at,
            section=episode.section,
            seconds=round(episode.samples / episode.rate),
            title=episode.title,
        )
        for episode in sidecars.read_episodes(LocalStore(out))
    ]


def find_episode(out: Path, name: str) -> Episode:
    """Return the episode of that id; the beginning of an id is enough where only one begins so.

    Raises:
        UsageError: There is none, or more than one.
    """
    found = [episode for episode in sidecars.read_episodes(LocalStore(out)) if episode.id.startswith(name)]
    if len(found) != 1 or not name:
        what = f"{len(found)} episodes have an id that begins with {name}" if found else f"there is no episode {name}"
        raise UsageError(what, f"audionews list --out {out}")
    return found[0]


def remove_episode(settings: Settings, out: Path, name: str, tell: Listener, *, purge: bool = False) -> Episode:
    """Take an episode out of feed and pages, and return it.

    Args:
        settings: Of the show.
        out: The output folder.
        name: Its id, or the beginning of it.
        tell: Is told that the show was published.
        purge: Delete its sound and its cover as well.

    Raises:
        UsageError: There is no such episode.
        StoreError: A folder cannot be written.
    """
    episode, store = _mark(out, name, removed=True), LocalStore(out)
    publish_show(settings, out, tell)
    with store.lock():
        sidecars.clear(store, episode, purge=purge)
    return episode


def restore_episode(settings: Settings, out: Path, name: str, tell: Listener) -> Episode:
    """Put a removed episode back into feed and pages, and return it.

    Raises:
        UsageError: There is no such episode, or its sound is gone.
        StoreError: A folder cannot be written.
    """
    episode, store = _mark(out, name, removed=False), LocalStore(out)
    if not store.path(sidecars.sound_file(episode.id)).exists():
        raise UsageError(f"the sound of {episode.id} was purged", "build its article again: it is no longer removed")
    publish_show(settings, out, tell)
    return episode


def _mark(out: Path, name: str, *, removed: bool) -> Episode:
    """Write into the sidecar of an episode whether it is removed, and return the episode."""
    episode_id, store = find_episode(out, name).id, LocalStore(out)
    with store.lock():
        episode = find_episode(out, episode_id)  # a build may have corrected it meanwhile
        sidecars.mark_removed(store, episode, removed=removed)
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
    make = {"iframe": embed.frame_code, "script": embed.script_code, "oembed": embed.oembed}[kind]
    return make(episode, settings.show, Templates(settings.folder / "templates")).strip()


def with_guids(facts: ShowFacts, store: BlobStore) -> ShowFacts:
    """Return the facts with the show's podcast:guid: the kept one, else one of its address, else none yet.

    Raises:
        StoreError: The kept one is damaged.
    """
    kept, base = _kept(store), facts.base_url
    guid = kept.guid or (feed_guid(f"{base}/{FEED}") if base else "")
    made = {key: feed_guid(f"{base}/{section_file(key)}") for key in facts.sections} if base else {}
    return replace(facts, guid=guid, section_guids=made | kept.sections)


def _kept(store: BlobStore) -> Kept:
    blob = store.read(FACTS)
    if blob is None:
        return Kept("")
    try:
        return msgspec.json.decode(blob, type=Kept)
    except msgspec.DecodeError as error:
        remedy = "put it back from a backup, or copy podcast:guid from the published feed into it"
        raise StoreError(f"{FACTS} is damaged: {error}", remedy) from error
