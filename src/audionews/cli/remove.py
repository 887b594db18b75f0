"""audionews remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.completing import complete_episode
from audionews.cli.group import Command
from audionews.cli.options import out_option, settings_option, show_option, wait_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("episodes", nargs=-1, required=True, metavar="EPISODE...", shell_complete=complete_episode)
@out_option
@settings_option
@show_option
@wait_option
@click.option("--purge", is_flag=True, help="Delete the sound and the cover as well.")
@click.option("--restore", is_flag=True, help="Restore a removed episode.")
def command(  # noqa: PLR0913 - one parameter an option
    episodes: tuple[str, ...], out: Path | str, settings: Path | None, show: str | None, *, wait: int, purge: bool,
    restore: bool,
) -> None:  # fmt: skip
    """Remove episodes from feed and pages.

    EPISODE is an id as 'audionews list' prints it, or its beginning. Its sound stays in the folder until --purge. A
    later build of the same article does not bring it back; --restore does.

    \b
    Example:
      audionews build article.txt --voice ar-neural
      audionews remove 2024-06-20
      audionews remove --restore 2024-06-20
    """
    from audionews import app
    from audionews.cli.report import Report
    from audionews.errors import UsageError

    if purge and restore:
        raise UsageError("--purge and --restore exclude each other", "give one of them")
    opened, tell = app.Show.open(out, settings, name=show, wait=wait), Report()
    for name in episodes:
        if restore:
            opened.restore(name, tell)
        else:
            opened.remove(name, tell, purge=purge)
