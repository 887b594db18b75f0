"""Episodes in a catalogue, and renderers that write small files of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tests.newsroom import FACTS, make_episode

from audionews.catalogue import Catalogue, RenderResult, render_show
from audionews.catalogue.index import Index
from audionews.model import ChangedShow, Episode, EpisodeHeader, Neighbours, Output, ShowFacts
from audionews.ports import BlobStore, Renderer

NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)


def add(catalogue: Catalogue, number: int, **changes: Any) -> Episode:  # noqa: ANN401 - fields of an episode
    """Make the episode of that number, with its sound and its cover."""
    wanted = replace(make_episode(number), **changes)

    def write(_: Episode | None) -> Episode:
        for suffix in ("mp3", "jpg"):
            catalogue.store.write(f"episodes/{wanted.id}.{suffix}", [wanted.id.encode()])
        return wanted

    return catalogue.update(wanted.id, None, write)


@dataclass
class Pages:
    """Renders a page of each episode, which names its neighbours, and lists of two; remembers what was made."""

    name: str = "pages"
    version: str = "1"
    suffix: str = "html"
    declare: bool = True
    made: list[str] = field(default_factory=list)
    told: list[frozenset[str]] = field(default_factory=list)

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        named = (neighbours.newer, neighbours.older)
        text = " | ".join([neighbours.facts.title, episode.title, *(other.title if other else "" for other in named)])
        yield self._output(f"episodes/{episode.id}.{self.suffix}", "", text)

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        self.told.append(show.changed)
        for place in range(0, len(show.headers), 2):
            inputs = ", ".join(header.title for header in show.headers[place : place + 2])
            yield self._output(f"list-{place}.{self.suffix}", inputs if self.declare else "", inputs)

    def _output(self, path: str, inputs: str, text: str) -> Output:
        def pieces() -> Iterator[bytes]:
            self.made.append(path)
            yield f"audionews {self.version}: {text}".encode()

        return Output(path=path, inputs=inputs, pieces=pieces())


@dataclass
class Feed:
    """Renders a feed that names all episodes."""

    name: str = "feed"
    version: str = "1"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        return iter(())

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        ids = " ".join(header.id for header in show.headers)
        yield Output(path="feed.xml", inputs=ids, pieces=(b"audionews ", ids.encode()))


def render(catalogue: Catalogue, *renderers: Renderer, facts: ShowFacts = FACTS, now: datetime = NOW) -> RenderResult:
    """Render the show with the renderers, or with pages and a feed."""
    return render_show(catalogue, renderers or (Pages(), Feed()), facts, now)


def public(catalogue: Catalogue) -> list[str]:
    """Return the paths of the public files, in the order in which they go."""
    return [file.path for file in catalogue.public_files()]


def agrees(catalogue: Catalogue) -> bool:
    """Return whether the index says what one that is made anew from the sidecars would say."""
    return catalogue.headers() == rebuilt(catalogue.store)


def rebuilt(store: BlobStore) -> list[EpisodeHeader]:
    """Return the headers of an index that is made anew from the sidecars."""
    fresh = Catalogue(store, Index())
    fresh.refresh()
    with fresh:
        return fresh.headers()
