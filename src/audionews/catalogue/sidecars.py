"""The sidecars: the facts of each episode as JSON beside its MP3. They are the truth; all else can be made again."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from audionews.catalogue.links import link_key
from audionews.errors import StoreError
from audionews.model import Episode, EpisodeHeader
from audionews.model.paths import FOLDER, alternate_file, cover_file, photo_file, sidecar, sound_file
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from datetime import datetime

_SIDECAR = re.compile(r"episodes/\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json")
_KEPT = (".script.json", ".readings.json")  # beside a sidecar
_YEARS = (1900, 2200)  # of any date of an episode
_LARGE = 1 << 53  # more than any count of bytes or samples
_LENGTH = len("episodes/2024-06-20-00000000.json")  # a quick test that rules out most names


class State(StrEnum):
    """Whether listeners get an episode."""

    PUBLISHED = "published"
    WAITING = "waiting"  # for its time
    REMOVED = "removed"


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
    """Return the names of sound, cover, photo and alternates, which rendering does not make."""
    others = [alternate_file(episode, each) for each in episode.alternates]
    others += [photo_file(episode)] if episode.photo else []
    return sound_file(episode), cover_file(episode), *others


def encode_sidecar(episode: Episode) -> bytes:
    """Return the JSON form of an episode, which ``decode_sidecar`` reads."""
    return msgspec.json.format(msgspec.json.encode(episode), indent=1) + b"\n"


def decode_sidecar(name: str, blob: bytes) -> Episode:
    """Return the episode of a sidecar.

    Raises:
        StoreError: The sidecar is damaged, or is another episode's.
    """
    try:
        episode = decode_json(blob, Episode)
    except msgspec.DecodeError as error:
        raise _damaged(name, str(error)) from error
    if sidecar(episode.id) != name:
        raise StoreError(f"{name} is damaged: it is the sidecar of {episode.id}", "give the file its own name again")
    if not _is_possible(episode):
        raise _damaged(name, "it has times or sizes that no episode has")
    return episode


def _is_possible(episode: Episode) -> bool:
    """Return whether times have zones, and all numbers are such that one can calculate with them."""
    corrected = (each.date for each in episode.corrections)
    times = (episode.published, episode.updated, episode.publish_at or episode.published, *corrected)
    sizes = (episode.samples, episode.size, episode.bitrate, episode.revision)
    return (
        all(each.tzinfo and _YEARS[0] <= each.year <= _YEARS[1] for each in times)
        and 0 < episode.rate < _LARGE
        and all(0 <= each < _LARGE for each in sizes)
    )


def _damaged(name: str, why: str) -> StoreError:
    remedy = "put it back from a backup, or remove it and build the article again (its GUID may change)"
    return StoreError(f"{name} is damaged: {why}", remedy)


def decode_header(name: str, blob: bytes) -> EpisodeHeader:
    """Return the header of a sidecar, of which all has been checked.

    Raises:
        StoreError: The sidecar is damaged, or is another episode's.
    """
    facts = decode_sidecar(name, blob)
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
