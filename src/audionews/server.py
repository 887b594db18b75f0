"""A small web server for a finished show: what a podcast client asks of a host, on one's own machine.

Byte ranges, HEAD, entity tags and 304 come from Starlette's file responses (RFC 9110); the media types, CORS,
compression and a feed that carries this server's own address are added here.
"""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import re
import socket
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from audionews.errors import AudionewsError, UsageError
from audionews.render.feed import FeedPublisher
from audionews.render.media import media_type

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from audionews.model import Show

HOST = "127.0.0.1"
PORT = 8000
_LIVE = "/audionews-live.js"
_TURN, _TURNS = 0.25, 80  # seconds between two looks at a file, and looks before an empty answer
_ASK = """\
(() => {
  const here = new URL(document.currentScript.src);
  here.searchParams.set("page", location.pathname);
  const ask = () => {
    const script = document.createElement("script");
    script.src = here.href;
    script.onload = () => { script.remove(); ask(); };
    document.head.append(script);
  };
  addEventListener("load", () => setTimeout(ask));
})();
"""
_PACKED_ALREADY = {".mp3", ".opus", ".m4a", ".jpg"}
_SHARED = {".mp3", ".opus", ".m4a", ".vtt", ".srt", ".json", ".xml"}  # what players on other sites may read


def serve(
    folder: Path,
    load_show: Callable[[], Show],
    host: str = HOST,
    port: int = PORT,
    announce: Callable[[str], object] = print,
    *,
    live: bool = False,
) -> None:
    """Serve the folder until interrupted.

    Args:
        folder: The output folder.
        load_show: Gives the show as it is now.
        host: Address to listen on.
        port: 0 takes any free one.
        announce: Is given the URL once requests are taken.
        live: Let open pages load themselves again when a build changes them.

    Raises:
        UsageError: The folder is none, or the address is taken or not this machine's.
    """
    import uvicorn  # noqa: PLC0415 - tests of the application do not need it

    app = make_app(folder, load_show, live=live)
    settings = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", ws="none", timeout_graceful_shutdown=1
    )
    with listen(host, port) as door:
        announce(url_of(door))
        uvicorn.Server(settings).run(sockets=[door])


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that waits at the address.

    Raises:
        UsageError: The address is taken or not this machine's.
    """
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen()
    except (OSError, OverflowError) as cause:
        door.close()
        why = cause.strerror if isinstance(cause, OSError) else cause
        message = f"cannot listen on {host}, port {port}: {why}"
        remedy = "name another port (0 is any that is free), or another host (127.0.0.1 is this machine)"
        raise UsageError(message, remedy) from cause
    return door


def url_of(door: socket.socket) -> str:
    """Return the URL of a waiting socket, without trailing slash."""
    host, port = door.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def make_app(folder: Path, load_show: Callable[[], Show], *, live: bool = False) -> Starlette:
    """Return the ASGI application.

    A show that has a base URL is served as it lies there. One that has none gets its feed rendered with the address
    that the client used, so that one can subscribe on any port.

    Args:
        folder: The output folder.
        load_show: Gives the show as it is now.
        live: Let open pages load themselves again when a build changes them.

    Raises:
        UsageError: There is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}", "build the show first")
    files = StaticFiles(directory=folder, html=True)

    async def feed(request: Request) -> Response:
        show = await run_in_threadpool(load_show)
        name = request.url.path.lstrip("/")
        if show.facts.base_url:
            return await files.get_response(name, request.scope)
        facts = dataclasses.replace(show.facts, base_url=str(request.base_url).rstrip("/"))
        return _feed_response(dataclasses.replace(show, facts=facts), name, request)

    return Starlette(
        routes=[*(_live_routes(folder) if live else ()), Route("/{name}.xml", feed), Mount("/", files)],
        middleware=[Middleware(_Packed), Middleware(_Labelled)],
        exception_handlers={AudionewsError: _explain},
    )


def _live_routes(folder: Path) -> list[Route]:
    """Return the routes of pages with a script that waits for their change.

    The pages' policy lets them load scripts from here and nothing else, so the script asks with a script: the answer
    comes when the page has changed, or empty after a while.
    """
    root = folder.resolve()

    def file_of(path: str) -> Path:
        file = (root / (f"{path}index.html" if path.endswith("/") else path).lstrip("/")).resolve()
        return file if file.is_relative_to(root) else root  # the folder is no file: nothing outside is told of

    def page(request: Request) -> Response:
        file = file_of(request.url.path)
        if not file.is_file():
            return PlainTextResponse("Not Found", 404)
        tag = f'<script src="{_LIVE}?since={_age(file)}" defer></script>\n</head>'
        return HTMLResponse(file.read_text("utf-8").replace("</head>", tag, 1))

    async def wait(request: Request) -> Response:
        asked = request.query_params
        script = _ASK
        if "page" in asked:
            file = file_of(asked["page"])
            for _ in range(_TURNS):
                if _age(file) != asked.get("since") or await request.is_disconnected():
                    break
                await asyncio.sleep(_TURN)
            script = "" if _age(file) == asked.get("since") else "location.reload()"
        return Response(script, media_type="text/javascript")

    return [Route("/", page), Route("/{path:path}.html", page), Route(_LIVE, wait)]


def _age(file: Path) -> str:
    """Return when the file was changed last; "" when it is not there: a build may be about to put it back."""
    return str(file.stat().st_mtime_ns) if file.is_file() else ""


def _feed_response(show: Show, name: str, request: Request) -> Response:
    pieces = next((pieces for path, pieces in FeedPublisher().render(show) if path == name), None)
    if pieces is None:
        return PlainTextResponse("Not Found", 404)
    body = b"".join(pieces)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = re.findall(r'"[^"]*"', request.headers.get("if-none-match", ""))
    return Response(status_code=304, headers={"etag": tag}) if tag in known else Response(body, headers={"etag": tag})


def _explain(_request: Request, error: Exception) -> Response:
    remedy = error.remedy if isinstance(error, AudionewsError) else ""
    return PlainTextResponse(f"audionews: {error}\n  try: {remedy}\n", 500)


class _Labelled:
    """Names the media type of a file and lets other sites' players read sounds and transcripts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def label(message: Message) -> None:
            if message["type"] == "http.response.start":
                _label(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        await self.app(scope, receive, label)


def _label(headers: MutableHeaders, path: str, status: int) -> None:
    suffix = _suffix(path)
    headers["x-content-type-options"] = "nosniff"
    headers["cache-control"] = "no-cache"  # ask again each time: the next build may have changed it
    if suffix in _SHARED:
        headers["access-control-allow-origin"] = "*"
        headers["access-control-expose-headers"] = "Accept-Ranges, Content-Length, Content-Range, ETag"
    several = "multipart" in headers.get("content-type", "")  # several ranges in one answer have a type of their own
    whole_or_range = status == HTTPStatus.OK or (status == HTTPStatus.PARTIAL_CONTENT and not several)
    if whole_or_range and media_type(path):
        headers["content-type"] = media_type(path)


class _Packed:
    """Compresses what is text, unless a range of its bytes is asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.packing = GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        as_it_is = _suffix(scope["path"]) in _PACKED_ALREADY or "range" in Headers(scope=scope)
        await (self.app if as_it_is else self.packing)(scope, receive, send)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix
