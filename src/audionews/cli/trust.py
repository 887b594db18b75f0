"""audionews trust."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.completing import complete_voice
from audionews.cli.group import Command, say
from audionews.cli.options import settings_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("voices", nargs=-1, metavar="VOICE...", shell_complete=complete_voice)
@click.option("--remove", is_flag=True, help="Trust them no more.")
@settings_option
def command(voices: tuple[str, ...], settings: Path | None, *, remove: bool) -> None:
    """Allow a voice file of a folder to run programs or to choose services.

    A file in voices/ of a show or of the working folder may name a program to run, or an address that texts and a key
    are sent to. It does so only after you have trusted it, as it is now: a file that changes is to be trusted again.
    Without VOICE, the trusted files are listed.

    \b
    Example:
      audionews trust ar-openai
      audionews trust
    """
    from audionews import app
    from audionews.cli.words import one_line
    from audionews.settings import load_settings

    opened = load_settings(settings)
    if not voices:
        for digest, path in app.trusted().items():
            click.echo(f"{digest[:12]}  {one_line(path)}")
    for name in voices:
        if remove:
            say(one_line(f"{app.distrust(name, opened)}: not trusted any more"))
            continue
        file, sensitive = app.trust_voice(name, opened)
        click.echo(file)
        for setting, value in sensitive.items():
            say(one_line(f"it may decide: {setting} = {value!r}"))
