"""audionews list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.group import Command, say
from audionews.cli.options import json_option, out_option, show_option

if TYPE_CHECKING:
    from pathlib import Path

_COLOURS = {"published": None, "waiting": "yellow", "removed": "bright_black"}


@click.command(cls=Command)
@out_option
@show_option
@json_option
def command(out: Path | str, show: str | None, *, as_json: bool) -> None:  # noqa: ARG001 - --show has named the folder
    """List the episodes and whether they are published.

    Each line has one episode, newest first: its id, its state (published, waiting for its time, or removed), its
    length, its section and its headline.

    \b
    Example:
      audionews build article.txt --voice ar-neural
      audionews list
    """
    from audionews import app
    from audionews.cli.report import Report
    from audionews.cli.words import json_line, one_line

    episodes = app.Show(out, app.Settings()).episodes(Report())
    if not episodes and not as_json:
        say(f"there is no episode in {out} yet")
    for found in episodes:
        if as_json:
            click.echo(json_line(found))
            continue
        minutes, seconds = divmod(found.seconds, 60)
        until = (
            f" until {found.publish_at.isoformat(' ', 'minutes')}"
            if found.publish_at and found.state == "waiting"
            else ""
        )
        facts = f"{found.id}  {found.state}{until}  {minutes}:{seconds:02}  {found.section or '-'}"
        click.secho(f"{facts}  {one_line(found.title)}", fg=_COLOURS[found.state])
