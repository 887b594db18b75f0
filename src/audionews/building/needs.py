"""What jobs need of a worker of a cluster, by name: an engine, the files of a voice, the key of a service, a GPU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.engines.toolkit.voice_files import digest_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from audionews.building.synthesis import Synthesizer

ENGINE, FILE, KEY, OTHER = "engine", "file", "key", "need"


def needs_of(synthesizers: Iterable[Synthesizer]) -> frozenset[str]:
    """Return what a worker needs to speak with these voices."""
    found = set()
    for each in synthesizers:
        engine, voice = each.engine, each.voice
        found.add(need(ENGINE, engine.name))
        found |= {need(FILE, getattr(file, digest_kind(file))) for file in voice.files}
        found |= {need(OTHER, name) for name in voice.needs}
        found |= {need(KEY, name) for name in key_names([each])}
    return frozenset(found)


def key_names(synthesizers: Iterable[Synthesizer]) -> set[str]:
    """Return the environment variables with the keys of services that speak with these voices."""
    named = (each.voice.settings.get("key", each.engine.caps.key) for each in synthesizers)
    return {str(name) for name in named if name}


def need(kind: str, name: str) -> str:
    """Return the name of a need, which is that of a resource of dask.

    >>> need(KEY, "OPENAI_API_KEY")
    'audionews key OPENAI_API_KEY'
    """
    return f"audionews {kind} {name}"


def in_words(needs: Iterable[str]) -> str:
    """Return needs for a message."""
    return ", ".join(sorted(each.removeprefix("audionews ") for each in needs))
