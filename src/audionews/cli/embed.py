"""audionews embed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from audionews.cli.group import Command
from audionews.cli.options import episode_argument, out_option, settings_option, show_option
from audionews.model.look import LANGUAGES, SIZES, THEMES, PlayerLook

if TYPE_CHECKING:
    from pathlib import Path


class Look(TypedDict):
    """The options that say how the player looks."""

    theme: str
    accent: str
    size: str
    language: str
    fluid: bool


@click.command(cls=Command)
@episode_argument
@click.option("--iframe", "kind", flag_value="iframe", default="iframe", help="A frame with the player (the default).")
@click.option("--script", "kind", flag_value="script", help="A player that highlights the page's own paragraphs.")
@click.option("--oembed", "kind", flag_value="oembed", help="The oEmbed answer, as JSON.")
@click.option("--theme", type=click.Choice(THEMES), default="auto", help="Its colours; auto is as the page around it.")
@click.option(
    "--accent", default="", metavar="COLOUR", help="The colour of the player, '#rrggbb', instead of the show's."
)
@click.option(
    "--size", type=click.Choice(SIZES), default="full", help="The whole player, or a button that becomes a bar."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="ar", help="Of the player's own words.")
@click.option("--fluid", is_flag=True, help="A frame that takes the height that it needs; it comes with a script.")
@out_option
@settings_option
@show_option
def command(
    episode: str, kind: str, out: Path | str, settings: Path | None, show: str | None, **look: Unpack[Look]
) -> None:
    """Print the code that embeds an episode in another site.

    EPISODE is an id as 'audionews list' prints it, or its beginning. The settings must have a base URL.

    \b
    Example:
      echo '[show]' | tee audionews.toml
      echo 'base_url = "https://example.org/podcast"' | tee -a audionews.toml
      audionews build article.txt --voice ar-neural
      audionews embed 2024-06-20 --script
      audionews embed 2024-06-20 --size compact --theme dark --fluid
    """
    from audionews import app

    click.echo(app.Show.open(out, settings, name=show).embed(episode, kind, PlayerLook(**look)))
