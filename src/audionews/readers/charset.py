"""Decodes Arabic text: finds its charset, and repairs text that was decoded wrongly before.

Order: byte order mark, strict UTF-8, then the best of Windows-1256, ISO-8859-6 and damaged UTF-8, judged by the share
of Arabic letters and the most frequent words of Arabic newspapers. Detectors for Western text know neither.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from audionews.arabic.letters import arabic_share
from audionews.errors import Binary

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FREQUENT = frozenset(
    (
        "في",
        "من",
        "على",
        "إلى",
        "أن",
        "عن",
        "التي",
        "الذي",
        "هذا",
        "هذه",
        "ما",
        "مع",
        "بعد",
        "بين",
        "كان",
        "قال",
        "لا",
        "لم",
    )
)
_CANDIDATES = ("cp1256", "iso-8859-6", "utf-8")  # the last one is best for damaged UTF-8
_SAMPLE = 20_000  # characters or bytes; enough to tell charsets apart
_CONTINUES = range(0x80, 0xC0)  # the second byte of a UTF-8 letter
_FEWEST_PAIRS = 3  # of pairs like "ط§" from which a text counts as decoded wrongly


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and its charset; "utf-8 seen as cp1256" if wrongly decoded text was repaired."""

    text: str
    charset: str


def decode(blob: bytes, source: str) -> Decoded:
    """Return the decoded text, without a byte order mark, and its charset.

    Raises:
        Binary: The bytes are damaged text; ``source`` names them in the message.
    """
    for mark, charset in _MARKS:
        if blob.startswith(mark):
            return _turn_back(_strictly(blob[len(mark) :], charset, source), charset)
    try:
        return _turn_back(blob.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        charset = max(_CANDIDATES, key=lambda candidate: _likeness(blob[:_SAMPLE].decode(candidate, "ignore")))
    return Decoded(text=_strictly(blob, charset, source), charset=charset)


def _strictly(blob: bytes, charset: str, source: str) -> str:
    try:
        return blob.decode(charset)
    except UnicodeDecodeError as error:
        raise Binary(
            f"{source} is damaged {charset.upper()} text at byte {error.start}", "save the article again as UTF-8"
        ) from error


def _likeness(text: str) -> float:
    """Return how much a text is like an Arabic newspaper: share of Arabic letters plus share of frequent words."""
    words = text.split()
    return arabic_share(text) + sum(word in _FREQUENT for word in words) / max(1, len(words))


def _turn_back(text: str, charset: str) -> Decoded:
    """Return the text with those lines repaired that are UTF-8 decoded as Windows-1256 or Windows-1252."""
    for wrong, leads in (("cp1256", "طظ"), ("cp1252", "ØÙ")):
        bytes_of = _bytes_of(wrong)
        follows = "".join(re.escape(chr(char)) for char, byte in bytes_of.items() if byte in _CONTINUES)
        if len(re.findall(f"[{leads}][{follows}]", text[:_SAMPLE])) >= _FEWEST_PAIRS:
            back = "\n".join(_turn_back_line(line, bytes_of) for line in text.split("\n"))
            return Decoded(text=back, charset=charset if back == text else f"{charset} seen as {wrong}")
    return Decoded(text=text, charset=charset)


@cache
def _bytes_of(wrong: str) -> Mapping[int, int]:
    """Return code point -> byte for the upper half of the charset; undefined bytes map to themselves."""
    chars = {byte: bytes([byte]).decode(wrong, "ignore") or chr(byte) for byte in range(0x80, 0x100)}
    return {ord(char): byte for byte, char in chars.items()}


def _turn_back_line(line: str, bytes_of: Mapping[int, int]) -> str:
    """Return the repaired line, or the unchanged line if it was not decoded wrongly.

    The last byte of ح is a soft hyphen in both charsets, which some programs remove.
    """
    try:
        seen = line.translate(bytes_of).encode("latin-1")
        return re.sub(rb"\xd8(?![\x80-\xbf])", b"\xd8\xad", seen).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return line
