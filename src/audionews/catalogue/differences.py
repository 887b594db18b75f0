"""What differs between the sidecars in the folder and the index of them, found without reading a sidecar."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from audionews.catalogue.folder_names import FolderNames
from audionews.catalogue.sidecars import id_of, is_sidecar
from audionews.model.paths import FOLDER, sidecar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.catalogue.damage import LeftOut
    from audionews.catalogue.index import Index
    from audionews.ports import BlobStore, Stat

_CHUNK = 500  # sidecars that are looked up, or whose headers are held, at once


class Differences(NamedTuple):
    """What a listing of the folder of the episodes tells.

    Attributes:
        names: The names of all files.
        changed: The ids of the episodes whose sidecars are new or changed, with their stats.
        gone: The ids of those that have no sidecar any more, or one that cannot be used.
    """

    names: FolderNames
    changed: Sequence[tuple[str, Stat]]
    gone: Sequence[str]


def find_differences(store: BlobStore, index: Index, left_out: LeftOut) -> Differences:
    """Return what differs. The stats of all sidecars are compared with those in the index.

    Raises:
        StoreError: The folder cannot be read.
    """
    names, changed, found, unusable = FolderNames(), [], 0, set()

    def is_wanted(name: str) -> bool:
        names.add(name)
        return is_sidecar(name)

    listed = iter(store.stats(FOLDER, is_wanted))
    while some := {id_of(name): stat for name, stat in islice(listed, _CHUNK)}:
        known = index.sidecar_stats(some)
        for episode_id, stat in some.items():
            if left_out.is_still(episode_id, stat):
                unusable.add(episode_id)
            elif known.get(episode_id) != stat:
                changed.append((episode_id, stat))
        found += len(known.keys() - unusable)
    if found == index.count():
        return Differences(names, changed, ())
    gone = [each for each in index.ids() if each in unusable or sidecar(each) not in names]
    return Differences(names, changed, gone)


def read_differences(differences: Differences, index: Index, left_out: LeftOut) -> None:
    """Read the sidecars that changed into the index, some at a time, and forget those that are gone."""
    changed, gone = differences.changed, differences.gone
    for start in range(0, len(changed), _CHUNK):
        index.put(*left_out.headers(changed[start : start + _CHUNK], (), index))
    if gone:
        index.put(*left_out.headers((), gone, index))
