"""An episode on other sites: a page for a frame, and the oEmbed answer that offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.wording import voice_notice
from audionews.render.layout import Page, document, player
from audionews.render.markup import compact_json, element, escape
from audionews.render.paths import PLAYER, file_of

if TYPE_CHECKING:
    from audionews.model import Episode, ShowFacts

WIDTH, HEIGHT = 600, 220  # of the frame in CSS pixels; it may be as narrow as 300


def embed_page(episode: Episode, facts: ShowFacts) -> bytes:
    """Return a page with nothing but the player. It works in a frame that may run scripts and nothing else."""
    title = f'<a href="{episode.id}.html" target="_blank" rel="noopener">{escape(episode.title)}</a>'
    page = Page(
        path=file_of(episode, "embed.html"),
        kind="embed",
        title=episode.title,
        description=voice_notice(episode.voice),
        banner="",
        main=f"<h1>{title}</h1>{player(episode, facts, '')}"
        f"{element('p', f'{facts.title}. {voice_notice(episode.voice)}')}",
        properties={},
        head='<meta name="robots" content="noindex">',
    )
    return document(page, facts)


def frame(episode: Episode, facts: ShowFacts) -> str:
    """Return the HTML that shows the episode on another site. The show must have a base URL."""
    address = escape(f"{facts.base_url}/{file_of(episode, 'embed.html')}")
    return (
        f'<iframe src="{address}" title="{escape(episode.title)}" width="{WIDTH}" height="{HEIGHT}"'
        ' sandbox="allow-scripts" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )


def script(episode: Episode, facts: ShowFacts) -> str:
    """Return the HTML that plays the episode on the page of its own article and lights its paragraphs there."""
    player, stem = escape(f"{facts.base_url}/{PLAYER}"), escape(f"{facts.base_url}/episodes/{episode.id}")
    return f'<script src="{player}" defer></script>\n<audio-news src="{stem}"></audio-news>'


def oembed(episode: Episode, facts: ShowFacts) -> str:
    """Return the oEmbed answer of the episode. Source: oembed.com, type "rich"."""
    answer = {
        "version": "1.0",
        "type": "rich",
        "provider_name": facts.title,
        "provider_url": f"{facts.base_url}/",
        "title": episode.title,
        "author_name": facts.author,
        "html": frame(episode, facts),
        "width": WIDTH,
        "height": HEIGHT,
        "thumbnail_url": f"{facts.base_url}/{file_of(episode, 'jpg')}",
        "thumbnail_width": 1400,
        "thumbnail_height": 1400,
    }
    return compact_json(answer) + "\n"


def discovery(episode: Episode, facts: ShowFacts) -> str:
    """Return the element that tells other sites where the oEmbed answer is, or "" without a base URL."""
    if not facts.base_url:
        return ""
    address = escape(f"{facts.base_url}/{file_of(episode, 'oembed.json')}")
    return f'\n<link rel="alternate" type="application/json+oembed" title="{escape(episode.title)}" href="{address}">'
