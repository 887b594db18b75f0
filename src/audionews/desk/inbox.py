"""The inbox: what came in, what waits, what failed, what is planned; and how articles are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.desk.draft import State
from audionews.desk.pages import see
from audionews.desk.requests import MOST_IN_FILE
from audionews.errors import UsageError

if TYPE_CHECKING:
    from starlette.responses import Response

    from audionews.desk.draft import Draft
    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked

_LONGEST_NAME = 120  # characters of the name of a file


def show(desk: Desk, asked: Asked) -> Response:
    """Return the inbox."""
    drafts = desk.newsroom.drafts()
    waiting = [draft for draft in drafts if draft.state is State.WAITING]
    return desk.page(
        "inbox",
        asked,
        waiting=[draft for draft in waiting if not draft.error],
        failed=[draft for draft in waiting if draft.error],
        damaged=desk.newsroom.damaged(),
        building={draft.id for draft in waiting if is_building(desk, draft)},
        discarded=[draft for draft in drafts if draft.state is State.DISCARDED][:20],
        most=MOST_IN_FILE,
        planned=[each for each in desk.newsroom.episodes() if each.state == "waiting"],
    )


def is_building(desk: Desk, draft: Draft) -> bool:
    """Return whether the episode of a draft is being made."""
    progress = desk.newsroom.progress(draft.id)
    return progress is not None and not progress.done


def add_text(desk: Desk, asked: Asked) -> Response:
    """Add a text that was pasted."""
    return _added(desk.newsroom.add_text(asked.form.get("text", ""), asked.who))


def add_address(desk: Desk, asked: Asked) -> Response:
    """Add what is at an address."""
    return _added(desk.newsroom.add_address(asked.form.get("url", "").strip(), asked.who))


def add_file(desk: Desk, asked: Asked) -> Response:
    """Add a file that was dropped."""
    name = asked.query.get("name", "").replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:]
    if not name or not asked.body:
        raise UsageError("the file is empty or has no name", "drop a file with an article")
    return _added(desk.newsroom.add_file(name, asked.body, asked.who))


def _added(drafts: tuple[Draft, ...]) -> Response:
    return see(f"/drafts/{drafts[0].id}" if len(drafts) == 1 else "/#waiting")
