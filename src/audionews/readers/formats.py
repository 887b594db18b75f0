"""Says what kind of file an input is, by its first bytes and its text, so that markup is never read out.

A file's name says nothing here: it is often wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.errors import Binary, Empty, UnknownFormat
from audionews.readers.charset import decode

if TYPE_CHECKING:
    from audionews.errors import NotText
    from audionews.model import Blob

SAMPLE = 20_000  # bytes of an input that readers look at to recognize it
MOST_CONTROLS = 0.05  # of the bytes
FEW_CONTROLS = 10  # as many are allowed in any text, if at least half of its bytes are others

_AS_TEXT = "paste the article into a plain text file (UTF-8)"
_AS_DOCX = "save it as .docx, or paste the article into a plain text file (UTF-8)"
_BINARY = (
    (b"ID3", "an MP3 file"),
    *((bytes((0xFF, second)), "an MP3 file") for second in (0xFA, 0xFB, 0xF2, 0xF3)),
    (b"RIFF", "a sound or picture file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a document or an archive"),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"SQLite format 3", "a database"),
)
_ZIPPED = (  # names of files at the beginning of the archive
    (b"word/", "a Word document"),
    (b"xl/", "a spreadsheet"),
    (b"ppt/", "a presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an e-book"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_TEXTS = tuple(
    (re.compile(pattern, re.ASCII | re.IGNORECASE | flags), what)
    for pattern, flags, what in (
        (r"\s*WEBVTT\b", 0, "a file of subtitles (WebVTT)"),
        (r"\s*(?:\d+\s*\n)?\s*\d\d:\d\d:\d\d[,.]\d{1,3}\s*-->", 0, "a file of subtitles (SubRip)"),
        (r"\s*\[Script Info\]", 0, "a file of subtitles (SubStation)"),
        (r"\s*\{\\rtf", 0, "a document in Rich Text Format"),
        (r"\s*BEGIN:V(?:CALENDAR|CARD)\b", 0, "a calendar or an address card"),
        (r"\s*(?:%[^\n]*\n\s*){0,20}\\(?:documentclass|begin\{|usepackage|section\{)", 0, "a LaTeX document"),
        (r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.DOTALL, "a web page"),
        (
            r"\s*(?:<\?xml|<!doctype|<[a-z][\w.-]{0,40}:[a-z]|<(?:rss|feed|nitf|newsml|newsitem|tt|svg|speak)\b)",
            0,
            "XML",
        ),
        (r'\s*[\[{]\s*(?:["{\[\]}]|-?\d+\s*[,\]])', 0, "JSON"),
        (r"\s*#\+(?:title|author|date|begin_)", 0, "an Org document"),
        (r"\s*(?:=+ [^\n=]+ =+[ \t]*\n|\{\{[^\n]*\n?|\[\[(?:file|category|ملف|تصنيف):)", 0, "a page of a wiki"),
        (r"\s*\.\. (?:title|date|meta|contents|image|note)::?", 0, "a reStructuredText document"),
        (r"\s*(?:#!|<\?php|import [\w.]+\s*\n|from [\w.]+ import )", 0, "a program"),
        (r"\s*(?:INSERT INTO|CREATE TABLE|SELECT .{1,200} FROM)\b", 0, "a file of SQL"),
        (r"\s*%YAML\b", 0, "a YAML file"),
        (r"\s*\[(?:b|url|img|size|color|quote|center|right)(?:=[^\]\n]{0,200})?\]", 0, "a post in BBCode"),
    )
)
_KEYED = re.compile(r"[\w.-]{1,40}\s*[:=]\s?\S?", re.ASCII)  # a line of YAML or of settings
_SEPARATORS = (",", ";", "\t", "|")
_FEWEST_ROWS = 2
_ROWS = 20  # lines that show whether a text is a table


def describe_format(blob: bytes) -> str | None:
    """Return what the bytes are if they are no text, else None.

    >>> describe_format(b"%PDF-1.7"), describe_format("خبر".encode())
    ('a PDF document', None)
    """
    head = blob[:SAMPLE]
    for start, what in _BINARY:
        if head.startswith(start):
            return next((name for inside, name in _ZIPPED if start == b"PK\x03\x04" and inside in head), what)
    return "a binary file" if _has_controls(head) else None


def describe_text(text: str) -> str | None:
    r"""Return what kind of marked-up text or data a text is, or None if it is plain.

    >>> describe_text("WEBVTT - خبر"), describe_text("title,body\nخبر,نص"), describe_text("خبر، ثم نص")
    ('a file of subtitles (WebVTT)', 'a table (CSV)', None)
    """
    head = text[:SAMPLE].lstrip("\ufeff")
    for pattern, what in _TEXTS:
        if pattern.match(head):
            return what
    lines = [line for line in head.splitlines() if line.strip()][:_ROWS]
    if _is_table(lines):
        return "a table (CSV)"
    return "a YAML file" if _is_keyed(lines) else None


def sample(blob: Blob) -> str:
    """Return the beginning of the decoded text, or "" if the input is no text."""
    if describe_format(blob.content) is not None:
        return ""
    try:
        return decode(blob.content[:SAMPLE], blob.name, blob.charset).text
    except Binary:  # the sample ends within a character, or the text is damaged, as its reader will say
        return blob.content[:SAMPLE].decode("utf-8", "ignore")


def unknown_format(blob: Blob, text: str) -> NotText:
    """Return the error for an input that no reader knows: what it is, and what to do."""
    if not text.strip("\ufeff \t\r\n") and describe_format(blob.content) is None:
        return Empty(f"{blob.name} is empty", "put the headline on the first line and the article below it")
    what = describe_format(blob.content)
    if what is not None:
        remedy = _AS_DOCX if blob.content.startswith((b"%PDF", b"PK", b"\xd0\xcf")) else _AS_TEXT
        return Binary(f"{blob.name} is {what}, not an article", remedy)
    return UnknownFormat(f"{blob.name} is {describe_text(text) or 'a text'} that no reader knows", _AS_TEXT)


def _is_table(lines: list[str]) -> bool:
    """Return whether all lines have as many cells, or the first one has names of columns."""
    if len(lines) < _FEWEST_ROWS:
        return False
    for separator in _SEPARATORS:
        counts = {re.sub(r'"[^"]*"', "", line).count(separator) for line in lines}
        named = re.fullmatch(rf"[\w \"'-]+(?:{re.escape(separator)}[\w \"'-]+)+", lines[0], re.ASCII) is not None
        many = len(counts) == 1 and min(counts) > 1 and len(lines) > _FEWEST_ROWS
        if named or many:
            return True
    return False


def _is_keyed(lines: list[str]) -> bool:
    """Return whether nearly all lines are keys in Latin letters with their values."""
    keyed = sum(_KEYED.match(line.lstrip("- ")) is not None for line in lines)
    return keyed >= _FEWEST_ROWS and keyed * 5 >= len(lines) * 4


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
