"""The index: the headers of all sidecars in SQLite, so that an episode is found without reading all of them.

It has no facts of its own: if it is lost, it is made again from the sidecars and by rendering.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import StoreError
from audionews.model import EpisodeHeader

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from audionews.ports import BlobStore, Stat

FILE = ".audionews/catalogue.sqlite"  # in the output folder; stores never list names that begin like this
SCHEMA = 3
_PATIENT = 60.0  # seconds to wait for another process that writes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TABLES = """
CREATE TABLE episodes (
    id TEXT PRIMARY KEY, guid TEXT, title TEXT, source TEXT, link_key TEXT, published TEXT, updated TEXT,
    publish_at TEXT, removed INTEGER, section TEXT, rate INTEGER, samples INTEGER, edition INTEGER, revision INTEGER,
    digest TEXT, identity TEXT, wording TEXT, instant INTEGER, due INTEGER,
    size INTEGER, modified_ns INTEGER, file_id INTEGER
) WITHOUT ROWID;
CREATE INDEX episodes_by_guid ON episodes (guid);
CREATE INDEX episodes_by_identity ON episodes (identity);
CREATE INDEX episodes_by_title ON episodes (title);
CREATE INDEX episodes_by_source ON episodes (source);
CREATE INDEX episodes_by_link ON episodes (link_key);
CREATE INDEX episodes_by_time ON episodes (instant, id);
CREATE TABLE outputs (
    path TEXT PRIMARY KEY, episode TEXT, renderer TEXT, inputs TEXT, digest TEXT,
    size INTEGER, modified_ns INTEGER, file_id INTEGER, place INTEGER, public INTEGER, superseded INTEGER
) WITHOUT ROWID;
CREATE INDEX outputs_by_episode ON outputs (episode);
CREATE TABLE rendered (episode TEXT PRIMARY KEY, inputs TEXT, listed TEXT) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
_HEADER = (
    "id, guid, title, source, link_key, published, updated, publish_at, "
    "removed, section, rate, samples, edition, revision, digest, "
    "identity, wording"
)
_NEWEST_FIRST = "ORDER BY instant DESC, id DESC"
_HeaderRow = tuple[str, str, str, str, str, str, str, str | None, int, str, int, int, int, int, str, str, str]


class RowDamaged(sqlite3.DatabaseError):
    """A row of the index has values of the wrong types."""


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error means that the file is damaged or not an index, and not that it cannot be used here."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return isinstance(error, RowDamaged) or code & 0xFF in {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    }  # the last: no such table


def discard(path: str) -> None:
    """Remove the file of an index. Processes that have it open go on with the unlinked file."""
    for name in (path, f"{path}-wal", f"{path}-shm"):
        with suppress(OSError):
            Path(name).unlink()


