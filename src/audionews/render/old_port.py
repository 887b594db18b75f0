"""Plug-ins that still have the port of 0.1.0, ``Publisher``, taken as renderers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from audionews.model import Episode, Output, Show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audionews.model import ChangedShow, EpisodeHeader, Neighbours
    from audionews.ports import Publisher


class LazyEpisodes(Sequence[Episode]):
    """Episodes that are loaded when they are asked for, so that thousands take no memory."""

    def __init__(self, headers: Sequence[EpisodeHeader], load: Callable[[EpisodeHeader], Episode]) -> None:
        self._headers = headers
        self._load = load

    def __len__(self) -> int:
        return len(self._headers)

    @overload
    def __getitem__(self, place: int) -> Episode: ...
    @overload
    def __getitem__(self, place: slice) -> LazyEpisodes: ...
    def __getitem__(self, place: int | slice) -> Episode | LazyEpisodes:
        if isinstance(place, slice):
            return LazyEpisodes(self._headers[place], self._load)
        return self._load(self._headers[place])


class PublisherRenderer:
    """A publisher as a renderer. It does not say what its files are made of, so they are made each time.

    Args:
        publisher: What has the old port.
    """

    version = ""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self.name = publisher.name

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: a publisher renders a show at once."""
        yield from ()

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield whatever the publisher renders, with no inputs."""
        whole = Show(facts=show.facts, episodes=LazyEpisodes(show.headers, show.load))
        for path, pieces in self._publisher.render(whole):
            yield Output(path=path, inputs="", pieces=pieces)
