"""Headers and encoding of answers: media type, CORS, what pages may do, and compression."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware

from audionews.model.media import suffix_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS = "GET, HEAD, OPTIONS"
_COMPRESSED_ALREADY = {".mp3", ".opus", ".m4a", ".jpg", ".webp", ".png"}
_SHARED = (".mp3", ".opus", ".m4a", ".vtt", ".srt", ".json", ".xml", ".transcript.html")  # players elsewhere read these
_OURS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",  # because each build may change the file
}
_FOR_OTHERS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": "Range, If-Range, If-None-Match, If-Modified-Since",
    "access-control-expose-headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
    "access-control-max-age": "86400",
}
_FRAMEABLE = ".embed.html"  # the pages that are made for frames on other sites
_PAGE = ".html"


class Labelled:
    """Says what browsers may do with an answer, and lets players on other sites read sounds and transcripts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def label(message: Message) -> None:
            if message["type"] == "http.response.start":
                _label(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self.app(scope, receive, label)


def _label(headers: MutableHeaders, path: str) -> None:
    headers.update(_OURS)
    if path.endswith(_SHARED):
        headers.update(_FOR_OTHERS)
    if not path.endswith(_PAGE) and not path.endswith("/"):
        headers["cross-origin-resource-policy"] = "cross-origin"  # players, styles and sounds are used on other sites
    elif not path.endswith(_FRAMEABLE):
        headers["content-security-policy"] = "frame-ancestors 'self'"
        headers["x-frame-options"] = "SAMEORIGIN"


class Compressed:
    """Compresses text, unless a range of its bytes is requested."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def weaken(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "content-encoding" in headers and "etag" in headers:
                    headers["etag"] = f"W/{headers['etag']}"  # other bytes than those that the tag is for
            await send(message)

        as_it_is = suffix_of(scope["path"]) in _COMPRESSED_ALREADY or "range" in Headers(scope=scope)
        await (self.app(scope, receive, send) if as_it_is else self.compressing(scope, receive, weaken))
