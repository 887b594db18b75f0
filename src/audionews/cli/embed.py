"""audionews embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.options import out_option, settings_option, show_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("episode")
@click.option("--iframe", "kind", flag_value="iframe", default="iframe", help="A frame with the player (the default).")
@click.option("--script", "kind", flag_value="script", help="A player that highlights the page's own paragraphs.")
@click.option("--oembed", "kind", flag_value="oembed", help="The oEmbed answer, as JSON.")
@out_option
@settings_option
@show_option
def command(episode: str, kind: str, out: Path, settings: Path | None, show: str | None) -> None:
    """Print the code that embeds an episode in another site.

    EPISODE is an id as 'audionews list' prints it, or its beginning. The settings must have a base URL.

    \b
    Example:
      echo '[show]' | tee audionews.toml
      echo 'base_url = "https://example.org/podcast"' | tee -a audionews.toml
      audionews build article.txt --voice ar-neural
      audionews embed 2024-06-20 --script
    """
    from audionews import app

    click.echo(app.Show.open(out, settings, name=show).embed(episode, kind))
