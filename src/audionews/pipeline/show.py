"""The show: the episodes that are finished, and everything that is rendered from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from audionews.errors import StoreError
from audionews.model import Episode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.model import Show
    from audionews.ports import BlobStore, Publisher

FOLDER = "episodes/"
_SIDECAR = re.compile(r"episodes/\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json")


def sidecar(episode_id: str) -> str:
    """Return the name of the sidecar of an episode. Where it stands, the episode is finished."""
    return f"{FOLDER}{episode_id}.json"


def sound_file(episode_id: str) -> str:
    """Return the name of the MP3 of an episode."""
    return f"{FOLDER}{episode_id}.mp3"


def cover_file(episode_id: str) -> str:
    """Return the name of the cover of an episode."""
    return f"{FOLDER}{episode_id}.jpg"


def read_episodes(store: BlobStore) -> list[Episode]:
    """Return the finished episodes, newest first.

    Raises:
        StoreError: A sidecar is damaged. Nothing is guessed: it holds the GUID.
    """
    names = filter(_SIDECAR.fullmatch, store.names(FOLDER))
    found = [_decode(name, blob) for name in names if (blob := store.read(name)) is not None]
    return sorted(found, key=lambda episode: (episode.published, episode.id), reverse=True)


def encode_sidecar(episode: Episode) -> bytes:
    """Return the JSON form of an episode, which ``read_episodes`` reads again."""
    return msgspec.json.format(msgspec.json.encode(episode), indent=1) + b"\n"


def publish(show: Show, publishers: Iterable[Publisher], store: BlobStore) -> int:
    """Render everything and return how many files changed. The feed comes last: it names only what is there."""
    changed = 0
    for publisher in sorted(publishers, key=lambda publisher: (publisher.name == "feed", publisher.name)):
        for name, pieces in publisher.render(show):
            changed += store.write(name, pieces)
    return changed


def _decode(name: str, blob: bytes) -> Episode:
    try:
        return msgspec.json.decode(blob, type=Episode)
    except msgspec.DecodeError as error:
        remedy = "put it back from a backup, or remove it and build the article again (its GUID may change)"
        raise StoreError(f"{name} is damaged: {error}", remedy) from error
