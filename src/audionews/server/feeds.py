"""Feeds for this machine: what is rendered, with the addresses of files replaced by those of this server."""

from __future__ import annotations

import io
import re
from collections import OrderedDict
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from audionews.server.files import Content, tag_of

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT = 8  # feeds in memory: each has up to a megabyte, and clients ask for the same ones again


class LocalFeeds:
    """Feeds whose files are fetched from this server, and not from where the show is published.

    Args:
        is_public: Returns whether a file is served. Other addresses below the base URL, such as articles, stay.
    """

    def __init__(self, is_public: Callable[[str], bool]) -> None:
        self._is_public = is_public
        self._kept: OrderedDict[tuple[str, ...], bytes] = OrderedDict()

    def local(self, content: Content, bases: tuple[str, ...], origin: str) -> Content:
        """Return a feed with other addresses; the given one is closed.

        Args:
            content: The feed as it was rendered.
            bases: The addresses by which it names files, the longer first.
            origin: The address of this server that is to stand there.
        """
        key = (content.tag, *bases, origin)
        with content.file as file:
            blob = self._kept.get(key) or self._replaced(file.read(), bases, origin)
        self._kept[key] = blob
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return replace(content, file=io.BytesIO(blob), size=len(blob), tag=tag_of(blob))

    def _replaced(self, blob: bytes, bases: tuple[str, ...], origin: str) -> bytes:
        known: dict[str, bool] = {}

        def address(found: re.Match[bytes]) -> bytes:
            path = unquote(re.split("[?#]", found[1].decode())[0])
            if path not in known:
                known[path] = not path or self._is_public(path)
            return escape(origin).encode() + b"/" + found[1] if known[path] else found[0]

        any_base = b"|".join(re.escape(escape(base).encode()) for base in bases)
        return re.sub(rb"(?:" + any_base + rb")/([^\s\"'<>]*)", address, blob)
