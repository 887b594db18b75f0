"""An episode on other sites: a page for a frame, the oEmbed answer that offers it, and the code to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.wording import voice_notice
from audionews.model.paths import EMBED, PLAYER, cover_file, episode_file
from audionews.render.markup import compact_json
from audionews.render.page import Page, html_page

if TYPE_CHECKING:
    from audionews.model import Episode, ShowFacts
    from audionews.render.environment import Templates

WIDTH, HEIGHT = 600, 220  # of the frame in CSS pixels; it may be as narrow as 300


def embed_page(episode: Episode, facts: ShowFacts, templates: Templates) -> bytes:
    """Return a page with nothing but the player. It works in a frame that may run scripts and nothing else."""
    page = Page(
        path=episode_file(episode.id, "embed.html"),
        kind="embed",
        title=episode.title,
        description=voice_notice(episode.voice),
    )
    return html_page(templates, "embed.html.j2", page, facts, episode=episode, embed_script=EMBED)


def frame_code(episode: Episode, facts: ShowFacts, templates: Templates) -> str:
    """Return the HTML that shows the episode on another site. The show must have a base URL."""
    address = f"{facts.base_url}/{episode_file(episode.id, 'embed.html')}"
    values = {"episode": episode, "address": address, "width": WIDTH, "height": HEIGHT}
    return templates.render("frame.html.j2", **values).strip()


def script_code(episode: Episode, facts: ShowFacts, templates: Templates) -> str:
    """Return the HTML that plays the episode on the page of its own article and lights its paragraphs there."""
    player, stem = f"{facts.base_url}/{PLAYER}", f"{facts.base_url}/episodes/{episode.id}"
    return templates.render("script.html.j2", player=player, stem=stem).strip()


def oembed(episode: Episode, facts: ShowFacts, templates: Templates) -> str:
    """Return the oEmbed answer of the episode. Source: oembed.com, type "rich"."""
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": facts.title,
        "provider_url": f"{facts.base_url}/",
        "title": episode.title,
        "author_name": facts.author,
        "html": frame_code(episode, facts, templates),
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": f"{facts.base_url}/{cover_file(episode.id)}",
        "thumbnail_width": 1400,
        "thumbnail_height": 1400,
    }
    return compact_json(answer) + "\n"
