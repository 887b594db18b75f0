"""Decodes Arabic text: finds its charset, and repairs text that was decoded wrongly before.

Order: byte order mark, UTF-16 without one, strict UTF-8, then the best of Windows-1256, ISO-8859-6, damaged UTF-8 and
the declared charset, judged by the share of Arabic letters and the most frequent words of Arabic newspapers. A declared
charset is often wrong, so it is only a candidate. Detectors for Western text know none of them.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice
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
_CANDIDATES = ("cp1256", "iso-8859-6", "utf-8")  # of equal ones the first; the last is best for damaged UTF-8
_OTHERS = ("cp720", "mac_arabic")  # old charsets, if they are declared
_SAMPLE = 60_000  # bytes from letters beyond ASCII on; enough to tell charsets apart
_BEYOND_ASCII = re.compile(rb"[\x80-\xff][^\r\n]{0,2000}")
_CONTINUES = range(0x80, 0xC0)  # the second byte of a UTF-8 letter
_FEWEST_PAIRS = 3  # of pairs like "ط§" from which a text counts as decoded wrongly
_SURROGATES = re.compile(
    r"(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
_HIGH_BYTES = b"\x00\x06\x20\xfb\xfc\xfd\xfe"  # of UTF-16: Latin, Arabic, punctuation, presentation forms
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FEWEST_UNITS = 8  # of UTF-16
_FEW_DAMAGED = 10  # letters in a page
_MOST_DAMAGED = 0.001  # of the characters
_LEAST_ARABIC = 0.5  # of the letters in UTF-16 without a mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and its charset; "utf-8 seen as cp1256" if wrongly decoded text was repaired."""

    text: str
    charset: str


def decode(blob: bytes, source: str, declared: str = "", *, lenient: bool = False) -> Decoded:
    """Return the decoded text, without a byte order mark, and its charset.

    Args:
        blob: The bytes.
        source: What messages call them.
        declared: The charset that their source or they themselves declare, or "".
        lenient: Whether a few damaged letters become U+FFFD. Pages need it: many cut a description within a letter.

    Raises:
        Binary: The bytes are damaged text.
    """
    for mark, charset in _MARKS:
        if blob.startswith(mark):
            return _turn_back(_strictly(blob[len(mark) :], charset, source), charset)
    wide = _utf16_without_mark(blob)
    if wide:
        return _turn_back(_strictly(blob, wide, source), wide)
    try:
        return _turn_back(blob.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        charset = _likeliest(blob, declared)
    if lenient and charset == "utf-8":
        text = blob.decode(charset, "replace")
        if text.count("\ufffd") <= max(_FEW_DAMAGED, _MOST_DAMAGED * len(text)):
            return _turn_back(text, charset)
    return Decoded(text=_strictly(blob, charset, source), charset=charset)


def without_lone_surrogates(code: str) -> str:
    r"""Return the text of a JSON or YAML file in which escapes of halves of a character are U+FFFD.

    >>> without_lone_surrogates(r"\ud83d\ude00 \ud83d")
    '\\ud83d\\ude00 \\ufffd'
    """
    return _SURROGATES.sub(lambda found: found["pair"] or r"\ufffd", code) if "\\u" in code else code


def _utf16_without_mark(blob: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" if nearly every second byte is a high byte of Arabic text in it, else "".

    Text in ASCII, such as the head of a page, is UTF-16 if every second byte of it is zero and no other.
    """
    head = blob[: _SAMPLE & ~1]
    for charset, high, low in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        others = len(high.translate(None, _HIGH_BYTES))
        told_apart = len(low.translate(None, _HIGH_BYTES)) * 2 > len(low)
        if len(high) >= _FEWEST_UNITS and others * 20 <= len(high) and told_apart:
            text = head.decode(charset, "ignore")
            latin = high.count(0) * 2 > len(high) and not _CONTROL.search(text)
            if "\0" not in text and (latin or arabic_share(text) > _LEAST_ARABIC):
                return charset
    return ""


def _likeliest(blob: bytes, declared: str) -> str:
    """Return the charset in which the letters beyond ASCII, from all of the bytes, are most like Arabic."""
    lines = _BEYOND_ASCII.findall(blob)
    step = max(1, sum(map(len, lines)) // _SAMPLE)
    sample = b"\n".join(lines[::step])[: 2 * _SAMPLE]
    named = _codec(declared)
    candidates = (named, *_CANDIDATES) if named in (*_CANDIDATES, *_OTHERS) else _CANDIDATES
    return max(candidates, key=lambda charset: _likeness(sample.decode(charset, "ignore")))


def _codec(declared: str) -> str:
    """Return Python's name of a declared charset, or "" if it has none."""
    try:
        name = codecs.lookup(declared.strip()[:40]).name
    except (LookupError, ValueError):
        return ""
    return {"iso8859-6": "iso-8859-6", "mac-arabic": "mac_arabic"}.get(name, name)


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
        pairs = re.finditer(f"[{leads}][{follows}]", text)
        if sum(1 for _ in islice(pairs, _FEWEST_PAIRS)) == _FEWEST_PAIRS:
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
