"""The sidecars: the facts of each episode as JSON beside its MP3. They are the truth; all else can be made again."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import msgspec

from audionews.catalogue.links import link_key
from audionews.errors import StoreError
from audionews.model import Episode, EpisodeHeader
from audionews.model.paths import FOLDER, alternate_file, cover_file, sidecar, sound_file

if TYPE_CHECKING:
    from audionews.ports import BlobStore

Kind = TypeVar("Kind")
Aware = Annotated[datetime, msgspec.Meta(tz=True)]

_SIDECAR = re.compile(r"episodes/\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json")
_KEPT = (".script.json", ".readings.json")  # beside a sidecar
_LENGTH = len("episodes/2024-06-20-00000000.json")  # a quick test that rules out most names


class State(StrEnum):
    """Whether listeners get an episode."""

    PUBLISHED = "published"
    WAITING = "waiting"  # for its time
    REMOVED = "removed"


class _Facts(msgspec.Struct, frozen=True):
    """The facts of a sidecar that a header needs. The rest, which is long, is not decoded."""

    id: str
    guid: str
    title: str
    published: Aware
    updated: Aware
    rate: int
    samples: int
    source: str = ""
    link: str = ""
    publish_at: Aware | None = None
    removed: bool = False
    section: str = ""
    stories: tuple[str, ...] = ()
    identity: str = ""
    wording: str = ""
    revision: int = 0


def state_of(episode: Episode | EpisodeHeader, now: datetime) -> State:
    """Return whether listeners get the episode at this time."""
    if episode.removed:
        return State.REMOVED
    waits = episode.publish_at is not None and episode.publish_at > now
    return State.WAITING if waits else State.PUBLISHED


def is_sidecar(name: str) -> bool:
    """Return whether the name is that of a sidecar."""
    return len(name) == _LENGTH and _SIDECAR.fullmatch(name) is not None


def id_of(name: str) -> str:
    """Return the id of the episode that a sidecar is about."""
    return name[len(FOLDER) : -len(".json")]


def is_private(path: str) -> bool:
    """Return whether a file is for the program itself or for editors, so that no renderer may write it."""
    return path == "show.json" or path.startswith(".audionews") or path.endswith(_KEPT) or is_sidecar(path)


def media_files(episode: Episode) -> tuple[str, ...]:
    """Return the names of sound, cover and alternates, which rendering does not make."""
    others = (alternate_file(episode, each) for each in episode.alternates)
    return sound_file(episode), cover_file(episode), *others


def read_sidecar(store: BlobStore, episode_id: str) -> Episode:
    """Return an episode.

    Raises:
        StoreError: Its sidecar is missing or damaged. It is not replaced, because it has the GUID.
    """
    name = sidecar(episode_id)
    blob = store.read(name)
    if blob is None:
        raise StoreError(f"{name} is gone", "another program changes the folder: run again when it is done")
    return decode_sidecar(name, blob)


def encode_sidecar(episode: Episode) -> bytes:
    """Return the JSON form of an episode, which ``decode_sidecar`` reads."""
    return msgspec.json.format(msgspec.json.encode(episode), indent=1) + b"\n"


def decode_sidecar(name: str, blob: bytes) -> Episode:
    """Return the episode of a sidecar.

    Raises:
        StoreError: The sidecar is damaged.
    """
    return _decode(name, blob, Episode)


def decode_header(name: str, blob: bytes) -> EpisodeHeader:
    """Return the header of a sidecar without making the whole episode.

    Raises:
        StoreError: The sidecar is damaged, or is another episode's.
    """
    facts = _decode(name, blob, _Facts)
    if sidecar(facts.id) != name:
        raise StoreError(f"{name} is damaged: it is the sidecar of {facts.id}", "give the file its own name again")
    return EpisodeHeader(
        id=facts.id,
        guid=facts.guid,
        title=facts.title,
        source=facts.source,
        link_key=link_key(facts.link),
        published=facts.published,
        updated=facts.updated,
        publish_at=facts.publish_at,
        removed=facts.removed,
        section=facts.section,
        rate=facts.rate,
        samples=facts.samples,
        edition=bool(facts.stories),
        identity=facts.identity,
        wording=facts.wording,
        revision=facts.revision,
        digest=digest(blob),
    )


def digest(blob: bytes) -> str:
    """Return the SHA-256 of the bytes."""
    return hashlib.sha256(blob).hexdigest()


def _decode(name: str, blob: bytes, kind: type[Kind]) -> Kind:
    try:
        return msgspec.json.decode(blob, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        remedy = "put it back from a backup, or remove it and build the article again (its GUID may change)"
        raise StoreError(f"{name} is damaged: {error}", remedy) from error
