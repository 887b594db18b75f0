"""Deals with the articles of a sync: finds what each has become, and has its episode made, corrected or removed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from audionews.app.clock import now
from audionews.app.sync_making import Maker, is_limited
from audionews.app.sync_pages import read_page
from audionews.app.sync_sources import HostClosed, told
from audionews.app.sync_twins import Twins
from audionews.articles.likeness import are_versions
from audionews.building import identity
from audionews.building.dates import in_zone
from audionews.building.matching import find_published
from audionews.building.plan import section_key
from audionews.errors import (
    AmbiguousArticle,
    ArticleError,
    AudionewsError,
    BadInput,
    EngineError,
    EpisodeDamaged,
    PageGone,
    UsageError,
)
from audionews.model import Article, Pointer, Status
from audionews.model.events import ArticleFailed, ArticleLeftOut, ArticlePostponed, ArticleWaits
from audionews.sync.entries import entry_of, seconds_of
from audionews.sync.filters import why_not
from audionews.sync.inbox import Inbox, Submission
from audionews.sync.planner import MISSING, WITHDRAWN, ItemState, Withdrawal
from audionews.sync.schedule import DAY, HOUR, MOST_FAILURES, check_at, missing_at, retry_at
from audionews.sync.sketch import sketch_of
from audionews.sync.state import NO_PAGE, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.app.sync_sources import Round
    from audionews.model import Episode
    from audionews.settings import Settings
    from audionews.settings.sync_sources import SyncSource
    from audionews.sync.planner import KnownItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An article that is to become an episode, or a correction of one.

    Attributes:
        row: What is known of it at its source.
        article: The article, in the zone of the show.
        source: Its source.
        page: Its page, if it was read from there.
    """

    row: KnownItem
    article: Article
    source: SyncSource
    page: Page = NO_PAGE


