"""The archive: a page that lists the months, and one a month that lists its episodes by day. Headers are enough."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from audionews.arabic.calendar import arabic_date, arabic_month
from audionews.model import Output
from audionews.model.paths import ARCHIVE, month_file
from audionews.render.inputs import inputs_of, made_when_taken
from audionews.render.page import Page, html_page
from audionews.render.paging import months

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.model import ChangedShow, EpisodeHeader, ShowFacts
    from audionews.render.environment import Templates

    Counts = Sequence[tuple[tuple[int, int], int]]  # episodes of each (year, month), newest first


def archive_outputs(show: ChangedShow, templates: Templates) -> Iterator[Output]:
    """Yield ``archive-YYYY-MM.html`` of each month, newest first, and last ``archive.html``."""
    counts = []
    for month, headers in months(show.headers):
        counts.append((month, len(headers)))
        shown = [(header.id, header.title, header.published) for header in headers]
        make = partial(_month, templates, show.facts, month, headers)
        yield Output(path=month_file(*month), inputs=inputs_of(show.facts, shown), pieces=made_when_taken(make))
    make_all = partial(_overview, templates, show.facts, counts)
    yield Output(path=ARCHIVE, inputs=inputs_of(show.facts, counts), pieces=made_when_taken(make_all))


def _overview(templates: Templates, facts: ShowFacts, counts: Counts) -> bytes:
    years = [
        (year, [(month_file(*month), arabic_month(*month), count) for month, count in group])
        for year, group in groupby(counts, key=lambda pair: pair[0][0])
    ]
    return html_page(templates, "archive.html.j2", _frame(ARCHIVE, "أرشيف الحلقات", facts), facts, years=years)


def _month(templates: Templates, facts: ShowFacts, month: tuple[int, int], headers: Sequence[EpisodeHeader]) -> bytes:
    frame = _frame(month_file(*month), f"حلقات {arabic_month(*month)}", facts)
    days = [(day, list(group)) for day, group in groupby(headers, key=lambda header: arabic_date(header.published))]
    return html_page(templates, "month.html.j2", frame, facts, month=arabic_month(*month), days=days)


def _frame(path: str, title: str, facts: ShowFacts) -> Page:
    return Page(
        path=path,
        kind="archive",
        title=f"{title} | {facts.title}",
        description=facts.description,
        properties={"og:type": "website"},
    )
