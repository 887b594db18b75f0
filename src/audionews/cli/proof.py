"""audionews proof."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from audionews.cli.group import Command
from audionews.cli.options import json_option, out_option, settings_option, show_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.argument("episodes", nargs=-1, required=True, metavar="EPISODE...")
@click.option("--most", type=click.IntRange(1), metavar="N", help="Only the N lines that sound least like their text.")
@click.option(
    "--model", default="", metavar="MODEL", help="The recognizer's model; the default is that of AUDIONEWS_PROOF_MODEL."
)
@out_option
@settings_option
@show_option
@json_option
def command(  # noqa: PLR0913 - one argument an option
    episodes: tuple[str, ...],
    most: int | None,
    model: str,
    out: Path | str,
    settings: Path | None,
    show: str | None,
    *,
    as_json: bool,
) -> None:
    """Listen to episodes, and rank the lines that sound unlike their text.

    EPISODE is an id as 'audionews list' prints it, or its beginning. Lines that sound least like their text come
    first: how unlike, the episode and the number of the line, the word that is least like the sound, the line as
    written, and what was recognized. A recognizer errs more often than a voice: it only says where to listen.

    It needs the extra "proof" and a Whisper model for faster-whisper on this machine; nothing is downloaded.

    \b
    Example:
      audionews build article.txt
      audionews proof 2024-06-20 --most 10
    """
    from audionews.app.library import Show
    from audionews.app.proof import open_recognizer, proof_episode, ranked
    from audionews.cli.words import json_line, one_line

    opened = Show.open(out, settings, name=show)
    ids = [opened.episode(name).id for name in episodes]
    recognizer = open_recognizer(model)
    for line in ranked(line for name in ids for line in proof_episode(opened, name, recognizer))[:most]:
        if as_json:
            click.echo(json_line({"difference": round(line.difference, 3), "word": line.word} | asdict(line)))
            continue
        click.secho(f"{line.difference:.1f}  {line.episode} line {line.number}  {one_line(line.word)}", bold=True)
        click.echo(f"  written     {one_line(line.written)}")
        click.echo(f"  recognized  {one_line(line.transcript)}")
