"""audionews serve."""

from __future__ import annotations

from pathlib import Path

import click

from audionews.cli.options import folder_of, settings_option, show_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False, callback=folder_of)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--live", is_flag=True, help="Reload open pages when a build changes them.")
@settings_option
@show_option
def command(folder: Path, host: str, port: int, settings: Path | None, show: str | None, *, live: bool) -> None:
    """Serve the show, so that you can listen and subscribe.

    FOLDER is output by default. Ctrl-C stops the server. If the settings have no base URL, the feed has the address at
    which it is served.

    \b
    Example:
      audionews serve output --port 8080
    """
    from audionews import app
    from audionews.cli.report import Report

    def announce(url: str) -> None:
        click.echo(f"{url}/\n{url}/feed.xml")
        click.echo("listen at the first, subscribe to the second; Ctrl-C ends", err=True)

    app.Show.open(folder, settings, name=show).serve(host, port, announce, live=live, tell=Report())
