"""audionews worker."""

from __future__ import annotations

import click


@click.command()
@click.argument("address")
@click.option("--workers", type=click.IntRange(1, 1024), default=1, show_default=True, help="How many jobs at a time.")
@click.option(
    "--memory",
    metavar="SIZE",
    default="auto",
    show_default=True,
    help="Of one worker: 2GiB; one that needs more is started anew.",
)
def command(address: str, workers: int, memory: str) -> int:
    """Work for builds on other machines.

    ADDRESS is that of a dask scheduler: start one with "dask scheduler". Builds find the workers by it:
    audionews build ... --on ADDRESS. All machines need the same versions and a folder for caches that they share:
    AUDIONEWS_CACHE. Whoever reaches the scheduler can run programs on its workers: let nobody else reach it.

    \b
    Example:
      audionews worker tcp://scheduler:8786 --workers 4
    """
    from audionews import app

    app.run_workers(address, workers, memory, lambda text: click.echo(text, err=True))
    return 0
