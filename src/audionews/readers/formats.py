"""Says what kind of file an input is, by its first bytes and its text, so that it can be refused with a clear error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.errors import AudionewsError, Binary, UnknownFormat
from audionews.readers.charset import decode

if TYPE_CHECKING:
    from audionews.model import Blob

SAMPLE = 20_000  # bytes of an input that readers look at to recognize it
MOST_CONTROLS = 0.05  # of the bytes
FEW_CONTROLS = 10  # as many are allowed in any text, if at least half of its bytes are others

_KINDS = (
    (b"ID3", "an MP3 file"),
    *((bytes((0xFF, second)), "an MP3 file") for second in (0xFA, 0xFB, 0xF2, 0xF3)),
    (b"RIFF", "a sound or picture file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a Word document or an archive"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "a Word document"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)


def describe_format(head: bytes) -> str | None:
    """Return what the bytes are if they are not plain text, else None."""
    for start, what in _KINDS:
        if head.startswith(start):
            return what
    if _WEB_PAGE.match(head):
        return "a web page"
    return "a binary file" if _has_controls(head) else None


def _has_controls(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 has zero bytes
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > MOST_CONTROLS * len(head) and controls > min(FEW_CONTROLS, len(head) // 2)


def sample(blob: Blob) -> str:
    """Return the beginning of the decoded text, or "" if the input is no text."""
    head = blob.content[:SAMPLE]
    if _has_controls(head):
        return ""
    try:
        return decode(head, blob.name).text
    except Binary:
        return head.decode("utf-8", "ignore")


def unknown_format(blob: Blob, text: str) -> AudionewsError:
    """Return the error for an input that no reader knows: what it is, and what to do."""
    what = describe_format(blob.content[:SAMPLE])
    if what and not text:
        return Binary(f"{blob.name} is {what}, not plain text", "paste the article into a plain text file (UTF-8)")
    what = what or "a text of an unknown kind"
    return UnknownFormat(f"{blob.name} is {what}", "paste the article into a plain text file (UTF-8)")
