"""audionews doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.group import Command, is_quiet, say
from audionews.cli.options import json_option, out_option, settings_option, show_option

if TYPE_CHECKING:
    from pathlib import Path

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan", "ok": "green"}


@click.command(cls=Command)
@out_option
@settings_option
@show_option
@json_option
def command(out: Path | str, settings: Path | None, show: str | None, *, as_json: bool) -> int:
    """Check that all the program needs is in order.

    It looks at the installation, the settings, keys (never their values), trusted files, voices, caches, the output
    folder, its lock, the feed and the clock. Each finding is ok, a note (something that need not be there), a warning
    or an error, and says how to mend it. It changes nothing and asks no service.

    The exit code is 0 if there is no error, the code of the errors if they have the same one, else 1. With -q only
    warnings and errors are printed.

    \b
    Example:
      audionews doctor
      audionews doctor --json
    """
    from audionews import app
    from audionews.cli.words import counted, json_line, one_line

    counts = {"error": 0, "warning": 0}
    codes = set()
    for found in app.diagnose(out, settings, show):
        codes.add(found.code)
        if found.level in counts:
            counts[found.level] += 1
        elif is_quiet():
            continue
        if as_json:
            click.echo(json_line(found))
            continue
        click.echo(f"{click.style(f'{found.level:8}', fg=_COLOURS[found.level])}{found.area}: {one_line(found.what)}")
        if found.remedy:
            click.echo(f"  try: {one_line(found.remedy)}")
    say(", ".join(counted(number, level) for level, number in counts.items()))
    codes -= {0}
    return codes.pop() if len(codes) == 1 else int(bool(codes))
