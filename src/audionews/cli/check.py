"""audionews check."""

from __future__ import annotations

from pathlib import Path

import click

from audionews.cli.options import json_option

_COLOURS = {"error": "red", "warning": "yellow"}


@click.command()
@click.argument("target", default="output", metavar="[DIR|URL]")
@json_option
def command(target: str, *, as_json: bool) -> int:
    """Find what podcast apps could not handle.

    DIR is the folder of a show (output by default), a feed file in it, or the address of a show, such as
    s3://bucket/show; URL is the address of any feed. A show is checked with all of its feeds, their sounds, covers,
    transcripts and chapters, and its pages; nothing outside of it is read. At a URL, servers are asked as podcast apps
    ask, and one that fails is a finding. Each finding has its rule, the source of the rule, and what to do:
    docs/reference/check.md lists all rules. The exit code is 1 if there are errors, 0 if only warnings.

    \b
    Example:
      audionews build article.txt --voice ar-neural
      audionews check output
    """
    from audionews import app
    from audionews.cli.words import counted, json_line, one_line

    address = target if target.startswith(("http://", "https://")) else ""
    counts = {"error": 0, "warning": 0}
    for found in app.check(address, target if "://" in target else Path(target)):
        counts[found.level] += 1
        if as_json:
            click.echo(json_line(found))
        else:
            where = ": ".join(filter(None, (one_line(found.where), one_line(found.place))))
            click.secho(f"{found.level}: {where}: {one_line(found.what)}", fg=_COLOURS[found.level])
            click.echo(f"  try: {found.remedy} [{found.rule}: {found.source}]")
    if not as_json:
        click.echo(", ".join(counted(number, level) for level, number in counts.items()))
    return int(counts["error"] > 0)
