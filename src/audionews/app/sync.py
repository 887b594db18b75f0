"""Keeps a show in step with a newspaper: asks its sources, and makes what follows from that."""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from audionews.app.clock import now
from audionews.app.fetcher import make_fetcher
from audionews.app.sync_sources import Round, poll
from audionews.errors import AudionewsError, StoreError, UsageError, did_you_mean
from audionews.model.events import Noticed, SyncFinished
from audionews.settings.sync_sources import SyncSource
from audionews.sync.database import Database
from audionews.sync.inbox import Inbox
from audionews.sync.lock import alone
from audionews.sync.schedule import is_ahead
from audionews.sync.state import SyncState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from audionews.app.idle import Invocation
    from audionews.app.library import Show
    from audionews.model.events import Listener
    from audionews.settings import Settings

PUBLISHING = "(publish_to)"  # what the state calls the upload
_NOT_WELL = 3  # failures in a row, from which on a source is no longer well


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRequest:
    """The options of a sync.

    Attributes:
        sources: The names of sources in the settings, or addresses of feeds and folders; empty is all in the settings.
        most: How many episodes are made or corrected in a round at most; None is any number.
        allow_private: Whether addresses may be of this machine or its own network.
        dry_run: Whether it only tells what it would do.
    """

    sources: tuple[str, ...] = ()
    most: int | None = None
    allow_private: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncResult:
    """The result of a round.

    Attributes:
        finished: What was made, and what is left.
        codes: The exit codes of what failed.
    """

    finished: SyncFinished
    codes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Robots:
    """Keeps each robots.txt in the state of a sync."""

    state: SyncState

    def read(self, origin: str) -> bytes | None:
        """Return the robots.txt of an origin, if it was fetched within a day."""
        return self.state.robots(origin, now().timestamp())

    def keep(self, origin: str, content: bytes, seconds: float) -> None:
        """Keep a robots.txt."""
        self.state.keep_robots(origin, content, now().timestamp() + seconds)


class Sync:
    """A sync of a show, for one round or many. Use it as a context manager.

    Args:
        folder: The output folder of the show.
        settings: The settings of the show.
        request: The options.
        tell: Receives an event for every step.

    Raises:
        UsageError: The settings name no sources, or not those of the request.
        StoreError: The folder of the show cannot be written.
    """

    def __init__(self, folder: Path, settings: Settings, request: SyncRequest, tell: Listener) -> None:
        self._folder = folder
        self._settings = settings
        self._request = request
        self._tell = tell
        self._sources = {each.title: each for each in chosen_sources(settings, request.sources)}
        self._database = Database(folder, copy=request.dry_run)
        self.state = SyncState(self._database)
        memory = _Robots(self.state)
        self._fetcher = make_fetcher(settings, allow_private=request.allow_private, memory=memory)
        self._public = make_fetcher(settings, allow_private=False, memory=memory)
        self._idle: Round | None = None  # the last round, if there was nothing to do

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def round(self) -> SyncResult:
        """Ask all sources once, make what follows from that, and return what was made.

        Raises:
            SyncRunning: Another sync of the show is at work.
            SettingsError: The voice or another setting is wrong.
            StoreError: A folder cannot be read or written.
        """
        with nullcontext() if self._request.dry_run else alone(self._folder):
            work = Round(
                folder=self._folder,
                settings=self._settings,
                state=self.state,
                now=now().timestamp(),
                tell=self._tell,
                fetcher=self._fetcher,
                public=self._public,
                named=bool(self._request.sources),
            )
            with self._noting_trouble():
                for source in self._sources.values():
                    poll(source, work)
                finished = self._work_through(work)
        self._tell(finished)
        return SyncResult(finished=finished, codes=tuple(work.codes))

    @contextmanager
    def _noting_trouble(self) -> Iterator[None]:
        """Note an error that stops the round, for the health of the sync, and raise it."""
        try:
            yield
        except AudionewsError as error:
            with suppress(AudionewsError):
                self.state.trouble = error.message
            raise
        self.state.trouble = ""

    def _work_through(self, work: Round) -> SyncFinished:
        """Deal with everything that waits, if anything does."""
        self._idle = work if self._is_idle(work) else None
        if self._idle:
            return SyncFinished(pending=self.state.pending()[0], review=Inbox(self._database).count())
        if self._request.dry_run:
            from audionews.app.sync_plan import plan_round  # noqa: PLC0415 - loads when used

            plan_round(work, self._sources)
            return SyncFinished(pending=self.state.pending()[0], review=Inbox(self._database).count())
        from audionews.app.sync_round import work_through  # noqa: PLC0415 - loads when used

        return work_through(work, self._database, self._sources, self._request.most)

    def _is_idle(self, work: Round) -> bool:
        state, names, due = self.state, list(self._sources), self.state.due
        if (
            state.waiting(names, work.now)
            or state.checks(state.answering(names), work.now, 1)
            or Inbox(self._database).approved()
        ):
            return False
        if due is not None and due <= work.now:
            return False
        return not state.touched or is_ahead(state.source(PUBLISHING).next_try, work.now)

    def remember(self, called: Invocation) -> None:
        """Keep what the last round has asked, if it found no news: the next process needs no more then."""
        if self._idle and not self._request.dry_run:
            from audionews.app.idle import remember_round  # noqa: PLC0415 - loads when used

            remember_round(self._idle, self._sources.values(), self._database, called)

    def write_health(self, path: Path) -> None:
        """Write how the sync is into a file, in one step.

        Raises:
            StoreError: It cannot be written.
        """
        made = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            made.write_text(json.dumps(self.health(), ensure_ascii=False, indent=1) + "\n", "utf-8")
            made.replace(path)
        except OSError as error:
            raise StoreError(f"{path} cannot be written: {error.strerror}", "name a file that you may write") from error

    def health(self) -> dict[str, Any]:
        """Return how the sync is; see ``health``."""
        return _health(self.state, Inbox(self._database), list(self._sources))


