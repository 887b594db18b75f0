"""audionews demo."""

from __future__ import annotations

from pathlib import Path

import click

from audionews.cli.group import Command
from audionews.cli.options import voice_option


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("audionews-demo"))
@voice_option
def command(folder: Path, voice: str | None) -> int:
    """Build a show of sample articles, to listen to.

    The articles and their settings are written into FOLDER, audionews-demo by default, and the show into FOLDER/output.
    Files that are there already stay as they are.

    \b
    Example:
      audionews demo --voice ar-neural
    """
    from audionews import app
    from audionews.cli.report import Report, exit_code
    from audionews.cli.signals import until_ended

    settings, articles = app.write_samples(folder)
    show = app.Show.open(folder / "output", settings)
    result = app.build([articles], show, app.BuildRequest(voice=voice), until_ended(Report()))
    return exit_code(result, len(result.episodes))
