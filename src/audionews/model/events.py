"""What happens during a build, as values: the progress bar, ``--json`` and the benchmarks all listen to these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import msgspec


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag=_snake):
    """Something that happened. Its JSON form carries the name of the class in snake case as ``event``."""


class Noticed(Event, frozen=True, kw_only=True):
    """Something that the user should know."""

    text: str


class ArticleRead(Event, frozen=True, kw_only=True):
    """A reader made an article of the input."""

    source: str
    headline: str


class ScriptWritten(Event, frozen=True, kw_only=True):
    """The article is written out as it will be spoken."""

    source: str
    lines: int
    characters: int


class BuildPlanned(Event, frozen=True, kw_only=True):
    """What a build would do with the article: ``missing`` lines of ``characters`` in all would be spoken.

    Each is a request to the engine; ``cached`` lines are there. ``cost`` is in the currency of the voice's price.
    """

    source: str
    change: str
    lines: int
    missing: int
    characters: int
    cached: int = 0
    cost: float = 0.0


class SpeechPlanned(Event, frozen=True, kw_only=True):
    """What it takes to speak an article: ``cached`` of its ``lines`` are there, the others are so many requests.

    ``cost`` is in the currency of the voice's price, and 0 where it has none.
    """

    source: str
    voice: str
    lines: int
    cached: int
    requests: int
    characters: int
    cost: float


class VoiceReplaced(Event, frozen=True, kw_only=True):
    """A voice failed, and the one that its file names as fallback speaks the whole episode instead."""

    source: str
    voice: str
    instead_of: str
    what: str


class LineSpoken(Event, frozen=True, kw_only=True):
    """The sound of a line is there: spoken now, or from the cache."""

    source: str
    number: int
    lines: int
    cached: bool


class LineEncoded(Event, frozen=True, kw_only=True):
    """The frames of a line are there: encoded now, or from the cache."""

    source: str
    number: int
    lines: int
    cached: bool


class EpisodeWritten(Event, frozen=True, kw_only=True):
    """An episode stands in the output folder. ``change`` is new, corrected, remade or unchanged."""

    source: str
    id: str
    path: str
    change: str
    seconds: float
    spoken: int
    lines: int


class ArticleFailed(Event, frozen=True, kw_only=True):
    """An article could not become an episode. The others go on."""

    source: str
    what: str
    remedy: str
    code: int


class ShowPublished(Event, frozen=True, kw_only=True):
    """The feed and the pages are up to date."""

    feed: str
    index: str
    episodes: int
    changed: int


class FileSent(Event, frozen=True, kw_only=True):
    """A file stands at the target. ``size`` in bytes."""

    name: str
    size: int


class ShowSent(Event, frozen=True, kw_only=True):
    """The show stands at the target: ``sent`` of ``files`` files were new or had changed, ``size`` bytes in all."""

    target: str
    feed: str
    files: int
    sent: int
    removed: int
    size: int


Listener: TypeAlias = Callable[[Event], None]
