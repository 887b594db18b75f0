"""Workers that this machine gives to a cluster."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from audionews.building.cluster import client_of
from audionews.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


def run_workers(address: str, count: int, memory: str, announce: Callable[[str], object]) -> None:
    """Work for a scheduler until it ends.

    Args:
        address: Of the scheduler, such as tcp://host:8786.
        count: How many processes work, each on one job at a time.
        memory: Of one of them, such as "2GiB", or "auto"; one that needs more is started anew.
        announce: Is told when they are ready.

    Raises:
        UsageError: dask.distributed is not installed, or the size is none.
        WorkerLost: No scheduler answers there.
    """
    client_of(address).close()
    from distributed import Nanny  # noqa: PLC0415 - loads when used

    async def work() -> None:
        try:
            nannies = [
                Nanny(address, nthreads=1, memory_limit=memory, name=None, death_timeout=60) for _ in range(count)
            ]
        except ValueError as error:
            raise UsageError(f'"{memory}" is no size', "write one like 2GiB, or auto") from error
        started = await asyncio.gather(*nannies)
        announce(f"{len(started)} at work for {address}; Ctrl-C ends")
        await asyncio.gather(*(nanny.finished() for nanny in started))

    asyncio.run(work())
