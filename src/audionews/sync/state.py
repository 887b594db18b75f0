"""What is known of the articles of all sources, and what is still to be dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from audionews.sync.pending import decoded
from audionews.sync.planner import ItemState, KnownItem
from audionews.sync.recording import record_plan
from audionews.sync.schedule import DAY, LONGEST_WAIT, check_at
from audionews.sync.source_state import SourceTables, put_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audionews.model import Article, Pointer
    from audionews.sync.planner import Plan, Withdrawal
    from audionews.sync.source_state import SourceState

_ITEM = (
    "source, item, state, said, waiting_said, version, episode, link, place, listed, published, gone_since, "
    "failures, ours, seen"
)
_MANY_MISSING = 5
_SAME_DAYS = 7 * DAY  # between two sources that publish the same story


class Page(NamedTuple):
    """What is known of the page of an article as it was last read: ETag, Last-Modified, digest of the words."""

    etag: str = ""
    last_modified: str = ""
    wording: str = ""


NO_PAGE = Page()


class SyncState(SourceTables):
    """All that is known: the table of articles, beside those of sources."""

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
            put_source(connection, name, state)
            record_plan(connection, name, plan, now)

    def waiting(self, names: Sequence[str], now: float) -> list[KnownItem]:
        """Return the articles of some sources that are to be dealt with now.

        Withdrawals come first, then new articles with which a sync was ended before it could record their episode, then
        corrections of episodes, then the newest. What another source says is compared with episodes as they are now.
        """
        rows = self._database.ask(
            f"SELECT {_ITEM} FROM items WHERE source IN ({_marks(names)}) AND waiting IS NOT NULL "  # noqa: S608 - no input
            "AND (next_try <= ? OR next_try > ?) "
            "ORDER BY substr(waiting, 1, 1) = x'77' DESC, "
            "state = 'new' AND EXISTS (SELECT 1 FROM sketches WHERE sketches.item = items.item "
            "AND sketches.source = items.source) DESC, state = 'done' AND waiting_said != said DESC, "
            "COALESCE(published, seen) DESC, source, item",
            *names,
            now,
            now + LONGEST_WAIT,
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
        return decoded(rows[0][0]), Page(*rows[0][1:])

    def checks(self, names: Sequence[str], now: float, most: int) -> list[KnownItem]:
        """Return the articles whose pages are to be asked for now."""
        rows = self._database.ask(
            f"SELECT {_ITEM} FROM items WHERE source IN ({_marks(names)}) AND waiting IS NULL "  # noqa: S608 - no input
            "AND (next_check <= ? OR next_check > ?) ORDER BY next_check, source, item LIMIT ?",
            *names,
            now,
            now + LONGEST_WAIT,
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

    def making(self, row: KnownItem, episode: str) -> None:
        """Record the episode that is about to be made of an article: it may be there, even if a sync is ended now."""
        self._set(row, "episode = ?", episode)

    def removing(self, row: KnownItem) -> None:
        """Record that the episode of an article is about to be removed by us."""
        self._set(row, "ours = 1, episode = ?", row.episode)

    def _set(self, row: KnownItem, what: str, *values: object) -> None:
        with self._database.changing() as connection:
            statement = f"UPDATE items SET {what} WHERE source = ? AND item = ?"  # noqa: S608 - no input
            connection.execute(statement, (*values, row.source, row.item))

    def replace(self, row: KnownItem, by: KnownItem) -> None:
        """Forget an article for which its source, or another one, lists another now, which has its episode then."""
        old, new = (row.source, row.item), (by.source, by.item)
        with self._database.changing() as connection:
            connection.execute(
                "UPDATE items SET episode = ?, ours = MAX(ours, ?), "
                "state = CASE WHEN state = 'same' AND ? = 'done' THEN 'done' ELSE state END "
                "WHERE source = ? AND item = ?",
                (row.episode, row.ours, row.state, *new),
            )
            moved = "UPDATE OR REPLACE sketches SET source = ?, item = ? WHERE source = ? AND item = ?"
            connection.execute(moved, (*new, *old))
            connection.execute("DELETE FROM items WHERE source = ? AND item = ?", old)

    def join(self, row: KnownItem, episode: str) -> None:
        """Record that an article is the same as one of another source, and has its episode."""
        self._set(row, "state = 'same', episode = ?, ours = 0", episode)

    def are_most_missing(self, source: str) -> bool:
        """Return whether most pages of a source that are asked for are missing, and not only a few."""
        counts = (
            "SELECT COUNT(*), COALESCE(SUM(gone_since IS NOT NULL), 0) FROM items "
            "WHERE source = ? AND next_check IS NOT NULL AND link != '' AND state NOT IN ('withdrawn', 'gone')"
        )
        rows: list[tuple[Any, ...]] = self._database.ask(counts, source)
        watched, missing = rows[0]
        return bool(missing >= _MANY_MISSING and 2 * missing > watched)

    def oldest_listed(self, source: str) -> float | None:
        """Return when the oldest article that a source lists was published; None if it lists none."""
        oldest = "SELECT MIN(published) FROM items WHERE source = ? AND listed"
        rows: list[tuple[Any, ...]] = self._database.ask(oldest, source)
        return rows[0][0] if rows else None

    def listed_places(self, source: str, most: int) -> list[str]:
        """Return the places of some articles that a source lists, those that were published last first."""
        listed = "SELECT place FROM items WHERE source = ? AND listed AND place != '' ORDER BY published DESC LIMIT ?"
        return [str(place) for (place,) in self._database.ask(listed, source, most)]

    def sketched(self, row: KnownItem, hashes: Iterable[int]) -> None:
        """Record the sketch of the words of an article, by which the same story from another source is found."""
        with self._database.changing() as connection:
            connection.execute("DELETE FROM sketches WHERE source = ? AND item = ?", (row.source, row.item))
            rows = ((each, row.source, row.item) for each in hashes)
            connection.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?, ?)", rows)

    def alike(self, row: KnownItem, hashes: Sequence[int], *, own: bool = False) -> list[str]:
        """Return the ids of episodes from other sources whose sketches share a number, the likeliest first.

        Only those of about the same days are looked at. One that was about to be made need not exist.

        Args:
            row: The article.
            hashes: The sketch of its words.
            own: Whether to look at other articles of its own source instead.
        """
        around = row.published or 0.0
        rows = self._database.ask(
            "SELECT items.episode FROM sketches JOIN items USING (source, item) "  # noqa: S608 - no input
            f"WHERE hash IN ({_marks(hashes)}) AND (source = ?) = ? AND (source, item) != (?, ?) "
            "AND items.episode != '' AND items.state NOT IN ('same', 'review') AND ABS(items.published - ?) < ? "
            "GROUP BY items.episode ORDER BY COUNT(*) DESC, items.episode LIMIT 5",
            *hashes,
            row.source,
            own,
            row.source,
            row.item,
            around,
            _SAME_DAYS,
        )
        return [str(episode) for (episode,) in rows]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values)


def _item(row: tuple[Any, ...]) -> KnownItem:
    values = dict(zip(_ITEM.split(", "), row, strict=True))
    flags = {name: bool(values[name]) for name in ("listed", "ours")}
    return KnownItem(**values | {"state": ItemState(values["state"])} | flags)
