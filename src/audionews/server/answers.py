"""The answer with a file: whole or in ranges, or only that the client has it. Source: RFC 9110, 13 and 14."""

from __future__ import annotations

import secrets
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from audionews.server.ranges import parse_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Receive, Scope, Send

    from audionews.server.files import Content

_BLOCK = 1 << 16  # bytes that are read at once
_Part = tuple[bytes, int, int]  # what stands before a range, its first byte, and the byte after its last


class FileAnswer:
    """Sends a file, and closes it.

    Args:
        content: The file.
        media_type: Its type.
        status: The status of the whole file.
    """

    def __init__(self, content: Content, media_type: str, status: int = HTTPStatus.OK) -> None:
        self._content = content
        self._type = media_type
        self._status = status

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        with self._content.file:
            request = Request(scope, receive)
            whole = self._status == HTTPStatus.OK
            if whole and self._is_known(request.headers):
                await Response(status_code=HTTPStatus.NOT_MODIFIED, headers=self._facts())(scope, receive, send)
                return
            size = self._content.size
            ranges = self._ranges(request.headers) if whole and request.method == "GET" else None
            if ranges == []:
                refused = {"content-range": f"bytes */{size}", **self._facts()}
                status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
                await Response(status_code=status, headers=refused)(scope, receive, send)
                return
            headers, parts = self._parts(ranges)
            sent = HTTPStatus.PARTIAL_CONTENT if ranges else self._status
            await send({"type": "http.response.start", "status": sent, "headers": Headers(headers).raw})
            if request.method == "HEAD" or await self._send(parts, request, send):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    def _facts(self) -> dict[str, str]:
        return {
            "accept-ranges": "bytes",
            "etag": self._content.tag,
            "last-modified": formatdate(self._content.modified, usegmt=True),
        }

    def _is_known(self, headers: Headers) -> bool:
        """Return whether the client has this version of the file."""
        tags = headers.get("if-none-match")
        if tags is not None:
            named = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return bool(named & {"*", self._content.tag})
        try:
            return int(self._content.modified) <= parsedate_to_datetime(headers["if-modified-since"]).timestamp()
        except (KeyError, ValueError, OverflowError, TypeError):
            return False

    def _ranges(self, headers: Headers) -> list[tuple[int, int]] | None:
        """Return the ranges that the client wants of this version of the file, or None if it gets all of it."""
        version = headers.get("if-range", self._content.tag)
        if "range" not in headers or version not in {self._content.tag, self._facts()["last-modified"]}:
            return None
        return parse_ranges(headers["range"], self._content.size)

    def _parts(self, ranges: list[tuple[int, int]] | None) -> tuple[dict[str, str], list[_Part]]:
        """Return the headers, and the parts to send."""
        size, facts = self._content.size, self._facts()
        if ranges is None:
            return {**facts, "content-type": self._type, "content-length": str(size)}, [(b"", 0, size)]
        if len(ranges) == 1:
            ((start, end),) = ranges
            named = {"content-range": f"bytes {start}-{end - 1}/{size}", "content-length": str(end - start)}
            return {**facts, **named, "content-type": self._type}, [(b"", start, end)]
        boundary = secrets.token_hex(16)
        parts = [*self._multipart(ranges, boundary), (f"\r\n--{boundary}--\r\n".encode(), 0, 0)]
        length = sum(len(head) + end - start for head, start, end in parts)
        kind = f"multipart/byteranges; boundary={boundary}"
        return {**facts, "content-type": kind, "content-length": str(length)}, parts

    def _multipart(self, ranges: list[tuple[int, int]], boundary: str) -> Iterator[_Part]:
        for start, end in ranges:
            named = f"Content-Type: {self._type}\r\nContent-Range: bytes {start}-{end - 1}/{self._content.size}"
            yield f"\r\n--{boundary}\r\n{named}\r\n\r\n".encode(), start, end

    async def _send(self, parts: list[_Part], request: Request, send: Send) -> bool:
        """Send the parts; return False if another program cut the file short, or if the client is gone."""
        for head, start, end in parts:
            if head:
                await send({"type": "http.response.body", "body": head, "more_body": True})
            await run_in_threadpool(self._content.file.seek, start)
            left = end - start
            while left:
                block = await run_in_threadpool(self._content.file.read, min(_BLOCK, left))
                if not block or await request.is_disconnected():
                    return False
                left -= len(block)
                await send({"type": "http.response.body", "body": block, "more_body": True})
        return True
