"""Finds what else is known of an article: its former addresses at its source, and other sources that have it too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from audionews.articles.likeness import are_versions, likeness
from audionews.building import identity
from audionews.catalogue.links import link_key
from audionews.sync.planner import MISSING, WITHDRAWN, ItemState, KnownItem
from audionews.sync.schedule import DAY, MINUTE
from audionews.sync.sketch import sketch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audionews.app.sync_making import Maker
    from audionews.app.sync_sources import Round
    from audionews.articles.likeness import Wording
    from audionews.model import Article

_SAME_ARTICLE = 0.9  # the share of sequences of words from which on an article of another id, and of that day, is it
_MANY_MOVED = 3  # articles with new links in a round, from which on their site has moved
_WAITED = DAY  # for so long an article waits for the correction of one that is much like it


@dataclass(frozen=True, slots=True)
class Twins:
    """Finds articles that are one, beyond what their ids and links say.

    Attributes:
        work: The round.
        maker: Makes the episodes.
        configured: The names of sources in the settings, and of those that are asked now.
        moved: How many articles of each source have another link in this round.
    """

    work: Round
    maker: Maker
    configured: frozenset[str]
    moved: Counter[str] = field(default_factory=Counter)

    def successor(self, row: KnownItem) -> KnownItem | None:
        """Return the article that its source lists in the place of one that it lists no longer, or None."""
        if row.listed or not row.episode:
            return None
        others = self.work.state.of_episode(row.episode)
        found = (each for each in others if each.source == row.source and each.listed and not each.is_same(row))
        return next((each for each in found if each.state in {ItemState.DONE, ItemState.SAME}), None)

    def former(self, row: KnownItem, article: Article) -> str:
        """Return the id of the episode of an article that its source lists under another id now, or "".

        A newspaper that moves to another system may change the ids and links of all of its articles. One that is gone
        from a source that the settings do not name any more may be in another one.
        """
        if row.episode:
            return ""
        words, state = identity.words_of_article(article), self.work.state
        sketch = sketch_of(words)
        for each in state.alike(row, sketch, own=True):
            if not self._is_listed(each, row.source) and self._is_same(each, words, row.published or 0.0):
                return each
        twin = self.maker.alike(article, state.alike(row, sketch))
        return twin if self._is_abandoned(twin) else ""

    def _is_listed(self, episode: str, source: str) -> bool:
        return any(each.source == source and each.listed for each in self.work.state.of_episode(episode))

    def repeated(self, row: KnownItem, article: Article) -> str:
        """Return the id of the episode of an article with the very same words, which its source lists too; or ""."""
        words = identity.words_of_article(article)
        for each in self.work.state.alike(row, sketch_of(words), own=True):
            if self._is_listed(each, row.source) and self._words(each) == words:
                return each
        return ""

    def why_same(self, row: KnownItem) -> str:
        """Return why an article has no episode of its own."""
        owners = self.work.state.of_episode(row.episode)
        own = any(each.source == row.source and not each.is_same(row) for each in owners)
        return "its source has it twice" if own else "another source has it"

    def _words(self, episode_id: str) -> Wording | None:
        """Return the words of an episode, or None if there is none with this id."""
        if self.maker.catalogue.header(episode_id) is None:
            return None
        episode = self.maker.catalogue.episode(episode_id)
        return identity.words_of_segments(episode.title, episode.segments)

    def _is_same(self, episode_id: str, words: Wording, published: float) -> bool:
        """Return whether an episode has these words, nearly so on that day, or is a version with headline and time."""
        header, others = self.maker.catalogue.header(episode_id), self._words(episode_id)
        if header is None or others is None:
            return False
        apart = abs(header.published.timestamp() - published)
        if apart < MINUTE and words.headline == others.headline and are_versions(words, others):
            return True
        return words == others or (apart < DAY / 2 and likeness(words, others) >= _SAME_ARTICLE)

    def _is_abandoned(self, episode: str) -> bool:
        """Return whether all articles with an episode are gone, and of sources that are not asked any more."""
        owners = self.work.state.of_episode(episode) if episode else []
        return bool(owners) and all(map(self._is_dropped, owners))

    def _is_dropped(self, other: KnownItem) -> bool:
        return other.state is ItemState.GONE and other.source not in self.configured

    def replace_former(self, row: KnownItem, episode: str) -> KnownItem:
        """Have an article take the place of those with its episode that nothing says any more, and return it.

        If one of them was missing, its episode is restored.
        """
        former = [each for each in self.work.state.of_episode(episode) if self._is_former(each, row)]
        for each in former:
            self.work.state.replace(each, row)
            self._note_move(each, row)
        if former:
            row = replace(row, episode=episode, ours=row.ours or any(each.ours for each in former))
            self.maker.restore(row)
        return row

    def _note_move(self, former: KnownItem, row: KnownItem) -> None:
        """Note that a source has moved, once several of its articles have other links."""
        if former.source == row.source and former.link and link_key(former.link) != link_key(row.link):
            self.moved[row.source] += 1
            if self.moved[row.source] >= _MANY_MOVED:
                self.work.state.keep_moved(row.source, self.work.now)

    def has_moved(self, row: KnownItem) -> bool:
        """Return whether the page of an article may be missing only because its site has moved since it was listed.

        That is so of articles that are older than all that are listed: others would be listed with their new addresses.
        """
        oldest = self.work.state.oldest_listed(row.source)
        is_older = oldest is None or (row.published or 0.0) < oldest
        return not row.listed and is_older and row.seen <= self.work.state.moved(row.source)

    def _is_former(self, other: KnownItem, row: KnownItem) -> bool:
        if other.is_same(row):
            return False
        if other.source != row.source:
            return self._is_dropped(other)
        is_explicit = other.state is ItemState.WITHDRAWN and not (
            other.place.isdigit() or other.said.startswith(MISSING)
        )
        return not other.listed and not is_explicit

    def is_elsewhere(self, row: KnownItem, episode: str, article: Article) -> bool:
        """Return whether another source has an article, which was recorded before, and whose corrections count."""
        if row.state is not ItemState.SAME or row.episode != episode or self.maker.catalogue.header(episode) is None:
            return False
        owners = (each for each in self.work.state.of_episode(episode) if each.state is ItemState.DONE and each.listed)
        return any(each.source != row.source for each in owners) and self._is_version(episode, article)

    def _is_version(self, episode_id: str, article: Article) -> bool:
        words = self._words(episode_id)
        return words is not None and are_versions(identity.words_of_article(article), words)

    def _rivals(self, row: KnownItem, article: Article) -> Iterator[KnownItem]:
        """Yield the articles of other sources that may have been corrected to what this one says."""
        for each in self.work.state.alike(row, sketch_of(identity.words_of_article(article))):
            if self._is_version(each, article):
                owners = self.work.state.of_episode(each)
                yield from (other for other in owners if other.state is ItemState.DONE and other.source != row.source)

    def may_be_corrected(self, row: KnownItem, article: Article, deal: Callable[[KnownItem], None]) -> bool:
        """Return whether an article of another source may be about to be corrected to what this one says.

        Those that were read from their pages are read again now.

        Args:
            row: The article.
            article: What it says.
            deal: Deals with an article.
        """
        state, time = self.work.state, self.work.now
        pending = False
        for each in self._rivals(row, article):
            if each.waiting_said or state.read_again(each):
                if not each.waiting_said and (again := state.item(each.source, each.item)):
                    deal(again)
                now_known = state.item(each.source, each.item)
                pending |= bool(now_known and now_known.waiting_said)
            else:
                pending |= each.source in self.configured and not state.answering([each.source])
        return pending and abs(time - row.seen) < _WAITED

    def merge(self, row: KnownItem, article: Article) -> None:
        """Remove the episode of another source that says what an article says since it was corrected."""
        state = self.work.state
        found = [
            each for each in state.alike(row, sketch_of(identity.words_of_article(article))) if each != row.episode
        ]
        twin = self.maker.alike(article, found)
        header = self.maker.catalogue.header(twin) if twin else None
        owners = state.of_episode(twin) if twin else []
        if (
            header is None
            or header.removed
            or any(each.state in WITHDRAWN or each.source == row.source for each in owners)
        ):
            return
        self.maker.remove_twin(row, twin)
        for each in owners:
            state.join(each, row.episode)
