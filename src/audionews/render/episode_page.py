"""The page of an episode: the player, the chapters, and the article as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from audionews.arabic.wording import voice_name, voice_notice, voice_rows
from audionews.articles.subheadings import subheadings
from audionews.model import Role
from audionews.model.paths import FEED, WORDS, episode_file, section_file
from audionews.render.embed import frame_code
from audionews.render.linked_data import linked_data, opening_of, properties
from audionews.render.page import Page, html_page
from audionews.render.sharing import shares, subscriptions
from audionews.render.times import seconds, short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from audionews.model import Cue, Episode, Neighbours, Segment
    from audionews.render.environment import Templates


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When a segment is read, in seconds, and when each of its words: "OFFSET:SECONDS OFFSET:SECONDS ...", or ""."""

    start: float
    end: float
    words: str


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
    )
    times = _segment_times(episode)
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
        "voice": voice_rows(episode.voice),
        "voice_name": voice_name(episode.voice),
        "apps": subscriptions(facts, FEED),
        "shares": shares(episode, facts),
        "frame": frame_code(episode, facts, templates) if facts.base_url else "",
        "linked_data": linked_data(episode, facts),
        "words_script": WORDS if any(cue.words for cue in episode.cues) else "",
    }
    return html_page(templates, "episode.html.j2", page, facts, **values)


def _segment_times(episode: Episode) -> Mapping[int, Times]:
    """Return the times of each segment that is spoken, by its index."""
    found = {}
    for segment, group in groupby(episode.cues, key=lambda cue: cue.segment):
        cues = list(group)
        start, end = seconds(cues[0].start, episode.rate), seconds(cues[-1].end, episode.rate)
        found[segment] = Times(start=start, end=end, words=_word_times(episode, segment, cues))
    return found


def _word_times(episode: Episode, segment: int, cues: Sequence[Cue]) -> str:
    """Return when each word of a segment sounds; "" if the engine did not tell.

    Offsets count UTF-16 units, as scripts do.
    """
    written, at, times = episode.segments[segment].text, 0, []
    for cue in cues:
        at = max(at, written.find(cue.text, at))
        for word in cue.words:
            offset = len(written[: at + word.first].encode("utf-16-le")) // 2
            times.append(f"{offset}:{seconds(word.start, episode.rate)}")
    return " ".join(times)


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
