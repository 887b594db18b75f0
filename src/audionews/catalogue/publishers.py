"""Publishers, which render a whole show at once, as renderers: plug-ins of the first version keep working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.catalogue.sidecars import LazyEpisodes
from audionews.model import Output, Show
from audionews.ports import Renderer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ChangedShow, Episode, Neighbours
    from audionews.ports import Publisher


class RendererOfPublisher:
    """Renders all files of a publisher whenever anything changes.

    Args:
        publisher: What makes them.
    """

    def __init__(self, publisher: Publisher) -> None:
        self.name = publisher.name
        self.version = ""
        self._publisher = publisher

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: a publisher does not tell the files of an episode from others."""
        return iter(())

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield every file of the show, its inputs unknown."""
        whole = Show(facts=show.facts, episodes=LazyEpisodes(show.headers, show.load))
        for path, pieces in self._publisher.render(whole):
            yield Output(path=path, inputs="", pieces=pieces)


def as_renderer(plugin: Renderer | Publisher) -> Renderer:
    """Return a plug-in as a renderer."""
    return plugin if isinstance(plugin, Renderer) else RendererOfPublisher(plugin)
