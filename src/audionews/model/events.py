"""The events of a build, as values: for the progress bar, ``--json`` and the benchmarks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time
from typing import TypeAlias

import msgspec


def _snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).lstrip("_")


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag=_snake):
    """Something that happened. In JSON, ``event`` is the name of the class in snake case."""


class Noticed(Event, frozen=True, kw_only=True):
    """Something that the user should know."""

    text: str


class ArticleRead(Event, frozen=True, kw_only=True):
    """A reader has read an article.

    ``name`` is the input, from which it can be read again, and ``link`` its page on the newspaper's site. ``unspoken``
    is the share of its characters (0 to 1) that are not spoken, ``longest`` the number of characters of the longest
    such line, and ``notable`` whether a person should look at that.
    """

    source: str
    headline: str
    name: str = ""
    link: str = ""
    unspoken: float = 0.0
    longest: int = 0
    notable: bool = False


class ScriptWritten(Event, frozen=True, kw_only=True):
    """The script of an article is ready."""

    source: str
    lines: int
    characters: int


class BuildPlanned(Event, frozen=True, kw_only=True):
    """What a build would do with an article: it would speak ``missing`` lines with ``characters`` in all.

    Each of them is a request to the engine; ``cached`` lines need none. ``cost`` is in the currency of the voice's
    price, or null if that is unknown, and the episode is not public before ``publish_at``.
    """

    source: str
    change: str
    lines: int
    missing: int
    characters: int
    cached: int = 0
    cost: float | None = 0.0
    headline: str = ""
    publish_at: datetime | None = None


class SpeechPlanned(Event, frozen=True, kw_only=True):
    """What it takes to speak an article: ``cached`` of its ``lines`` are in the cache, the rest takes ``requests``.

    ``cost`` is in the currency of the voice's price, or null if that is unknown; 0 is free.
    """

    source: str
    voice: str
    lines: int
    cached: int
    requests: int
    characters: int
    cost: float | None


class VoiceReplaced(Event, frozen=True, kw_only=True):
    """A voice has failed, and a fallback from its voice file speaks the whole episode instead."""

    source: str
    voice: str
    instead_of: str
    what: str


class LineSpoken(Event, frozen=True, kw_only=True):
    """The clip of a line is ready: spoken now, or from the cache."""

    source: str
    number: int
    lines: int
    cached: bool


class LineEncoded(Event, frozen=True, kw_only=True):
    """The frames of a line are ready: encoded now, or from the cache."""

    source: str
    number: int
    lines: int
    cached: bool


class EpisodeWritten(Event, frozen=True, kw_only=True):
    """An episode is in the output folder. ``change`` is new, corrected, remade or unchanged.

    It is public from ``publish_at`` on, or at once if that is None.
    """

    source: str
    id: str
    path: str
    change: str
    seconds: float
    spoken: int
    lines: int
    publish_at: datetime | None = None


class ArticleFailed(Event, frozen=True, kw_only=True):
    """An article could not become an episode. The build goes on with the others."""

    source: str
    what: str
    remedy: str
    code: int


class EpisodeLeftOut(Event, frozen=True, kw_only=True):
    """The sidecar ``name`` is damaged or cannot be read, so its episode is not in the show.

    ``kept`` is the name under which the damaged bytes were set aside, or "" if they are still in their place.
    """

    name: str
    what: str
    remedy: str
    kept: str = ""


class ShowPublished(Event, frozen=True, kw_only=True):
    """The feed and the pages are up to date."""

    feed: str
    index: str
    episodes: int
    changed: int


class FileSent(Event, frozen=True, kw_only=True):
    """A file was sent to the target. ``size`` is in bytes."""

    name: str
    size: int


class ShowSent(Event, frozen=True, kw_only=True):
    """The show is at the target: ``sent`` of ``files`` files were new or had changed, ``size`` bytes in all."""

    target: str
    feed: str
    files: int
    sent: int
    removed: int
    size: int


class SourcePolled(Event, frozen=True, kw_only=True):
    """A source of a sync was asked: ``unchanged`` says that it has nothing new.

    ``listed`` articles are in its list; the other numbers are those of articles that are new or have changed.
    """

    source: str
    unchanged: bool = False
    listed: int = 0
    queued: int = 0
    withdrawn: int = 0
    left_out: int = 0
    failed: int = 0


class SourceFailed(Event, frozen=True, kw_only=True):
    """A source of a sync cannot be read. It is asked again from ``next_try`` on."""

    source: str
    what: str
    remedy: str
    code: int
    next_try: datetime


class ArticleLeftOut(Event, frozen=True, kw_only=True):
    """An article becomes no episode of its own: the settings leave it out, or ``episode`` has it already."""

    source: str
    article: str
    why: str
    episode: str = ""


class ArticleWaits(Event, frozen=True, kw_only=True):
    """An article waits in the inbox until a person has approved it. ``id`` is its id there."""

    source: str
    article: str
    headline: str
    why: str
    id: str


class ArticlePostponed(Event, frozen=True, kw_only=True):
    """An article could not become an episode yet. It is tried again from ``next_try`` on."""

    source: str
    article: str
    what: str
    remedy: str
    code: int
    next_try: datetime


class WithdrawalPlanned(Event, frozen=True, kw_only=True):
    """What a sync would do with an article that was withdrawn: remove the episode ``id``, or nothing if that is ""."""

    source: str
    article: str
    id: str
    why: str


class EpisodeRemoved(Event, frozen=True, kw_only=True):
    """An episode was taken out of feed and pages, because its article was withdrawn."""

    source: str
    article: str
    id: str
    why: str


class EpisodeRestored(Event, frozen=True, kw_only=True):
    """An episode is in feed and pages again, because its article is published again."""

    source: str
    article: str
    id: str


class SyncFinished(Event, frozen=True, kw_only=True):
    """A round of a sync has ended: what was made, and how many articles are left for later rounds."""

    new: int = 0
    corrected: int = 0
    removed: int = 0
    restored: int = 0
    failed: int = 0
    pending: int = 0
    review: int = 0


Listener: TypeAlias = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """Do nothing with an event."""
