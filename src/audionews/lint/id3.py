"""The rules of the tag in front of an MP3. Sources: id3v2.3.0, id3v2.4.0-structure. Nothing in it is unpacked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.lint.rules import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

TAG_HEADER = 10  # bytes
_FRAME_HEADER = 10  # bytes, from version 3 on
_FRAME_ID = re.compile(rb"[A-Z0-9]{4}")
_FLAGS = {2: 0xC0, 3: 0xE0, 4: 0xF0}  # those that a version has
_FRAME_FLAGS = {3: 0xE0E0, 4: 0x704F}
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40
_PLAIN_VERSION, _NEWEST = 3, 4
_ENCODINGS = 3  # the highest number of a text encoding
_MOST = 5000  # frames


def tag_length(header: bytes) -> int:
    """Return how many bytes the tag with this header takes; 0 if it is no header of a tag."""
    if len(header) < TAG_HEADER or header[:3] != b"ID3":
        return 0
    return TAG_HEADER + _seven_bits(header[6:TAG_HEADER])


def tag_faults(tag: bytes) -> Iterator[Fault]:
    """Yield what is wrong with a tag, its header included."""
    version, revision, flags = tag[3:6]
    if version not in _FLAGS or revision == 0xFF:  # noqa: PLR2004 - as the format says
        yield Fault("id3", f"its ID3 tag is of version 2.{version}.{revision}, which does not exist")
        return
    if flags & ~_FLAGS[version]:
        yield Fault("id3", f"its ID3 tag has flags that version 2.{version} does not have: {flags:08b}")
    if any(byte & 0x80 for byte in tag[6:TAG_HEADER]):
        yield Fault("id3", "the size of its ID3 tag is malformed")
    if len(tag) < tag_length(tag):
        yield Fault("id3", f"its ID3 tag breaks off after {len(tag):,} of {tag_length(tag):,} bytes")
    if version >= _PLAIN_VERSION and not flags & (_UNSYNCHRONISED | _EXTENDED):
        yield from _frame_faults(tag, version)


def _frame_faults(tag: bytes, version: int) -> Iterator[Fault]:
    at, count = TAG_HEADER, 0
    while at + _FRAME_HEADER <= len(tag) and tag[at] and count < _MOST:
        name, sizes = tag[at : at + 4], tag[at + 4 : at + 8]
        if not _FRAME_ID.fullmatch(name):
            yield Fault("id3", f"its ID3 tag has a frame named {name!r}", f"byte {at}")
            return
        size = _frame_size(tag, at, sizes, version)
        if at + _FRAME_HEADER + size > len(tag):
            yield Fault("id3", f"the frame {name.decode()} of its ID3 tag breaks off", f"byte {at}")
            return
        flags = int.from_bytes(tag[at + 8 : at + 10], "big")
        content = tag[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if flags & ~_FRAME_FLAGS[version]:
            yield Fault("id3", f"the frame {name.decode()} of its ID3 tag has flags that do not exist", f"byte {at}")
        elif not flags and name[:1] == b"T" and content and content[0] > _ENCODINGS:
            yield Fault("id3", f"the frame {name.decode()} of its ID3 tag has no known encoding", f"byte {at}")
        at, count = at + _FRAME_HEADER + size, count + 1


def _frame_size(tag: bytes, at: int, sizes: bytes, version: int) -> int:
    plain = int.from_bytes(sizes, "big")
    if version < _NEWEST or any(byte & 0x80 for byte in sizes):  # some programs write plain sizes into version 4
        return plain
    safe = _seven_bits(sizes)
    following = tag[at + _FRAME_HEADER + safe :][:4]
    return safe if not following.strip(b"\0") or _FRAME_ID.fullmatch(following) else plain


def _seven_bits(sizes: bytes) -> int:
    whole = 0
    for byte in sizes:
        whole = whole << 7 | byte & 0x7F
    return whole
