"""The application: the public files, pages that reload, and feeds with this server's own address."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from audionews.errors import AudionewsError, UsageError
from audionews.http.client import is_loopback
from audionews.model.media import media_type
from audionews.server.answers import FileAnswer
from audionews.server.feeds import LocalFeeds
from audionews.server.files import PublicFolder, name_of
from audionews.server.headers import METHODS, Compressed, Labelled
from audionews.server.hosts import ORIGIN, Hosts, OwnHosts, host_in, host_name
from audionews.server.live import LIVE, LivePages

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from audionews.server.files import Content, Served

_FEED = ".xml"
_NOT_FOUND_PAGE = "404.html"
_log = logging.getLogger(__name__)


def make_app(folder: Path, served: Served, hosts: Hosts | None = None, *, live: bool = False) -> ASGIApp:
    """Return the ASGI application.

    Files are served as they are, except that feeds name files by the address that the client used; so one can subscribe
    on any port before the show is published. A client that used the show's own host gets the feeds as they are.

    Args:
        folder: The output folder.
        served: Knows which of its files are served.
        hosts: The hosts to answer for; by default only this machine.
        live: Whether open pages reload when a build changes them.

    Raises:
        UsageError: There is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "build the show first")
    site = _Site(PublicFolder(folder, served.is_public), served, live=live)
    return OwnHosts(Compressed(Labelled(site)), hosts or Hosts())


class _Site:
    """Answers requests for the files of a folder."""

    def __init__(self, folder: PublicFolder, served: Served, *, live: bool) -> None:
        self._folder = folder
        self._served = served
        self._feeds = LocalFeeds(served.is_public)
        self._live = LivePages(folder) if live else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except AudionewsError as error:
            answer = PlainTextResponse(f"audionews: {error}\n  try: {error.remedy}\n", HTTPStatus.INTERNAL_SERVER_ERROR)
        except Exception:  # noqa: BLE001 - the server goes on
            _log.exception("internal error")
            answer = PlainTextResponse("internal error\n", HTTPStatus.INTERNAL_SERVER_ERROR)
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> ASGIApp:
        if request.method not in METHODS.split(", "):
            return PlainTextResponse("Method Not Allowed\n", HTTPStatus.METHOD_NOT_ALLOWED, {"allow": METHODS})
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"allow": METHODS})
        name = name_of(request.scope["raw_path"])
        if self._live and name == LIVE:
            return await self._live.wait(request)
        content = await run_in_threadpool(self._open, name, request.scope[ORIGIN]) if name else None
        if name is None or content is None:
            return await self._not_found()
        if self._live and name.endswith(".html"):
            return await run_in_threadpool(self._live.page, content)
        return FileAnswer(content, media_type(name) or "application/octet-stream")

    def _open(self, name: str, origin: str) -> Content | None:
        """Open a public file, a feed with the addresses that the client can use."""
        content = self._folder.open(name)
        base = self._served.base_url() if content and name.endswith(_FEED) else ""
        if content is None or not base:
            return content
        host = host_name(urlsplit(base).netloc)
        if host == host_in(urlsplit(origin).netloc) and not is_loopback(host):
            return content
        return self._feeds.local(content, (self._served.sounds_url(), base), origin)

    async def _not_found(self) -> ASGIApp:
        page = await run_in_threadpool(self._folder.open, _NOT_FOUND_PAGE)
        if page is None:
            return PlainTextResponse("Not Found\n", HTTPStatus.NOT_FOUND)
        return FileAnswer(page, media_type(_NOT_FOUND_PAGE), HTTPStatus.NOT_FOUND)
