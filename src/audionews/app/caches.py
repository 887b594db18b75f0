"""What a user does with the caches: measure them, check them and make them smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.app.composition import cache_folder, shared_cache
from audionews.building.cache import entries, is_whole
from audionews.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.ports import BlobStore
    from audionews.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CacheRow:
    """A cache: its kind, the number of its entries and their size in bytes."""

    kind: str
    entries: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneResult:
    """How many entries and bytes were removed from the caches, and how many were kept."""

    removed: int
    removed_size: int
    kept: int
    kept_size: int


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Entry:
    """An entry: when it was last used (nanoseconds since 1970, accurate to a day), its name, its files and its size."""

    used: int
    name: str
    files: tuple[str, ...]
    size: int


def cache_info(settings: Settings) -> tuple[CacheRow, ...]:
    """Return the caches, sorted by kind: articles, clips, frames, marks, pictures, scripts.

    Raises:
        StoreError: The folder cannot be read.
    """
    sizes: dict[str, list[int]] = {}
    for entry in _entries(_store(settings)):
        sizes.setdefault(entry.name.partition("/")[0], []).append(entry.size)
    return tuple(CacheRow(kind=kind, entries=len(each), size=sum(each)) for kind, each in sorted(sizes.items()))


def prune_cache(settings: Settings, most: int) -> PruneResult:
    """Remove the least recently used entries until the caches have at most this many bytes.

    Raises:
        StoreError: The folder cannot be written.
    """
    store = _store(settings)
    all_entries = sorted(_entries(store), reverse=True)
    kept, size = 0, 0
    while kept < len(all_entries) and size + all_entries[kept].size <= most:
        size += all_entries[kept].size
        kept += 1
    return _sweep(store, all_entries[kept:], all_entries[:kept])


def verify_cache(settings: Settings) -> PruneResult:
    """Read every entry and remove those that are damaged or in the wrong place; they are made again when needed.

    Raises:
        StoreError: The folder cannot be read or written.
    """
    store = _store(settings)
    all_entries = list(_entries(store))
    whole = {entry.name for entry in all_entries if is_whole(store, entry.name)}
    damaged = [entry for entry in all_entries if entry.name not in whole]
    return _sweep(store, damaged, [entry for entry in all_entries if entry.name in whole])


def _sweep(store: BlobStore, removed: list[_Entry], kept: list[_Entry]) -> PruneResult:
    # The metadata first: without it no entry is trusted.
    for name in (file for entry in removed for file in reversed(entry.files)):
        store.remove(name)
    store.tidy()
    return PruneResult(
        removed=len(removed),
        removed_size=sum(entry.size for entry in removed),
        kept=len(kept),
        kept_size=sum(entry.size for entry in kept),
    )


def _store(settings: Settings) -> BlobStore:
    """Return the caches that machines share, or those of this one."""
    # not opened as a cache: reading an entry here must not mark it as used
    return open_store(shared_cache(settings) or cache_folder())


def _entries(store: BlobStore) -> Iterator[_Entry]:
    """Yield all entries, each with the time at which one of its files was last used."""
    stats = dict(store.stats())
    for name, files in entries(store):
        found = [stats[file] for file in files if file in stats]  # another process may have removed one
        used = max((each.modified_ns for each in found), default=0)
        yield _Entry(used=used, name=name, files=files, size=sum(each.size for each in found))
