"""The cover of the show, as a renderer: it is drawn again when the facts of the show change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.artwork import cover
from audionews.building.recipe import digest
from audionews.model import Output
from audionews.model.paths import show_cover_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.building.writer import EpisodeWriter
    from audionews.model import ChangedShow, Episode, Neighbours, ShowFacts


def cover_version(facts: ShowFacts) -> str:
    """Return eight characters of a digest of all that the cover of the show is drawn from."""
    return digest(cover.VERSION, facts.title, facts.author, facts.colour, facts.cover)[:8]


class CoverRenderer:
    """Renders the cover of the show.

    Args:
        writer: Draws and caches covers.
    """

    name = "cover"
    version = str(cover.VERSION)

    def __init__(self, writer: EpisodeWriter) -> None:
        self._writer = writer

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing, because the cover of an episode is written with its sound."""
        return iter(())

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield the cover; it is drawn when its bytes are read."""
        yield Output(path=show_cover_file(show.facts), inputs="facts", pieces=self._draw(show.facts))

    def _draw(self, facts: ShowFacts) -> Iterator[bytes]:
        yield self._writer.draw(facts.title)
