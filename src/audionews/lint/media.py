"""The rules of sound that is no MP3, as far as its container tells them: Ogg and MP4.

Sources: RFC 3533 (Ogg pages), RFC 7845 (Opus: 48,000 a second), ISO/IEC 14496-12, 4.2 and 8.2.2 (boxes, mvhd).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from audionews.lint.rules import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_OPUS_RATE = 48_000  # of the counts in Ogg, whatever the rate of the sound
_PAGE = 27  # bytes of the header of an Ogg page
_BOX = 8  # bytes of the header of an MP4 box
_MOST = 200_000  # boxes, or pages
_NONE = (1 << 64) - 1  # an Ogg page in which nothing ends
_LONGEST_MOVIE = 1 << 20  # bytes of moov that are looked at


class Media(NamedTuple):
    """What a container says: how long it plays, if it says so, and what is wrong with it."""

    seconds: float | None
    faults: tuple[Fault, ...]


def media_faults(file: BinaryIO, size: int, kind: str, length: float | None) -> Iterator[Fault]:
    """Yield what is wrong with a sound that is no MP3.

    Args:
        file: The file.
        size: Its size in bytes.
        kind: The media type that the feed says.
        length: The duration in seconds that the feed says, if it says one.
    """
    file.seek(0)
    beginning = file.read(12)
    if beginning[:4] == b"OggS" and ("ogg" in kind or "opus" in kind):
        found = _read_ogg(file, size)
    elif beginning[4:8] == b"ftyp" and ("mp4" in kind or "m4" in kind or "quicktime" in kind or "aac" in kind):
        found = _read_boxes(file, size)
    elif _has_container(kind):
        yield Fault("media", f"it is not what its type says, {kind}")
        return
    else:
        return
    yield from found.faults
    if length is not None and found.seconds is not None and abs(found.seconds - length) > 1.0:
        yield Fault("duration", f"the feed says {length:g} s, the file plays {found.seconds:.1f} s")


def _has_container(kind: str) -> bool:
    return kind in {
        "audio/ogg",
        "audio/opus",
        "audio/mp4",
        "audio/x-m4a",
        "video/mp4",
        "video/x-m4v",
        "video/quicktime",
    }


def _read_ogg(file: BinaryIO, size: int) -> Media:
    at, last, skipped = 0, 0, 0
    for _ in range(_MOST):
        file.seek(at)
        header = file.read(_PAGE)
        if not header:
            break
        sizes = file.read(header[26]) if len(header) == _PAGE else b""
        whole = _PAGE + len(sizes) + sum(sizes)
        if header[:4] != b"OggS" or at + whole > size or len(sizes) != header[26]:
            return Media(None, (Fault("cut-sound", f"it breaks off at byte {at:,}"),))
        ends = int.from_bytes(header[6:14], "little")
        last = last if ends == _NONE else max(last, ends)
        beginning = file.read(19) if at == 0 else b""
        if beginning.startswith(b"OpusHead"):
            skipped = int.from_bytes(beginning[10:12], "little")
        at += whole
    return Media((last - skipped) / _OPUS_RATE if skipped else None, ())


def _read_boxes(file: BinaryIO, size: int) -> Media:
    at = 0
    seconds: float | None = None
    names = set()
    for _ in range(_MOST):
        file.seek(at)
        header = file.read(_BOX)
        if not header:
            break
        length, name = int.from_bytes(header[:4], "big"), header[4:]
        if length == 1:
            length = int.from_bytes(file.read(8), "big")
        if length == 0:
            length = size - at
        if length < _BOX or at + length > size:
            return Media(seconds, (Fault("cut-sound", f"it breaks off at byte {at:,}"),))
        if name == b"moov":
            seconds = _movie_seconds(file.read(min(length, _LONGEST_MOVIE)))
        names.add(name)
        at += length
    if b"moov" not in names:
        return Media(seconds, (Fault("cut-sound", "it has no moov box: no player finds its sound"),))
    return Media(seconds, ())


def _movie_seconds(movie: bytes) -> float | None:
    """Return the duration that mvhd says."""
    at = movie.find(b"mvhd")
    if at < 0 or len(movie) < at + 36:
        return None
    scale_at, length_at, wide = (at + 24, at + 28, 8) if movie[at + 4] else (at + 16, at + 20, 4)
    scale = int.from_bytes(movie[scale_at : scale_at + 4], "big")
    return int.from_bytes(movie[length_at : length_at + wide], "big") / scale if scale else None
