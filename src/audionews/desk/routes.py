"""The addresses of the desk: each with its method, what its body is, and what answers it. No others are answered."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from audionews.desk import draft_pages, inbox, proof_pages, publish_pages, script_pages, show_pages, sounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from audionews.desk.pages import Desk
    from audionews.desk.requests import Asked

    Handler: TypeAlias = Callable[[Desk, Asked], ASGIApp]

_VARIABLES = {"draft": "[0-9a-f]{16}", "episode": "[0-9A-Za-z-]{1,60}", "line": "[0-9]{1,5}"}


class Body(Enum):
    """What the body of a request is."""

    NONE = auto()
    FORM = auto()
    FILE = auto()


class Route(NamedTuple):
    """An address."""

    path: re.Pattern[str]
    body: Body
    handler: Handler

    @property
    def method(self) -> str:
        """The method of its requests; only those with a body change anything."""
        return "GET" if self.body is Body.NONE else "POST"


def _route(path: str, handler: Handler, body: Body = Body.NONE) -> Route:
    pattern = re.sub(r"\{(\w+)\}", lambda found: f"(?P<{found[1]}>{_VARIABLES[found[1]]})", path.replace(".", r"\."))
    return Route(re.compile(pattern), body, handler)


ROUTES: tuple[Route, ...] = (
    _route("/", inbox.show),
    _route("/texts", inbox.add_text, Body.FORM),
    _route("/addresses", inbox.add_address, Body.FORM),
    _route("/files", inbox.add_file, Body.FILE),
    _route("/drafts/{draft}", draft_pages.lines),
    _route("/drafts/{draft}/place", draft_pages.place, Body.FORM),
    _route("/drafts/{draft}/rewrite", draft_pages.rewrite, Body.FORM),
    _route("/drafts/{draft}/undo", draft_pages.undo, Body.FORM),
    _route("/drafts/{draft}/refresh", draft_pages.refresh, Body.FORM),
    _route("/drafts/{draft}/discard", draft_pages.discard, Body.FORM),
    _route("/drafts/{draft}/script", script_pages.script),
    _route("/drafts/{draft}/fix", script_pages.fix, Body.FORM),
    _route("/drafts/{draft}/accept", script_pages.accept, Body.FORM),
    _route("/drafts/{draft}/lines/{line}/sound", script_pages.sound, Body.FORM),
    _route("/drafts/{draft}/proof", proof_pages.begin, Body.FORM),
    _route("/drafts/{draft}/proof/stop", proof_pages.stop, Body.FORM),
    _route("/drafts/{draft}/proof/progress", proof_pages.progress),
    _route("/drafts/{draft}/publish", publish_pages.publish),
    _route("/drafts/{draft}/approve", publish_pages.approve, Body.FORM),
    _route("/drafts/{draft}/preview", publish_pages.preview, Body.FORM),
    _route("/drafts/{draft}/preview.mp3", sounds.preview),
    _route("/drafts/{draft}/progress", publish_pages.progress),
    _route("/episodes", show_pages.episodes),
    _route("/episodes/{episode}.mp3", sounds.episode),
    _route("/episodes/{episode}/correct", show_pages.correct, Body.FORM),
    _route("/episodes/{episode}/withdraw", show_pages.withdraw, Body.FORM),
    _route("/episodes/{episode}/restore", show_pages.restore, Body.FORM),
    _route("/upload", publish_pages.upload, Body.FORM),
    _route("/log", show_pages.log),
    _route("/show", show_pages.show),
    _route("/show/cover.jpg", show_pages.cover),
)


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """Return the address of a request and the variable parts of its path; None if there is no such address."""
    wanted = "GET" if method == "HEAD" else method
    for route in ROUTES:
        found = route.path.fullmatch(path)
        if found and route.method == wanted:
            return route, found.groupdict()
    return None
