"""The page of an episode: the player, the chapters, and the article as it was written."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from audionews.arabic.wording import voice_name, voice_notice, voice_rows
from audionews.articles.subheadings import subheadings
from audionews.model import Role
from audionews.model.paths import FEED, WORDS, episode_file, section_file
from audionews.model.times import seconds
from audionews.render.embed import frame_code
from audionews.render.linked_data import linked_data, opening_of, properties
from audionews.render.page import Page, html_page
from audionews.render.qr import qr_code
from audionews.render.segment_times import segment_times
from audionews.render.sharing import shares, subscriptions
from audionews.render.times import short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audionews.model import Episode, Neighbours, Segment
    from audionews.render.environment import Templates
    from audionews.render.segment_times import Times


def episode_page(episode: Episode, neighbours: Neighbours, templates: Templates) -> bytes:
    """Return the page of an episode.

    Raises:
        SettingsError: A template of the show fails.
    """
    facts = neighbours.facts
    page = Page(
        path=episode_file(episode.id, "html"),
        kind="episode",
        title=f"{episode.title} | {facts.title}",
        description=opening_of(episode),
        properties=properties(episode, facts),
        card="summary_large_image" if episode.photo else "summary",
    )
    times = segment_times(episode)
    values = {
        "episode": episode,
        "newer": neighbours.newer,
        "older": neighbours.older,
        "headline": times.get(0),
        "article": list(_parts(episode, times)),
        "subheadings": [episode.segments[number] for number in subheadings(episode.segments)],
        "chapters": _chapters(episode),
        "section": facts.sections.get(episode.section, ""),
        "section_page": section_file(episode.section, "html"),
        "notice": voice_notice(episode.voice),
        "corrections": [each for each in reversed(episode.corrections) if each.note],
        "voice": voice_rows(episode.voice),
        "voice_name": voice_name(episode.voice),
        "apps": subscriptions(facts, FEED),
        "shares": shares(episode, facts),
        "qr": qr_code(f"{facts.base_url}/{page.path}", "رمز QR لصفحة الحلقة") if facts.base_url else "",
        "frame": frame_code(episode, facts, templates) if facts.base_url else "",
        "linked_data": linked_data(episode, facts),
        "words_script": WORDS if times else "",
    }
    return html_page(templates, "episode.html.j2", page, facts, **values)


def _parts(episode: Episode, times: Mapping[int, Times]) -> Iterator[tuple[Role, list[tuple[Segment, Times | None]]]]:
    """Yield the article below its headline: neighbouring segments of one role, each with its times if it is spoken."""
    article = [pair for pair in enumerate(episode.segments) if pair[1].role is not Role.NOTICE][1:]
    for role, group in groupby(article, key=lambda pair: pair[1].role):
        yield role, [(segment, times.get(number)) for number, segment in group]


def _chapters(episode: Episode) -> list[tuple[str, float, str]]:
    """Return the title of each chapter, and where it starts: in seconds, and as a clock shows it."""
    starts = [seconds(chapter.start, episode.rate) for chapter in episode.chapters]
    return [
        (chapter.title, start, short_clock(int(start))) for chapter, start in zip(episode.chapters, starts, strict=True)
    ]
