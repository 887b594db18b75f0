"""The search in the archive: a page, and the titles of all episodes in files that grow as the feed's pages do.

There is no server to ask, so the page's script reads the newest titles first and older ones while it finds too few.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from audionews.model import Output
from audionews.model.paths import SEARCH, TITLES, page_file
from audionews.render.inputs import inputs_of, made_when_taken
from audionews.render.markup import compact_json
from audionews.render.page import Page, html_page
from audionews.render.paging import pages_from_oldest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ChangedShow, ShowFacts
    from audionews.render.environment import Templates

TITLES_A_FILE = 500  # about 60 kB; the newest file has up to twice as many


def search_outputs(show: ChangedShow, templates: Templates) -> Iterator[Output]:
    """Yield ``titles.json`` with the newest titles, after ``titles-2.json`` and so on with older ones, and the page."""
    for page in pages_from_oldest(show, TITLES_A_FILE):
        rows = [
            (one.id, one.title, f"{one.published:%Y-%m-%d}", show.facts.sections.get(one.section, ""))
            for one in page.headers
        ]
        blob = compact_json({"older": page_file(TITLES, page.older) if page.older else "", "episodes": rows}).encode()
        yield Output(path=page_file(TITLES, page.number), inputs=inputs_of(blob), pieces=(blob,))
    make = partial(_page, show.facts, templates)
    yield Output(path=SEARCH, inputs=inputs_of(show.facts), pieces=made_when_taken(make))


def _page(facts: ShowFacts, templates: Templates) -> bytes:
    page = Page(
        path=SEARCH,
        kind="archive",
        title=f"البحث في الحلقات | {facts.title}",
        description=facts.description,
        properties={"og:type": "website"},
    )
    return html_page(templates, "search.html.j2", page, facts, titles=TITLES)
