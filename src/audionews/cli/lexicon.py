"""audionews lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.group import Group
from audionews.cli.options import settings_option, voice_option

if TYPE_CHECKING:
    from pathlib import Path


@click.group(cls=Group)
def command() -> None:
    """Say how names are read.

    The program has a lexicon; the show's own is lexicon.toml beside audionews.toml, and has the last word.

    \b
    Example:
      audionews lexicon test 'قال باقري كني'
    """


@command.command()
@click.argument("written")
@click.argument("reading")
@click.option("--kind", default="words", show_default=True, help="The table of the file to put it in.")
@click.option("--engine", default="", help="The only engine that it is for.")
@click.option("--voice", default="", help="The only voice that it is for.")
@settings_option
def add(written: str, reading: str, settings: Path | None, **scope: str) -> None:
    """Write into the show's lexicon how WRITTEN is read: with vowel marks, or spelled out.

    \b
    Example:
      audionews lexicon add 'بورتسودان' 'بُورْتْسُودَان' --kind places
    """
    from audionews import app
    from audionews.arabic.lexicon import Entry
    from audionews.settings import load_settings

    click.echo(app.add_entry(load_settings(settings), Entry(written=written, reading=reading, **scope)))


@command.command()
@click.argument("text")
@voice_option
@settings_option
def test(text: str, voice: str | None, settings: Path | None) -> None:
    """Show which words of TEXT the lexicon reads, and how.

    \b
    Example:
      audionews lexicon test 'قال باقري كني'
    """
    from audionews import app
    from audionews.settings import load_settings
    from audionews.voices import BEST, load_voice

    known = load_settings(settings)
    lexicon = app.open_lexicon(known, load_voice(BEST if voice is None else voice, known))
    for written, read in app.find_readings(text, lexicon):
        click.echo(f"{written}\t{read}")


@command.command(name="list")
@click.option("--kind", help="Only this table.")
@settings_option
def list_(kind: str | None, settings: Path | None) -> None:
    """List all entries: table, written, read, and the engine or voice that it is for.

    \b
    Example:
      audionews lexicon list --kind people
    """
    from audionews import app
    from audionews.settings import load_settings

    for _, entry in app.list_entries(load_settings(settings)):
        if kind in {None, entry.kind}:
            click.echo("\t".join(filter(None, [entry.kind, entry.written, entry.reading, entry.engine, entry.voice])))


@command.command()
@settings_option
def check(settings: Path | None) -> int:
    """Name entries that may be mistakes; exit code 1 when there are any.

    \b
    Example:
      audionews lexicon check || true
    """
    from audionews import app
    from audionews.settings import load_settings

    found = list(app.check_entries(load_settings(settings)))
    for source, entry, doubt in found:
        click.echo(f"{source}: {entry.kind}.{entry.written} = {entry.reading}: {doubt}")
    if not found:
        click.echo("nothing doubtful")
    return 1 if found else 0
