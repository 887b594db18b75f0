"""audionews publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.group import Command
from audionews.cli.options import json_option, out_option, settings_option, show_option, wait_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("target", required=False, default="")
@out_option
@settings_option
@show_option
@wait_option
@json_option
def command(target: str, out: Path | str, settings: Path | None, show: str | None, *, wait: int, as_json: bool) -> None:
    """Upload the show: only what changed.

    TARGET is a folder, or an address such as s3://bucket/podcast, gs://bucket/podcast or sftp://host/folder (for these,
    s3fs, gcsfs or paramiko must be installed). Sounds are uploaded before the feed that names them. Episodes whose time
    has come are published, and removed ones are deleted at the target. The settings must have the base URL at which the
    target is served. Without TARGET the show goes where publish_to of the settings says.

    \b
    Example:
      echo '[show]' | tee audionews.toml
      echo 'base_url = "https://example.org/podcast"' | tee -a audionews.toml
      audionews build article.txt --voice ar-neural
      audionews publish www
    """
    from audionews import app
    from audionews.cli.report import JsonReport, Report
    from audionews.errors import UsageError

    tell = JsonReport() if as_json else Report()
    opened = app.Show.open(out, settings, name=show, wait=wait)
    where = target or opened.settings.publish_to
    if not where:
        raise UsageError(
            "nobody says where to publish the show", "name a folder or an address, or set publish_to in the settings"
        )
    opened.deploy(where, tell)
