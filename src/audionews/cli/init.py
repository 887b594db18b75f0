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
    from audionews import config
    from audionews.errors import UsageError
    from audionews.stores.local import LocalStore

    store = LocalStore(folder)
    if store.read(config.FILE) is not None:
        raise UsageError(f"{folder / config.FILE} is already there", "edit it, or move it away first")
    store.write(config.FILE, [config.template().encode()])
    click.echo(folder / config.FILE)
