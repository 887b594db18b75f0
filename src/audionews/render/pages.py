"""The pages: the show's index, archive and search, a page an episode, their style and their scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.model import Output
from audionews.model.paths import (
    EMBED,
    FRAMED,
    FRAMES,
    MORE,
    PLAYER,
    READING,
    SEARCH_SCRIPT,
    STYLE,
    WORDS,
    episode_file,
)
from audionews.render.archive import archive_outputs
from audionews.render.embed import embed_page, oembed
from audionews.render.environment import Templates
from audionews.render.episode_page import episode_page
from audionews.render.inputs import inputs_of, made_when_taken
from audionews.render.list_page import list_outputs
from audionews.render.player_data import player_data
from audionews.render.search import search_outputs
from audionews.render.style import asset, stylesheet
from audionews.render.web_app import app_outputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from audionews.model import ChangedShow, Episode, Neighbours

_VERSION = "3"
_SCRIPTS = (PLAYER, MORE, WORDS, READING, FRAMED, EMBED, FRAMES, SEARCH_SCRIPT)


class PagesRenderer:
    """Makes the lists, style and scripts, and of each episode ``ID.html`` and what other sites embed.

    Args:
        templates: What the pages are made with; None takes the shipped templates.
    """

    name = "pages"

    def __init__(self, templates: Templates | None = None) -> None:
        self._templates = templates or Templates()
        self.version = f"{_VERSION}-{self._templates.digest}"

    def with_templates(self, folder: Path) -> PagesRenderer:
        """Return the renderer with a show's own templates in place of the shipped ones of the same names.

        Raises:
            SettingsError: A template cannot be read or has an error.
        """
        return PagesRenderer(Templates(folder))

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        """Yield the page of the episode and what embeds it on other sites."""
        facts, templates = neighbours.facts, self._templates
        files: dict[str, Callable[[], bytes]] = {
            "html": lambda: episode_page(episode, neighbours, templates),
            "embed.html": lambda: embed_page(episode, facts, templates),
            "player.json": lambda: player_data(episode, facts).encode(),
        }
        if facts.base_url:
            files["oembed.json"] = lambda: oembed(episode, facts, templates).encode()
        for kind, make in files.items():
            yield Output(path=episode_file(episode.id, kind), inputs="", pieces=made_when_taken(make))

    def lists(self, show: ChangedShow) -> Iterator[Output]:
        """Yield style, scripts and every list; the index comes last."""
        files = {
            STYLE: stylesheet(show.facts),
            **{script: asset(script) for script in _SCRIPTS},
        }
        for path, blob in files.items():
            yield Output(path=path, inputs=inputs_of(blob), pieces=(blob,))
        yield from app_outputs(show.facts, self._templates)
        yield from search_outputs(show, self._templates)
        yield from archive_outputs(show, self._templates)
        yield from list_outputs(show, self._templates)
