"""Chapters as JSON (Podcasting 2.0, version 1.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.model import Output
from audionews.model.paths import episode_file
from audionews.render.markup import compact_json, sent_address
from audionews.render.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ChangedShow, Chapter, Episode, Neighbours


class ChaptersRenderer:
    """Makes ``episodes/STEM.chapters.json`` of each episode."""

    name = "chapters"
    version = "2"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        """Yield the chapter file of the episode."""
        text = chapters_json(episode, neighbours.facts.title)
        yield Output(path=episode_file(episode.stem, "chapters.json"), inputs="", pieces=(text.encode(),))

    def lists(self, show: ChangedShow) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: chapters belong to episodes."""
        yield from ()


def chapters_json(episode: Episode, show_title: str) -> str:
    """Return the chapters with start and end in seconds, and the article that each reads in an edition.

    Source: podcast namespace, JSON Chapters Format 1.2.
    """
    whole = {
        "version": "1.2.0",
        "title": episode.title,
        "podcastName": show_title,
        "chapters": [_chapter(chapter, episode.rate) for chapter in episode.chapters],
    }
    return compact_json(whole) + "\n"


def _chapter(chapter: Chapter, rate: int) -> dict[str, object]:
    link = sent_address(chapter.url)
    return {
        "startTime": seconds(chapter.start, rate),
        "title": chapter.title,
        "endTime": seconds(chapter.end, rate),
        **({"url": link} if link else {}),
    }
