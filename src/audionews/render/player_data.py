"""What a player on another site has to know of an episode: ``episodes/ID.player.json``."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from audionews.arabic.wording import voice_notice
from audionews.model import Role
from audionews.model.paths import cover_file, episode_file, small_cover_file, sound_file
from audionews.model.times import seconds, whole_seconds
from audionews.render.markup import compact_json
from audionews.render.segment_times import segment_times
from audionews.render.times import arabic_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audionews.model import Episode, ShowFacts


def player_data(episode: Episode, facts: ShowFacts) -> str:
    """Return the facts of an episode as JSON; the addresses of its files are relative to it."""
    chapters = [{"start": seconds(chapter.start, episode.rate), "title": chapter.title} for chapter in episode.chapters]
    answer = {
        "version": 1,
        "id": episode.id,
        "title": episode.title,
        "show": facts.title,
        "language": episode.language,
        "page": posixpath.basename(episode_file(episode.id, "html")),
        "sound": posixpath.basename(sound_file(episode)),
        "cover": posixpath.basename(cover_file(episode)),
        "picture": posixpath.basename(small_cover_file(episode)),
        "colour": facts.colour,
        "seconds": seconds(episode.samples, episode.rate),
        "length": arabic_length(whole_seconds(episode.samples, episode.rate)),
        "notice": voice_notice(episode.voice),
        "learned": episode.voice.learned,
        "chapters": chapters,
        "lines": list(_lines(episode)),
    }
    return compact_json(answer) + "\n"


def _lines(episode: Episode) -> Iterator[Mapping[str, object]]:
    """Yield the text of each segment that is spoken, and when; the notice about the voice is not in the article."""
    for index, times in segment_times(episode).items():
        segment = episode.segments[index]
        if segment.role is not Role.NOTICE:
            words = {"words": times.words} if times.words else {}
            yield {"start": times.start, "end": times.end, "text": segment.text, **words}
