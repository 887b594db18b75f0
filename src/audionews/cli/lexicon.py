"""audionews lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.completing import complete_episode, complete_voice
from audionews.cli.group import Group, say
from audionews.cli.options import out_option, settings_option, show_option, voice_option

if TYPE_CHECKING:
    from pathlib import Path


def _word_place(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Return the numbers of a segment and of a word in it."""
    if value is None:
        return None
    segment, dot, word = value.partition(".")
    if not (dot and segment.isdecimal() and word.isdecimal()):
        raise click.BadParameter(f"{value!r} is no place; write one like 3.5")
    return int(segment), int(word)


@click.group(cls=Group)
def command() -> None:
    """Define how names are read.

    The program has a lexicon. The show's own, lexicon.toml beside audionews.toml, takes precedence over it, and the
    readings of one episode take precedence over both.

    \b
    Example:
      audionews lexicon test 'قال باقري كني'
    """


_only_option = click.option(
    "--only",
    metavar="EPISODE",
    shell_complete=complete_episode,
    help="Only in this episode, where it takes precedence.",
)


@command.command()
@click.argument("written")
@click.argument("reading")
@click.option("--kind", default="words", show_default=True, help="The table of the file to put it in.")
@click.option("--engine", default="", help="The only engine that it applies to.")
@click.option("--voice", default="", shell_complete=complete_voice, help="The only voice that it applies to.")
@_only_option
@click.option(
    "--word",
    metavar="SEGMENT.WORD",
    callback=_word_place,
    help="With --only: only this word, as 'audionews script EPISODE --doubtful 10' numbers it.",
)
@out_option
@settings_option
@show_option
def add(  # noqa: PLR0913 - one parameter an option
    written: str, reading: str, *, only: str | None, word: tuple[int, int] | None, out: Path | str,
    settings: Path | None, show: str | None, **scope: str,
) -> None:  # fmt: skip
    """Define how WRITTEN is read: with vowel marks, or spelled out.

    The entry is written into the show's lexicon, or with --only beside one episode. The next build of the article uses
    it, and so does every later one, even if the text is corrected.

    \b
    Example:
      audionews lexicon add 'بورتسودان' --kind places 'بُورْتْسُودَان'
      audionews build article.txt --voice ar-neural
      audionews lexicon add 'كتب' --only 2024-06-20 'كُتُب'
    """
    from audionews import app
    from audionews.errors import UsageError

    if word and not only:
        raise UsageError("--word numbers the words of an episode", "name the episode with --only")
    opened, entry = app.Show.open(out, settings, name=show), app.Entry(written=written, reading=reading, **scope)
    if only:
        click.echo(app.add_reading(opened.settings, out, only, entry, word))
    else:
        click.echo(app.add_entry(opened.settings, entry))
    bare = app.written_form(written)
    if not word and bare != " ".join(written.split()):
        remedy = "where it may be another word: --only EPISODE --word SEGMENT.WORD"
        say(f'words are found without their marks, so this reads "{bare}" too; {remedy}')


@command.command()
@click.argument("written")
@click.option("--kind", help="Only from this table.")
@_only_option
@out_option
@settings_option
@show_option
def remove(
    written: str, kind: str | None, only: str | None, out: Path | str, settings: Path | None, show: str | None
) -> None:
    """Remove the entries for WRITTEN from the show's lexicon, or with --only from one episode.

    \b
    Example:
      audionews lexicon add 'بورتسودان' --kind places 'بُورْتْسُودَان'
      audionews lexicon remove 'بورتسودان'
    """
    from audionews import app

    if only:
        click.echo(app.remove_reading(out, only, written))
    else:
        click.echo(app.remove_entry(app.Show.open(out, settings, name=show).settings, written, kind))


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

    opened = load_settings(settings)
    lexicon = app.open_lexicon(opened, load_voice(BEST if voice is None else voice, opened))
    for written, read in app.find_readings(text, lexicon):
        click.echo(f"{written}\t{read}")


@command.command(name="list")
@click.option("--kind", help="Only this table.")
@click.option("--all", "everything", is_flag=True, help="The entries of the program as well, after those of the show.")
@_only_option
@out_option
@settings_option
@show_option
def list_(
    kind: str | None, only: str | None, out: Path | str, settings: Path | None, show: str | None, *, everything: bool
) -> None:
    """List the show's own entries: table, written, read, and the engine or voice that it applies to.

    With --only: the readings that were fixed in one episode, and the segment of those that apply to one word.

    \b
    Example:
      audionews lexicon add 'بورتسودان' --kind places 'بُورْتْسُودَان'
      audionews lexicon list
      audionews lexicon list --all --kind people
    """
    from audionews import app

    if only:
        for each in app.list_readings(out, only):
            at = f"{each.at.word + 1}: {each.at.segment}" if each.at else ""
            click.echo("\t".join(filter(None, [each.written, each.reading, each.engine, each.voice, at])))
        return
    own, others = (
        [entry for entry in entries if kind in {None, entry.kind}]
        for entries in app.split_entries(app.Show.open(out, settings, name=show).settings)
    )
    for entry in [*own, *(others if everything else [])]:
        click.echo("\t".join(filter(None, [entry.kind, entry.written, entry.reading, entry.engine, entry.voice])))
    if others and not everything:
        there = "these come before" if own else "the show has no entry of its own here, beside"
        say(f"{there} the {len(others):,} of the program, which --all lists too")


@command.command()
@settings_option
def check(settings: Path | None) -> int:
    """List entries that may be mistakes; the exit code is 1 if there are any.

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
