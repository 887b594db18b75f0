"""Records what follows from a poll in the table of articles, within one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.sync.pending import encoded
from audionews.sync.planner import MISSING, ItemState, KnownItem
from audionews.sync.schedule import DAY

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from audionews.sync.entries import Entry
    from audionews.sync.planner import Plan, Withdrawal

_KEPT = 90 * DAY  # for so long after its publication an article is known that is no longer listed


def record_plan(connection: sqlite3.Connection, name: str, plan: Plan, now: float) -> None:
    """Record what is to be done with the articles of a source."""
    for row, entry in plan.renamed:
        _rename(connection, row, entry)
    for entry in plan.queued:
        _queue(connection, name, entry, now)
    for which, withdrawal in plan.withdrawn:
        _withdraw(connection, name, which, withdrawal, now)
    for entry, why in plan.skipped:
        _put_state(connection, name, entry, (ItemState.SKIPPED, why), now)
    for entry in plan.failed:
        _put_state(connection, name, entry, (ItemState.FAILED, entry.error.message if entry.error else ""), now)
    _mark(connection, "UPDATE items SET listed = 1 WHERE source = ? AND item = ? AND NOT listed", name, plan.listed)
    _mark(connection, "UPDATE items SET listed = 0 WHERE source = ? AND item = ?", name, plan.unlisted)
    place = "UPDATE items SET place = ?, version = ? WHERE source = ? AND item = ?"
    connection.executemany(place, ((each.place, each.version, name, each.item) for each in plan.moved))
    check = "UPDATE items SET next_check = ? WHERE source = ? AND item = ?"
    connection.executemany(check, ((now, name, each) for each in plan.checked))
    _forget(connection, name, now - _KEPT)


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


def _rename(connection: sqlite3.Connection, row: KnownItem, entry: Entry) -> None:
    """Record that an article is in another file, by which it is known from now on."""
    known = (row.source, row.item)
    connection.execute(
        "UPDATE items SET item = ?, place = ?, version = ?, listed = 1 WHERE source = ? AND item = ?",
        (entry.item, entry.place, entry.version, *known),
    )
    for table in ("sketches", "review"):
        statement = f"UPDATE {table} SET item = ? WHERE source = ? AND item = ?"  # noqa: S608 - no input
        connection.execute(statement, (entry.item, *known))


def _queue(connection: sqlite3.Connection, source: str, entry: Entry, now: float) -> None:
    _insert(connection, source, entry.item, now)
    connection.execute(
        "UPDATE items SET waiting = ?1, announced = CASE WHEN substr(?1, 1, 1) = x'70' THEN ?1 END, "
        "waiting_said = ?, version = ?, link = ?, place = ?, listed = 1, failures = 0, "
        "published = COALESCE(?, published), next_try = 0, error = '' WHERE source = ? AND item = ?",
        (
            *(encoded(entry.found), entry.said, entry.version, entry.link, entry.place, entry.published),
            *(source, entry.item),
        ),
    )


def _withdraw(
    connection: sqlite3.Connection, source: str, which: Entry | KnownItem, withdrawal: Withdrawal, now: float
) -> None:
    """Queue a withdrawal. What is still to be dealt with of the article is dropped."""
    _insert(connection, source, which.item, now)
    said = which.said if which.said and not isinstance(which, KnownItem) else MISSING + which.said
    connection.execute(
        "UPDATE items SET waiting = ?, waiting_said = ?, version = ?, link = ?, place = ?, failures = 0, "
        "published = COALESCE(?, published), next_try = 0, error = '' WHERE source = ? AND item = ?",
        (
            *(encoded(withdrawal), said, which.version, which.link, which.place, which.published),
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


def _mark(connection: sqlite3.Connection, statement: str, source: str, items: Iterable[str]) -> None:
    connection.executemany(statement, ((source, each) for each in items))
