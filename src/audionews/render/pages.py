"""The pages: the show's index, a page an episode, their style and their player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.render.archive import archive_pages
from audionews.render.embed import embed_page, oembed
from audionews.render.episode_page import episode_page
from audionews.render.index import index_pages
from audionews.render.layout import asset, icon, stylesheet
from audionews.render.paths import ICON, PLAYER, STYLE, WORDS, file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audionews.model import Episode, Show


class PagesPublisher:
    """Writes index, sections, archive, ``episodes/ID.html``, ``ID.embed.html``, ``ID.oembed.json``, style, player."""

    name = "pages"

    def render(self, show: Show) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield every page; what a page needs comes before it."""
        yield STYLE, (stylesheet(show.facts),)
        yield PLAYER, (asset(PLAYER),)
        yield WORDS, (asset(WORDS),)
        yield ICON, (icon(show.facts),)
        for newer, episode, older in _with_neighbours(show):
            yield file_of(episode, "html"), (episode_page(episode, show.facts, newer, older),)
            yield file_of(episode, "embed.html"), (embed_page(episode, show.facts),)
            if show.facts.base_url:
                yield file_of(episode, "oembed.json"), (oembed(episode, show.facts).encode(),)
        yield from archive_pages(show)
        yield from index_pages(show)


def _with_neighbours(show: Show) -> Iterator[tuple[Episode | None, Episode, Episode | None]]:
    """Yield each episode between the newer and the older one; three are held at once."""
    newer: Episode | None = None
    current: Episode | None = None
    for older in show.episodes:
        if current:
            yield newer, current, older
        newer, current = current, older
    if current:
        yield newer, current, None
