"""Reads documents in Rich Text Format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.segment import lines_of
from audionews.errors import Binary
from audionews.readers.charset import decode
from audionews.readers.compose import compose
from audionews.readers.limits import check_length
from audionews.readers.listed import ListedReader
from audionews.readers.text import check_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import Blob, Found, Known

_START = b"{\\rtf"
_HIDDEN = re.compile(r"\{\\(?:v|deleted)(?![a-z0-9])[^{}]*\}")  # hidden text, and what a tracked change deletes


class RtfReader(ListedReader):
    """Reads an Article from a document in Rich Text Format."""

    name = "rtf"
    suffixes: tuple[str, ...] = (".rtf",)

    def sniff(self, blob: Blob, text: str) -> float:  # noqa: ARG002 - the port's signature
        """Return 1 for a document in Rich Text Format, else 0."""
        return float(blob.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_START))

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the one article in the input.

        Raises:
            NotText: The input is too large or damaged.
        """
        from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - loads when used

        check_size(blob)
        code = _HIDDEN.sub("", decode(blob.content, blob.name, "cp1256").text)
        try:
            text = rtf_to_text(code, errors="replace")  # type: ignore[no-untyped-call] # ships none
        except (ValueError, LookupError, IndexError, KeyError, TypeError, OverflowError) as error:
            raise Binary(f"{blob.name} is a damaged document", "save it as .docx or as plain text") from error
        check_length(len(text), blob.name)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # it has halves of characters
        yield compose(lines_of(text), blob.name, given, "rtf", self.lists)
