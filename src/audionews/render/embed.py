"""An episode on other sites: a page for a frame, the oEmbed answer that offers it, and the code to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from audionews.arabic.wording import voice_notice
from audionews.model import PlayerLook
from audionews.model.look import LANGUAGES, SIZES, THEMES
from audionews.model.paths import FRAMES, PLAYER, cover_file, episode_file
from audionews.render.markup import compact_json
from audionews.render.page import Page, html_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import Episode, ShowFacts
    from audionews.render.environment import Templates

WIDTH, HEIGHT, COMPACT = 600, 220, 130  # of the frame in CSS pixels; it may be as narrow as 288
_DEFAULT = PlayerLook()


def embed_page(episode: Episode, facts: ShowFacts, templates: Templates) -> bytes:
    """Return a page with nothing but the player. It works in a frame that may run scripts and nothing else."""
    page = Page(
        path=episode_file(episode.id, "embed.html"),
        kind="embed",
        title=episode.title,
        description=voice_notice(episode.voice),
    )
    return html_page(templates, "embed.html.j2", page, facts, episode=episode)


def frame_code(episode: Episode, facts: ShowFacts, templates: Templates, look: PlayerLook = _DEFAULT) -> str:
    """Return the HTML that shows the episode in a frame on another site. The show must have a base URL."""
    query = urlencode(_attributes(look))
    address = f"{facts.base_url}/{episode_file(episode.id, 'embed.html')}{query and f'?{query}'}"
    values = {
        "episode": episode,
        "address": address,
        "width": WIDTH,
        "height": COMPACT if look.size == "compact" else HEIGHT,
        "script": f"{facts.base_url}/{FRAMES}" if look.fluid else "",
    }
    return templates.render("frame.html.j2", **values).strip()


def script_code(episode: Episode, facts: ShowFacts, templates: Templates, look: PlayerLook = _DEFAULT) -> str:
    """Return the HTML that plays the episode on the page of its own article and lights its text there."""
    values = {
        "player": f"{facts.base_url}/{PLAYER}",
        "stem": f"{facts.base_url}/episodes/{episode.id}",
        "attributes": _attributes(look),
    }
    return templates.render("script.html.j2", **values).strip()


def _attributes(look: PlayerLook) -> Mapping[str, str]:
    """Return the attributes of the element that ask for this look, or the query of the page in a frame."""
    given = {"theme": look.theme, "accent": look.accent, "size": look.size, "lang": look.language}
    usual = {"", THEMES[0], SIZES[0], LANGUAGES[0]}
    return {name: value for name, value in given.items() if value not in usual}


def oembed(episode: Episode, facts: ShowFacts, templates: Templates, look: PlayerLook = _DEFAULT) -> str:
    """Return the oEmbed answer of the episode. Source: oembed.com, type "rich"."""
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": facts.title,
        "provider_url": f"{facts.base_url}/",
        "title": episode.title,
        "author_name": facts.author,
        "html": frame_code(episode, facts, templates, look),
        "width": WIDTH,
        "height": COMPACT if look.size == "compact" else HEIGHT,
        "thumbnail_url": f"{facts.base_url}/{cover_file(episode)}",
        "thumbnail_width": 1400,
        "thumbnail_height": 1400,
    }
    return compact_json(answer) + "\n"
