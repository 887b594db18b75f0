"""What makes the show an application that a phone can keep: the manifest, its pictures, and the worker for no network.

Source: W3C, "Web Application Manifest" and "Service Workers".
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews.artwork import emblem
from audionews.artwork.colour import parse
from audionews.model import Output
from audionews.model.paths import ICON, ICONS, INDEX, MANIFEST, NOT_FOUND, TOUCH_ICON, WORKER, icon_file
from audionews.render.inputs import inputs_of, made_when_taken
from audionews.render.markup import compact_json
from audionews.render.page import Page, html_page
from audionews.render.style import asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ShowFacts
    from audionews.render.environment import Templates

_ART = 1  # of the drawing of the emblem


def app_outputs(facts: ShowFacts, templates: Templates) -> Iterator[Output]:
    """Yield the emblem in its sizes, the manifest, the worker, and the page for addresses that lead nowhere."""
    svg = emblem.svg(facts.colour)
    yield Output(path=ICON, inputs=inputs_of(svg), pieces=(svg,))
    if icon_file(facts) == ICON:  # the show's own are made with its cover
        for path, edge in ICONS.items():
            draw = made_when_taken(partial(emblem.png, facts.colour, edge))
            yield Output(path=path, inputs=inputs_of(_ART, facts.colour, edge), pieces=draw)
    for path, blob in ((MANIFEST, _manifest(facts)), (WORKER, asset(WORKER))):
        yield Output(path=path, inputs=inputs_of(blob), pieces=(blob,))
    yield Output(path=NOT_FOUND, inputs=inputs_of(facts), pieces=made_when_taken(lambda: _not_found(facts, templates)))


def _manifest(facts: ShowFacts) -> bytes:
    sizes = {path: f"{edge}x{edge}" for path, edge in ICONS.items() if path != TOUCH_ICON}
    icons = [{"src": path, "sizes": size, "type": "image/png"} for path, size in sizes.items()]
    if icon_file(facts) == ICON:
        icons.insert(0, {"src": ICON, "sizes": "any", "type": "image/svg+xml"})
    manifest = {
        "name": facts.title,
        "short_name": facts.title,
        "description": facts.description,
        "lang": facts.language,
        "dir": "rtl",
        "start_url": INDEX,
        "scope": "./",
        "display": "standalone",
        "theme_color": str(parse(facts.colour)),
        "background_color": str(parse(facts.colour)),
        "icons": icons,
    }
    return compact_json(manifest).encode()


def _not_found(facts: ShowFacts, templates: Templates) -> bytes:
    """Return a page whose links hold wherever the web server shows it, if the show has an address."""
    page = Page(
        path=NOT_FOUND,
        kind="archive",
        title=f"الصفحة غير موجودة | {facts.title}",
        description=facts.description,
        root=f"{urlsplit(facts.base_url).path}/" if facts.base_url else "",
    )
    return html_page(templates, "404.html.j2", page, facts)
