"""audionews cache."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from audionews.cli.group import Group
from audionews.cli.options import json_option, settings_option
from audionews.cli.words import json_line

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.app.caches import PruneResult

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12, "ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}


class Size(click.ParamType):
    """A number of bytes with a unit: 500M, 2G."""

    name = "SIZE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes."""
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*((?:[kmgt]i?)?)b?", str(value).strip().lower())
        if match is None:
            self.fail(f"{value!r} is no size; write one like 500M or 2G", param, ctx)
        return int(Decimal(match[1]) * _UNITS[match[2]])


@click.group(cls=Group)
def command() -> None:
    """Look after the caches of spoken and encoded sound.

    They are in the user's cache folder, or in AUDIONEWS_CACHE; those that machines share are where "cache" of the
    settings says. Everything in them can be made again.

    \b
    Example:
      audionews cache info
    """


@command.command()
@settings_option
@json_option
def info(settings: Path | None, *, as_json: bool) -> None:
    """Show how many entries the caches have and how large they are.

    \b
    Example:
      audionews cache info
    """
    from audionews import app
    from audionews.settings import load_settings

    rows = tuple(app.cache_info(load_settings(settings)))
    if not rows and not as_json:
        click.echo("the caches are empty")
    for row in rows:
        text = f"{row.kind:10} {row.entries:8} entries {row.size / 1e6:10.1f} MB"
        click.echo(json_line(row) if as_json else text)


@command.command()
@click.option("--max-size", type=Size(), required=True, help="What may stay, for example 500M or 2G.")
@settings_option
@json_option
def prune(max_size: int, settings: Path | None, *, as_json: bool) -> None:
    """Remove the least recently used entries.

    \b
    Example:
      audionews cache prune --max-size 2G
    """
    from audionews import app
    from audionews.settings import load_settings

    _print(app.prune_cache(load_settings(settings), max_size), as_json=as_json)


@command.command()
@settings_option
@json_option
def verify(settings: Path | None, *, as_json: bool) -> None:
    """Read every entry and remove those that are damaged.

    A build makes them again, as it would without this command.

    \b
    Example:
      audionews cache verify
    """
    from audionews import app
    from audionews.settings import load_settings

    _print(app.verify_cache(load_settings(settings)), as_json=as_json)


def _print(swept: PruneResult, *, as_json: bool) -> None:
    removed = f"removed {swept.removed} entries, {swept.removed_size / 1e6:.1f} MB"
    kept = f"kept {swept.kept} entries, {swept.kept_size / 1e6:.1f} MB"
    click.echo(json_line(swept) if as_json else f"{removed}; {kept}")
