"""What is known of the sources of a show and of their articles, and what is still to be dealt with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from audionews.sync.planner import ItemState, KnownItem, Withdrawal
from audionews.sync.schedule import DAY, check_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from audionews.model import Article, Pointer
    from audionews.sync.database import Database
    from audionews.sync.entries import Entry
    from audionews.sync.planner import Plan

_ITEM = (
    "source, item, state, said, waiting_said, version, episode, link, place, listed, published, gone_since, "
    "failures, ours"
)
_ARTICLE, _POINTER, _WITHDRAWAL = b"a", b"p", b"w"  # the first byte of what is to be dealt with
_SAME_DAYS = 7 * DAY  # between two sources that publish the same story
_KEPT = 90 * DAY  # for so long after its publication an article is known that is no longer listed
_DUE = "due"  # the fact that says when the next episode becomes public
_TROUBLE = "trouble"  # the fact that says what stopped the last round
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


class Page(NamedTuple):
    """What is known of the page of an article as it was last read: ETag, Last-Modified, digest of the words."""

    etag: str = ""
    last_modified: str = ""
    wording: str = ""


NO_PAGE = Page()


class SyncState:
    """The tables of sources and articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def source(self, name: str) -> SourceState:
        """Return what is known of a source."""
        columns = "settings, etag, last_modified, body, polled, succeeded, failures, next_try, error"
        rows: list[tuple[Any, ...]] = self._database.ask(f"SELECT {columns} FROM sources WHERE name = ?", name)  # noqa: S608 - no input
        return SourceState(**dict(zip(columns.split(", "), rows[0], strict=True))) if rows else SourceState()

    def polled(self, name: str, state: SourceState) -> None:
        """Record a poll that changes no article."""
        with self._database.changing() as connection:
            _put_source(connection, name, state)

    def items(self, source: str) -> dict[str, KnownItem]:
        """Return the articles of a source by their ids."""
        rows = self._database.ask(f"SELECT {_ITEM} FROM items WHERE source = ?", source)  # noqa: S608 - no input
        return {each.item: each for each in map(_item, rows)}

    def item(self, source: str, item: str) -> KnownItem | None:
        """Return an article, or None if it is not known."""
        rows = self._database.ask(f"SELECT {_ITEM} FROM items WHERE source = ? AND item = ?", source, item)  # noqa: S608 - no input
        return _item(rows[0]) if rows else None

    def of_episode(self, episode: str) -> list[KnownItem]:
        """Return the articles of all sources that belong to an episode."""
        rows = self._database.ask(f"SELECT {_ITEM} FROM items WHERE episode = ?", episode)  # noqa: S608 - no input
        return [_item(row) for row in rows]

    def accept(self, name: str, state: SourceState, plan: Plan, now: float) -> None:
        """Record a poll and all that follows from it, as one change: a kill loses nothing of it, or all of it."""
        with self._database.changing() as connection:
            for entry in plan.queued:
                _queue(connection, name, entry, now)
            for which, withdrawal in plan.withdrawn:
                _withdraw(connection, name, which, withdrawal, now)
            for entry, why in plan.skipped:
                _put_state(connection, name, entry, (ItemState.SKIPPED, why), now)
            for entry in plan.failed:
                _put_state(connection, name, entry, (ItemState.FAILED, entry.error.message if entry.error else ""), now)
            _mark(
                connection,
                "UPDATE items SET listed = 1 WHERE source = ? AND item = ? AND NOT listed",
                name,
                plan.listed,
            )
            _mark(connection, "UPDATE items SET listed = 0 WHERE source = ? AND item = ?", name, plan.unlisted)
            check = "UPDATE items SET next_check = ? WHERE source = ? AND item = ?"
            connection.executemany(check, ((now, name, each) for each in plan.checked))
            _put_source(connection, name, state)
            _forget(connection, name, now - _KEPT)

    def waiting(self, names: Sequence[str], now: float) -> list[KnownItem]:
        """Return the articles of some sources that are to be dealt with now: withdrawals, then the newest first."""
        rows = self._database.ask(
            f"SELECT {_ITEM} FROM items WHERE source IN ({_marks(names)}) AND waiting IS NOT NULL "  # noqa: S608 - no input
            "AND next_try <= ? "
            "ORDER BY substr(waiting, 1, 1) = x'77' DESC, COALESCE(published, seen) DESC, source, item",
            *names,
            now,
        )
        return [_item(row) for row in rows]

    def is_withdrawal(self, row: KnownItem) -> bool:
        """Return whether what waits of an article is that it is withdrawn."""
        is_one = "SELECT substr(waiting, 1, 1) = x'77' FROM items WHERE source = ? AND item = ?"
        return bool(self._database.ask(is_one, row.source, row.item)[0][0])

    def found(self, row: KnownItem) -> tuple[Article | Pointer | Withdrawal | None, Page]:
        """Return what is to be dealt with of an article, None if nothing is any more; and what its page was last."""
        rows: list[tuple[Any, ...]] = self._database.ask(
            "SELECT waiting, etag, last_modified, wording FROM items WHERE source = ? AND item = ?",
            row.source,
            row.item,
        )
        if not rows or rows[0][0] is None:
            return None, NO_PAGE
        return _decoded(rows[0][0]), Page(*rows[0][1:])

    def checks(self, names: Sequence[str], now: float, most: int) -> list[KnownItem]:
        """Return the articles whose pages are to be asked for now."""
        rows = self._database.ask(
            f"SELECT {_ITEM} FROM items WHERE next_check <= ? AND source IN ({_marks(names)}) AND waiting IS NULL "  # noqa: S608 - no input
            "ORDER BY next_check, source, item LIMIT ?",
            now,
            *names,
            most,
        )
        return [_item(row) for row in rows]

    def pending(self) -> tuple[int, int]:
        """Return how many articles are to be dealt with, and how many of them have failed before."""
        counts = "SELECT COUNT(*), COALESCE(SUM(failures > 0), 0) FROM items WHERE waiting IS NOT NULL"
        rows: list[tuple[Any, ...]] = self._database.ask(counts)
        return rows[0][0], rows[0][1]

    def finished(self, row: KnownItem, state: ItemState, now: float, page: Page = NO_PAGE) -> None:
        """Record what became of an article, and that nothing of it is left to do.

        Args:
            row: The article as it was dealt with; ``episode`` and ``published`` are recorded too.
            state: What became of it.
            now: The time.
            page: Its page, if that was read.
        """
        said = row.waiting_said or row.said
        later = check_at(now, row.published) if row.link else None
        with self._database.changing() as connection:
            connection.execute(
                "UPDATE items SET state = ?, said = ?, episode = ?, published = ?, gone_since = NULL, next_check = ?, "
                "etag = ?, last_modified = ?, wording = ?, failures = 0, next_try = 0, error = '', ours = 0, "
                "waiting = CASE WHEN waiting_said = ?2 THEN NULL ELSE waiting END, "
                "waiting_said = CASE WHEN waiting_said = ?2 THEN '' ELSE waiting_said END "
                "WHERE source = ? AND item = ?",
                (state, said, row.episode, row.published, later, *page, row.source, row.item),
            )

    def failed(self, row: KnownItem, error: str, next_try: float | None, next_check: float | None = None) -> None:
        """Record that an article failed, and when it is tried again.

        Args:
            row: The article.
            error: What happened.
            next_try: When it is tried again; None is when its newspaper changes it.
            next_check: When its page is asked for again all the same, or None.
        """
        with self._database.changing() as connection:
            connection.execute(
                "UPDATE items SET failures = failures + 1, error = ?, next_try = COALESCE(?, 0), "
                "state = CASE WHEN ?2 IS NULL AND state = 'new' THEN 'failed' ELSE state END, "
                "said = CASE WHEN ?2 IS NULL AND waiting_said != '' THEN waiting_said ELSE said END, "
                "waiting = CASE WHEN ?2 IS NULL THEN NULL ELSE waiting END, "
                "waiting_said = CASE WHEN ?2 IS NULL THEN '' ELSE waiting_said END, "
                "next_check = CASE WHEN ?2 IS NULL THEN ? ELSE next_check END WHERE source = ? AND item = ?",
                (error, next_try, next_check, row.source, row.item),
            )

    def postpone(self, row: KnownItem, until: float) -> None:
        """Record until when an article is left alone without having failed."""
        self._set(row, "next_try = ?", until)

    def checked(self, row: KnownItem, next_check: float | None, gone_since: float | None = None) -> None:
        """Record that the page of an article was asked for, and when it is again."""
        self._set(row, "next_check = ?, gone_since = ?", next_check, gone_since)

    def missing(self, row: KnownItem, since: float | None, again: float) -> None:
        """Record that the page of an article is missing, since when, and when it is asked for again.

        What was to be read from it waits until then.
        """
        self._set(row, "gone_since = ?, next_check = ?, next_try = ?", since, again, again)

    def read_again(self, row: KnownItem) -> bool:
        """Have an article that was read from its page read from there again; return whether it was."""
        where = "source = ? AND item = ? AND announced IS NOT NULL"
        with self._database.changing() as connection:
            again = "UPDATE items SET waiting = announced, waiting_said = said, next_try = 0 WHERE "
            return connection.execute(again + where, (row.source, row.item)).rowcount > 0

    def withdrawn(self, row: KnownItem, state: ItemState, now: float) -> None:
        """Record that an article is withdrawn, and that its episode, if it has one, is removed."""
        later = check_at(now, row.published) if state is ItemState.GONE else None
        self._set(
            row,
            "state = ?, said = ?, episode = ?, waiting = NULL, waiting_said = '', failures = 0, error = '', "
            "next_try = 0, gone_since = NULL, next_check = ?",
            *(state, row.waiting_said or row.said, row.episode, later),
        )

    def removing(self, row: KnownItem) -> None:
        """Record that the episode of an article is about to be removed by us."""
        self._set(row, "ours = 1, episode = ?", row.episode)

    def _set(self, row: KnownItem, what: str, *values: object) -> None:
        with self._database.changing() as connection:
            statement = f"UPDATE items SET {what} WHERE source = ? AND item = ?"  # noqa: S608 - no input
            connection.execute(statement, (*values, row.source, row.item))

    def files(self, source: str) -> dict[str, tuple[int, int, int]]:
        """Return size, time in ns and inode of the files of a folder that were read, by their paths."""
        rows = self._database.ask("SELECT path, size, modified, number FROM files WHERE source = ?", source)
        return {str(path): (int(str(size)), int(str(at)), int(str(number))) for path, size, at, number in rows}

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
            "SELECT content FROM robots WHERE origin = ? AND until > ?", origin, now
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

    def sketched(self, row: KnownItem, hashes: Iterable[int]) -> None:
        """Record the sketch of the words of an article, by which the same story from another source is found."""
        with self._database.changing() as connection:
            connection.execute("DELETE FROM sketches WHERE source = ? AND item = ?", (row.source, row.item))
            rows = ((each, row.source, row.item) for each in hashes)
            connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?, ?)", rows)

    def alike(self, row: KnownItem, hashes: Sequence[int]) -> list[str]:
        """Return the ids of episodes from other sources whose sketches share a number, the likeliest first.

        Only those of about the same days are looked at.
        """
        around = row.published or 0.0
        rows = self._database.ask(
            "SELECT items.episode FROM sketches JOIN items USING (source, item) "  # noqa: S608 - no input
            f"WHERE hash IN ({_marks(hashes)}) AND source != ? AND items.episode != '' AND items.state = 'done' "
            "AND ABS(items.published - ?) < ? GROUP BY items.episode ORDER BY COUNT(*) DESC, items.episode LIMIT 5",
            *hashes,
            row.source,
            around,
            _SAME_DAYS,
        )
        return [str(episode) for (episode,) in rows]

    def spend(self, now: float, cost: float) -> None:
        """Record what is about to be spent."""
        with self._database.changing() as connection:
            connection.execute("INSERT INTO costs VALUES (?, ?)", (now, cost))
            connection.execute("DELETE FROM costs WHERE at < ?", (now - 30 * 86_400.0,))

    def spent(self, since: float) -> float:
        """Return what was spent since then."""
        return float(str(self._database.ask("SELECT COALESCE(SUM(cost), 0) FROM costs WHERE at > ?", since)[0][0]))

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


