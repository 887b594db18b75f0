"""Pages that reload when a build changes them.

The content security policy of the pages allows scripts from this server but no other requests, so a script asks by
loading a script: the answer comes when the page has changed, or is empty after a while.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from audionews.model.paths import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

_LIVE = "/audionews-live.js"
_PAUSE, _LOOKS = 0.25, 80  # seconds between two checks of a file, and checks before an empty answer
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


def live_routes(folder: Path, is_public: Callable[[str], bool]) -> list[Route]:
    """Return the routes of pages, to which a script is added, and of that script.

    Args:
        folder: The output folder.
        is_public: Returns whether a file is served. Changes of other files are not revealed.
    """
    pages = _Pages(folder, is_public)
    return [Route("/", pages.page), Route("/{path:path}.html", pages.page), Route(_LIVE, pages.wait)]


class _Pages:
    def __init__(self, folder: Path, is_public: Callable[[str], bool]) -> None:
        self._folder = folder.resolve()
        self._is_public = is_public

    def page(self, request: Request) -> Response:
        """Return a page with the script that asks whether it has changed."""
        file = self._file(request.url.path)
        if file is None:
            return PlainTextResponse("Not Found", 404)
        tag = f'<script src="{_LIVE}?since={_age(file)}" defer></script>\n</head>'
        return HTMLResponse(file.read_text("utf-8").replace("</head>", tag, 1))

    async def wait(self, request: Request) -> Response:
        """Return the script that asks; or, if it asks, answer when the page has changed."""
        page, since = (request.query_params.get(key) for key in ("page", "since"))
        script = _ASK if page is None else await self._change(page, since, request)
        return Response(script, media_type="text/javascript")

    async def _change(self, page: str, since: str | None, request: Request) -> str:
        """Return the script for a changed page, or "" if it has not changed for a while or the client is gone."""
        for _ in range(_LOOKS):
            if _age(await run_in_threadpool(self._file, page)) != since:
                return "location.reload()"
            if await request.is_disconnected():
                break
            await asyncio.sleep(_PAUSE)
        return ""

    def _file(self, path: str) -> Path | None:
        name = (f"{path}{INDEX}" if path.endswith("/") else path).removeprefix("/")
        file = (self._folder / name).resolve()
        inside = file.is_relative_to(self._folder) and self._is_public(name)
        return file if inside and file.is_file() else None


def _age(file: Path | None) -> str:
    """Return when the file last changed, or "" if it does not exist: a build may be about to write it again."""
    return str(file.stat().st_mtime_ns) if file else ""
