"""The review inbox: articles that wait until a person has looked at them, and what was decided."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from audionews.errors import ReviewChanged, UsageError

if TYPE_CHECKING:
    import sqlite3

    from audionews.model import Article
    from audionews.sync.database import Database

WAITING, APPROVED, REJECTED, WITHDRAWN = "waiting", "approved", "rejected", "withdrawn"
_COLUMNS = "id, revision, source, added, changed, headline, article, why, voice, episode, error, remedy, state, item"
_HALF = 12  # characters of a digest in an id


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingArticle:
    """An article in the review inbox.

    Attributes:
        id: Names it; the same article of the same source keeps it.
        revision: Counts its changes.
        source: The name of the source that it is from, or "" if a person added it.
        added: When it came, aware.
        changed: When it was last changed, by the newspaper or by a person; aware.
        headline: Its headline.
        article: The article.
        why: Why it waits, in a few words.
        voice: The voice of its source, or "" for that of the show.
        episode: The id of the episode that it would correct, or "" if it would be a new one.
        error: What happened when it was approved and could not be built, or "".
        remedy: What to do about that.
        state: "waiting", "approved", "rejected", or "withdrawn" by the newspaper.
        item: The id of the article at its source.
    """

    id: str
    revision: int
    source: str
    added: datetime
    changed: datetime
    headline: str
    article: Article
    why: str
    voice: str = ""
    episode: str = ""
    error: str = ""
    remedy: str = ""
    state: str = WAITING
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody did with an article in the inbox: added, changed, approved, rejected, built or failed."""

    at: datetime
    who: str
    what: str
    article: str
    headline: str
    episode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """An article on its way into the inbox.

    Attributes:
        article: The article.
        why: Why it waits.
        source: The name of its source, or "".
        item: The id of the article at its source; with "" it is made of the article's own id, link or words.
        voice: The voice, or "" for that of the show.
        episode: The id of the episode that it would correct, or "".
        said: The digest of what the newspaper says, or "".
    """

    article: Article
    why: str = ""
    source: str = ""
    item: str = ""
    voice: str = ""
    episode: str = ""
    said: str = ""


