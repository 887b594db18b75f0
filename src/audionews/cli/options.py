"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from audionews.cli.completing import complete_episode, complete_show, complete_voice

_YEAR = 31_536_000  # seconds

voice_option = click.option(
    "--voice", metavar="NAME", shell_complete=complete_voice, help="Who speaks; 'audionews voices list' shows all."
)
settings_option = click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The show's settings. The default is ./audionews.toml, if it exists.",
)
show_option = click.option(
    "--show",
    metavar="NAME",
    is_eager=True,  # the folder of the show depends on it
    shell_complete=complete_show,
    help="One of several shows in the settings: [shows.NAME].",
)


class Place(click.ParamType):
    """A folder, or an address that fsspec supports: s3://bucket/podcast."""

    name = "DIR"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:  # noqa: ARG002 - click's
        """Return an address as text, and a folder as a path."""
        return value if isinstance(value, str) and "://" in value else Path(value)


def folder_of(ctx: click.Context, _parameter: click.Parameter, value: Path | str | None) -> Path | str:
    """Return the given folder, or the default one: output, or output/NAME for a show with a name."""
    return value or Path("output", ctx.params.get("show") or "")


def local_folder(place: Path | str) -> Path:
    """Return the folder of a show that must be on this machine.

    Raises:
        UsageError: It is at an address.
    """
    from audionews.errors import UsageError

    if isinstance(place, str):
        raise UsageError(f"{place} is no folder of this machine", "name a folder, and publish it to that address")
    return place


out_option = click.option(
    "--out",
    type=Place(),
    callback=folder_of,
    metavar="DIR",
    help="The folder of the show, or an address: s3://bucket/podcast.  [default: output, or output/NAME of --show]",
)
wait_option = click.option(
    "--wait",
    type=click.IntRange(0, _YEAR),
    default=3600,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for another program that writes the show; 0 does not wait.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
article_argument = click.argument("article", metavar="ARTICLE")
episode_argument = click.argument("episode", shell_complete=complete_episode)
