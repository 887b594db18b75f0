"""The web application of the desk: the way of a request from the socket to its page, and back."""

from __future__ import annotations

import logging
import time
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from audionews.desk.draft import Kind
from audionews.desk.pages import Desk, asset
from audionews.desk.requests import (
    MOST_IN_FILE,
    MOST_IN_FORM,
    NO_FIELDS,
    TOKEN,
    TOKEN_HEADER,
    Asked,
    TooMuch,
    body_of,
    fields_of,
    is_written,
    kept_in,
    refusal,
    without_token,
    written_in,
)
from audionews.desk.routes import Body, find_route
from audionews.desk.sessions import COOKIE, LIFETIME
from audionews.errors import AudionewsError, DraftChanged, EntryChanged, UsageError
from audionews.model.media import media_type
from audionews.server.hosts import ORIGIN, OwnHosts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from audionews.desk.newsroom import Newsroom
    from audionews.desk.routes import Route
    from audionews.desk.sessions import Session, Sessions
    from audionews.server.hosts import Hosts

DOOR = "/door"  # where editors say who they are
LEAVE = "/leave"
HEALTH = "/health"  # for programs that watch over the desk; it says nothing else
ASSETS = "/assets/"
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; connect-src 'self'; "
        "img-src 'self'; media-src 'self' blob:; script-src 'self'; style-src 'self'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all, browsers send no Origin with a form
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
_log = logging.getLogger(__name__)


def make_desk(newsroom: Newsroom, sessions: Sessions, hosts: Hosts) -> ASGIApp:
    """Return the ASGI application.

    Args:
        newsroom: What the desk works on.
        sessions: Knows who may come in.
        hosts: The hosts to answer for.
    """
    return OwnHosts(_Application(Desk(newsroom), sessions), hosts)


