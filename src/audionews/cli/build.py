"""audionews build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from audionews.cli.completing import complete_episode, complete_file
from audionews.cli.group import Command
from audionews.cli.options import (
    json_option,
    out_option,
    settings_option,
    show_option,
    voice_option,
    wait_option,
)
from audionews.cli.reading import given, moment, reading_options

if TYPE_CHECKING:
    from pathlib import Path


def _amount(_ctx: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    """Return the amount, if it is not negative or "nan", which click accepts but which would stop no build."""
    if value is not None and not value >= 0:
        raise click.BadParameter(f"{value:g} is no amount; write one like 2.50")
    return value


@click.command(cls=Command)
@click.argument("articles", nargs=-1, required=True, shell_complete=complete_file)
@voice_option
@out_option
@settings_option
@show_option
@wait_option
@reading_options
@click.option("--section", metavar="NAME", default="", help="The section of articles that do not say theirs.")
@click.option(
    "--publish-at",
    metavar="TIME",
    callback=moment,
    help="Keep the episodes out of feed and pages until then, in the zone of the show: 2024-06-20T18:00.",
)
@click.option(
    "--correct",
    metavar="ID",
    default="",
    shell_complete=complete_episode,
    help="The article corrects this episode, whatever has changed.",
)
@click.option("--new", is_flag=True, help="Articles are no corrections: each has an id of its own.")
@click.option("--note", metavar="TEXT", default="", help="What was corrected, for listeners.")
@click.option("--bitrate", type=int, metavar="KBIT", help="kbit/s of the MP3, instead of that in the settings.")
@click.option(
    "--on",
    "--workers",
    "workers",
    metavar="WHERE",
    help="Where to work in parallel: threads:4, processes:2, or a cluster: tcp://host:8786.",
)
@click.option(
    "--max-cost",
    type=float,
    callback=_amount,
    metavar="AMOUNT",
    help="Stop before the first request if all could cost more, or if a price is unknown.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done; write and download nothing.")
@json_option
def command(articles: tuple[str, ...], out: Path | str, settings: Path | None, **options: Any) -> int:  # noqa: ANN401 - click's
    """Turn articles into episodes and publish the show.

    ARTICLES are files, folders, patterns, addresses of pages and feeds, or - for standard input. Each article becomes
    an episode in the output folder; then the feed and the pages are brought up to date. What has not changed is not
    made again.

    \b
    Example:
      audionews build article.txt --voice ar-neural --out output
    """
    from audionews import app
    from audionews.cli.report import JsonReport, Report, exit_code
    from audionews.cli.signals import until_ended
    from audionews.cli.words import print_tracebacks
    from audionews.settings import load_settings, with_bitrate

    request = app.BuildRequest(
        voice=options["voice"],
        given=given(options),
        allow_private=options["allow_private"],
        workers=options["workers"],
        max_cost=options["max_cost"],
        section=options["section"],
        publish_at=options["publish_at"] and options["publish_at"][0],
        correct=options["correct"],
        new=options["new"],
        note=options["note"],
    )
    report = JsonReport() if options["as_json"] else Report()
    tell = until_ended(report)
    show = app.Show.open(
        out, with_bitrate(load_settings(settings, options["show"]), options["bitrate"]), wait=options["wait"]
    )
    if options["dry_run"]:
        planned, result = app.plan_build(articles, show, request, tell)
        done = len(planned)
    else:
        result = app.build(articles, show, request, tell)
        done = len(result.episodes)
    print_tracebacks(failure.error for failure in result.failures)
    return exit_code(result, done)