class Dealer:
    """Deals with articles one after the other. An error of one does not stop the others.

    Args:
        work: The round.
        maker: Makes the episodes.
        inbox: Where articles wait for a person.
        sources: The sources by their names.
    """

    def __init__(self, work: Round, maker: Maker, inbox: Inbox, sources: Mapping[str, SyncSource]) -> None:
        self._work = work
        self._maker = maker
        self._inbox = inbox
        self._sources = sources
        configured = frozenset(each.title for each in work.settings.sync) | set(sources)
        self._twins = Twins(work, maker, configured)

    def deal(self, row: KnownItem) -> None:
        """Deal with what waits of an article.

        Raises:
            SettingsError: The voice or another setting is wrong.
            StoreError: A folder cannot be read or written.
        """
        found, before = self._work.state.found(row)
        row = self._without_missing(row)
        try:
            match found:
                case Withdrawal():
                    self._withdraw(row, found)
                case Pointer():
                    self._read(row, found, before)
                case Article():
                    self._consider(row, found, NO_PAGE)
        except HostClosed as error:
            self._work.state.postpone(row, self._work.now + (error.retry_after or 0.0))
        except (ArticleError, EngineError, EpisodeDamaged, UsageError) as error:
            self._fail(row, error, again=isinstance(found, Pointer))

    def _without_missing(self, row: KnownItem) -> KnownItem:
        """Return an article without the episode that a sync was about to make, if it did not get that far."""
        is_made = not row.episode or row.state in {ItemState.DONE, ItemState.SAME}
        return row if is_made or self._maker.catalogue.header(row.episode) else replace(row, episode="")

    def _withdraw(self, row: KnownItem, withdrawal: Withdrawal) -> None:
        if not row.episode and withdrawal.article:
            row = replace(row, episode=self._episode_of(withdrawal.article))
        leave = self.lose if row.waiting_said.startswith(MISSING) else self.remove
        leave(row, ItemState.WITHDRAWN, withdrawal.why)

    def lose(self, row: KnownItem, state: ItemState, why: str) -> None:
        """Remove the episode of an article that is missing, unless its source lists it under another id."""
        if successor := self._twins.successor(row):
            self._work.state.replace(row, successor)
        else:
            self.remove(row, state, why)

    def remove(self, row: KnownItem, state: ItemState, why: str) -> None:
        """Remove the episode of an article that was withdrawn, and take the article out of the inbox."""
        self._inbox.withdraw(row.source, row.item, now())
        row = self._with_episode(row)
        self._work.state.withdrawn(self._maker.remove(row, why), state, self._work.now)

    def _with_episode(self, row: KnownItem) -> KnownItem:
        """Return an article with its episode, also if a sync was ended before it could record that."""
        if row.episode:
            return row
        named = Article(source=row.item, headline="", body=(), source_id=row.item, link=row.link)
        found = self._episode_of(named)
        return row if self._work.state.of_episode(found) else replace(row, episode=found)

    def _episode_of(self, article: Article) -> str:
        """Return the id of the episode of an article that no sync has made, or ""."""
        try:
            found = find_published(in_zone(article, self._work.settings.show), self._maker.catalogue)
        except AmbiguousArticle as error:  # such as the note of an agency that it kills an article
            return error.episode_id
        return found.id if found else ""

    def _read(self, row: KnownItem, pointer: Pointer, before: Page) -> None:
        """Deal with an article that is read from its page."""
        try:
            article, page = read_page(self._sources[row.source], pointer, before, self._work)
        except PageGone as error:
            if not self.gone(row, error):
                raise
            return
        if article is None:
            self._maker.restore(row)
            self._work.state.finished(row, _whole_state(row), self._work.now, page)
        else:
            said = entry_of(article).said
            self._consider(row, article, page._replace(wording=said), unchanged=before.wording == said)

    def gone(self, row: KnownItem, error: PageGone) -> bool:
        """Deal with an article whose page is not there; return False if it is to be tried again as any other.

        A page that is gone for good (410), or that is missing twice with a day between, withdraws its article. It does
        not while the list of its source fails, nor if most of the other pages are missing too.
        """
        state, time, row = self._work.state, self._work.now, self._with_episode(row)
        is_well = bool(state.answering([row.source]))
        if error.for_good and is_well:
            self.lose(row, ItemState.GONE, error.message)
            return True
        if not row.episode and row.state is not ItemState.REVIEW:
            return False  # it may not be there yet
        withdrawn, again = missing_at(time, row.gone_since)
        if row.state in WITHDRAWN:
            state.withdrawn(row, row.state, time)
        elif not is_well:
            state.missing(row, row.gone_since, time + HOUR)
        elif (
            withdrawn
            and (self._twins.has_moved(row) or state.are_most_missing(row.source))
            and not self._twins.successor(row)
        ):
            state.missing(row, row.gone_since, time + DAY)
            self._tell_postponed(row, _moved(row), time + DAY)
        elif withdrawn:
            self.lose(row, ItemState.GONE, error.message)
        else:
            state.missing(row, time if row.gone_since is None else row.gone_since, again)
        return True

    def _consider(self, row: KnownItem, article: Article, page: Page, *, unchanged: bool = False) -> None:
        """Deal with a whole article."""
        if article.status is not Status.USABLE:
            self._withdraw(row, Withdrawal(why=f"it is {article.status}", article=article))
            return
        source = self._sources[row.source]
        is_new = not row.episode and row.state not in {ItemState.REVIEW, ItemState.DONE}
        if is_new and (why := why_not(article, source)):
            self._work.state.finished(row, ItemState.SKIPPED, self._work.now, page)
            self._work.tell(ArticleLeftOut(source=row.source, article=row.link or row.item, why=why))
            return
        article = prepared(article, source, self._work.settings)
        row = replace(row, published=seconds_of(article.date) or row.published, link=row.link or article.link)
        self._maker.restore(row)
        if unchanged and row.episode:
            self._work.state.finished(row, _whole_state(row), self._work.now, page)
            return
        self._place(Candidate(row=row, article=article, source=source, page=page))

    def _place(self, given: Candidate) -> None:
        """Find the episode that an article is, and have it made or wait for a person."""
        try:
            existing = find_published(given.article, self._maker.catalogue)
        except AmbiguousArticle as error:
            self._wait(given, error.message, error.episode_id)
            return
        correct = "" if existing else self._twins.former(given.row, given.article) or self._corrected(given)
        if correct:
            existing = self._maker.catalogue.episode(correct)
        if existing:
            given = replace(given, row=self._twins.replace_former(given.row, existing.id))
        elif not self._elsewhere(given, existing) and self._waits_for_another(given):
            return
        if other := self._elsewhere(given, existing):
            row = replace(given.row, episode=other)
            self._work.state.finished(row, ItemState.SAME, self._work.now, given.page)
            what = {"article": row.link or row.item, "episode": other}
            self._work.tell(ArticleLeftOut(source=row.source, why=self._twins.why_same(row), **what))
            return
        if given.source.review and not _has_words(existing, given.article):
            self._wait(given, "it is to be reviewed", existing.id if existing else correct)
            return
        self._make(given, correct)

    def _elsewhere(self, given: Candidate, existing: Episode | None) -> str:
        """Return the id of the episode that another source has made of the same story, or ""."""
        row, state = given.row, self._work.state
        if row.state is ItemState.DONE and row.episode:
            return ""
        if self._twins.is_elsewhere(row, row.episode, given.article):
            return row.episode
        if existing:
            owners = (each for each in state.of_episode(existing.id) if each.state is ItemState.DONE and each.listed)
            return existing.id if any(not each.is_same(row) for each in owners) else ""
        sketch = sketch_of(identity.words_of_article(given.article))
        found = self._maker.alike(given.article, state.alike(row, sketch))
        return found or (self._twins.repeated(row, given.article) if not row.episode else "")

    def _waits_for_another(self, given: Candidate) -> bool:
        """Return whether a new article waits, because one of another source may be corrected to what it says."""
        row, until = given.row, self._work.now + HOUR / 6
        if row.episode or not self._twins.may_be_corrected(row, given.article, self.deal):
            return False
        self._work.state.postpone(row, until)
        what = "another source has an older version of it, whose page cannot be read now"
        self._tell_postponed(
            row, ArticleError(what, "nothing is to be done: it becomes an episode within a day"), until
        )
        return True

    def _corrected(self, given: Candidate) -> str:
        """Return the id of the episode that the source's article was, if its new text is a version of that, or ""."""
        header = self._maker.catalogue.header(given.row.episode) if given.row.episode else None
        if header is None:
            return ""
        episode = self._maker.catalogue.episode(header.id)
        words = identity.words_of_segments(episode.title, episode.segments)
        return episode.id if are_versions(identity.words_of_article(given.article), words) else ""

    def _wait(self, given: Candidate, why: str, episode: str) -> None:
        """Put an article into the inbox."""
        row, source = given.row, given.source
        self._withdraw_former(given)
        submission = Submission(
            article=given.article, why=why, source=row.source, item=row.item, voice=source.voice, episode=episode
        )
        name = self._inbox.add(submission, now())
        self._work.state.sketched(row, sketch_of(identity.words_of_article(given.article)))
        self._work.state.finished(replace(row, episode=episode), ItemState.REVIEW, self._work.now, given.page)
        what = {"article": row.link or row.item, "headline": given.article.headline, "why": why, "id": name}
        self._work.tell(ArticleWaits(source=row.source, **what))

    def _withdraw_former(self, given: Candidate) -> None:
        """Take an article out of the inbox that its source lists under another id now, and no longer under that."""
        words, row = identity.words_of_article(given.article), given.row
        for each in self._inbox.headed(row.source, given.article.headline):
            former = self._work.state.item(each.source, each.item)
            if (
                former is None
                or former.listed
                or former.is_same(row)
                or identity.words_of_article(each.article) != words
            ):
                continue
            self._inbox.withdraw(each.source, each.item, now())
            self._work.state.replace(former, row)

    def _make(self, given: Candidate, correct: str) -> None:
        row, state = given.row, self._work.state
        if not self._affords(given):
            return
        # If the process ends before the episode is recorded, it is known by the sketch and the id that it was to have.
        state.sketched(row, sketch_of(identity.words_of_article(given.article)))
        try:
            episode = self._maker.build(given.article, row, given.source.voice, correct)
        except AmbiguousArticle as error:
            self._wait(given, error.message, error.episode_id)
            return
        if episode is not None:
            row = replace(row, episode=episode.id, published=episode.published.timestamp())
        state.finished(row, ItemState.DONE, self._work.now, given.page)
        if given.row.state is ItemState.DONE:
            self._twins.merge(row, given.article)

    def _affords(self, given: Candidate) -> bool:
        """Return whether an article may be spoken by what a day may cost; if not, it is postponed."""
        most, state, time = self._work.settings.max_cost, self._work.state, self._work.now
        if not is_limited(most):
            return True
        cost, spent = self._maker.cost(given.article, given.source.voice), state.spent(time - DAY, time)
        if cost is None or (cost and spent + cost > most):
            error = _too_costly(cost, spent, most)
            state.postpone(given.row, time + HOUR)
            self._tell_postponed(given.row, error, time + HOUR)
            return False
        if cost:
            state.spend(time, cost)
        return True

    def _fail(self, row: KnownItem, error: AudionewsError, *, again: bool) -> None:
        """Record and tell a failure; what may pass is tried again, and a page a few times in any case."""
        passing = error.retryable or (isinstance(error, EngineError) and not isinstance(error, BadInput))
        failures, state, time = row.failures + 1, self._work.state, self._work.now
        if failures <= MOST_FAILURES or passing:
            self._work.codes.append(error.exit_code)
            self._maker.counts.failed += 1
        if passing or (again and failures < MOST_FAILURES):
            next_try = retry_at(time, failures, getattr(error, "retry_after", None))
            state.failed(row, error.message, next_try)
            self._tell_postponed(row, error, next_try)
            return
        # A page that is missing now may be there one day, and no list would say so.
        next_check = check_at(time, row.published) if again and row.published is not None else None
        state.failed(row, error.message, None, next_check)
        if failures <= MOST_FAILURES:
            self._work.tell(ArticleFailed(source=row.link or row.item, **told(error)))

    def _tell_postponed(self, row: KnownItem, error: AudionewsError, until: float) -> None:
        what = told(error)
        article, next_try = row.link or row.item, self._work.moment(until)
        self._work.tell(ArticlePostponed(source=row.source, article=article, next_try=next_try, **what))


