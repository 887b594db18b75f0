"""One round of a sync after its sources were asked: everything that waits is dealt with, rendered and uploaded."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.app import show as shows
from audionews.app.library import Show
from audionews.app.review import resume
from audionews.app.sync import PUBLISHING
from audionews.app.sync_articles import Dealer
from audionews.app.sync_checks import MOST_CHECKS, check_articles
from audionews.app.sync_making import Maker
from audionews.app.sync_sources import told
from audionews.errors import AudionewsError
from audionews.model.events import ArticleFailed, SourceFailed, SyncFinished
from audionews.stores import open_store
from audionews.sync.inbox import Inbox
from audionews.sync.schedule import is_ahead, retry_at
from audionews.sync.source_state import SourceState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from audionews.app.sync_sources import Round
    from audionews.settings.sync_sources import SyncSource
    from audionews.sync.database import Database

_PAUSE = 60.0  # seconds between two uploads within a round


class Publisher:
    """Uploads the show during a round, where the settings say so.

    Args:
        work: The round.
        clock: Returns seconds that never go back.
    """

    def __init__(self, work: Round, clock: Callable[[], float] = time.monotonic) -> None:
        self._work = work
        self._clock = clock
        self._last = clock()

    def after_change(self) -> None:
        """Upload the show, unless that was a moment ago."""
        if self._work.settings.publish_to and self._clock() - self._last >= _PAUSE:
            self.publish()

    def publish(self) -> bool:
        """Upload the show; return whether it is where the settings want it. A failure is told, and tried later."""
        work, settings = self._work, self._work.settings
        if not settings.publish_to:
            return True
        before = work.state.source(PUBLISHING)
        if before.failures and is_ahead(before.next_try, work.now):
            return False
        try:
            shows.deploy(settings, open_store(work.folder), settings.publish_to, work.tell)
        except AudionewsError as error:
            failures = before.failures + 1
            next_try = retry_at(work.now, failures)
            after = replace(before, failures=failures, next_try=next_try, error=error.message, polled=work.now)
            work.state.polled(PUBLISHING, after)
            work.codes.append(error.exit_code)
            what = told(error)
            work.tell(SourceFailed(source=PUBLISHING, next_try=work.moment(next_try), **what))
            return False
        work.state.polled(PUBLISHING, SourceState(polled=work.now, succeeded=work.now))
        self._last = self._clock()
        return True


def work_through(work: Round, database: Database, sources: Mapping[str, SyncSource], most: int | None) -> SyncFinished:
    """Deal with everything that waits: withdrawals, pages that are to be asked for, articles; then render and upload.

    Args:
        work: The round.
        database: The state.
        sources: The sources by their names.
        most: How many episodes are made or corrected at most; None is any number.

    Raises:
        SettingsError: The voice or another setting is wrong.
        StoreError: A folder cannot be read or written.
    """
    state, inbox, publisher = work.state, Inbox(database), Publisher(work)
    state.touched = True
    with Maker(work) as maker:
        dealer = Dealer(work, maker, inbox, sources)
        names = list(sources)
        for row in filter(state.is_withdrawal, state.waiting(names, work.now)):
            dealer.deal(row)
        # What a server says of single pages counts only as long as it answers well.
        check_articles(state.checks(state.answering(names), work.now, MOST_CHECKS), sources, work, dealer, maker)
        for row in state.waiting(names, work.now):
            if most is not None and maker.counts.spoken >= most:
                break
            dealer.deal(row)
            publisher.after_change()
        _build_approved(work, inbox)
        if maker.catalogue.headers():
            maker.rendering.finish()
        state.due = maker.next_due()
        counts = maker.counts
    state.touched = not publisher.publish()
    return SyncFinished(
        new=counts.new,
        corrected=counts.corrected,
        removed=counts.removed,
        restored=counts.restored,
        failed=counts.failed,
        pending=state.pending()[0],
        review=inbox.count(),
    )


def _build_approved(work: Round, inbox: Inbox) -> None:
    """Make the episodes of articles that were approved by a process that was ended; one that fails waits again."""
    for found, error in resume(Show(work.folder, work.settings), inbox, work.tell):
        work.codes.append(error.exit_code)
        work.tell(ArticleFailed(source=found.headline, **told(error)))
