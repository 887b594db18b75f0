"""audionews inspect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audionews.cli.options import json_option, settings_option, show_option
from audionews.cli.reading import given, reading_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import Article, Failed, SourceLine

_COLOURS = {
    "headline": "green",
    "summary": "cyan",
    "body": "blue",
    "date": "magenta",
    "byline": "magenta",
    "link": "magenta",
    "embargo": "magenta",
    "caption": "yellow",
    "dropped": "bright_black",
}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@settings_option
@show_option
@reading_options
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="REPORT.html",
    help="Write a page that shows the same in colour.",
)
@json_option
def command(sources: tuple[str, ...], settings: Path | None, show: str | None, **options: Any) -> int:  # noqa: ANN401 - click's
    """Show what becomes of every line of articles, and why.

    SOURCES are what 'audionews build' takes. A line is spoken, kept as a fact, or dropped with a reason. An article
    that cannot be read is shown too, with the reason.

    \b
    Example:
      audionews inspect article.txt
      audionews inspect page.html --html report.html
    """
    from audionews import app
    from audionews.app import Failed
    from audionews.cli.report import Report, code_of
    from audionews.settings import load_settings

    loaded = load_settings(settings, show)
    found: list[Article | Failed] = []
    wanted, private = given(options), options["allow_private"]
    for each in app.read_inputs(sources, wanted, loaded, Report(), allow_private=private):
        found.append(each)
        _print(each, as_json=options["as_json"])
    if options["html"]:
        click.echo(app.write_file(options["html"], app.inspection_page(found)))
    failures = [each.error for each in found if isinstance(each, Failed)]
    return code_of(failures, len(found) - len(failures))


def _print(found: Article | Failed, *, as_json: bool) -> None:
    from audionews.app import Failed
    from audionews.cli.words import json_line, one_line

    if isinstance(found, Failed):
        _print_failed(found, as_json=as_json)
    elif as_json:
        click.echo(json_line(found))
    else:
        click.secho(one_line(found.source), bold=True)
        _print_lines(found.lines)
        _print_facts(found)


def _print_failed(failed: Failed, *, as_json: bool) -> None:
    from audionews.cli.words import error_lines, json_line, one_line

    what, remedy = failed.error.message, failed.error.remedy
    if as_json:
        click.echo(json_line({"source": failed.source, "error": what, "remedy": remedy, "lines": failed.lines}))
        return
    click.secho(one_line(failed.source), bold=True)
    _print_lines(failed.lines)
    click.echo(error_lines(what, remedy), err=True)


def _print_lines(lines: Sequence[SourceLine]) -> None:
    from audionews.cli.words import one_line

    for line in lines:
        place = f"{line.place}: {line.reason}" if line.reason else str(line.place)
        why = f"  [{line.why}]" if line.why else ""
        left_out = "".join(f"  [not spoken: {one_line(piece)}]" for piece in line.unspoken)
        click.secho(f"{line.number:4}  {place:18}  {one_line(line.text)}{why}{left_out}", fg=_COLOURS[line.place])


def _print_facts(article: Article) -> None:
    from audionews.cli.words import one_line

    facts = {
        "date": f"{article.date} ({article.date_precision}, from the {article.date_source})"
        if article.date
        else "none",
        "not before": article.publish_at,
        "modified": article.modified,
        "byline": article.byline,
        "section": article.section,
        "link": article.link,
        "id": article.source_id,
        "picture": article.image and article.image.url,
        "summary points": len(article.summary),
        "paragraphs": len(article.body),
    }
    click.echo("  ".join(f"{name}: {one_line(str(value))}" for name, value in facts.items() if value not in {None, ""}))
