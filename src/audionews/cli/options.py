"""Options and arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

voice_option = click.option("--voice", metavar="NAME", help="Who speaks; 'audionews voices list' shows all.")
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
    help="One of several shows in the settings: [shows.NAME].",
)


def folder_of(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path:
    """Return the given folder, or the default one: output, or output/NAME for a show with a name."""
    return value or Path("output", ctx.params.get("show") or "")


out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    callback=folder_of,
    metavar="DIR",
    help="The folder of the show.  [default: output, or output/NAME of --show]",
)
verbose_option = click.option("-v", "--verbose", count=True, help="Tell more; -vv adds tracebacks to errors.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
article_argument = click.argument("article", metavar="ARTICLE")
