"""How a draft is published: what it would do and cost, the whole episode as it would be, approval and progress."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from starlette.responses import JSONResponse

from audionews.desk.draft import State
from audionews.desk.inbox import is_building
from audionews.desk.newsroom import Approval
from audionews.desk.pages import see
from audionews.desk.problems import problem_of
from audionews.errors import AudionewsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.responses import Response

    from audionews.desk.draft import Draft
    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked

_CHOSEN = ("voice", "section", "publish_at", "note", "is_new")  # the fields of the page


def publish(desk: Desk, asked: Asked) -> Response:
    """Return the page on which a draft is approved."""
    newsroom = desk.newsroom
    draft = newsroom.draft(asked.draft)
    is_done = draft.state is State.PUBLISHED
    if "voice" in asked.query:  # what is being chosen on the page
        approval = _approval(desk, asked.query)
    else:
        approval = Approval(
            voice=draft.voice,
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
        following=next(_waiting(desk, draft), None) if is_done else None,
    )


def upload(desk: Desk, _asked: Asked) -> Response:
    """Begin to upload the show now."""
    desk.newsroom.upload_again()
    return see("/")


def _waiting(desk: Desk, draft: Draft) -> Iterator[Draft]:
    """Yield the other drafts that wait, those that came first first."""
    for each in reversed(desk.newsroom.drafts()):
        if each.id != draft.id and each.state is State.WAITING and not each.error and not is_building(desk, each):
            yield each


def approve(desk: Desk, asked: Asked) -> Response:
    """Begin to publish a draft, unless that costs more than its page showed."""
    approval = _approval(desk, asked.form)
    _refuse_dearer(desk, asked, approval)
    desk.newsroom.approve(asked.draft, asked.revision, approval, asked.who)
    return see(f"/drafts/{asked.draft}/publish")


def preview(desk: Desk, asked: Asked) -> Response:
    """Begin to make the episode as it would be."""
    approval = _approval(desk, asked.form)
    _refuse_dearer(desk, asked, approval)
    desk.newsroom.preview(asked.draft, approval)
    chosen = {name: value for name, value in asked.form.items() if name in _CHOSEN}
    return see(f"/drafts/{asked.draft}/publish?{urlencode(chosen)}")


def progress(desk: Desk, asked: Asked) -> Response:
    """Return how far the build of a draft is, as JSON."""
    found = desk.newsroom.progress(asked.draft)
    return JSONResponse(msgspec.to_builtins(found) if found else None)


def _refuse_dearer(desk: Desk, asked: Asked, approval: Approval) -> None:
    """Raise a UsageError if speaking costs more than the page showed, for example because another voice was chosen."""
    cost = desk.newsroom.plan(asked.draft, approval).cost
    if cost is not None and not cost <= asked.cost * 1.001:  # it was shown in decimals
        what = f"this costs {cost:.4g}, and the page showed {asked.cost:.4g}"
        raise UsageError(what, "look at the cost, and approve again")


def _approval(desk: Desk, form: Mapping[str, str]) -> Approval:
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
