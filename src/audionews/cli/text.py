"""audionews text."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from audionews.cli.group import Group
from audionews.cli.options import json_option, settings_option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from audionews.arabic.normalize.rules import Piece
    from audionews.arabic.word_lists import WordLists

_BATCH = 64  # lines that are diacritized together


@click.group(cls=Group)
def command() -> None:
    """Run one step of the Arabic front end.

    It reads lines from stdin and writes lines to stdout, with the word lists of the show: words/*.tsv beside its
    settings.

    \b
    Example:
      echo 'قُتل 12 شخصاً' | audionews text normalize
    """


@command.command()
@settings_option
def split(settings: Path | None) -> None:
    """Split each line into sentences, one per line.

    \b
    Example:
      echo 'جاء د. علي. وبقي.' | audionews text split
    """
    from audionews.arabic.sentences import sentences

    lists = _word_lists(settings)
    for line in _lines():
        for start, end in sentences(line, lists):
            click.echo(line[start:end])


@command.command()
@click.option("--explain", is_flag=True, help="Show which rule reads which stretch: written -> spoken  [rule].")
@json_option
@settings_option
def normalize(settings: Path | None, *, explain: bool, as_json: bool) -> None:
    """Write the numbers, dates, abbreviations and Latin words of each line as they are spoken.

    With --explain, a sign that no rule knows is shown as unread.

    \b
    Example:
      echo 'في 20 يونيو 2024' | audionews text normalize
      echo 'بلغ السعر $3.5 مليار' | audionews text normalize --explain
    """
    from audionews.arabic.normalize.rules import UNREAD, speak_text
    from audionews.arabic.normalize.rules import normalize as pieces_of
    from audionews.cli.words import one_line

    lists = _word_lists(settings)
    for line in _lines():
        if as_json:
            _print_json(line, speak_text(line, lists), pieces_of(line, lists), explain=explain)
            continue
        click.echo(speak_text(line, lists))
        for piece in pieces_of(line, lists) if explain else ():
            if piece.rule:
                said = "(unread)" if piece.rule == UNREAD else piece.spoken
                click.echo(f"  {one_line(line[piece.start : piece.end])} -> {said}  [{piece.rule}]")


@command.command()
@settings_option
def diacritize(settings: Path | None) -> None:
    """Add vowel marks to each line, in full forms. Letters and given marks do not change.

    \b
    Example:
      echo 'وقف الحرب' | audionews text diacritize
    """
    from audionews import app

    lines, diacritizer = _lines(), app.open_diacritizer(app.Show.open(settings=settings).settings)
    while batch := list(islice(lines, _BATCH)):
        for line in diacritizer.diacritize(batch):
            click.echo(line)


@command.command()
def phonemes() -> None:
    """Write each line, diacritized, as the phonemes of the voice "ziad".

    \b
    Example:
      echo 'وَقْفِ الْحَرْبِ' | audionews text phonemes
    """
    from audionews.arabic.phonemes.line import phoneme_line

    for line in _lines():
        click.echo(phoneme_line(line))


def _word_lists(settings: Path | None) -> WordLists:
    from audionews.settings import load_settings, read_word_lists

    return read_word_lists(load_settings(settings))


def _print_json(line: str, spoken: str, pieces: tuple[Piece, ...], *, explain: bool) -> None:
    from audionews.cli.words import json_line

    found = {"written": line, "spoken": spoken}
    rules = [
        {
            "start": piece.start,
            "end": piece.end,
            "written": line[piece.start : piece.end],
            "spoken": piece.spoken,
            "rule": piece.rule,
        }
        for piece in pieces
        if piece.rule
    ]
    click.echo(json_line(found | {"rules": rules} if explain else found))


def _lines() -> Iterator[str]:
    """Yield the lines of standard input; bytes that are not UTF-8 become the replacement character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
