"""Lookups: finds episodes by what is known of them, without reading a sidecar."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from audionews.catalogue.links import link_key
from audionews.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from audionews.catalogue.index import Index
    from audionews.model import EpisodeHeader
    from audionews.ports import BlobStore

Answer = TypeVar("Answer")
_LAST = chr(0x10FFFF)  # no id goes on with it


class Lookups(ABC):
    """Finds the headers of episodes in an index.

    Attributes:
        store: The output folder.
        index: Its index.
    """

    store: BlobStore
    index: Index

    @abstractmethod
    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Return the result of a query to the index; if it fails, it is repeated on a new index."""

    def headers(self) -> list[EpisodeHeader]:
        """Return the headers of all episodes, newest first."""
        return self._select()

    def count(self) -> int:
        """Return how many episodes there are."""
        return self.ask(lambda: self.index.count())  # noqa: PLW0108 - the index may be replaced

    def header(self, episode_id: str) -> EpisodeHeader | None:
        """Return the header of an episode, or None if there is no such episode."""
        return self._one("id = ?", episode_id)

    def with_guid(self, guid: str) -> EpisodeHeader | None:
        """Return the header of the episode with this GUID, or None if there is none."""
        return self._one("guid = ?", guid)

    def of_article(self, guid: str, most: int, wording: str = "") -> list[EpisodeHeader]:
        """Return the headers of episodes whose article would have this GUID, newest first; no editions.

        Args:
            guid: The GUID.
            most: How many are returned at most.
            wording: The digest of the words that the article must have; "" is any.
        """
        where = "(guid = ? OR identity = ?) AND edition = 0" + (" AND wording = ?" if wording else "")
        return self._select(where, guid, guid, *([wording] if wording else []), most=most)

    def moments(self, start: datetime, end: datetime) -> list[datetime]:
        """Return when the episodes of a span of time were published, oldest first, in UTC."""
        return self.ask(lambda: self.index.moments(start, end))

    def _one(self, where: str, value: str) -> EpisodeHeader | None:
        return next(iter(self._select(where, value)), None)

    def _select(self, where: str = "", *values: str, most: int = -1) -> list[EpisodeHeader]:
        return self.ask(lambda: self.index.headers(where, values, most))

    def candidates(self, source: str, title: str, link: str = "", most: int = -1) -> list[EpisodeHeader]:
        """Return the headers of episodes from a file of this name, with this title or this link, but no editions.

        Args:
            source: Name of a file without folders; "" matches no episode.
            title: A headline; "" matches no episode.
            link: The page of an article; "" matches no episode.
            most: How many are returned at most; -1 is all.
        """
        known = [("source", source), ("title", title), ("link_key", link_key(link))]
        given = [(column, value) for column, value in known if value]
        if not given:
            return []
        where = " OR ".join(f"{column} = ?" for column, _ in given)
        return self._select(f"({where}) AND edition = 0", *(value for _, value in given), most=most)

    def find(self, prefix: str) -> EpisodeHeader:
        """Return the header of the episode whose id begins with the prefix.

        Raises:
            UsageError: There is none, or more than one.
        """
        found = self._select("id >= ? AND id < ?", prefix, prefix + _LAST)
        if len(found) != 1 or not prefix:
            several = f"{len(found)} episodes have an id that begins with {prefix}"
            what = several if found else f"there is no episode {prefix}"
            raise UsageError(what, f"audionews list --out {self.store.place('')}".strip())
        return found[0]
