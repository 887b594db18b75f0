"""What a sync without news needs to know, kept so that the next process finds no news without loading the program.

A round that finds nothing to do writes down what it asked. The next one may ask just that again, as long as it would be
asked the same: with the same settings and options, by the same version, while each robots.txt still counts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from audionews.sync.schedule import LONGEST_WAIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.sync.database import Database

_NAME = "idle"  # of the fact
_ANYTHING_TO_DO = """
SELECT EXISTS (SELECT 1 FROM items WHERE waiting IS NOT NULL AND (next_try <= ?1 OR next_try > ?2))
    OR EXISTS (SELECT 1 FROM items WHERE (next_check <= ?1 OR next_check > ?2) AND waiting IS NULL)
    OR EXISTS (SELECT 1 FROM review WHERE state = 'approved')
    OR EXISTS (SELECT 1 FROM hosts WHERE closed_until > ?1)
    OR EXISTS (SELECT 1 FROM facts WHERE name IN ('touched', 'trouble') AND value != '')
    OR EXISTS (SELECT 1 FROM facts WHERE name = 'due' AND value != '' AND CAST(value AS REAL) <= ?1)
"""
_COUNTS = """
SELECT (SELECT COUNT(*) FROM items WHERE waiting IS NOT NULL), (SELECT COUNT(*) FROM review WHERE state = 'waiting')
"""


class IdleSource(NamedTuple):
    """A source that had no news.

    Attributes:
        source: Its name.
        settings: Digest of the settings with which it was polled.
        folder: Its folder, or "".
        asked: What its server was asked: the fields of an ``Asked``; () for a folder.
        origin: The origin of its address, or "" if robots.txt does not count there.
        robots_until: Until when the robots.txt of that counts.
    """

    source: str
    settings: str
    folder: str = ""
    asked: Sequence[Any] = ()
    origin: str = ""
    robots_until: float = 0.0


def remember(database: Database, key: Sequence[str], sources: Sequence[IdleSource]) -> None:
    """Keep what was asked in a round without news.

    Args:
        database: The state of the sync.
        key: What has to be the same in the next round.
        sources: The sources.
    """
    value = json.dumps([list(key), sources])
    if [(value,)] != _kept(database):
        with database.changing() as connection:
            connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_NAME, value))


def recall(database: Database, key: Sequence[str], now: float) -> list[IdleSource]:
    """Return the sources of a round without news, if it may be repeated as it was; else none."""
    rows = _kept(database)
    if not rows or database.ask(_ANYTHING_TO_DO, now, now + LONGEST_WAIT) != [(0,)]:
        return []
    kept, sources = json.loads(str(rows[0][0]))
    found = [IdleSource(*each) for each in sources] if kept == list(key) else []
    return found if all(_is_same(database, each, now) for each in found) else []


def _kept(database: Database) -> list[tuple[object, ...]]:
    return database.ask("SELECT value FROM facts WHERE name = ?", _NAME)


def _is_same(database: Database, source: IdleSource, now: float) -> bool:
    """Return whether a source is to be asked as it was."""
    asked = "SELECT settings FROM sources WHERE name = ? AND failures = 0 AND succeeded > 0"
    if database.ask(asked, source.source) != [(source.settings,)]:
        return False
    robots = database.ask("SELECT until FROM robots WHERE origin = ? AND until > ?", source.origin, now)
    return not source.origin or robots == [(source.robots_until,)]


def files_of(database: Database, source: str) -> dict[str, tuple[int, int, int]]:
    """Return size, time in ns and inode of the files of a folder that were read, by their paths."""
    rows = database.ask("SELECT path, size, modified, number FROM files WHERE source = ?", source)
    return {str(path): (int(str(size)), int(str(at)), int(str(number))) for path, size, at, number in rows}


def succeeded(database: Database, sources: Sequence[IdleSource], now: float) -> tuple[int, int]:
    """Record that the sources have no news; return how many articles are to be dealt with, and wait for review."""
    with database.changing() as connection:
        at = "UPDATE sources SET polled = ?, succeeded = ? WHERE name = ?"
        connection.executemany(at, ((now, now, each.source) for each in sources))
    pending, review = database.ask(_COUNTS)[0]
    return int(str(pending)), int(str(review))
