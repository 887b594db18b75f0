"""How a draft is published: what it would do and cost, the whole episode as it would be, approval and progress."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from starlette.responses import JSONResponse

from audionews.desk.inbox import is_building
from audionews.desk.newsroom import Approval
from audionews.desk.pages import problem_of, see
from audionews.errors import AudionewsError, UsageError

if TYPE_CHECKING:
    from starlette.responses import Response

    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked


def publish(desk: Desk, asked: Asked) -> Response:
    """Return the page on which a draft is approved."""
    newsroom = desk.newsroom
    draft = newsroom.draft(asked.draft)
    approval = Approval(
        voice=asked.query.get("voice", draft.voice),
        section=draft.section,
        publish_at=draft.publish_at,
        note=draft.note,
        is_new=draft.is_new,
    )
    plan, problem = None, None
    try:
        plan = newsroom.plan(draft.id, approval)
    except AudionewsError as error:
        problem = problem_of(error)
    return desk.page(
        "publish",
        asked,
        draft=draft,
        building=is_building(desk, draft),
        plan=plan,
        problem=problem,
        approval=approval,
        progress=newsroom.progress(draft.id),
        preview=newsroom.preview_file(draft.id),
        voices=newsroom.voices(),
    )


def approve(desk: Desk, asked: Asked) -> Response:
    """Begin to publish a draft."""
    desk.newsroom.approve(asked.draft, asked.revision, _approval(desk, asked), asked.who)
    return see(f"/drafts/{asked.draft}/publish")


def preview(desk: Desk, asked: Asked) -> Response:
    """Begin to make the episode as it would be."""
    desk.newsroom.preview(asked.draft, _approval(desk, asked))
    return see(f"/drafts/{asked.draft}/publish")


def progress(desk: Desk, asked: Asked) -> Response:
    """Return how far the build of a draft is, as JSON."""
    found = desk.newsroom.progress(asked.draft)
    return JSONResponse(msgspec.to_builtins(found) if found else None)


def _approval(desk: Desk, asked: Asked) -> Approval:
    form = asked.form
    return Approval(
        voice=form.get("voice", ""),
        section=form.get("section", ""),
        publish_at=_moment(form.get("publish_at", ""), desk.newsroom.facts().timezone),
        note=form.get("note", "").strip(),
        is_new=form.get("is_new") == "yes",
    )


def _moment(text: str, zone: str) -> datetime | None:
    """Return the time in a field, in the zone of the show; None if it is empty.

    Raises:
        UsageError: It is no time.
    """
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise UsageError(f"{text[:30]!r} is no time", "write one like 2024-06-20T09:30") from error