def _put_source(connection: sqlite3.Connection, name: str, state: SourceState) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(name, state.settings, state.etag, state.last_modified, state.body, state.polled, state.succeeded),
            *(state.failures, state.next_try, state.error),
        ),
    )


def _forget(connection: sqlite3.Connection, source: str, before: float) -> None:
    """Forget old articles of which there is nothing to do: if they are listed again, their episodes are recognized."""
    old = (
        "source = ? AND NOT listed AND waiting IS NULL AND next_check IS NULL AND COALESCE(published, seen) < ? "
        "AND state IN ('done', 'same', 'skipped', 'failed')"
    )
    sketches = f"DELETE FROM sketches WHERE (source, item) IN (SELECT source, item FROM items WHERE {old})"  # noqa: S608 - no input
    connection.execute(sketches, (source, before))
    connection.execute(f"DELETE FROM items WHERE {old}", (source, before))  # noqa: S608 - no input


def _insert(connection: sqlite3.Connection, source: str, item: str, now: float) -> None:
    """Add an article that is not known yet."""
    connection.execute(
        "INSERT OR IGNORE INTO items VALUES (?, ?, 'new', '', '', '', '', '', ?, 1, NULL, NULL, NULL, '', '', '', "
        "NULL, NULL, '', 0, 0, '', 0)",
        (source, item, now),
    )


