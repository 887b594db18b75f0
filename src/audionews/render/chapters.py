"""Chapters as JSON (Podcasting 2.0, version 1.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.render.markup import compact_json
from audionews.render.paths import file_of
from audionews.render.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audionews.model import Episode, Show


class ChaptersPublisher:
    """Writes ``episodes/ID.chapters.json`` for each episode."""

    name = "chapters"

    def render(self, show: Show) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield the chapter file of every episode."""
        for episode in show.episodes:
            yield file_of(episode, "chapters.json"), (chapters_json(episode, show.facts.title).encode(),)


def chapters_json(episode: Episode, show_title: str) -> str:
    """Return the chapters with start and end in seconds.

    Source: podcast namespace, JSON Chapters Format 1.2.
    """
    chapters = [
        {
            "startTime": seconds(chapter.start, episode.rate),
            "title": chapter.title,
            "endTime": seconds(chapter.end, episode.rate),
        }
        for chapter in episode.chapters
    ]
    whole = {"version": "1.2.0", "title": episode.title, "podcastName": show_title, "chapters": chapters}
    return compact_json(whole) + "\n"
