"""audionews inspect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from audionews.cli.options import article_argument, headline_option, json_option

if TYPE_CHECKING:
    from audionews.model import Article

_COLOURS = {
    "headline": "green",
    "summary": "cyan",
    "body": "blue",
    "date": "magenta",
    "byline": "magenta",
    "caption": "yellow",
    "dropped": "bright_black",
}


@click.command()
@article_argument
@headline_option
@json_option
def command(article: str, headline: str | None, *, as_json: bool) -> None:
    """Show what becomes of every line of an article.

    A line is spoken, kept as a fact, or dropped with a reason.

    \b
    Example:
      audionews inspect article.txt
    """
    from audionews import app
    from audionews.cli.words import json_line
    from audionews.model import Known

    for found in app.read_articles(article, Known(headline=headline or "")):
        if as_json:
            click.echo(json_line(found))
        else:
            _show(found)


def _show(article: Article) -> None:
    from audionews.cli.words import one_line

    for line in article.lines:
        place = f"{line.place}: {line.reason}" if line.reason else str(line.place)
        click.secho(f"{line.number:4}  {place:18}  {one_line(line.text)}", fg=_COLOURS[line.place])
    click.echo(
        f"date: {article.date or 'none'}  summary points: {len(article.summary)}  paragraphs: {len(article.body)}"
    )