class Index:
    """The tables of a show, in a file or in memory.

    Args:
        path: The file; "" keeps the index in memory.
        create: Create the file, or create it again if another version of the program wrote it. Only under the lock.
        connection: An index that is in memory already; None opens the file.

    Raises:
        sqlite3.Error: The file does not exist and may not be created, cannot be used, or is not such an index.
    """

    def __init__(self, path: str = "", *, create: bool = False, connection: sqlite3.Connection | None = None) -> None:
        self.path = path
        if path and create:
            with suppress(OSError):  # SQLite reports the error
                Path(path).parent.mkdir()
        self.connection = connection or sqlite3.connect(
            path or ":memory:", timeout=_PATIENT, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(create=connection is None and (create or not path))
        except sqlite3.Error:
            self.connection.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        ask = self.connection.execute
        if create:
            ask("PRAGMA journal_mode=WAL")
        ask("PRAGMA synchronous=NORMAL")
        (version,) = ask("PRAGMA user_version").fetchone()
        if version != SCHEMA and create:
            self._make()
        ask("SELECT 1 FROM facts").fetchone()
        if not create and version != SCHEMA:
            raise sqlite3.DatabaseError("written by another version of the program")

    def _make(self) -> None:
        ask = self.connection.execute
        with self.changing():
            names = ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
            for (name,) in names:
                ask(f'DROP TABLE "{name}"')
            for statement in _TABLES.split(";"):
                ask(statement)
            ask(f"PRAGMA user_version={SCHEMA}")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Run the body as a transaction: all of its changes are kept, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def sidecar_stats(self, episode_ids: Collection[str]) -> dict[str, tuple[int, int, int]]:
        """Return the stats of sidecars at the times they were read, by the ids of their episodes; not of many."""
        places = ", ".join("?" * len(episode_ids))
        question = f"SELECT id, size, modified_ns, file_id FROM episodes WHERE id IN ({places})"  # noqa: S608 - no input
        return {row[0]: row[1:] for row in self.connection.execute(question, (*episode_ids,))}

    def ids(self) -> Iterator[str]:
        """Yield the ids of all episodes."""
        return (episode_id for (episode_id,) in self.connection.execute("SELECT id FROM episodes"))

    def put(self, headers: Iterable[tuple[EpisodeHeader, Stat]], gone: Iterable[str] = ()) -> None:
        """Store headers with the stats of their sidecars, and forget the episodes that are gone."""
        with self.changing():
            self.connection.executemany("DELETE FROM episodes WHERE id = ?", ((each,) for each in gone))
            places = ", ".join("?" * 22)
            rows = (_row(header, stat) for header, stat in headers)
            self.connection.executemany(f"INSERT OR REPLACE INTO episodes VALUES ({places})", rows)  # noqa: S608 - no input

    def headers(
        self, where: str = "", values: tuple[object, ...] = (), most: int = -1, order: str = _NEWEST_FIRST
    ) -> list[EpisodeHeader]:
        """Return the headers that meet the condition, newest first: at most so many, or all with -1."""
        condition = f"WHERE {where}" if where else ""
        limit = f" LIMIT {most}" if most >= 0 else ""
        question = f"SELECT {_HEADER} FROM episodes {condition} {order}{limit}"  # noqa: S608 - conditions are ours
        try:
            return [_header(row) for row in self.connection.execute(question, values)]
        except (TypeError, ValueError) as error:
            raise RowDamaged(str(error)) from error

    def count(self, where: str = "1", values: tuple[object, ...] = ()) -> int:
        """Return how many episodes meet the condition."""
        (found,) = self.connection.execute(f"SELECT count(*) FROM episodes WHERE {where}", values).fetchone()  # noqa: S608 - conditions are ours
        return int(found)

    def moments(self, start: datetime, end: datetime) -> list[datetime]:
        """Return when the episodes of a span of time were published, oldest first, in UTC."""
        question = "SELECT instant FROM episodes WHERE instant >= ? AND instant < ? ORDER BY instant"
        rows = self.connection.execute(question, (instant_of(start), instant_of(end)))
        return [_EPOCH + timedelta(microseconds=instant) for (instant,) in rows]

    def marks(self, now: datetime) -> Iterator[tuple[str, str, bool]]:
        """Yield for each episode its id, the digest of its sidecar and whether listeners get it, newest first."""
        question = f"SELECT id, digest, removed = 0 AND coalesce(due, ?) <= ? FROM episodes {_NEWEST_FIRST}"  # noqa: S608 - no input
        moment = instant_of(now)
        return iter(self.connection.execute(question, (moment, moment)))


def _row(header: EpisodeHeader, stat: Stat) -> tuple[object, ...]:
    due = header.publish_at
    return (
        header.id,
        header.guid,
        header.title,
        header.source,
        header.link_key,
        header.published.isoformat(),
        header.updated.isoformat(),
        due and due.isoformat(),
        header.removed,
        header.section,
        header.rate,
        header.samples,
        header.edition,
        header.revision,
        header.digest,
        header.identity,
        header.wording,
        instant_of(header.published),
        due and instant_of(due),
        *stat,
    )


def _header(row: _HeaderRow) -> EpisodeHeader:
    when = datetime.fromisoformat
    return EpisodeHeader(
        id=row[0],
        guid=row[1],
        title=row[2],
        source=row[3],
        link_key=row[4],
        published=when(row[5]),
        updated=when(row[6]),
        publish_at=when(row[7]) if row[7] else None,
        removed=bool(row[8]),
        section=row[9],
        rate=row[10],
        samples=row[11],
        edition=bool(row[12]),
        revision=row[13],
        digest=row[14],
        identity=row[15],
        wording=row[16],
    )


def instant_of(moment: datetime) -> int:
    """Return microseconds since 1970, by which dates in different zones are compared."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def has_folder(store: BlobStore) -> bool:
    """Return whether the store is a folder on this machine that exists."""
    folder = store.local_file("")
    return folder is not None and Path(folder).is_dir()


def folder_mark(store: BlobStore, name: str) -> tuple[int, int] | None:
    """Return a value that changes when files are added to a folder or removed from it; None if that is not known."""
    path = store.local_file(name)
    with suppress(OSError):
        found = Path(path).stat() if path else None
        return found and (found.st_mtime_ns, found.st_ino)
    return None


def open_index(store: BlobStore) -> Index:
    """Return the index in its file; an index in memory if there can be no file, or no folder exists yet."""
    path = store.local_file(FILE)
    if path is None or not has_folder(store):
        return Index()
    with suppress(sqlite3.Error):
        return Index(path)
    try:
        with store.lock():
            return _make_index(path)
    except (sqlite3.Error, StoreError):
        return _in_memory(path)


def _in_memory(path: str) -> Index:
    """Return an index in memory, with the contents of the file if it can be read."""
    index, uri = Index(), Path(path).absolute().as_uri()
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{uri}?immutable=1", uri=True)) as file:
        if file.execute("PRAGMA user_version").fetchone() == (SCHEMA,):
            file.backup(index.connection)
    return index


def _make_index(path: str) -> Index:
    try:
        return Index(path, create=True)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
    discard(path)
    return Index(path, create=True)
