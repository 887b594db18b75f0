"""Options of the commands that read articles: what the user knows about them, and how they are read."""

from __future__ import annotations

from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, date, datetime, time
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audionews.model import Known


def moment(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[datetime, bool] | None:
    """Return an ISO 8601 date or time, and whether it is only a date; without an offset it is in the show's zone."""
    if not value:
        return None
    try:
        with suppress(ValueError):
            return _within(datetime.combine(date.fromisoformat(value), time())), True
        return _within(datetime.fromisoformat(value)), False
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write 2024-06-20, or 2024-06-20T18:00+03:00") from None


def _within(moment: datetime) -> datetime:
    """Return the time, if it can be told in any zone.

    Raises:
        ValueError: It is too near to the first or the last year that there is.
    """
    if not MINYEAR < moment.year < MAXYEAR:
        raise ValueError
    return moment


_OPTIONS = (
    click.option(
        "--headline", metavar="TEXT", help="The headline; then no line of the article is read as the headline."
    ),
    click.option("--byline", metavar="NAME", help="Who wrote the article."),
    click.option(
        "--date", metavar="TIME", callback=moment, help="When it was published: 2024-06-20 or 2024-06-20T18:00."
    ),
    click.option("--link", metavar="URL", help="The article's page on the newspaper's site."),
    click.option("--id", "source_id", metavar="ID", help="The newsroom's own id of the article."),
    click.option("--keep", metavar="PATTERN", multiple=True, help="Speak lines with this text; * is any characters."),
    click.option("--drop", metavar="PATTERN", multiple=True, help="Do not speak lines with this text."),
    click.option("--force", is_flag=True, help="Read a page that does not look like an article."),
    click.option("--allow-private", is_flag=True, help="Fetch from addresses of this machine and its own network too."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given(options: Mapping[str, Any]) -> Known:
    """Return what the user says about an article."""
    from audionews.model import Known, Precision

    date_given, is_day = options["date"] or (None, False)
    return Known(
        headline=options["headline"] or "",
        byline=options["byline"] or "",
        date=date_given,
        date_precision=Precision.DAY if is_day else Precision.MINUTE,
        date_source="user" if date_given else "",
        link=options["link"] or "",
        source_id=options["source_id"] or "",
        keep=options["keep"],
        drop=options["drop"],
        force=options["force"],
    )
