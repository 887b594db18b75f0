"""Says what kind of file an input is, by its first bytes and its text, so that markup is never read out.

A file's name says nothing here: it is often wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.errors import Binary, Empty, UnknownFormat
from audionews.readers.charset import decode
from audionews.readers.text_kinds import describe_text

if TYPE_CHECKING:
    from audionews.errors import NotText
    from audionews.model import Blob

SAMPLE = 20_000  # bytes of an input that readers look at to recognize it
MOST_CONTROLS = 0.05  # of the bytes
FEW_CONTROLS = 10  # as many are allowed in any text, if at least half of its bytes are others

_AS_TEXT = "paste the article into a plain text file (UTF-8)"
_AS_DOCX = f"save it as .docx, or {_AS_TEXT}"
_UNPACK = "unpack it first, and name the files in it"
_PICTURE = ("a picture", _AS_TEXT)
_SOUND = ("a sound file", _AS_TEXT)
_BINARY = (
    (b"ID3", ("an MP3 file", _AS_TEXT)),
    *((bytes((0xFF, second)), ("an MP3 file", _AS_TEXT)) for second in (0xFA, 0xFB, 0xF2, 0xF3)),
    (b"RIFF", ("a sound or picture file", _AS_TEXT)),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"PK\x03\x04", ("an archive", _UNPACK)),
    (b"\xd0\xcf\x11\xe0", ("a document of an old office program", _AS_DOCX)),
    (b"\x1f\x8b", ("a compressed file", _UNPACK)),
    (b"BZh", ("a compressed file", _UNPACK)),
    (b"\xfd7zXZ", ("a compressed file", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", ("a compressed file", _UNPACK)),
    (b"7z\xbc\xaf", ("an archive", _UNPACK)),
    (b"Rar!", ("an archive", _UNPACK)),
    (b"SQLite format 3", ("a database", _AS_TEXT)),
    (b"bplist0", ("a bookmark or settings file of a Mac", "give the address in it")),
)
_INSIDE = (  # at a fixed place
    (4, b"ftyp", ("a video, sound or picture file", _AS_TEXT)),
    (257, b"ustar", ("an archive", _UNPACK)),
)
_PDF = ("a PDF document", "open it, copy the article, and paste it into a plain text file (UTF-8)")
_PDF_HEAD = 1024  # bytes in which a PDF file may begin
_ZIPPED = (  # names of files in the archive
    (b"word/", ("a damaged Word document", "open it in Word and save it again")),
    (b"xl/", ("a spreadsheet", _AS_TEXT)),
    (b"ppt/", ("a presentation", _AS_TEXT)),
    (b"mimetypeapplication/vnd.oasis.opendocument", ("an OpenDocument file", _AS_DOCX)),
    (b"mimetypeapplication/epub", ("an e-book", _AS_TEXT)),
    (b"Index/Document.iwa", ("a Pages document", _AS_DOCX)),
)
_CUT = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"


def describe_format(blob: bytes) -> str | None:
    """Return what the bytes are if they are no text, else None.

    >>> describe_format(b"%PDF-1.7"), describe_format("خبر".encode())
    ('a PDF document', None)
    """
    known = _binary(blob)
    return known[0] if known else None


def _binary(blob: bytes) -> tuple[str, str] | None:
    """Return what the bytes are if they are no text, and what to do; else None."""
    head = blob[:SAMPLE]
    if b"%PDF-" in head[:_PDF_HEAD]:
        return _PDF
    for start, kind in _BINARY:
        if head.startswith(start):
            return next((known for inside, known in _ZIPPED if start == b"PK\x03\x04" and inside in head), kind)
    for at, inside, kind in _INSIDE:
        if head[at:].startswith(inside):
            return kind
    return ("a binary file", _AS_TEXT) if _has_controls(head) else None


def sample(blob: Blob) -> str:
    """Return the beginning of the decoded text, or "" if the input is no text."""
    if describe_format(blob.content) is not None:
        return ""
    head = _whole_characters(blob.content[:SAMPLE])
    try:
        return decode(head, blob.name, blob.charset).text
    except Binary:  # it is damaged, as its reader will say
        return head.decode("utf-8", "ignore")


def _whole_characters(head: bytes) -> bytes:
    """Return the beginning of a text without a UTF-8 character that was cut."""
    return head if len(head) < SAMPLE else _CUT.sub(b"", head)


def unknown_format(blob: Blob, text: str) -> NotText:
    """Return the error for an input that no reader knows: what it is, and what to do."""
    binary = _binary(blob.content)
    if binary is not None:
        what, remedy = binary
        return Binary(f"{blob.name} is {what}, not an article", remedy)
    if not text.strip("\ufeff \t\r\n"):
        return Empty(f"{blob.name} is empty", "put the headline on the first line and the article below it")
    return UnknownFormat(f"{blob.name} is {describe_text(text) or 'a text'} that no reader knows", _AS_TEXT)


def _has_controls(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(head):  # UTF-16 has zero bytes
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > MOST_CONTROLS * len(head) and controls > min(FEW_CONTROLS, len(head) // 2)


def _is_wide(head: bytes) -> bool:
    """Return whether the bytes are UTF-16 without a mark, which a decoder reads as such."""
    try:
        return decode(head, "").charset.startswith("utf-16")
    except Binary:
        return False
