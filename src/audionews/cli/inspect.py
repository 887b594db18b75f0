"""audionews inspect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from audionews.cli.completing import complete_file
from audionews.cli.group import Command, say
from audionews.cli.options import json_option, settings_option, show_option
from audionews.cli.reading import given, reading_options
from audionews.cli.words import counted, message, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.model import Article, Failed, SourceLine
    from audionews.settings import Settings

_COLOURS = {
    "headline": "green",
    "summary": "cyan",
    "body": None,
    "date": "magenta",
    "byline": "magenta",
    "link": "magenta",
    "embargo": "magenta",
    "caption": "yellow",
    "dropped": "bright_black",
}


@click.command(cls=Command)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", shell_complete=complete_file)
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

    SOURCES are what 'audionews build' takes. A line is spoken, kept as a fact, or dropped with a reason; blank lines
    are shown with --json only. An article that cannot be read is shown too, with the reason.

    With --json there is one object an article: its fields, as 'audionews build' takes them from a JSON file, and its
    lines; of one that cannot be built: source, error, remedy and lines.

    \b
    Example:
      audionews inspect article.txt
      audionews inspect article.txt --html report.html
    """
    from audionews import app
    from audionews.cli.report import Report, code_of
    from audionews.cli.words import json_line, print_tracebacks
    from audionews.settings import load_settings

    loaded = load_settings(settings, show)
    shown: list[Article | Failed] = []  # for the page
    failures, articles = [], 0
    wanted, private = given(options), options["allow_private"]
    for _, each in app.read_inputs(sources, wanted, loaded, Report(), allow_private=private):
        articles += 1
        failures += [each.error] if isinstance(each, app.Failed) else []
        shown += [each] if options["html"] else []
        _print(each, loaded, as_json=options["as_json"])
    if articles > 1 and not options["as_json"]:
        say(f"{articles - len(failures)} of {counted(articles, 'article')} can be built")
    if options["html"]:
        report = app.write_file(options["html"], app.inspection_page(shown, loaded.show.timezone))
        click.echo(json_line({"report": str(report)}) if options["as_json"] else report)
    print_tracebacks(failures)
    return code_of(failures, articles - len(failures))


def _print(found: Article | Failed, settings: Settings, *, as_json: bool) -> None:
    from audionews.app import Failed
    from audionews.cli.words import failure_lines, json_line

    article, error = (found.article, found.error) if isinstance(found, Failed) else (found, None)
    if as_json and error:
        what = {"source": found.source, "error": error.message, "remedy": error.remedy, "lines": found.lines}
        click.echo(json_line(what | ({"status": article.status} if article else {})))
        return
    if as_json:
        click.echo(json_line(found))
        return
    if article or found.lines:
        click.secho(message(found.source), bold=True)
    _print_lines(found.lines)
    if article:
        _print_facts(article, settings)
    if error:
        click.echo(failure_lines(found.source, error.message, error.remedy), err=True)


def _print_lines(lines: Sequence[SourceLine]) -> None:
    for line in lines:
        if not line.text.strip():
            continue
        place = f"{line.place}: {line.reason}" if line.reason else str(line.place)
        why = f"  [{line.why}]" if line.why else ""
        left_out = "".join(f"  [not spoken: {one_line(piece)}]" for piece in line.unspoken)
        click.secho(f"{line.number:4}  {place:18}  {one_line(line.text)}{why}{left_out}", fg=_COLOURS[line.place])


def _print_facts(article: Article, settings: Settings) -> None:
    from audionews.app import facts_of

    for name, value in facts_of(article, settings.show.timezone):
        click.echo(f"      {name:16}  {one_line(value)}")
