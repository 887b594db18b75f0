"""audionews desk."""

from __future__ import annotations

import os
import webbrowser
from typing import TYPE_CHECKING, Any

import click

from audionews.cli.group import Command, say
from audionews.cli.options import out_option, settings_option, show_option

if TYPE_CHECKING:
    from pathlib import Path

_PASSWORD = "AUDIONEWS_DESK_PASSWORD"  # noqa: S105 - the name of the variable


@click.command(cls=Command)
@out_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; 0.0.0.0 is all.")
@click.option("--port", default=8010, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option("--open", "opens", is_flag=True, help="Open the desk in a browser.")
@click.option(
    "--allow-host",
    "allow_hosts",
    metavar="NAME",
    multiple=True,
    help="Another name by which editors reach this machine; may be repeated.",
)
@click.option("--proxy", is_flag=True, help="A proxy says in X-Forwarded-Host and X-Forwarded-Proto what clients used.")
@click.option("--allow-private", is_flag=True, help="Fetch articles from this machine and its own network too.")
@settings_option
@show_option
def command(out: Path, opens: bool, settings: Path | None, show: str | None, **options: Any) -> None:  # noqa: ANN401, FBT001 - click's
    """Open the desk, where editors listen, correct and publish.

    It is a web application for this machine, and shows what will be spoken. Drop a file, paste a text or give an
    address; move lines; fix how words are read; listen; approve. Published episodes are corrected, withdrawn and
    restored. Ctrl-C stops it.

    Other machines reach it with --host, and only if AUDIONEWS_DESK_PASSWORD is set: at least 12 characters, which each
    editor is asked for. The password and the pages are not encrypted: put a proxy with TLS before it (--proxy).

    \b
    Example:
      audionews desk --out output --port 8010
    """
    from audionews import app

    def announce(url: str) -> None:
        click.echo(f"{url}/")
        say("Ctrl-C ends")
        if opens:
            webbrowser.open(f"{url}/")

    opened = app.Show.open(out, settings, name=show)
    opened.desk(announce=announce, password=os.environ.get(_PASSWORD, ""), **options)
