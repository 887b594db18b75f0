"""The cover of the show, as a renderer: it is drawn again when the facts of the show change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.artwork import cover
from audionews.model import Output
from audionews.model.paths import COVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.building.writer import EpisodeWriter
    from audionews.model import ChangedShow, Episode, Neighbours, ShowFacts


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
        yield Output(path=COVER, inputs="facts", pieces=self._draw(show.facts))

    def _draw(self, facts: ShowFacts) -> Iterator[bytes]:
        yield self._writer.draw(facts.title)
