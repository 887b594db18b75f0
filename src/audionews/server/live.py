"""Pages that reload when a build changes them.

The content security policy of the pages allows scripts from this server but no other requests, so a script asks by
loading a script: the answer comes when the page has changed, or is empty after a while.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from audionews.server.files import name_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from audionews.server.files import Content, PublicFolder

LIVE = "audionews-live.js"
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


class LivePages:
    """The pages, to which a script is added, and the answers to that script.

    Args:
        folder: The public files. Changes of other files are not revealed.
    """

    def __init__(self, folder: PublicFolder) -> None:
        self._folder = folder

    def page(self, content: Content) -> Response:
        """Return a page with the script that asks whether it has changed."""
        tag = f'<script src="/{LIVE}?since={content.tag.strip(chr(34))}" defer></script>\n</head>'
        with content.file as file:
            return HTMLResponse(file.read().decode().replace("</head>", tag, 1))

    async def wait(self, request: Request) -> Response:
        """Return the script that asks; or, if it asks, answer when the page has changed."""
        page, since = (request.query_params.get(key) for key in ("page", "since"))
        script = _ASK if page is None else await self._change(page, since, request)
        return Response(script, media_type="text/javascript")

    async def _change(self, page: str, since: str | None, request: Request) -> str:
        """Return the script for a changed page, or "" if it has not changed for a while or the client is gone."""
        for _ in range(_LOOKS):
            if await run_in_threadpool(self._folder.modified, name_of(page.encode())) != since:
                return "location.reload()"
            if await request.is_disconnected():
                break
            await asyncio.sleep(_PAUSE)
        return ""
