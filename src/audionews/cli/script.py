"""audionews script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from audionews.cli.options import article_argument, headline_option, json_option, settings_option, voice_option

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.model import Script


@click.command()
@article_argument
@voice_option
@settings_option
@headline_option
@click.option("--doubtful", metavar="N", type=click.IntRange(1), help="Only the N words whose reading is least sure.")
@json_option
def command(article: str, voice: str | None, settings: Path | None, headline: str | None, **options: Any) -> None:  # noqa: ANN401 - click's
    """Show what is spoken for what is written.

    Each line as written, as spoken, and the pause after it.

    \b
    Example:
      audionews script article.txt --voice ar-espeak
      audionews script article.txt --doubtful 10
    """
    from pathlib import Path

    from audionews import app
    from audionews.cli.report import Report
    from audionews.cli.words import json_line
    from audionews.settings import load_settings

    builder = app.open_builder(load_settings(settings), voice, Path("output"), Report(), fetch=False)
    for found in app.read_articles(article, headline):
        script = builder.script(found)
        if options["doubtful"]:
            for word in _doubtful(script)[: options["doubtful"]]:
                click.echo(json_line(word) if options["as_json"] else "{:.2f}\t{}\t{}".format(*word.values()))
        elif options["as_json"]:
            click.echo(json_line(script))
        else:
            _show(script)


def _show(script: Script) -> None:
    for number, line in enumerate(script.lines, start=1):
        click.secho(f"{number} {line.role}", bold=True)
        click.echo(f"  written  {line.written}")
        click.echo(f"  spoken   {line.spoken}")
        click.echo(f"  pause    {line.pause} ms")


def _doubtful(script: Script) -> list[dict[str, str | float]]:
    """Return confidence, written and spoken form of every word, each once, the least sure first."""
    found: dict[tuple[str, str], float] = {}
    for line in script.lines:
        for word in line.words:
            forms = (line.written[word.written_start : word.written_end], line.spoken[word.start : word.end])
            found[forms] = min(word.confidence, found.get(forms, 1.0))
    return [
        {"confidence": sure, "written": written, "spoken": spoken}
        for (written, spoken), sure in sorted(found.items(), key=lambda pair: pair[1])
    ]
