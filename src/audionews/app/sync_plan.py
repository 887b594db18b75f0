"""What a round of a sync would do: nothing is written or spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.app.sync_articles import prepared
from audionews.app.sync_making import Maker
from audionews.app.sync_pages import read_page
from audionews.app.sync_sources import told
from audionews.errors import AudionewsError
from audionews.model import Article, Pointer, Status
from audionews.model.events import ArticleFailed, ArticleLeftOut, WithdrawalPlanned
from audionews.sync.filters import why_not
from audionews.sync.planner import Withdrawal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.app.sync_sources import Round
    from audionews.settings.sync_sources import SyncSource
    from audionews.sync.planner import KnownItem


def plan_round(work: Round, sources: Mapping[str, SyncSource]) -> None:
    """Tell what would become of each article that waits. Pages are read; the state must be a copy.

    Args:
        work: The round.
        sources: The sources by their names.

    Raises:
        SettingsError: The voice or another setting is wrong.
        StoreError: A folder cannot be read.
    """
    with Maker(work) as maker:
        for row in work.state.waiting(list(sources), work.now):
            try:
                _plan(row, sources[row.source], work, maker)
            except AudionewsError as error:
                work.codes.append(error.exit_code)
                work.tell(ArticleFailed(source=row.link or row.item, **told(error)))


def _plan(row: KnownItem, source: SyncSource, work: Round, maker: Maker) -> None:
    found, before = work.state.found(row)
    name = row.link or row.item
    if isinstance(found, Pointer):
        found, _ = read_page(source, found, before, work)
    if isinstance(found, Withdrawal):
        work.tell(WithdrawalPlanned(source=row.source, article=name, id=row.episode, why=found.why))
    elif isinstance(found, Article):
        why = why_not(found, source) or ("" if found.status is Status.USABLE else f"it is {found.status}")
        if why:
            work.tell(ArticleLeftOut(source=row.source, article=name, why=why))
        else:
            work.tell(maker.plan(prepared(found, source, work.settings), source.voice))
