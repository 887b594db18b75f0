"""The lists of episodes with summaries: the index of the show and the page of each section, twenty episodes a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.model import Output
from audionews.model.paths import FEED, INDEX, page_file, section_file, show_cover_file
from audionews.render.inputs import inputs_of, made_when_taken
from audionews.render.page import Page, html_page
from audionews.render.paging import NEWEST, pages_from_oldest, sections
from audionews.render.sharing import subscriptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ChangedShow, ShowFacts
    from audionews.render.environment import Templates
    from audionews.render.paging import ListPage

PAGE = 20  # episodes; the newest page has up to 40


def list_outputs(show: ChangedShow, templates: Templates) -> Iterator[Output]:
    """Yield ``section-KEY.html`` of each section and last ``index.html``, each after its pages of older episodes.

    A page loads its episodes when its bytes are taken.
    """
    for key, section in sections(show):
        yield from _list(section, templates, section_file(key, "html"), section_file(key))
    yield from _list(show, templates, INDEX, FEED)


def _list(show: ChangedShow, templates: Templates, name: str, feed: str) -> Iterator[Output]:
    """Yield the pages of a list, the newest last."""
    for page in pages_from_oldest(show, PAGE):
        links = {"newer": _link(name, page.newer), "older": _link(name, page.older)}
        inputs = inputs_of(show.facts, page.number, links, [header.digest for header in page.headers])

        def make(page: ListPage = page, links: dict[str, str] = links) -> bytes:
            frame = _frame(show.facts, name, feed, page.number)
            episodes = [show.load(header) for header in page.headers]
            values = {"number": page.number, "episodes": episodes, "apps": subscriptions(show.facts, feed), **links}
            return html_page(templates, "index.html.j2", frame, show.facts, main_list=name == INDEX, **values)

        yield Output(path=page_file(name, page.number), inputs=inputs, pieces=made_when_taken(make))


def _link(name: str, number: int | None) -> str:
    return page_file(name, number) if number else ""


def _frame(facts: ShowFacts, name: str, feed: str, number: int) -> Page:
    return Page(
        path=page_file(name, number),
        kind="index",
        title=facts.title if number == NEWEST else f"{facts.title}: صفحة {number}",
        description=facts.description,
        properties={
            "og:type": "website",
            "og:image": f"{facts.base_url}/{show_cover_file(facts)}" if facts.base_url else "",
        },
        feed=feed,
    )
