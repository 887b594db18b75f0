"""The rules of covers: square, of the size that Apple takes, and what their names say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.artwork.picture import read_picture
from audionews.lint.enclosure import suffix_of
from audionews.lint.rules import Fault
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

SMALLEST, LARGEST = 1400, 3000  # pixels of an edge
_SUFFIXES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",)}
_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND"}
_TAIL = 4096  # bytes at the end in which the end of the picture stands: some programs write after it


def cover_faults(blob: bytes, url: str) -> Iterator[Fault]:
    """Yield what is wrong with a cover.

    Args:
        blob: The file.
        url: Its address.
    """
    found = read_picture(blob) if blob else None
    if found is None:
        yield Fault("cover", "it is not a picture" if blob else "it is empty")
        return
    if found.format not in _SUFFIXES or found.mode != "RGB":
        yield Fault("cover", f"it is {found.format}, {found.mode}")
    if found.width != found.height or not SMALLEST <= found.width <= LARGEST:
        yield Fault("cover", f"it has {found.width} x {found.height} pixels")
    ending = suffix_of(url)
    if ending and found.format in _SUFFIXES and ending not in _SUFFIXES[found.format]:
        yield Fault("cover-name", f"it is {found.format}, but is named {shown(url.rpartition('/')[2])}")
    if found.format in _ENDS and _ENDS[found.format] not in blob[-_TAIL:]:
        yield Fault("cover", "it breaks off")
