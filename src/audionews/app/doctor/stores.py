"""Whether caches and the output folder can be used, have room and are whole, and who is writing there."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.app.caches import cache_info
from audionews.app.completion import episode_ids
from audionews.app.composition import cache_folder, shared_cache
from audionews.building.cache import entries, is_whole
from audionews.catalogue.index import FILE, SCHEMA
from audionews.catalogue.sidecars import decode_sidecar
from audionews.errors import StoreError
from audionews.model.paths import sidecar, sound_file
from audionews.stores import is_address, lock_holder, open_store
from audionews.sync.lock import is_running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.app.doctor.findings import Area, Finding
    from audionews.ports import BlobStore
    from audionews.settings import Settings

_FULL, _TIGHT = 100e6, 1e9  # bytes: less than the first is an error, less than the second may be soon
_SAMPLE = 40  # entries of the caches, and episodes, that are looked at
_DAMAGED = ".damaged-"  # in the names of sidecars that were set aside


def cache_findings(area: Area, settings: Settings) -> Iterator[Finding]:
    """Yield where the caches are, their sizes, the room, and how many of some entries are damaged."""
    shared = shared_cache(settings)
    place: Path | str = shared or cache_folder()
    if not is_address(place):
        yield from _room(area, Path(place), "caches")
    store = open_store(place)
    rows = cache_info(settings)
    size = sum(row.size for row in rows)
    yield area.ok(f"{place}: {sum(row.entries for row in rows)} entries, {size / 1e6:.1f} MB")
    names = [name for name, _ in entries(store)]
    some = names[:: max(1, len(names) // _SAMPLE)]
    damaged = [name for name in some if not is_whole(store, name)]
    if damaged:
        what = f"{len(damaged)} of {len(some)} entries that were looked at are damaged; builds make them again"
        yield area.warning(what, "audionews cache verify removes them all")
    elif some:
        yield area.ok(f"{len(some)} entries were looked at, and are whole")


def output_findings(area: Area, place: Path | str) -> Iterator[Finding]:
    """Yield whether the output can be written, has room and a catalogue of this version, and how episodes are."""
    if not is_address(place):
        yield from _room(area, Path(place), "episodes")
        if not Path(place).is_dir():
            yield area.note(f"there is no folder {place} yet", f"audionews build ARTICLE --out {place}")
            return
        yield from _index_findings(area, Path(place))
    store, ids = open_store(place), episode_ids(place)
    faults = list(islice(_episode_faults(store, ids[:_SAMPLE]), _SAMPLE))
    yield from map(area.error, faults)
    aside = sorted(name for name in store.names() if _DAMAGED in name)
    if aside:
        yield area.warning(
            f"{len(aside)} damaged sidecars were set aside, such as {aside[0]}", "build their articles again"
        )
    if not faults:
        yield area.ok(f"{len(ids)} episodes; of the newest {min(_SAMPLE, len(ids))}, sidecars and sounds are there")


def lock_findings(area: Area, place: Path | str) -> Iterator[Finding]:
    """Yield which program is writing the show now, and whether a sync keeps it up to date."""
    holder = lock_holder(place)
    if holder:
        yield area.note(f"another program is writing {place}: {holder}", "wait, or end it; a program that ends lets go")
    else:
        yield area.ok(f"no program is writing {place}")
    if not is_address(place) and is_running(Path(place)):
        what = f"a sync of {place} is at work"
        yield area.note(what, "nothing need be done; a second sync of it would end with 75")


def _room(area: Area, folder: Path, what: str) -> Iterator[Finding]:
    """Yield whether a folder, or the one above it that exists, can be written, and has room."""
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"x")
        free = shutil.disk_usage(there).free
    except OSError as error:
        remedy = "choose a folder that you may write to, or make room on the disk"
        yield area.error(StoreError(f"{there} cannot be written: {error.strerror}", remedy))
        return
    found = f"{free / 1e9:.1f} GB are free for {what} in {there}"
    if free < _FULL:
        yield area.error(StoreError(found, "make room, or choose another folder; audionews cache prune makes some"))
    elif free < _TIGHT:
        yield area.warning(found, "make room: audionews cache prune --max-size 500M")
    else:
        yield area.ok(found)


def _index_findings(area: Area, folder: Path) -> Iterator[Finding]:
    path = folder / FILE
    if not path.exists():
        yield area.note("there is no catalogue yet", "the next build makes it")
        return
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        yield area.warning(f"the catalogue {path} cannot be read: {error}", "the next build makes it again")
        return
    if version != SCHEMA:
        what = f"the catalogue has format {version}, and this program has {SCHEMA}"
        yield area.note(what, "the next build makes it again")
    elif state != "ok":
        yield area.warning(f"the catalogue {path} is damaged: {state}", "the next build makes it again")
    else:
        yield area.ok(f"the catalogue has format {version}, and is whole")


def _episode_faults(store: BlobStore, ids: list[str]) -> Iterator[StoreError]:
    """Yield what is wrong with some episodes."""
    for name in map(sidecar, ids):
        try:
            episode = decode_sidecar(name, store.read(name) or b"")
        except StoreError as error:
            yield error
            continue
        found = store.stat(sound_file(episode))
        if episode.removed or (found and found.size == episode.size):
            continue
        what = "is missing" if found is None else f"has {found.size:,} bytes instead of {episode.size:,}"
        yield StoreError(f"{sound_file(episode)} {what}", "build its article again")
