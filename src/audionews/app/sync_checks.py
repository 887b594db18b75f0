"""Asks whether published articles are still there: those that are missing from a list, and others now and then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.app.sync_pages import ask_page, published_posts
from audionews.errors import ArticleError, PageGone
from audionews.sync.planner import ItemState
from audionews.sync.schedule import HOUR, check_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from audionews.app.sync_articles import Dealer
    from audionews.app.sync_making import Maker
    from audionews.app.sync_sources import Round
    from audionews.settings.sync_sources import SyncSource
    from audionews.sync.planner import KnownItem

MOST_CHECKS = 20  # pages in a round
_CONTROLS = 5  # posts that are listed, one of which an answer about others must have


def check_articles(
    rows: Sequence[KnownItem], sources: Mapping[str, SyncSource], work: Round, dealer: Dealer, maker: Maker
) -> None:
    """Ask whether articles are still published; those that are not are removed.

    An article that was read from its page is read from there again, with the other articles that wait.
    """
    for name, source in sources.items():
        own = [row for row in rows if row.source == name]
        posts = [row for row in own if source.wordpress and row.place]
        if posts:
            _check_posts(posts, source, work, dealer)
        for row in own:
            if row not in posts and not work.state.read_again(row):
                _check_page(row, source, work, dealer, maker)


def _check_posts(rows: Sequence[KnownItem], source: SyncSource, work: Round, dealer: Dealer) -> None:
    """Ask WordPress for several posts at once."""
    try:
        listed = work.state.listed_places(source.title, _CONTROLS)
        there = published_posts(source, [row.place for row in rows], listed, work)
    except ArticleError:
        for row in rows:
            _check_later(row, work)
        return
    for row in rows:
        if row.place in there or row.state is ItemState.WITHDRAWN:
            work.state.checked(row, check_at(work.now, row.published))
        else:
            dealer.lose(row, ItemState.WITHDRAWN, f"{source.title} has no published post {row.place} any more")


def _check_page(row: KnownItem, source: SyncSource, work: Round, dealer: Dealer, maker: Maker) -> None:
    try:
        if row.link:
            ask_page(source, row.link, work)
    except PageGone as error:
        if not dealer.gone(row, error):
            work.state.checked(row, check_at(work.now, row.published))
    except ArticleError:
        _check_later(row, work)
    else:
        if row.state is ItemState.GONE:
            maker.restore(row)
            work.state.finished(row, ItemState.DONE if row.episode else ItemState.NEW, work.now)
        else:
            work.state.checked(row, check_at(work.now, row.published))


def _check_later(row: KnownItem, work: Round) -> None:
    """Record that it is not known whether an article is there: one that was missing is asked for soon."""
    later = check_at(work.now, row.published) if row.gone_since is None else work.now + HOUR
    work.state.checked(row, later, row.gone_since)
