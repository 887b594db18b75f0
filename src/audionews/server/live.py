"""Pages that load themselves again when a build changes them.

The pages' policy lets them load scripts from here and nothing else, so a script asks with a script: the answer comes
when the page has changed, or empty after a while.
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
_PAUSE, _LOOKS = 0.25, 80  # seconds between two looks at a file, and looks before an empty answer
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
    """Return the routes of pages with a script that waits for their change.

    Args:
        folder: The output folder.
        is_public: Says which of its files are served. Nothing is told of others.
    """
    pages = _Pages(folder, is_public)
    return [Route("/", pages.page), Route("/{path:path}.html", pages.page), Route(_LIVE, pages.wait)]


class _Pages:
    def __init__(self, folder: Path, is_public: Callable[[str], bool]) -> None:
        self._folder = folder.resolve()
        self._is_public = is_public

    def page(self, request: Request) -> Response:
        """Answer with a page and the script that asks whether it has changed."""
        file = self._file(request.url.path)
        if file is None:
            return PlainTextResponse("Not Found", 404)
        tag = f'<script src="{_LIVE}?since={_age(file)}" defer></script>\n</head>'
        return HTMLResponse(file.read_text("utf-8").replace("</head>", tag, 1))

    async def wait(self, request: Request) -> Response:
        """Answer with the script that asks; or, asked by it, when the page has changed."""
        page, since = (request.query_params.get(key) for key in ("page", "since"))
        script = _ASK if page is None else await self._change(page, since, request)
        return Response(script, media_type="text/javascript")

    async def _change(self, page: str, since: str | None, request: Request) -> str:
        """Return what the page is to do; nothing if it has not changed for a while or nobody waits any more."""
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
    """Return when the file was changed last; "" while it is not there: a build may be about to put it back."""
    return str(file.stat().st_mtime_ns) if file else ""