def prepared(article: Article, source: SyncSource, settings: Settings) -> Article:
    """Return an article as it is built: with a section of the show, its times in the zone of the show."""
    known = section_key(article.section, settings.show)
    return in_zone(replace(article, section=article.section if known else source.section), settings.show)


def _whole_state(row: KnownItem) -> ItemState:
    """Return the state of an article whose page is there as it was."""
    if row.state in WITHDRAWN:
        return ItemState.DONE if row.episode else ItemState.NEW
    return row.state


def _moved(row: KnownItem) -> ArticleError:
    """Return why an episode is not removed although its page is missing."""
    what = f"most pages of {row.source} are missing: it may have moved, or fail"
    return ArticleError(what, f"if it was withdrawn: audionews remove {row.episode}")


def _has_words(episode: Episode | None, article: Article) -> bool:
    """Return whether an episode has the words of an article, so that there is nothing to review."""
    if episode is None:
        return False
    return identity.words_of_segments(episode.title, episode.segments) == identity.words_of_article(article)


def _too_costly(cost: float | None, spent: float, most: float) -> UsageError:
    """Return why an article is not spoken; ``cost`` is None if nobody knows it."""
    if cost is None:
        what = f"the price of its voice is unknown, and max_cost is {most:g}"
        return UsageError(what, "write into the settings what a million characters cost: prices = { NAME = 15.0 }")
    what = f"it could cost {cost:.4g}, and {spent:.4g} of {most:g} was spent within a day"
    return UsageError(what, "raise max_cost in the settings, or wait")
