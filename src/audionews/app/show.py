"""The show of an output folder: loaded, rendered and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews import registry
from audionews.model import Show
from audionews.pipeline import show
from audionews.pipeline.events import ShowPublished
from audionews.stores.local import LocalStore

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.app.studio import Studio
    from audionews.config import Settings
    from audionews.pipeline.events import Listener

FEED, INDEX, COVER = "feed.xml", "index.html", "cover.jpg"


def load_show(settings: Settings, out: Path) -> Show:
    """Return the show in the output folder.

    Raises:
        StoreError: A sidecar is damaged.
    """
    return Show(facts=settings.show, episodes=show.read_episodes(LocalStore(out)))


def publish_show(studio: Studio, tell: Listener) -> None:
    """Bring feed, pages and cover of the show up to date.

    Raises:
        StoreError: A folder cannot be written.
    """
    episodes = sorted(studio.episodes.values(), key=lambda episode: (episode.published, episode.id), reverse=True)
    facts = studio.settings.show
    changed = studio.store.write(COVER, [studio.press.draw(facts.title)])
    changed += show.publish(Show(facts=facts, episodes=episodes), registry.publishers(), studio.store)
    feed, index = str(studio.store.path(FEED)), str(studio.store.path(INDEX))
    tell(ShowPublished(feed=feed, index=index, episodes=len(episodes), changed=changed))
