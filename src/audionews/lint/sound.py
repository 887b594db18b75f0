"""The rules of an MP3: its frames are counted one by one, so that one that breaks off is found. Nothing is decoded.

Sources: ISO/IEC 11172-3, 2.4.1.3 (frames); the "Mp3 Info Tag" of the LAME project (how many frames there are).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.audio.mpeg import HEADER, MPEG_1, Header, read_header
from audionews.lint.id3 import TAG_HEADER, tag_faults, tag_length
from audionews.lint.rules import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_WINDOW = 1 << 16  # bytes in which the next frame is looked for
_LOSSES = 50  # how often the next frame is looked for
_LONGEST_TAG = 1 << 24  # bytes
_TAGS = 4  # ID3 tags at the beginning
_TRAILERS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"3DI", b"ID3")  # what may follow the last frame
_LONG, _SHORT = 1152, 576  # samples of a frame of MPEG-1, and of MPEG-2 and 2.5
_DIFFERENCE = 2  # frames by which the number that the file gives may be wrong


@dataclass(slots=True)
class Mp3:
    """What the frames of an MP3 say.

    Attributes:
        seconds: How long it plays.
        frames: How many frames it has, without the one with facts about the file.
        promised: How many it should have; None if it does not say.
        lost: Bytes between frames that are no frames.
        cut: Whether the last frame breaks off.
        faults: What is wrong with its tag.
    """

    seconds: float = 0.0
    frames: int = 0
    promised: int | None = None
    lost: int = 0
    cut: bool = False
    faults: tuple[Fault, ...] = ()


def mp3_faults(found: Mp3 | None, length: float | None) -> Iterator[Fault]:
    """Yield what is wrong with an MP3.

    Args:
        found: What its frames say; None if it has none.
        length: The duration in seconds that the feed says, if it says one.
    """
    if found is None:
        yield Fault("mp3", "it is not an MP3")
        return
    yield from found.faults
    if found.promised is not None and found.frames + _DIFFERENCE < found.promised:
        yield Fault("cut-sound", f"it breaks off: it has {found.frames:,} of {found.promised:,} frames")
    elif found.cut:
        yield Fault("cut-sound", "it breaks off in its last frame")
    if found.lost:
        yield Fault("mp3", f"{found.lost:,} bytes between its frames are no sound")
    if length is not None and abs(found.seconds - length) > max(1.0, length * 0.0005):
        yield Fault("duration", f"the feed says {length:g} s, the file plays {found.seconds:.1f} s")


def read_mp3(file: BinaryIO, size: int) -> Mp3 | None:
    """Return what the frames of a file say; None if it has none.

    Args:
        file: The file.
        size: Its size in bytes.
    """
    at, tag = _after_tags(file, size)
    start = _next_frame(file, at, size)
    if start is None:
        return None
    found = Mp3(faults=tag)
    _count(file, start, size, found)
    return found


def _after_tags(file: BinaryIO, size: int) -> tuple[int, tuple[Fault, ...]]:
    at = 0
    faults: list[Fault] = []
    for _ in range(_TAGS):
        file.seek(at)
        length = tag_length(file.read(TAG_HEADER))
        if not length:
            break
        file.seek(at)
        if length <= _LONGEST_TAG:
            faults += tag_faults(file.read(length))
        else:
            faults.append(Fault("id3", f"its ID3 tag says that it has {length:,} bytes"))
        if at + length >= size:
            break
        at += length
    return at, tuple(faults)


def _count(file: BinaryIO, start: int, size: int, found: Mp3) -> None:
    """Walk over the frames, and count them."""
    at, losses = start, 0
    while at + HEADER <= size:
        file.seek(at)
        header = read_header(file.read(HEADER))
        if header is None:
            losses += 1
            following = None if losses > _LOSSES else _next_frame(file, at, size)
            if following is None:
                found.lost += _lost(file, at, size)
                break
            found.lost += following - at
            at = following
            continue
        if at + header.size > size:
            found.cut = True
            break
        if at == start and (promised := _promised(file, at, header)) is not None:
            found.promised = promised
        else:
            found.frames += 1
            found.seconds += _samples(header) / header.rate
        at += header.size


def _samples(header: Header) -> int:
    return _LONG if header.version == MPEG_1 else _SHORT


def _lost(file: BinaryIO, at: int, size: int) -> int:
    """Return how many bytes at the end should be frames: tags and a little filling may follow the last frame."""
    file.seek(at)
    follows = file.read(32).startswith(_TRAILERS) or size - at <= _WINDOW
    return 0 if follows else size - at


def _promised(file: BinaryIO, at: int, header: Header) -> int | None:
    """Return how many frames the first one says that there are; None if it is a frame of sound."""
    file.seek(at)
    frame = file.read(min(header.size, 200))
    for name in (b"Info", b"Xing"):
        place = frame.find(name, HEADER)
        if place > 0 and len(frame) >= place + 12:
            has_count = frame[place + 7] & 1
            return int.from_bytes(frame[place + 8 : place + 12], "big") if has_count else 0
    return None


def _next_frame(file: BinaryIO, at: int, size: int) -> int | None:
    """Return where the next frame begins that another one, or the end of the file, follows; None if there is none."""
    file.seek(at)
    window = file.read(_WINDOW)
    place = window.find(b"\xff")
    while place >= 0:
        header = read_header(window, place)
        if header:
            file.seek(at + place + header.size)
            following = file.read(HEADER)
            if at + place + header.size >= size - HEADER or read_header(following):
                return at + place
        place = window.find(b"\xff", place + 1)
    return None
