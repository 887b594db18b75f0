"""A recognizer that listens to the lines of a draft: it is asked to, watched and stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.responses import JSONResponse

from audionews.desk.pages import see
from audionews.errors import UsageError

if TYPE_CHECKING:
    from starlette.responses import Response

    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked


def begin(desk: Desk, asked: Asked) -> Response:
    """Begin to listen; if lines have to be spoken first, only after it was said that this may cost what it costs."""
    newsroom = desk.newsroom
    if newsroom.proofing(asked.draft) is None:
        raise UsageError("there is no recognizer here", "see how to have a recognizer listen first")
    if not newsroom.proofing_price(asked.draft) <= asked.cost * 1.001:  # it was shown in decimals
        return see(f"{_script(asked)}?ask=yes#listening")
    newsroom.proof(asked.draft)
    return see(f"{_script(asked)}#listening")


def stop(desk: Desk, asked: Asked) -> Response:
    """Stop listening."""
    desk.newsroom.stop_proofing(asked.draft)
    return see(f"{_script(asked)}#listening")


def progress(desk: Desk, asked: Asked) -> Response:
    """Return how far the listening is, as JSON."""
    found = desk.newsroom.proofing(asked.draft)
    return JSONResponse(msgspec.to_builtins(found) if found else None)


def _script(asked: Asked) -> str:
    return f"/drafts/{asked.draft}/script"