class _Application:
    """Answers the requests that name this desk."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self._desk = desk
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def label(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except ClientDisconnect:  # nobody waits for an answer
            return
        except TooMuch:
            close = {"connection": "close"}
            answer = self._desk.refusal(
                "TooLarge", "this is larger than any article", HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            )
            answer.headers.update(close)
        except Exception:  # noqa: BLE001 - the server goes on
            _log.exception("internal error")
            answer = self._desk.refusal("InternalError", "internal error", HTTPStatus.INTERNAL_SERVER_ERROR)
        await answer(scope, receive, label)

    async def _answer(self, request: Request) -> ASGIApp:
        path = request.url.path
        if path.startswith(ASSETS):
            return _asset(path.removeprefix(ASSETS))
        if path == HEALTH:
            return await run_in_threadpool(self._health)
        if request.method == "POST" and (refused := refusal(request)):
            return self._desk.refusal("Forged", refused[1], refused[0])
        return await self._known(request, path)

    def _health(self) -> Response:
        """Return whether all is well, for programs: no more than that is said without a session."""
        ok = self._desk.newsroom.health()
        return JSONResponse({"ok": ok}, HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _known(self, request: Request, path: str) -> ASGIApp:
        """Answer a request to a page: of an editor, or of one who has yet to say who it is."""
        session = self._sessions.read(request.cookies.get(COOKIE, ""), time.time())
        if path == DOOR:
            return await self._door(request, session)
        found = find_route(request.method, path)
        if session is None:
            form = fields_of(await body_of(request, MOST_IN_FORM)) if found and found[0].body is Body.FORM else {}
            return (
                self._ask("", path, HTTPStatus.UNAUTHORIZED, form=form) if is_written(form) else self._to_door(request)
            )
        if found is None:
            return self._desk.refusal("NotFound", "there is no such page", HTTPStatus.NOT_FOUND)
        return await self._routed(request, session, *found)

    async def _routed(self, request: Request, session: Session, route: Route, parts: dict[str, str]) -> ASGIApp:
        """Answer a request of an editor."""
        body = b""
        if route.body is not Body.NONE:
            body = await body_of(request, MOST_IN_FORM if route.body is Body.FORM else MOST_IN_FILE)
        form = fields_of(body) if route.body is Body.FORM else {}
        token = form.get(TOKEN) or request.headers.get(TOKEN_HEADER, "")
        if route.body is not Body.NONE and not self._sessions.is_token(session, token):
            if is_written(form):
                return self._again(session, request.url.path, form, HTTPStatus.FORBIDDEN)
            return self._desk.refusal("StaleForm", "the form is not of this session", HTTPStatus.FORBIDDEN)
        asked = Asked(
            session=session,
            token=self._sessions.token(session),
            parts=parts,
            query=dict(request.query_params),
            form=form,
            body=body if route.body is Body.FILE else b"",
        )
        return await run_in_threadpool(self._handled, route, asked, _path_back(request))

    def _handled(self, route: Route, asked: Asked, back: str) -> ASGIApp:
        desk = self._desk
        try:
            return route.handler(desk, asked)
        except DraftChanged as error:
            return self._conflict(route, asked, error)
        except EntryChanged as error:
            return self._entry_conflict(route, asked, error)
        except AudionewsError as error:
            missing = isinstance(error, UsageError) and route.body is Body.NONE
            status = HTTPStatus.NOT_FOUND if missing else HTTPStatus.UNPROCESSABLE_ENTITY
            return desk.problem(asked, error, status, back)

    def _conflict(self, route: Route, asked: Asked, error: DraftChanged) -> Response:
        """Return the page that shows what another editor has changed, and what this one wanted."""
        draft = self._desk.newsroom.draft(error.draft_id)
        since = [change for change in draft.log if change.revision > asked.revision]
        return self._conflict_page(route, asked, draft=draft, since=since, entry=None)

    def _entry_conflict(self, route: Route, asked: Asked, error: EntryChanged) -> Response:
        """Return the page that shows what another editor has changed in the lexicon, and what this one wanted."""
        newsroom = self._desk.newsroom
        same = (each for each in newsroom.changes() if each.kind in {Kind.ALWAYS, Kind.UNDONE})
        since = [each for each in same if each.text == error.written][:1]
        return self._conflict_page(route, asked, draft=newsroom.draft(asked.draft), since=since, entry=error)

    def _conflict_page(self, route: Route, asked: Asked, *, entry: EntryChanged | None, **facts: object) -> Response:
        wanted = {name: value for name, value in asked.form.items() if name not in {TOKEN, "revision"}}
        if entry:
            wanted["known"] = msgspec.json.encode({entry.written: entry.reading}).decode()
        action = route.path.pattern.rpartition("/")[2]
        return self._desk.page(
            "conflict", asked, HTTPStatus.CONFLICT, wanted=wanted, action=action, entry=entry, **facts
        )

    def _again(self, session: Session, action: str, form: Mapping[str, str], status: int) -> Response:
        """Return the page with what an editor wrote in a form of a session that has ended, to be sent again."""
        asked = Asked(session=session, token=self._sessions.token(session))
        return self._desk.page(
            "again", asked, status, action=action, form=without_token(form), written=written_in(form)
        )

    def _to_door(self, request: Request) -> Response:
        """Return the answer to a request without a session: only pages lead to the door."""
        if request.method not in {"GET", "HEAD"} or request.headers.get("sec-fetch-dest", "document") != "document":
            return self._desk.refusal("SessionEnded", "the session has ended", HTTPStatus.UNAUTHORIZED)
        target = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        return RedirectResponse(f"{DOOR}?back={quote(_own_path(target))}", HTTPStatus.SEE_OTHER)

    async def _door(self, request: Request, session: Session | None) -> Response:
        """Return the page that asks for the name, and for the password if there is one; or let the editor in."""
        back = _own_path(request.query_params.get("back", "/"))
        if request.method != "POST":
            return self._ask(session.name if session else "", back)
        form, now = fields_of(await body_of(request, MOST_IN_FORM)), time.time()
        address = request.client.host if request.client else ""
        if not self._sessions.admits(form.get("password", ""), address, now):
            wait = self._sessions.wait(address, now)
            status = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.FORBIDDEN
            return self._ask(form.get("name", ""), form.get("back", back), status, wait, form=kept_in(form))
        try:
            opened = self._sessions.open(form.get("name", ""), now)
        except UsageError:
            return self._ask("", back, HTTPStatus.UNPROCESSABLE_ENTITY)
        answer = self._entered(opened, form)
        answer.set_cookie(
            COOKIE,
            self._sessions.cookie(opened),
            max_age=LIFETIME,
            httponly=True,
            samesite="strict",
            secure=request.scope[ORIGIN].startswith("https"),
        )
        return answer

    def _entered(self, session: Session, form: Mapping[str, str]) -> Response:
        """Return the answer to an editor who has said who it is: the page that was asked for, or what was written."""
        back, kept = _own_path(form.get("back", "/")), kept_in(form)
        route = find_route("POST", back)
        if kept and route and route[0].body is Body.FORM:
            return self._again(session, back, kept, HTTPStatus.OK)
        return RedirectResponse(back, HTTPStatus.SEE_OTHER)

    def _ask(
        self,
        name: str,
        back: str,
        status: int = HTTPStatus.OK,
        wait: int = 0,
        *,
        form: Mapping[str, str] = NO_FIELDS,
    ) -> Response:
        """Return the page that asks who comes.

        Args:
            name: The name that is known.
            back: The path of the page that was asked for.
            status: Of the answer.
            wait: How many seconds no password is looked at.
            form: The form that was sent after its session had ended.
        """
        facts: dict[str, object] = {"wrong": status == HTTPStatus.FORBIDDEN, "wait": wait, "form": without_token(form)}
        facts["has_password"] = self._sessions.has_password
        return self._desk.page("door", None, status, editor=name, back=back, **facts)


def _asset(name: str) -> Response:
    blob = asset(name)
    if blob is None:
        return PlainTextResponse("Not Found\n", HTTPStatus.NOT_FOUND)
    return Response(blob, media_type=media_type(name))


def _own_path(path: str) -> str:
    """Return a path of the desk; the inbox for what could lead elsewhere."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_own and not path.startswith((DOOR, LEAVE)) else "/"


def _path_back(request: Request) -> str:
    """Return the page from which a request came."""
    found = urlsplit(request.headers.get("referer", ""))
    own = f"{found.scheme}://{found.netloc}" == request.scope[ORIGIN]
    return _own_path(f"{found.path}?{found.query}" if found.query else found.path) if own else "/"
