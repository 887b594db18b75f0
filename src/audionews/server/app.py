"""The application: files, pages that reload, and a feed with this server's own address.

Byte ranges, HEAD, entity tags and 304 come from Starlette's file responses (RFC 9110).
"""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from audionews.errors import AudionewsError, UsageError
from audionews.render.feed import FeedRenderer
from audionews.server.headers import Compressed, Labelled
from audionews.server.live import live_routes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from audionews.model import ChangedShow


class PublicFiles(Protocol):
    """Knows which files of a show are public. It is called from several threads."""

    def is_public(self, path: str) -> bool:
        """Return whether listeners may get the file.

        Args:
            path: Relative to the output folder, with slashes.
        """
        ...


def make_app(
    folder: Path, public: PublicFiles, load_show: Callable[[], ChangedShow], *, live: bool = False
) -> Starlette:
    """Return the ASGI application.

    If a show has a base URL, its files are served unchanged. If not, its feed is rendered with the address that the
    client used, so that one can subscribe on any port.

    Args:
        folder: The output folder.
        public: Knows which of its files are served.
        load_show: Returns the show as it is now.
        live: Whether open pages reload when a build changes them.

    Raises:
        UsageError: There is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "build the show first")
    files = _Files(folder, public)

    async def feed(request: Request) -> Response:
        show = await run_in_threadpool(load_show)
        name = request.url.path.lstrip("/")
        if show.facts.base_url:
            return await files.get_response(name, request.scope)
        facts = replace(show.facts, base_url=str(request.base_url).rstrip("/"))
        body = await run_in_threadpool(_feed, replace(show, facts=facts), name)
        return PlainTextResponse("Not Found", 404) if body is None else _tagged(body, request)

    return Starlette(
        routes=[
            *(live_routes(folder, public.is_public) if live else ()),
            Route("/{name}.xml", feed),
            Mount("/", files),
        ],
        middleware=[Middleware(Compressed), Middleware(Labelled)],
        exception_handlers={AudionewsError: _explain},
    )


class _Files(StaticFiles):
    """The public files of a folder."""

    def __init__(self, folder: Path, public: PublicFiles) -> None:
        super().__init__(directory=folder, html=True)
        self._public = public

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return the path of a file and its stat, or ("", None) if it is not public."""
        found, facts = super().lookup_path(path)
        name = posixpath.normpath(path.replace(os.sep, "/"))
        if facts is None or stat.S_ISDIR(facts.st_mode) or self._public.is_public(name):
            return found, facts
        return "", None


def _feed(show: ChangedShow, name: str) -> bytes | None:
    """Return a page of a feed of the show, or None if there is no such page."""
    pieces = next((output.pieces for output in FeedRenderer().lists(show) if output.path == name), None)
    return None if pieces is None else b"".join(pieces)


def _tagged(body: bytes, request: Request) -> Response:
    """Return the bytes with an entity tag, or 304 if the client has them."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    tags = re.findall(r'"[^"]*"', request.headers.get("if-none-match", ""))
    return Response(status_code=304, headers={"etag": tag}) if tag in tags else Response(body, headers={"etag": tag})


def _explain(_request: Request, error: Exception) -> Response:
    remedy = error.remedy if isinstance(error, AudionewsError) else ""
    return PlainTextResponse(f"audionews: {error}\n  try: {remedy}\n", 500)
