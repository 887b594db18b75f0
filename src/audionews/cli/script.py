"""audionews script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.options import article_argument, headline_option, json_option, settings_option, voice_option

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model import Script


@click.command()
@article_argument
@voice_option
@settings_option
@headline_option
@json_option
def command(article: str, voice: str | None, settings: Path | None, headline: str | None, *, as_json: bool) -> None:
    """Show what is spoken for what is written.

    Each line as written, as spoken, and the pause after it.

    \b
    Example:
      audionews script article.txt --voice ar-espeak
    """
    from pathlib import Path

    from audionews import app, config
    from audionews.cli.report import Report

    studio = app.open_studio(config.load_settings(settings), voice, Path("output"), Report())
    for found in app.read_articles(article, headline):
        script = studio.script(found)
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode(script).decode())
        else:
            _show(script)


def _show(script: Script) -> None:
    for number, line in enumerate(script.lines, start=1):
        click.secho(f"{number} {line.role}", bold=True)
        click.echo(f"  written  {line.written}")
        click.echo(f"  spoken   {line.spoken}")
        click.echo(f"  pause    {line.pause} ms")
