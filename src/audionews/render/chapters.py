"""Chapters as JSON (Podcasting 2.0, version 1.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.model import Output
from audionews.model.paths import cover_file, episode_file
from audionews.model.times import seconds
from audionews.render.markup import compact_json, sent_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import ChangedShow, Episode, Neighbours


class ChaptersRenderer:
    """Makes ``episodes/STEM.chapters.json`` of each episode."""

    name = "chapters"
    version = "2"

    def episode(self, episode: Episode, neighbours: Neighbours) -> Iterator[Output]:
        """Yield the chapter file of the episode."""
        facts = neighbours.facts
        art = f"{facts.base_url}/{cover_file(episode)}" if facts.base_url else ""
        text = chapters_json(episode, facts.title, art)
        yield Output(path=episode_file(episode.stem, "chapters.json"), inputs="", pieces=(text.encode(),))

    def lists(self, show: ChangedShow) -> Iterator[Output]:  # noqa: ARG002 - the port's signature
        """Yield nothing: chapters belong to episodes."""
        yield from ()


def chapters_json(episode: Episode, show_title: str, art: str = "") -> str:
    """Return the chapters with start and end in seconds, and what they lead to.

    The first has the article and the cover of the episode; in an edition each has the article that it reads.

    Args:
        episode: The episode.
        show_title: The name of the show.
        art: Address of the cover, or "".

    Source: podcast namespace, JSON Chapters Format 1.2.
    """
    whole = {
        "version": "1.2.0",
        "title": episode.title,
        "podcastName": show_title,
        "chapters": [_chapter(episode, number, art) for number in range(len(episode.chapters))],
    }
    return compact_json(whole) + "\n"


def chapter_link(episode: Episode, number: int) -> str:
    """Return the address of the article that a chapter reads, or ""."""
    return sent_address(episode.chapters[number].url or ("" if number else episode.link))


def _chapter(episode: Episode, number: int, art: str) -> dict[str, object]:
    chapter, link = episode.chapters[number], chapter_link(episode, number)
    return {
        "startTime": seconds(chapter.start, episode.rate),
        "title": chapter.title,
        "endTime": seconds(chapter.end, episode.rate),
        **({"img": art} if art and not number else {}),
        **({"url": link} if link else {}),
    }
