"""audionews init."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Write a commented audionews.toml.

    It goes into FOLDER, or here when none is named.

    \b
    Example:
      audionews init my-show
    """
    from audionews.errors import UsageError
    from audionews.settings import FILE, template
    from audionews.stores import open_store

    store = open_store(folder)
    if store.read(FILE) is not None:
        raise UsageError(f"{folder / FILE} is already there", "edit it, or move it away first")
    store.write(FILE, [template().encode()])
    click.echo(folder / FILE)
