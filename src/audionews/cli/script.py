"""audionews script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audionews.cli.completing import complete_source
from audionews.cli.group import Command, say
from audionews.cli.options import (
    json_option,
    out_option,
    settings_option,
    show_option,
    voice_option,
)
from audionews.cli.reading import given, reading_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.arabic.word_lists import WordLists
    from audionews.errors import AudionewsError
    from audionews.model import Script


@click.command(cls=Command)
@click.argument("article", metavar="ARTICLE|EPISODE", shell_complete=complete_source)
@voice_option
@out_option
@settings_option
@show_option
@reading_options
@click.option(
    "--doubtful",
    metavar="N",
    type=click.IntRange(1),
    help="Only the N words most worth a look, and how else they may be read.",
)
@click.option("--line", metavar="N", type=click.IntRange(1), help="Only line N.")
@click.option(
    "--wav",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.wav",
    help="Speak the line, or all lines, into a file.",
)
@json_option
def command(article: str, out: Path | str, settings: Path | None, show: str | None, **options: Any) -> int:  # noqa: ANN401 - click's
    """Show what is spoken for what is written.

    Each line is shown as written and as spoken, with the pause after it and the signs that no rule knows. For an
    EPISODE, an id as 'audionews list' prints it or its beginning, it is the script that was kept when the episode was
    made. Words are numbered by segment:
    3.5 is the fifth word of the third segment.

    With --doubtful: the chance that a word is spoken correctly, as it is written, as it is spoken, its number, and
    its other likely readings with their chances.

    \b
    Example:
      audionews script article.txt --voice ar-neural
      audionews script article.txt --doubtful 10
      audionews build article.txt --voice ar-neural
      audionews script 2024-06-20 --line 1 --wav line.wav
    """
    from audionews import app
    from audionews.cli.report import Report, code_of
    from audionews.cli.words import print_tracebacks
    from audionews.settings import read_word_lists

    opened = app.Show.open(out, settings, name=show)
    lists = read_word_lists(opened.settings)
    scripts: list[Script] = []
    failures: list[AudionewsError] = []
    voice, report = options["voice"], Report()
    if _is_episode(article):
        kept = opened.script(article)
        voice = voice or kept.voice
        scripts.append(_only(kept.script, options["line"]))
        _print(scripts[-1], options, lists, article)
    else:
        request = app.BuildRequest(voice=voice, given=given(options), allow_private=options["allow_private"])
        for found in app.write_scripts_of(article, opened, request, report):
            if isinstance(found, app.FailedArticle):
                failures.append(found.error)
                report(found.event)
                continue
            scripts.append(_only(found[1], options["line"]))
            _print(scripts[-1], options, lists)
    if options["wav"] and scripts:
        lines = [line for each in scripts for line in each.lines]
        click.echo(app.write_wav(options["wav"], opened, lines, voice))
    print_tracebacks(failures)
    return code_of(failures, len(scripts))


def _print(script: Script, options: Mapping[str, Any], lists: WordLists, episode: str = "EPISODE") -> None:
    from audionews.cli.words import json_line

    if options["doubtful"]:
        _print_doubts(script, options, episode)
    elif options["as_json"]:
        click.echo(json_line(script))
    else:
        _show(script, options["line"] or 1, lists)


def _is_episode(name: str) -> bool:
    """Return whether a name can only be that of an episode: there is no such file, and it begins like a date."""
    return name != "-" and not Path(name).exists() and name[:4].isdigit() and name.count("-") >= 1


def _only(script: Script, number: int | None) -> Script:
    from dataclasses import replace

    from audionews.errors import UsageError

    if number is None:
        return script
    if number > len(script.lines):
        raise UsageError(f"there is no line {number}", f"give a number from 1 to {len(script.lines)}")
    return replace(script, lines=(script.lines[number - 1],))


def _show(script: Script, first: int, lists: WordLists) -> None:
    from audionews.arabic.normalize.rules import unread
    from audionews.cli.words import one_line

    for number, line in enumerate(script.lines, start=first):
        click.secho(f"{number} {line.role}, segment {line.segment + 1}", bold=True)
        click.echo(f"  written  {line.written}")
        click.echo(f"  spoken   {line.spoken}")
        click.echo(f"  pause    {line.pause} ms")
        if signs := unread(line.written, lists):
            shown = " ".join(dict.fromkeys(line.written[sign.start : sign.end] for sign in signs))
            click.echo(f"  unread   {one_line(shown)}")


def _print_doubts(script: Script, options: Mapping[str, Any], episode: str) -> None:
    """Print the words that are most worth a look, and how to fix one."""
    from audionews.arabic.doubts import doubts
    from audionews.cli.words import json_line, one_line

    found = doubts(script)[: options["doubtful"]]
    for each in found:
        if options["as_json"]:
            click.echo(json_line(each))
            continue
        others = ", ".join(f"{other.spoken} {other.chance:.2f}" for other in each.readings[1:])
        click.echo(f"{each.confidence:.2f}\t{one_line(each.written)}\t{each.spoken}\t{each.word}\t{others}")
    if found and not options["as_json"]:
        written = one_line(found[0].written)
        reading = found[0].readings[1].spoken if found[0].readings else "READING"
        remedy = f"audionews lexicon add '{written}' --only {episode} --word {found[0].word} '{reading}'"
        say(f"to fix one: {remedy}")
