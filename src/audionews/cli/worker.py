"""audionews worker."""

from __future__ import annotations

import click

from audionews.cli.group import Command, say


@click.command(cls=Command)
@click.argument("address")
@click.option("--workers", type=click.IntRange(1, 1024), default=1, show_default=True, help="How many jobs at a time.")
@click.option(
    "--memory",
    metavar="SIZE",
    default="auto",
    show_default=True,
    help="Of one worker: 2GiB; one that needs more is started anew.",
)
@click.option(
    "--has",
    metavar="NAME",
    multiple=True,
    help="What a voice file names in needs, such as GPU, or as the variable with the key of its service.",
)
@click.option("--name", metavar="NAME", default="", help="By which the scheduler knows it.")
def command(address: str, workers: int, memory: str, has: tuple[str, ...], name: str) -> int:
    """Work for builds on other machines.

    ADDRESS is that of a dask scheduler: start one with "dask scheduler". Builds find the workers by it:
    audionews build ... --on ADDRESS. All machines need the same versions and a folder for caches that they share:
    AUDIONEWS_CACHE. If they share the output folder too, each worker makes whole episodes. A worker speaks with the
    voices whose files and keys it has when it starts. Whoever reaches the scheduler can run programs on its workers:
    let nobody else reach it.

    \b
    Example:
      audionews worker tcp://scheduler:8786 --workers 4
    """
    from audionews import app

    app.run_workers(address, workers, memory, say, has=has, name=name)
    return 0
