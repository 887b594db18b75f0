"""The pictures of the show, as a renderer: its cover, drawn again when its facts change, and small covers for pages."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from audionews.artwork import cover, small
from audionews.building.recipe import digest
from audionews.model import Output
from audionews.model.paths import ICONS, TOUCH_ICON, show_cover_file, small_cover_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audionews.building.writer import EpisodeWriter
    from audionews.model import ChangedShow, Episode, Neighbours, ShowFacts


def cover_version(facts: ShowFacts) -> str:
    """Return eight characters of a digest of all that the cover of the show is drawn from."""
    own = (facts.cover_digest,) if facts.cover_digest else ()
    return digest(cover.VERSION, facts.title, facts.author, facts.colour, facts.cover, *own)[:8]


class CoverRenderer:
    """Renders the cover of the show, and those of episodes as pages show them.

    Args:
        writer: Draws and caches covers.
        pictures: The pictures of its own that the show has, by the key of the settings.
    """

    name = "cover"
    version = f"{cover.VERSION}.{small.VERSION}"

    def __init__(self, writer: EpisodeWriter, pictures: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self._writer = writer
        self._pictures = pictures

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield the cover of the episode as pages show it; the cover itself is written with the sound."""
        yield Output(path=small_cover_file(episode), inputs="", pieces=self._shrink(episode))

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield the cover, and the logo in its sizes; each is drawn when its bytes are read."""
        facts = show.facts
        yield Output(path=show_cover_file(facts), inputs="facts", pieces=self._draw(facts))
        if logo := self._pictures.get("logo") or self._pictures.get("cover_picture"):
            for path, edge in ICONS.items():
                inputs = f"{facts.logo_digest or facts.cover_digest} {edge}"
                yield Output(path=path, inputs=inputs, pieces=self._icon(logo, path))

    def _icon(self, logo: bytes, path: str) -> Iterator[bytes]:
        yield small.icon(logo, ICONS[path], opaque=path == TOUCH_ICON)

    def _shrink(self, episode: Episode) -> Iterator[bytes]:
        yield self._writer.small_cover(episode)

    def _draw(self, facts: ShowFacts) -> Iterator[bytes]:
        own = self._pictures.get("cover_picture")
        yield cover.own_cover(own) if own else self._writer.draw(facts.title)
