"""audionews edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.completing import complete_episode
from audionews.cli.group import Command
from audionews.cli.options import json_option, out_option, settings_option, show_option, voice_option, wait_option

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@click.command(cls=Command)
@click.argument("episodes", nargs=-1, shell_complete=complete_episode)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day; that of the newest episode by default."
)
@click.option("--title", default="", metavar="TEXT", help="The title of the edition, spoken at its beginning.")
@voice_option
@out_option
@settings_option
@show_option
@wait_option
@json_option
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    episodes: tuple[str, ...], day: datetime | None, title: str, voice: str | None, out: Path | str,
    settings: Path | None, show: str | None, *, wait: int, as_json: bool,
) -> None:  # fmt: skip
    """Put the episodes of a day into one programme.

    EPISODES are ids as 'audionews list' prints them, or their beginnings; the default is all episodes of the day,
    oldest first. Their sound is copied: only the opening and the closing line are spoken. The edition is an episode of
    its own; if it is made again for the same day, it replaces the one before.

    \b
    Example:
      audionews build article.txt --voice ar-neural
      audionews edition --voice ar-neural
    """
    from audionews import app
    from audionews.cli.report import JsonReport, Report

    request = app.EditionRequest(names=episodes, day=day.date() if day else None, title=title)
    opened = app.Show.open(out, settings, name=show, wait=wait)
    opened.edition(request, voice, JsonReport() if as_json else Report())
