"""The state of syncs and the review inbox in SQLite, beside the index of the catalogue.

What is in it cannot be made again from the sidecars, so it is no part of the index. If it is lost, the next sync reads
all sources anew and finds the episodes that are there; what waits for review comes again, and what was rejected too.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Self

from audionews.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

FILE = ".audionews/sync.sqlite"  # in the output folder
_SCHEMA = 1
_PATIENT = 60.0  # seconds to wait for another process that writes
_TABLES = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY, settings TEXT, etag TEXT, last_modified TEXT, body TEXT,
    polled REAL, succeeded REAL, failures INTEGER, next_try REAL, error TEXT
) WITHOUT ROWID;
CREATE TABLE hosts (host TEXT PRIMARY KEY, closed_until REAL) WITHOUT ROWID;
CREATE TABLE robots (origin TEXT PRIMARY KEY, until REAL, content BLOB) WITHOUT ROWID;
CREATE TABLE items (
    source TEXT, item TEXT, state TEXT, said TEXT, version TEXT, episode TEXT, link TEXT, place TEXT, seen REAL,
    listed INTEGER, published REAL, gone_since REAL, next_check REAL, etag TEXT, last_modified TEXT,
    wording TEXT, announced BLOB, waiting BLOB, waiting_said TEXT,
    failures INTEGER, next_try REAL, error TEXT, ours INTEGER,
    PRIMARY KEY (source, item)
) WITHOUT ROWID;
CREATE INDEX items_by_episode ON items (episode);
CREATE INDEX items_by_check ON items (next_check) WHERE next_check IS NOT NULL;
CREATE INDEX items_by_wait ON items (next_try) WHERE waiting IS NOT NULL;
CREATE TABLE files (
    source TEXT, path TEXT, size INTEGER, modified INTEGER, number INTEGER, PRIMARY KEY (source, path)
) WITHOUT ROWID;
CREATE TABLE sketches (hash INTEGER, source TEXT, item TEXT, PRIMARY KEY (hash, source, item)) WITHOUT ROWID;
CREATE TABLE costs (at REAL, cost REAL);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE review (
    id TEXT PRIMARY KEY, state TEXT, revision INTEGER, source TEXT, item TEXT, said TEXT, added REAL, changed REAL,
    headline TEXT, article BLOB, why TEXT, voice TEXT, episode TEXT, error TEXT, remedy TEXT
) WITHOUT ROWID;
CREATE TABLE decisions (at REAL, who TEXT, what TEXT, article TEXT, headline TEXT, episode TEXT);
"""


class Database:
    """An open database. Each method of those that use it is one transaction.

    Args:
        folder: The output folder, which is made if it does not exist.
        copy: Whether to work with a copy in memory, so that nothing is written.

    Raises:
        StoreError: The database cannot be opened. One that is damaged is set aside, and a new one begun.
    """

    def __init__(self, folder: Path | str, *, copy: bool = False) -> None:
        self.path = os.path.join(folder, FILE)  # noqa: PTH118 - quicker to load than pathlib
        try:
            if copy:
                self._connection = _copy_of(self.path)
                return
            os.makedirs(os.path.dirname(self.path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
            self._connection = self._opened()
        except (OSError, sqlite3.Error) as error:
            what = f"{self.path} cannot be opened: {error}"
            raise StoreError(what, "check the permissions of the folder, and the room on its disk") from error

    def _opened(self) -> sqlite3.Connection:
        try:
            return _prepared(self.path)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
        os.replace(self.path, self.path.removesuffix("sqlite") + "damaged")  # noqa: PTH105 - as above
        for end in ("-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{self.path}{end}")  # noqa: PTH108 - as above
        return _prepared(self.path)

    def ask(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Return the rows of a query.

        Raises:
            StoreError: The database cannot be read.
        """
        with self._translated():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for a transaction: all of its changes are kept, or none.

        Raises:
            StoreError: The database cannot be written.
        """
        with self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            remedy = "make room on the disk, and run it again"
            if _is_damage(error):
                remedy = "move it away: all sources are read again, and the episodes that are there are recognized"
            raise StoreError(f"{self.path} fails: {error}", remedy) from error

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_damage(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _copy_of(path: str) -> sqlite3.Connection:
    """Return a copy in memory; an empty one if there is no such file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if os.path.exists(path):  # noqa: PTH110 - as above
        with closing(sqlite3.connect(path, timeout=_PATIENT)) as file:
            file.backup(connection)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _SCHEMA:
        _make(connection)
    return connection


def _prepared(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENT, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous=NORMAL")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != _SCHEMA:
            _make(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another process has just made them."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != _SCHEMA:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={_SCHEMA}")
    connection.execute("COMMIT")
