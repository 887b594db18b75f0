"""A round of a sync that finds no news, with as little of the program as that takes."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from audionews import __version__
from audionews.errors import AudionewsError
from audionews.sync.idle import IdleSource, files_of, recall, remember, succeeded

if TYPE_CHECKING:
    from collections.abc import Collection

    from audionews.app.sync_sources import Round
    from audionews.settings.sync_sources import SyncSource
    from audionews.sync.database import Database

SECONDS = 20.0  # for one source, as for any fetch


class Invocation(NamedTuple):
    """How a sync was called.

    Attributes:
        folder: The output folder.
        settings: The file of the settings.
        allow_private: Whether addresses may be of this machine or its own network.
    """

    folder: str
    settings: str
    allow_private: bool

    def key(self) -> tuple[str, ...]:
        """Return what has to be the same for a round without news to be repeated.

        Raises:
            OSError: The settings cannot be read.
        """
        path = os.path.abspath(self.settings)  # noqa: PTH100 - quicker to load
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123 - as above
            return __version__, path, file.read(), str(self.allow_private)


def events_without_news(called: Invocation) -> list[dict[str, Any]] | None:
    """Ask the sources of a show once; return the events if none has news, and nothing else is to be done.

    None says that a sync has to find out itself what there is: nothing was recorded.
    """
    from audionews.app.clock import now  # noqa: PLC0415 - loads when used
    from audionews.sync.database import FILE, Database  # noqa: PLC0415 - as above
    from audionews.sync.lock import alone  # noqa: PLC0415 - as above

    if not os.path.exists(os.path.join(called.folder, FILE)):  # noqa: PTH110, PTH118 - quicker to load
        return None
    try:
        at = now().timestamp()
        with Database(called.folder) as database, alone(called.folder):
            sources = recall(database, called.key(), at)
            if not sources or not all(_has_no_news(database, each) for each in sources):
                return None
            pending, review = succeeded(database, sources, at)
    except (AudionewsError, OSError, ValueError, sqlite3.Error):
        return None
    return [*(_polled(each.source) for each in sources), _finished(pending, review)]


def _has_no_news(database: Database, source: IdleSource) -> bool:
    if source.folder:
        from audionews.sync.folders import files_in, unsettled  # noqa: PLC0415 - loads when used

        files = files_in(source.folder)
        return not unsettled(files, time.time_ns()) and files == files_of(database, source.source)
    from audionews.http.conditional import Asked, is_unchanged  # noqa: PLC0415 - as above

    return is_unchanged(Asked(*source.asked), SECONDS)


def _polled(source: str) -> dict[str, Any]:
    numbers = {"listed": 0, "queued": 0, "withdrawn": 0, "left_out": 0, "failed": 0}
    return {"event": "source_polled", "source": source, "unchanged": True, **numbers}


def _finished(pending: int, review: int) -> dict[str, Any]:
    numbers = {"new": 0, "corrected": 0, "removed": 0, "restored": 0, "failed": 0}
    return {"event": "sync_finished", **numbers, "pending": pending, "review": review}


def remember_round(work: Round, sources: Collection[SyncSource], database: Database, called: Invocation) -> None:
    """Keep what was asked in a round without news, so that the next process can ask it again.

    Args:
        work: The round.
        sources: The sources that it has asked.
        database: The state of the sync.
        called: How it was called.
    """
    if {each.title for each in sources} - work.unchanged:
        return
    try:
        found = [_idle_source(each, work) for each in sources]
        remember(database, called.key(), found)
    except (AudionewsError, OSError):  # the next process finds out by itself
        return


def _idle_source(source: SyncSource, work: Round) -> IdleSource:
    """Return what was asked of a source.

    Raises:
        ArticleError: Its address may not be asked.
    """
    from audionews.sources.fetched import Validators  # noqa: PLC0415 - loads when used
    from audionews.sync.places import list_address  # noqa: PLC0415 - as above

    before = work.state.source(source.title)
    if source.folder:
        folder = os.path.abspath(work.settings.folder / source.folder)  # noqa: PTH100 - of text
        return IdleSource(source.title, before.settings, folder)
    sent = Validators(etag=before.etag, last_modified=before.last_modified)
    asked, origin = work.fetcher.conditional(list_address(source), sent)
    until = work.state.robots_until(origin) if origin else 0.0
    return IdleSource(source.title, before.settings, "", asked, origin, until)
