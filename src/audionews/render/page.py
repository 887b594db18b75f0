"""What every page has: a path, a title, and the frame that the template page.html.j2 draws around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audionews.artwork.colour import parse
from audionews.model.paths import FEED, INDEX, icon_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import ShowFacts
    from audionews.render.environment import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the frame of a page says about it: ``page`` in the templates.

    Attributes:
        path: Where it lies in the output folder.
        kind: The class of its body.
        title: For the tab and for shared links.
        description: One sentence for search engines and shared links.
        properties: What shared links show beside them (Open Graph): name and content; "" is left out.
        card: How networks show a shared link: "summary", or "summary_large_image" with a photo.
        feed: Path of the feed with the episodes of the page.
        root: The way from the page to the output folder; None works it out of its path.
    """

    path: str
    kind: str
    title: str
    description: str
    properties: Mapping[str, str] = field(default_factory=dict)
    card: str = "summary"
    feed: str = FEED
    root: str | None = None


def html_page(templates: Templates, template: str, page: Page, facts: ShowFacts, **values: object) -> bytes:
    """Return the page that a template makes of these values and of those that all pages have.

    Args:
        templates: Where the template is.
        template: Its name.
        page: What the frame says.
        facts: Of the show.
        **values: What this template knows besides.

    Raises:
        SettingsError: A template of the show fails.
    """
    frame = {
        "page": page,
        "facts": facts,
        "root": "../" * page.path.count("/") if page.root is None else page.root,
        "canonical": f"{facts.base_url}/{page.path}".removesuffix(INDEX) if facts.base_url else "",
        "icon": icon_file(facts),
        "properties": {"og:title": page.title, "og:description": page.description, **page.properties},
        "colour": str(parse(facts.colour)),
    }
    return templates.render(template, **frame, **values).encode()
