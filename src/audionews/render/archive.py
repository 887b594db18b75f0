"""The archive: a page that lists the months, and one a month that lists its episodes by day."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from audionews.arabic.calendar import arabic_date, arabic_month
from audionews.render.groups import months
from audionews.render.layout import Page, document, home_banner
from audionews.render.markup import element
from audionews.render.paths import ARCHIVE, INDEX, file_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from audionews.model import Episode, Show, ShowFacts


def archive_pages(show: Show) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield ``archive.html`` and ``archive-YYYY-MM.html`` for each month. A month reads its episodes when taken."""
    found = months(show)
    yield ARCHIVE, iter((_overview(found, show.facts),))
    for (year, month), episodes in found.items():
        yield _path(year, month), _month(episodes, arabic_month(year, month), _path(year, month), show.facts)


def _path(year: int, month: int) -> str:
    return f"archive-{year:04}-{month:02}.html"


def _overview(found: Mapping[tuple[int, int], Sequence[Episode]], facts: ShowFacts) -> bytes:
    years = []
    for year, group in groupby(found.items(), key=lambda pair: pair[0][0]):
        links = "".join(_month_link(*month, len(episodes)) for month, episodes in group)
        years.append(f'<section><h2>{year}</h2><ul class="months">{links}</ul></section>')
    empty = "" if found else element("p", "لم تُنشر أي حلقة بعد.", **{"class": "empty"})
    return _document(ARCHIVE, "أرشيف الحلقات", "".join(years) + empty, facts)


def _month_link(year: int, month: int, count: int) -> str:
    link = element("a", arabic_month(year, month), href=_path(year, month))
    return f'<li>{link} <span class="clock">{count}</span></li>'


def _month(episodes: Sequence[Episode], name: str, path: str, facts: ShowFacts) -> Iterator[bytes]:
    days = []
    for day, group in groupby(episodes, key=lambda episode: arabic_date(episode.published)):
        titles = "".join(f"<li>{element('a', one.title, href=file_of(one, 'html'))}</li>" for one in group)
        days.append(f"<section>{element('h2', day)}<ul>{titles}</ul></section>")
    back = f'<nav class="pager" aria-label="الأرشيف"><a href="{ARCHIVE}">كل الشهور</a></nav>'
    yield _document(path, f"حلقات {name}", "".join(days) + back, facts)


def _document(path: str, title: str, body: str, facts: ShowFacts) -> bytes:
    page = Page(
        path=path,
        kind="archive",
        title=f"{title} | {facts.title}",
        description=facts.description,
        banner=home_banner(facts, INDEX),
        main=f"{element('h1', title)}{body}",
        properties={"og:type": "website"},
    )
    return document(page, facts)