def sync(show: Show, request: SyncRequest, tell: Listener) -> SyncResult:
    """Ask the sources of a show once, and make what follows from that.

    Raises:
        UsageError: The settings name no sources, or not those of the request.
        SyncRunning: Another sync of the show is at work.
        SettingsError: The voice or another setting is wrong.
        StoreError: A folder cannot be read or written.
    """
    with Sync(show.folder, show.settings, request, tell) as running:
        return running.round()


def watch(
    running: Sync,
    every: float,
    tell: Listener,
    after: Callable[[], object] = lambda: None,
    sleep: Callable[[float], object] = time.sleep,
) -> None:
    """Sync a show again and again, until the process is ended.

    An error of the first round is raised, because somebody is looking; one of a later round is told, and the next round
    begins in time.

    Args:
        running: The sync.
        every: The seconds from one round to the next.
        tell: Receives a notice about errors.
        after: Called after each round.
        sleep: Waits for so many seconds.
    """
    first = True
    while True:
        start = time.monotonic()
        try:
            running.round()
        except AudionewsError as error:
            if first and not error.retryable:
                raise
            tell(Noticed(text=f"{error.message}; {error.remedy}"))
        first = False
        after()
        sleep(max(1.0, every - (time.monotonic() - start)))


def chosen_sources(settings: Settings, names: tuple[str, ...]) -> list[SyncSource]:
    """Return the sources with these names, or all of the settings; an address or a folder is a source by itself.

    Raises:
        UsageError: There are none, or there is none with a name.
    """
    known = {each.title: each for each in settings.sync}
    if not names and not known:
        raise UsageError("there is nothing to sync", "name a feed, or write tables [[sync]] into audionews.toml")
    return [known[name] if name in known else _unnamed(name, known) for name in names] or list(known.values())


def _unnamed(name: str, known: dict[str, SyncSource]) -> SyncSource:
    if name.lower().startswith(("http://", "https://")):
        return SyncSource(wordpress=name) if "/wp-json" in name or "rest_route=" in name else SyncSource(feed=name)
    if Path(name).is_dir():
        return SyncSource(name=name, folder=str(Path(name).absolute()))
    raise UsageError(f'there is no source "{name}"', did_you_mean(name, known))


def health(show: Show) -> dict[str, Any]:
    """Return how the sync of a show is, ready for JSON.

    ``ok`` is false if a source, or the upload, has failed three times in a row, or the last round was stopped by the
    ``error``. ``at`` is the time of this report,
    ``polled`` and ``succeeded`` are those of the last attempts; ``pending`` articles are to be dealt with, ``failing``
    of them have failed before, and ``review`` articles wait for a person.

    Raises:
        StoreError: The folder of the show cannot be read.
    """
    with Database(show.folder) as database:
        return _health(SyncState(database), Inbox(database), [each.title for each in show.settings.sync])


def _health(state: SyncState, inbox: Inbox, names: list[str]) -> dict[str, Any]:
    sources = {name: _of_source(state, name) for name in (*names, PUBLISHING)}
    pending, failing = state.pending()
    return {
        "ok": all(each["ok"] for each in sources.values()) and not state.trouble,
        "at": _iso(now().timestamp()),
        "error": state.trouble,
        "sources": sources,
        "pending": pending,
        "failing": failing,
        "review": inbox.count(),
    }


def _of_source(state: SyncState, name: str) -> dict[str, Any]:
    source = state.source(name)
    return {
        "ok": source.failures < _NOT_WELL,
        "polled": _iso(source.polled),
        "succeeded": _iso(source.succeeded),
        "failures": source.failures,
        "next_try": _iso(source.next_try),
        "error": source.error,
    }


def _iso(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds") if seconds else None
