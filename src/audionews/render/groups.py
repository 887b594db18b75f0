"""Groups of episodes that have lists of their own: the sections and the months of a show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from audionews.model import Episode, Show

if TYPE_CHECKING:
    from collections.abc import Iterator


class Picked(Sequence[Episode]):
    """Some of the episodes of a show, by their places. Each is read when it is asked for."""

    def __init__(self, episodes: Sequence[Episode], places: Sequence[int]) -> None:
        self._episodes = episodes
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Episode: ...
    @overload
    def __getitem__(self, place: slice) -> Picked: ...
    def __getitem__(self, place: int | slice) -> Episode | Picked:
        if isinstance(place, slice):
            return Picked(self._episodes, self._places[place])
        return self._episodes[self._places[place]]


def sections(show: Show) -> Iterator[tuple[str, Show]]:
    """Yield each section, in the order of the settings, by its key and as a show of its own."""
    facts = show.facts
    if not facts.sections:
        return
    places: dict[str, list[int]] = {key: [] for key in facts.sections}
    for place, episode in enumerate(show.episodes):
        if episode.section in places:
            places[episode.section].append(place)
    for key, name in facts.sections.items():
        own = replace(facts, title=f"{facts.title}: {name}", guid=facts.section_guids.get(key, ""), sections={})
        yield key, Show(facts=own, episodes=Picked(show.episodes, places[key]))


def months(show: Show) -> dict[tuple[int, int], Picked]:
    """Return the episodes of each month (year, month), newest first."""
    places: dict[tuple[int, int], list[int]] = {}
    for place, episode in enumerate(show.episodes):
        places.setdefault((episode.published.year, episode.published.month), []).append(place)
    return {month: Picked(show.episodes, places[month]) for month in sorted(places, reverse=True)}
