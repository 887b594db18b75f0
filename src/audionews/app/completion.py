"""What a shell completes: the ids of episodes, read from the names of files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.catalogue.sidecars import id_of, is_sidecar
from audionews.model.paths import FOLDER
from audionews.stores import is_address, open_store

if TYPE_CHECKING:
    from pathlib import Path


def episode_ids(place: Path | str) -> list[str]:
    """Return the ids of the episodes in an output folder, newest first; of one at an address none: it would take long.

    Raises:
        StoreError: The folder cannot be read.
    """
    if is_address(place):
        return []
    names = (name for name, _ in open_store(place).stats(FOLDER, is_sidecar))
    return sorted(map(id_of, names), reverse=True)
