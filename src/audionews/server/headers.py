"""Headers and encoding of answers: media type, CORS and compression."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware

from audionews.model.media import media_type, suffix_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COMPRESSED_ALREADY = {".mp3", ".opus", ".m4a", ".jpg"}
_SHARED = (".mp3", ".opus", ".m4a", ".vtt", ".srt", ".json", ".xml", ".transcript.html")  # players elsewhere read these


class Labelled:
    """Sets the media type of a file, and lets players on other sites read sounds and transcripts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def label(message: Message) -> None:
            if message["type"] == "http.response.start":
                _label(MutableHeaders(scope=message), scope["path"], message["status"])
            await send(message)

        await self.app(scope, receive, label)


def _label(headers: MutableHeaders, path: str, status: int) -> None:
    headers["x-content-type-options"] = "nosniff"
    headers["cache-control"] = "no-cache"  # because each build may change the file
    if path.endswith(_SHARED):
        headers["access-control-allow-origin"] = "*"
        headers["access-control-expose-headers"] = "Accept-Ranges, Content-Length, Content-Range, ETag"
    several = "multipart" in headers.get("content-type", "")  # an answer of several ranges has a type of its own
    whole_or_range = status == HTTPStatus.OK or (status == HTTPStatus.PARTIAL_CONTENT and not several)
    if whole_or_range and media_type(path):
        headers["content-type"] = media_type(path)


class Compressed:
    """Compresses text, unless a range of its bytes is requested."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        as_it_is = suffix_of(scope["path"]) in _COMPRESSED_ALREADY or "range" in Headers(scope=scope)
        await (self.app if as_it_is else self.compressing)(scope, receive, send)
