"""Workers that this machine gives to a cluster."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

from audionews import registry
from audionews.building.cluster import client_of
from audionews.building.needs import ENGINE, FILE, KEY, OTHER, need
from audionews.engines.toolkit.voice_files import file_digest, folders
from audionews.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ENVIRONMENT = "distributed.nanny.pre-spawn-environ"
# What dask does all the time for its dashboard, which shows nothing of our jobs, and for memory that changes quickly.
_QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.monitor-interval": "1s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.cycle": "10s",
    "distributed.admin.system-monitor.interval": "5s",
}


def run_workers(
    address: str,
    count: int,
    memory: str,
    announce: Callable[[str], object],
    *,
    has: Iterable[str] = (),
    name: str = "",
) -> None:
    """Work for a scheduler until it ends.

    Args:
        address: Of the scheduler, such as tcp://host:8786.
        count: How many processes work, each on one job at a time.
        memory: Of one of them, such as "2GiB", or "auto"; one that needs more is started anew.
        announce: Is told when they are ready.
        has: What else they have: what voices name in ``needs``, and environment variables with keys.
        name: By which the scheduler knows the worker; of several, the beginning. "" takes their addresses.

    Raises:
        UsageError: dask.distributed is not installed, or the size is none.
        WorkerLost: No scheduler answers there.
    """
    client_of(address).close()
    import dask  # noqa: PLC0415 - loads when used
    from distributed import Nanny  # noqa: PLC0415 - loads when used

    # dask has memory given back to the system after every array, which takes as much time as all the work on clips
    environment = {**dask.config.get(_ENVIRONMENT)}
    environment.pop("MALLOC_TRIM_THRESHOLD_", None)
    dask.config.set({**_QUIET, _ENVIRONMENT: environment})
    resources = dict.fromkeys(announced(has), 1)

    async def work() -> None:
        names = [None] * count if not name else [name, *(f"{name}-{number}" for number in range(2, count + 1))]
        try:
            nannies = [
                Nanny(address, nthreads=1, memory_limit=memory, name=each, resources=resources, death_timeout=60)
                for each in names
            ]
        except ValueError as error:
            raise UsageError(f'"{memory}" is no size', "write one like 2GiB, or auto") from error
        started = await asyncio.gather(*nannies)
        announce(f"{len(started)} at work for {address}; Ctrl-C ends")
        await asyncio.gather(*(nanny.finished() for nanny in started))

    asyncio.run(work())


def announced(has: Iterable[str] = ()) -> Iterator[str]:
    """Yield what this machine has that jobs may need: engines, files of voices, keys of services.

    Args:
        has: What else it has: what voices name in ``needs``, and environment variables with keys.
    """
    keys = {*has}
    yield from (need(OTHER, name) for name in keys)
    for name in registry.engine_names():
        try:
            keys.add(registry.engine(name).caps.key)
        except SettingsError:  # a package is missing
            continue
        yield need(ENGINE, name)
    yield from (need(KEY, name) for name in sorted(keys) if os.environ.get(name))
    for path in (path for folder in folders() if folder.is_dir() for path in folder.iterdir() if path.is_file()):
        yield from (need(FILE, file_digest(path, kind)) for kind in ("sha256", "md5"))


def dask_setup(worker: Any) -> None:  # noqa: ANN401 - of dask
    """Announce what this machine has: ``dask worker --preload audionews.app.workers`` calls it before it begins."""
    state = worker.state
    for each in announced():
        state.total_resources[each] = state.available_resources[each] = state.nthreads