def _queue(connection: sqlite3.Connection, source: str, entry: Entry, now: float) -> None:
    _insert(connection, source, entry.item, now)
    connection.execute(
        "UPDATE items SET waiting = ?1, announced = CASE WHEN substr(?1, 1, 1) = x'70' THEN ?1 END, "
        "waiting_said = ?, version = ?, link = ?, place = ?, listed = 1, failures = 0, "
        "published = COALESCE(?, published), next_try = 0, error = '' WHERE source = ? AND item = ?",
        (
            *(_encoded(entry.found), entry.said, entry.version, entry.link, entry.place, entry.published),
            *(source, entry.item),
        ),
    )


def _withdraw(
    connection: sqlite3.Connection, source: str, which: Entry | KnownItem, withdrawal: Withdrawal, now: float
) -> None:
    """Queue a withdrawal. What is still to be dealt with of the article is dropped."""
    _insert(connection, source, which.item, now)
    said = which.said if which.said and not isinstance(which, KnownItem) else f"missing {which.said}"
    connection.execute(
        "UPDATE items SET waiting = ?, waiting_said = ?, version = ?, link = ?, place = ?, failures = 0, "
        "published = COALESCE(?, published), next_try = 0, error = '' WHERE source = ? AND item = ?",
        (
            *(_encoded(withdrawal), said, which.version, which.link, which.place, which.published),
            *(source, which.item),
        ),
    )


