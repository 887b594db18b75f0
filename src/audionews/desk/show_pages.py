"""The show as it is: its episodes, which are corrected, withdrawn and restored, its settings, and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from audionews.desk.pages import see
from audionews.errors import UsageError

if TYPE_CHECKING:
    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked

_SHOWN = 200  # episodes on the page


def episodes(desk: Desk, asked: Asked) -> Response:
    """Return the episodes, newest first."""
    found = desk.newsroom.episodes()
    return desk.page("episodes", asked, episodes=found[:_SHOWN], total=len(found))


def correct(desk: Desk, asked: Asked) -> Response:
    """Open an episode as a draft."""
    return see(f"/drafts/{desk.newsroom.correct(asked.parts['episode'], asked.who).id}")


def withdraw(desk: Desk, asked: Asked) -> Response:
    """Take an episode out of feed and pages."""
    desk.newsroom.withdraw(asked.parts["episode"], asked.who)
    return see(f"/episodes#e-{asked.parts['episode']}")


def restore(desk: Desk, asked: Asked) -> Response:
    """Put an episode back into feed and pages."""
    desk.newsroom.restore(asked.parts["episode"], asked.who)
    return see(f"/episodes#e-{asked.parts['episode']}")


def show(desk: Desk, asked: Asked) -> Response:
    """Return the settings of the show."""
    return desk.page("show", asked, settings=desk.newsroom.settings(), cover=desk.newsroom.cover() is not None)


def cover(desk: Desk, _asked: Asked) -> Response:
    """Return the cover of the show."""
    blob = desk.newsroom.cover()
    if blob is None:
        raise UsageError("the show has no cover yet", "publish an episode")
    return Response(blob, media_type="image/jpeg")


def log(desk: Desk, asked: Asked) -> Response:
    """Return the log, newest entry first."""
    return desk.page("log", asked, changes=desk.newsroom.changes())
