"""audionews text."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

import click

from audionews.cli.group import Group

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 64  # lines that are diacritized together


@click.group(cls=Group)
def command() -> None:
    """Run one step of the Arabic front end.

    Lines on stdin become lines on stdout.

    \b
    Example:
      echo 'قُتل 12 شخصاً' | audionews text normalize
    """


@command.command()
def split() -> None:
    """Cut each line into sentences, one a line.

    \b
    Example:
      echo 'جاء د. علي. وبقي.' | audionews text split
    """
    from audionews.arabic.sentences import sentences

    for line in _lines():
        for start, end in sentences(line):
            click.echo(line[start:end])


@command.command()
def normalize() -> None:
    """Write numbers, dates, abbreviations and Latin words of each line as they are said.

    \b
    Example:
      echo 'في 20 يونيو 2024' | audionews text normalize
    """
    from audionews.arabic.normalize.rules import speak_text

    for line in _lines():
        click.echo(speak_text(line))


@command.command()
def diacritize() -> None:
    """Write the vowel marks of each line in full forms. Letters and marks that are there stay.

    \b
    Example:
      echo 'وقف الحرب' | audionews text diacritize
    """
    from audionews.diacritizers.tashkeel import Tashkeel

    lines, diacritizer = _lines(), Tashkeel()
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


def _lines() -> Iterator[str]:
    """Yield the lines of standard input; bytes that are no UTF-8 become the replacement character."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
