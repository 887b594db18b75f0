"""audionews serve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from audionews.cli.group import Command, say
from audionews.cli.options import folder_of, settings_option, show_option


@click.command(cls=Command)
@click.argument("folder", type=click.Path(path_type=Path), required=False, callback=folder_of)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--allow-host",
    "allow_hosts",
    metavar="NAME",
    multiple=True,
    help="Another name by which clients reach this machine; may be repeated.",
)
@click.option("--proxy", is_flag=True, help="A proxy says in X-Forwarded-Host and X-Forwarded-Proto what clients used.")
@click.option("--live", is_flag=True, help="Reload open pages when a build changes them.")
@settings_option
@show_option
def command(folder: Path, settings: Path | None, show: str | None, **options: Any) -> None:  # noqa: ANN401 - click's
    """Serve the show, so that you can listen and subscribe.

    FOLDER is output by default. Ctrl-C stops the server. The show is served as it was last built; its feed names files
    by the address at which it is served, whatever its base URL.

    Only files of the show are served, to clients that ask for localhost, the address that they reach, the host of the
    base URL, or a name of --allow-host.

    \b
    Example:
      audionews serve output --port 8080
    """
    from audionews import app
    from audionews.cli.report import Report

    def announce(url: str) -> None:
        if not app.is_loopback(options["host"]):
            what = "everyone who reaches this machine over the network can get the show"
            click.echo(f"audionews: {what}; without --host, only this machine can", err=True)
        click.echo(f"{url}/\n{url}/feed.xml")
        say("listen at the first, subscribe to the second; Ctrl-C ends")

    app.Show.open(folder, settings, name=show).serve(announce=announce, tell=Report(), **options)
