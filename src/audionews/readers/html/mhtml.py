"""Takes the page out of a saved MHTML file: an e-mail message whose parts are the page and what it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from audionews.errors import UnknownFormat
from audionews.readers.messages import parse_message

if TYPE_CHECKING:
    from email.message import Message

    from audionews.model import Blob

_FIRST_LINE = re.compile(
    r"(?:from|subject|date|mime-version|content-type|snapshot-content-location)\s*:", re.IGNORECASE
)
_RELATED = re.compile(r"^content-type\s*:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_HEAD = 4000  # characters; the header is in them
_MOST_PARTS = 1000


def is_mhtml(text: str) -> bool:
    """Return whether a text is a saved page with its pictures, as browsers write them into one file."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    return _FIRST_LINE.match(head) is not None and _RELATED.search(head) is not None


def page_in(blob: Blob) -> Blob:
    """Return the page in an MHTML file, with the address that it was saved from.

    Raises:
        UnknownFormat: No part of it is a page.
        Binary: Its parts are nested too deeply.
    """
    message = parse_message(blob.content, blob.name)
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            content = part.get_payload(decode=True)
            url = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
            if isinstance(content, bytes):
                return replace(
                    blob,
                    content=content,
                    media_type="text/html",
                    charset=str(part.get_content_charset("")),
                    url=blob.url or (url if url.startswith(("http://", "https://")) else ""),
                )
    raise UnknownFormat(f"no part of {blob.name} is a web page", "save the page again, as HTML")


def _header(part: Message, name: str) -> str:
    return str(part.get(name, "")).strip()
