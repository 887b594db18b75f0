"""What a fetch found: a page, or that it has not changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audionews.model.reading import Blob

if TYPE_CHECKING:
    from audionews.http import Answer
    from audionews.sources.web_address import WebAddress

UNCHANGED = 304
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([\w.:+-]{1,40})""", re.ASCII | re.IGNORECASE)
_SENDABLE = re.compile(r"[\x21-\x7e\xa0-\xff](?:[\x20-\x7e\xa0-\xff]{0,998}[\x21-\x7e\xa0-\xff])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server says about the version of a page; sent along, it lets the server answer "not changed".

    Attributes:
        etag: The ETag, or "".
        last_modified: The Last-Modified, or "".
    """

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request; what cannot be sent is left out."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if _SENDABLE.fullmatch(value)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch found.

    Attributes:
        blob: The bytes, without gzip, with what the server says about them; empty if the page is unchanged.
        validators: For the next fetch of this page.
        unchanged: Whether the page is the version that the validators of the request name.
    """

    blob: Blob
    validators: Validators = field(default_factory=Validators)
    unchanged: bool = False


def fetched(address: WebAddress, answer: Answer) -> Fetched:
    """Return what an answer has found."""
    media_type, charset = content_type(answer.headers.get("Content-Type", ""))
    url = str(address)
    return Fetched(
        blob=Blob(content=answer.content, name=url, media_type=media_type, charset=charset, url=url),
        validators=Validators(
            etag=answer.headers.get("ETag", ""), last_modified=answer.headers.get("Last-Modified", "")
        ),
        unchanged=answer.status == UNCHANGED,
    )


def content_type(header: str) -> tuple[str, str]:
    """Return the media type and the charset of a Content-Type, in lower case; "" for what it does not say.

    >>> content_type('Text/HTML; version=1; Charset="Windows-1256"')
    ('text/html', 'windows-1256')
    """
    head = header[:1000]
    media_type = head.partition(";")[0].strip()
    charset = _CHARSET.search(head)
    return media_type.lower() if _MEDIA_TYPE.fullmatch(media_type) else "", charset[1].lower() if charset else ""
