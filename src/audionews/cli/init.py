"""audionews init."""

from __future__ import annotations

from pathlib import Path

import click

from audionews.cli.group import Command


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Write a commented audionews.toml.

    It is written into FOLDER, or into the current folder by default.

    \b
    Example:
      audionews init my-show
    """
    from audionews import app

    click.echo(app.write_settings(folder))