def _put_state(
    connection: sqlite3.Connection, source: str, entry: Entry, state: tuple[ItemState, str], now: float
) -> None:
    """Record an article of which there is nothing to do. One that has an episode keeps its state."""
    _insert(connection, source, entry.item, now)
    connection.execute(
        "UPDATE items SET state = CASE WHEN state IN ('done', 'same', 'review', 'gone') THEN state ELSE ? END, "
        "said = ?, error = ?, version = ?, link = ?, place = ?, listed = 1, waiting = NULL, waiting_said = '', "
        "published = COALESCE(?, published) WHERE source = ? AND item = ?",
        (*state[:1], entry.said, state[1], entry.version, entry.link, entry.place, entry.published, source, entry.item),
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)


def _mark(connection: sqlite3.Connection, statement: str, source: str, items: Iterable[str]) -> None:
    connection.executemany(statement, ((source, each) for each in items))


def _item(row: tuple[Any, ...]) -> KnownItem:
    values = dict(zip(_ITEM.split(", "), row, strict=True))
    flags = {name: bool(values[name]) for name in ("listed", "ours")}
    return KnownItem(**values | {"state": ItemState(values["state"])} | flags)


def _encoded(found: Article | Pointer | Withdrawal | None) -> bytes:
    """Return what is to be dealt with as JSON; rules for single sites are in the settings and left out."""
    import msgspec  # noqa: PLC0415 - loads when used

    from audionews.model import Pointer  # noqa: PLC0415 - loads when used

    if isinstance(found, Pointer):
        found = replace(found, given=replace(found.given, sites=()))
        return _POINTER + msgspec.json.encode(found)
    return (_WITHDRAWAL if isinstance(found, Withdrawal) else _ARTICLE) + msgspec.json.encode(found)


def _decoded(blob: bytes) -> Article | Pointer | Withdrawal:
    import msgspec  # noqa: PLC0415 - loads when used

    from audionews.model import Article, Pointer  # noqa: PLC0415 - loads when used

    kinds: dict[bytes, type[Article | Pointer | Withdrawal]] = {_ARTICLE: Article, _POINTER: Pointer}
    return msgspec.json.decode(blob[1:], type=kinds.get(blob[:1], Withdrawal))
