"""The pages of one draft: its lines, and what is common to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.articles.editing import SPOKEN
from audionews.desk.edits import PLACES
from audionews.desk.inbox import is_building
from audionews.desk.pages import see
from audionews.model import Place

if TYPE_CHECKING:
    from starlette.responses import Response

    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked


def lines(desk: Desk, asked: Asked) -> Response:
    """Return the lines of a draft with their places."""
    draft = desk.newsroom.draft(asked.draft)
    spoken = sum(line.place in SPOKEN for line in draft.lines)
    return desk.page(
        "lines",
        asked,
        draft=draft,
        building=is_building(desk, draft),
        outdated=desk.newsroom.is_outdated(draft),
        places=PLACES,
        spoken=spoken,
        left_out=sum(line.place is Place.DROPPED for line in draft.lines),
    )


def place(desk: Desk, asked: Asked) -> Response:
    """Put a line into another place."""
    at = asked.number("line")
    desk.newsroom.place(asked.draft, asked.revision, at, asked.form.get("place", ""), asked.who)
    return see(f"/drafts/{asked.draft}#line-{at}")


def rewrite(desk: Desk, asked: Asked) -> Response:
    """Give a line another text."""
    at = asked.number("line")
    desk.newsroom.rewrite(asked.draft, asked.revision, at, asked.form.get("text", ""), asked.who)
    return see(f"/drafts/{asked.draft}#line-{at}")


def undo(desk: Desk, asked: Asked) -> Response:
    """Take the last change back."""
    desk.newsroom.undo(asked.draft, asked.revision, asked.who, next(iter(asked.known.values()), None))
    page = asked.form.get("page", "")
    return see(f"/drafts/{asked.draft}{'/script' if page == 'script' else ''}")


def refresh(desk: Desk, asked: Asked) -> Response:
    """Take the article as the newspaper has it now."""
    desk.newsroom.refresh(asked.draft, asked.revision, asked.who)
    return see(f"/drafts/{asked.draft}")


def discard(desk: Desk, asked: Asked) -> Response:
    """Put a draft away, or take it out again."""
    draft = desk.newsroom.discard(asked.draft, asked.revision, asked.who)
    return see("/" if draft.state == "discarded" else f"/drafts/{asked.draft}")
