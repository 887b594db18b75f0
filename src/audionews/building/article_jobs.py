"""Whole articles as jobs: a worker makes an episode, all but its sidecar, and returns what the catalogue must know.

A worker does not touch the catalogue of the show. It gets the one episode that it may replace, and keeps it in a
catalogue in memory. Sound and cover are in the show when the job is done: a sound that replaces another has a name of
its own, and a new one is only written where no file is.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pickle import loads
from typing import TYPE_CHECKING

import msgspec

from audionews.building.context import BuildContext
from audionews.building.kept_script import script_file
from audionews.building.needs import key_names
from audionews.building.processes import refuse_if_halted
from audionews.building.scripting import plan_identified
from audionews.building.stages import build_episode
from audionews.catalogue import Catalogue
from audionews.catalogue.sidecars import encode_sidecar
from audionews.errors import AudionewsError
from audionews.masking import keep_secret, mask_errors, masked
from audionews.model.events import Event, VoiceReplaced
from audionews.model.paths import sidecar, sound_file
from audionews.stores.memory import MemoryStore

if TYPE_CHECKING:
    from datetime import datetime

    from audionews.building.context import EpisodeBuilder
    from audionews.building.scripting import Identified
    from audionews.building.stages import BuiltEpisode
    from audionews.model import Episode
    from audionews.ports import Stat


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEpisode:
    """What a worker has made of an article.

    Attributes:
        events: What it told, in order.
        built: The episode; None if it could not be made.
        script: The kept script, or None if the episode was whole already.
        stat: The stat of the sound.
        error: Why it could not be made.
    """

    events: tuple[Event, ...]
    built: BuiltEpisode | None = None
    script: bytes | None = None
    stat: Stat | None = None
    error: AudionewsError | None = None


def make_episode(pickled_builder: bytes, found: Identified, now: datetime) -> MadeEpisode:
    """Make the episode of an article: the job that runs on a worker.

    Args:
        pickled_builder: The ``EpisodeBuilder``; a worker keeps it for its next job.
        found: The article, and which episode it is.
        now: The time for articles without a date, and for corrections.
    """
    builder, events = _builder(pickled_builder), list[Event]()
    with ThreadPoolExecutor(1) as executor, Catalogue.open(_folder(found.existing)) as catalogue:

        def tell(event: Event) -> None:
            refuse_if_halted()
            if isinstance(event, VoiceReplaced):
                event = msgspec.structs.replace(event, what=masked(event.what))
            events.append(event)

        ctx = BuildContext(executor=executor, tell=tell, clock=lambda: now, catalogue=catalogue, exclusive=True)
        try:
            built = build_episode(partial(plan_identified, found), builder, ctx)
        except AudionewsError as error:
            mask_errors(error)
            return MadeEpisode(events=tuple(events), error=error)
        return MadeEpisode(
            events=tuple(events),
            built=built,
            script=catalogue.store.read(script_file(built.episode.id)) if built else None,
            stat=builder.writer.store.stat(sound_file(built.episode)) if built else None,
        )


@lru_cache(maxsize=2)
def _builder(pickled: bytes) -> EpisodeBuilder:
    builder: EpisodeBuilder = loads(pickled)  # noqa: S301 - from the coordinator, which may run anything here
    for name in key_names(each for one in (builder, *builder.fallbacks) for each in one.voices.synthesizers):
        keep_secret(os.environ.get(name, "").strip())  # the key may be known here and nowhere else
    return builder


def _folder(existing: Episode | None) -> MemoryStore:
    """Return a folder in memory with the sidecar of an episode."""
    folder = MemoryStore()
    if existing:
        folder.write(sidecar(existing.id), [encode_sidecar(existing)])
    return folder
