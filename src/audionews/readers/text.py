"""Reads articles that were pasted into a plain text file, in the layout of any newspaper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import arabic_share
from audionews.articles.segment import lines_of
from audionews.articles.several import parts_of
from audionews.errors import TooLarge
from audionews.readers.charset import decode
from audionews.readers.compose import compose
from audionews.readers.formats import sample, unknown_format
from audionews.readers.limits import check_length
from audionews.readers.listed import ListedReader
from audionews.readers.text_kinds import describe_text
from audionews.sources.files import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.model import Blob, Found, Known


class TextReader(ListedReader):
    """Reads an Article from pasted plain text."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def sniff(self, blob: Blob, text: str) -> float:
        """Return the confidence (0 to 1) that the input is a pasted Arabic article, by its name or its letters."""
        if not text or describe_text(text) is not None:
            return 0.0
        named = blob.name.lower().endswith(self.suffixes) or blob.media_type == "text/plain"
        return 0.5 if named else 0.4 * arabic_share(text) + 0.01

    def read(self, blob: Blob, given: Known) -> Iterator[Found]:
        """Yield the article in the input, or each of several that are parted by dividing lines.

        Args:
            blob: The whole file: UTF-8, UTF-16 with a byte order mark, Windows-1256 or ISO-8859-6.
            given: What is known about the article.

        Raises:
            TooLarge: The input has more than ``LIMIT`` bytes.
            NotText: The input is empty, binary, damaged or of a kind that is not plain text.
        """
        check_size(blob)
        text = sample(blob)
        if self.sniff(blob, text) == 0:
            raise unknown_format(blob, text)
        decoded = decode(blob.content, blob.name, blob.charset)
        check_length(len(decoded.text), blob.name)
        parts = [decoded.text] if given.headline else parts_of(decoded.text, self.lists)
        for number, part in enumerate(parts, start=1):
            source = blob.name if len(parts) == 1 else f"{blob.name}#{number}"
            yield compose(lines_of(part), source, given, decoded.charset, self.lists)


def check_size(blob: Blob) -> None:
    """Raise TooLarge if the input has more than ``LIMIT`` bytes."""
    if len(blob.content) > LIMIT:
        raise TooLarge(f"{blob.name} is larger than {LIMIT // 1_000_000} MB", "give one article a file, as plain text")