class Inbox:
    """The articles that wait in the database of a show."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> list[WaitingArticle]:
        """Return the articles that wait, those that came first first."""
        return self._select("state = ? ORDER BY added, id", WAITING)

    def headed(self, source: str, headline: str) -> list[WaitingArticle]:
        """Return the articles of a source that wait and have this headline."""
        return self._select("state = ? AND source = ? AND headline = ?", WAITING, source, headline)

    def approved(self) -> list[WaitingArticle]:
        """Return the articles that were approved and have no episode yet, because the build was cut short."""
        return self._select("state = ? ORDER BY added, id", APPROVED)

    def count(self) -> int:
        """Return how many articles wait."""
        return int(str(self._database.ask("SELECT COUNT(*) FROM review WHERE state = ?", WAITING)[0][0]))

    def find(self, article_id: str) -> WaitingArticle:
        """Return an article, whatever became of it.

        Raises:
            UsageError: There is none with this id.
        """
        found = self._select("id = ?", article_id)
        if not found:
            raise UsageError(f"no article {article_id} waits for review", "look at those that wait again")
        return found[0]

    def add(self, given: Submission, now: datetime, who: str = "") -> str:
        """Add an article, or replace the version of it that waits, and return its id.

        One that was rejected stays rejected.
        """
        name, words = id_of(given), _encoded(given.article)
        with self._database.changing() as connection:
            row = connection.execute("SELECT state, article, revision FROM review WHERE id = ?", (name,)).fetchone()
            state, before, revision = row or (WAITING, None, 0)
            if state == REJECTED or (before == words and state == WAITING):
                return name
            at = now.timestamp()
            added = "COALESCE((SELECT added FROM review WHERE id = ?), ?)"
            connection.execute(
                f"INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?, ?, ?, {added}, ?, ?, ?, ?, ?, ?, '', '')",  # noqa: S608 - no input
                (
                    *(name, WAITING, revision + 1, given.source, given.item, given.said, name, at, at),
                    *(given.article.headline, words, given.why, given.voice, given.episode),
                ),
            )
            _log(connection, (at, who, "added", name, given.article.headline))
        return name

    def change(self, article_id: str, article: Article, revision: int, now: datetime, who: str = "") -> WaitingArticle:
        """Replace the article that waits by one that a person has changed, and return it.

        Raises:
            ReviewChanged: It has another revision, or does not wait any more.
        """
        with self._database.changing() as connection:
            self._expect(connection, article_id, revision)
            values = (_encoded(article), article.headline, now.timestamp(), article_id)
            connection.execute(
                "UPDATE review SET article = ?, headline = ?, changed = ?, revision = revision + 1 WHERE id = ?", values
            )
            _log(connection, (now.timestamp(), who, "changed", article_id, article.headline))
        return self.find(article_id)

    def decide(self, article_id: str, state: str, revision: int | None, now: datetime, who: str = "") -> WaitingArticle:
        """Approve or reject an article, and return it.

        Args:
            article_id: Its id.
            state: APPROVED, REJECTED or WITHDRAWN.
            revision: The revision that was looked at; None is any.
            now: The time.
            who: The name of the person, or "".

        Raises:
            ReviewChanged: It has another revision, or does not wait any more.
        """
        with self._database.changing() as connection:
            headline = self._expect(connection, article_id, revision)
            connection.execute("UPDATE review SET state = ? WHERE id = ?", (state, article_id))
            _log(connection, (now.timestamp(), who, state, article_id, headline))
        return self.find(article_id)

    def built(self, found: WaitingArticle, episode_id: str, now: datetime) -> None:
        """Take an approved article out of the inbox, because its episode is finished."""
        with self._database.changing() as connection:
            connection.execute("DELETE FROM review WHERE id = ?", (found.id,))
            connection.execute(
                "UPDATE items SET state = 'done', episode = ? WHERE source = ? AND item = ? AND state = 'review'",
                (episode_id or found.episode, found.source, found.item),
            )
            _log(connection, (now.timestamp(), "", "built", found.id, found.headline), episode_id)

    def withdraw(self, source: str, item: str, now: datetime) -> None:
        """Take an article out of the inbox, because its newspaper has withdrawn it."""
        with self._database.changing() as connection:
            where = (source, item, WAITING)
            rows = connection.execute(
                "SELECT id, headline FROM review WHERE source = ? AND item = ? AND state = ?", where
            )
            for name, headline in rows.fetchall():
                connection.execute("UPDATE review SET state = ? WHERE id = ?", (WITHDRAWN, name))
                _log(connection, (now.timestamp(), "", WITHDRAWN, name, headline))

    def failed(self, article_id: str, error: str, remedy: str, now: datetime) -> None:
        """Put an approved article back, because it could not be built."""
        with self._database.changing() as connection:
            connection.execute(
                "UPDATE review SET state = ?, error = ?, remedy = ?, revision = revision + 1 WHERE id = ?",
                (WAITING, error, remedy, article_id),
            )
            _log(connection, (now.timestamp(), "", "failed", article_id, ""))

    def decisions(self, most: int = 200) -> list[Decision]:
        """Return what was done last, newest first."""
        rows = self._database.ask(
            "SELECT at, who, what, article, headline, episode FROM decisions ORDER BY at DESC, rowid DESC LIMIT ?", most
        )
        names = ("who", "what", "article", "headline", "episode")
        return [Decision(at=_moment(at), **dict(zip(names, map(str, rest), strict=True))) for at, *rest in rows]

    def _expect(self, connection: sqlite3.Connection, article_id: str, revision: int | None) -> str:
        """Return the headline of an article that waits with this revision."""
        row = connection.execute("SELECT state, revision, headline FROM review WHERE id = ?", (article_id,)).fetchone()
        if row is None or row[0] != WAITING or revision not in {None, row[1]}:
            what = f"the article {article_id} is {row[0]}" if row and row[0] != WAITING else "the article has changed"
            raise ReviewChanged(what if row else f"no article {article_id} waits for review", "look at it again")
        return str(row[2])

    def _select(self, where: str, *values: object) -> list[WaitingArticle]:
        return [_article(*row) for row in self._database.ask(f"SELECT {_COLUMNS} FROM review WHERE {where}", *values)]  # noqa: S608 - no input


def id_of(given: Submission) -> str:
    """Return the id of an article in the inbox."""
    article = given.article
    own = given.item or article.source_id or article.link or "\n".join((article.headline, *article.body))
    return hashlib.sha256(f"{given.source}\n{own}".encode()).hexdigest()[:_HALF]


def _log(connection: sqlite3.Connection, done: tuple[float, str, str, str, str], episode: str = "") -> None:
    """Record a decision: when, who, what, the id of the article and its headline."""
    connection.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?)", (*done, episode))


def _article(*row: Any) -> WaitingArticle:  # noqa: ANN401 - a row of the table
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    times = {name: _moment(values[name]) for name in ("added", "changed")}
    return WaitingArticle(**{**values, **times, "article": _decoded(values["article"])})


def _moment(seconds: object) -> datetime:
    return datetime.fromtimestamp(float(str(seconds)), UTC)


def _encoded(article: Article) -> bytes:
    import msgspec  # noqa: PLC0415 - loads when used

    return msgspec.json.encode(article)


def _decoded(blob: bytes) -> Article:
    import msgspec  # noqa: PLC0415 - loads when used

    from audionews.model import Article  # noqa: PLC0415 - loads when used

    return msgspec.json.decode(blob, type=Article)
