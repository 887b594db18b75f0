"""What is known of the sources of a show and of their hosts, and of the show as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audionews.sync.idle import files_of
from audionews.sync.schedule import LONGEST_WAIT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from audionews.sync.database import Database

_DUE = "due"  # the fact that says when the next episode becomes public
_TROUBLE = "trouble"  # the fact that says what stopped the last round
_EMPTY = "empty:"  # begins the fact that a source answers well, and lists no articles
_MOVED = "moved:"  # begins the fact that says when a source has moved
_TOUCHED = "touched"  # the fact that the show may have changed since it was rendered and uploaded


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is known of a source.

    Attributes:
        settings: Digest of the settings with which it was polled.
        etag: The ETag of its last answer, or "".
        last_modified: The Last-Modified of it, or "".
        body: Digest of the last answer, or "".
        polled: When it was last asked, in seconds since 1970; 0 is never.
        succeeded: When it last answered well.
        failures: How often it failed in a row.
        next_try: When it may be asked again.
        error: What happened, or "".
    """

    settings: str = ""
    etag: str = ""
    last_modified: str = ""
    body: str = ""
    polled: float = 0.0
    succeeded: float = 0.0
    failures: int = 0
    next_try: float = 0.0
    error: str = ""


class SourceTables:
    """The tables of sources, their files and hosts, and of facts about the show."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def source(self, name: str) -> SourceState:
        """Return what is known of a source."""
        columns = "settings, etag, last_modified, body, polled, succeeded, failures, next_try, error"
        rows: list[tuple[Any, ...]] = self._database.ask(f"SELECT {columns} FROM sources WHERE name = ?", name)  # noqa: S608 - no input
        return SourceState(**dict(zip(columns.split(", "), rows[0], strict=True))) if rows else SourceState()

    def answering(self, names: Iterable[str]) -> list[str]:
        """Return those of some sources that did not fail when they were asked last, or only had no articles."""
        return [name for name in names if not self.source(name).failures or self._fact(f"{_EMPTY}{name}")]

    def keep_empty(self, source: str, *, is_empty: bool) -> None:
        """Record whether a source has failed only because it lists no articles."""
        self._keep_fact(f"{_EMPTY}{source}", "1" if is_empty else "")

    def polled(self, name: str, state: SourceState) -> None:
        """Record a poll that changes no article."""
        with self._database.changing() as connection:
            put_source(connection, name, state)

    def files(self, source: str) -> dict[str, tuple[int, int, int]]:
        """Return size, time in ns and inode of the files of a folder that were read, by their paths."""
        return files_of(self._database, source)

    def keep_files(self, source: str, files: Mapping[str, tuple[int, int, int]]) -> None:
        """Record the files of a folder that were read, all of them."""
        with self._database.changing() as connection:
            connection.execute("DELETE FROM files WHERE source = ?", (source,))
            rows = ((source, path, *stat) for path, stat in files.items())
            connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?)", rows)

    def closed_until(self, host: str) -> float:
        """Return until when a host wants to be left alone; 0 if it does not."""
        rows = self._database.ask("SELECT closed_until FROM hosts WHERE host = ?", host)
        return float(str(rows[0][0])) if rows else 0.0

    def close_host(self, host: str, until: float) -> None:
        """Record until when a host wants to be left alone."""
        with self._database.changing() as connection:
            connection.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, until))

    def robots(self, origin: str, now: float) -> bytes | None:
        """Return the robots.txt of an origin as it was fetched within a day, or None."""
        rows: list[tuple[Any, ...]] = self._database.ask(
            "SELECT content FROM robots WHERE origin = ? AND until > ? AND until <= ?", origin, now, now + LONGEST_WAIT
        )
        return rows[0][0] if rows else None

    def robots_until(self, origin: str) -> float:
        """Return until when the robots.txt of an origin counts; 0 if it is not known."""
        rows = self._database.ask("SELECT until FROM robots WHERE origin = ?", origin)
        return float(str(rows[0][0])) if rows else 0.0

    def keep_robots(self, origin: str, content: bytes, until: float) -> None:
        """Record the robots.txt of an origin."""
        with self._database.changing() as connection:
            connection.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, until, content))

    def spend(self, now: float, cost: float) -> None:
        """Record what is about to be spent."""
        with self._database.changing() as connection:
            connection.execute("INSERT INTO costs VALUES (?, ?)", (now, cost))
            connection.execute("DELETE FROM costs WHERE at < ?", (now - 30 * 86_400.0,))

    def spent(self, since: float, until: float) -> float:
        """Return what was spent between two times."""
        spent = "SELECT COALESCE(SUM(cost), 0) FROM costs WHERE at > ? AND at <= ?"
        return float(str(self._database.ask(spent, since, until)[0][0]))

    def moved(self, source: str) -> float:
        """Return when a source last listed several articles under new addresses, in seconds since 1970; 0 is never."""
        return float(self._fact(f"{_MOVED}{source}") or 0.0)

    def keep_moved(self, source: str, at: float) -> None:
        """Record that a source lists several articles under new addresses."""
        self._keep_fact(f"{_MOVED}{source}", repr(at))

    @property
    def due(self) -> float | None:
        """When the next episode becomes public, in seconds since 1970; None if none waits."""
        value = self._fact(_DUE)
        return float(value) if value else None

    @due.setter
    def due(self, at: float | None) -> None:
        self._keep_fact(_DUE, "" if at is None else repr(at))

    @property
    def touched(self) -> bool:
        """Whether the show may have changed since it was rendered and uploaded."""
        return bool(self._fact(_TOUCHED))

    @touched.setter
    def touched(self, value: bool) -> None:
        self._keep_fact(_TOUCHED, "1" if value else "")

    @property
    def trouble(self) -> str:
        """What stopped the last round, or ""."""
        return self._fact(_TROUBLE)

    @trouble.setter
    def trouble(self, what: str) -> None:
        self._keep_fact(_TROUBLE, what)

    def _fact(self, name: str) -> str:
        rows = self._database.ask("SELECT value FROM facts WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def _keep_fact(self, name: str, value: str) -> None:
        if self._fact(name) != value:
            with self._database.changing() as connection:
                connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def put_source(connection: sqlite3.Connection, name: str, state: SourceState) -> None:
    """Record what is known of a source."""
    connection.execute(
        "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(name, state.settings, state.etag, state.last_modified, state.body, state.polled, state.succeeded),
            *(state.failures, state.next_try, state.error),
        ),
    )
