"""The show of an output folder: loaded, rendered and published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from audionews import registry
from audionews.errors import StoreError
from audionews.model import Show
from audionews.pipeline import show
from audionews.pipeline.events import ShowPublished
from audionews.publishers.places import COVER, FEED, INDEX, feed_guid
from audionews.stores.local import LocalStore

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.app.studio import Studio
    from audionews.config import Settings
    from audionews.model import ShowFacts
    from audionews.pipeline.events import Listener
    from audionews.ports import BlobStore

FACTS = "show.json"


class Kept(msgspec.Struct, frozen=True):
    """What the show keeps for ever: its podcast:guid, made once from its first address."""

    guid: str


def load_show(settings: Settings, out: Path) -> Show:
    """Return the show in the output folder.

    Raises:
        StoreError: A sidecar is damaged.
    """
    store = LocalStore(out)
    return Show(facts=with_guid(settings.show, store), episodes=show.read_episodes(store))


def publish_show(studio: Studio, tell: Listener) -> None:
    """Bring feed, pages and cover of the show up to date.

    Raises:
        StoreError: A folder cannot be written.
    """
    episodes = sorted(studio.episodes.values(), key=lambda episode: (episode.published, episode.id), reverse=True)
    facts = with_guid(studio.settings.show, studio.store)
    if facts.guid:
        studio.store.write(FACTS, [msgspec.json.encode(Kept(facts.guid))])
    changed = studio.store.write(COVER, [studio.press.draw(facts.title)])
    changed += show.publish(Show(facts=facts, episodes=episodes), registry.publishers(), studio.store)
    feed, index = str(studio.store.path(FEED)), str(studio.store.path(INDEX))
    tell(ShowPublished(feed=feed, index=index, episodes=len(episodes), changed=changed))


def with_guid(facts: ShowFacts, store: BlobStore) -> ShowFacts:
    """Return the facts with the show's podcast:guid: the kept one, else one of its address, else none yet.

    Raises:
        StoreError: The kept one is damaged.
    """
    kept = store.read(FACTS)
    if kept is not None:
        try:
            return replace(facts, guid=msgspec.json.decode(kept, type=Kept).guid)
        except msgspec.DecodeError as error:
            remedy = "put it back from a backup, or copy podcast:guid from the published feed into it"
            raise StoreError(f"{FACTS} is damaged: {error}", remedy) from error
    return replace(facts, guid=feed_guid(f"{facts.base_url}/{FEED}")) if facts.base_url else facts
