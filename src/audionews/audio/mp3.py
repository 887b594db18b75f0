"""The MP3 stream that this program writes: its frames, and the Info frame that makes players exact.

An encoder's output starts late: LAME's delay is 576 samples, a decoder adds 529. The Info frame (the Xing header with
LAME's extension) tells players how many samples to drop at both ends and how long the rest is. lameenc writes none,
and a joined episode needs its own anyway.

Source: the "Mp3 Info Tag rev 1 specifications" of the LAME project.
"""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import TYPE_CHECKING

from audionews.audio.mpeg import BITRATES, HEADER, MONO, MPEG_1, RATES, read_header, tag_size
from audionews.errors import NoAudio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audionews.audio.mpeg import Header

SAMPLES = 1152  # in a frame of MPEG-1 layer III
DELAY = 576  # samples that LAME puts before the sound
DECODER_DELAY = 529  # samples that every decoder adds
PADDING = DECODER_DELAY  # the least that can be declared, so that all the rest is played
CODEC_DELAY = DELAY + DECODER_DELAY

SIDE_INFO = 17  # bytes after the header, mono
ORIGINAL = 0x04  # the flag that LAME sets in its frames
INFO_BITRATE = 64  # kbit/s at least, so that the Info frame holds its 140 bytes
INFO_FIELDS = 0x0F  # frames, bytes, table of contents, quality
QUALITY = 55  # what LAME writes for its quality 5 at a constant bitrate
ENCODER = b"LAME3.100"  # the tag is laid out as by this version; players look here before they trust the delays
CONSTANT = 0x01  # revision 0 of the tag, constant bitrate
REMEDY = "remove the cache, so that the clip is encoded again"


def frame_count(frames: bytes) -> int:
    """Return the number of frames, having checked that all are mono, of one rate and bitrate, with nothing in between.

    Raises:
        NoAudio: There are none, one is broken or cut short, or they differ in kind.
    """
    found = [(header.rate, header.bitrate, header.mode) for header in _headers(frames)]
    if len(set(found)) != 1 or found[0][-1] != MONO:
        raise NoAudio("there are no MP3 frames, or not all are mono and of one rate and bitrate", REMEDY)
    return len(found)


def frame_offsets(frames: bytes) -> list[int]:
    """Return the offset of each frame, and the one after the last.

    Raises:
        NoAudio: One is broken or cut short.
    """
    return list(accumulate((header.size for header in _headers(frames)), initial=0))


def _headers(frames: bytes) -> Iterator[Header]:
    offset, number = 0, 1
    while offset < len(frames):
        header = read_header(frames, offset)
        if header is None or header.version != MPEG_1 or offset + header.size > len(frames):
            raise NoAudio(f"MP3 frame {number} is broken or cut short", REMEDY)
        yield header
        offset += header.size
        number += 1


def without_headers(blob: bytes) -> bytes:
    """Return the frames of an MP3 as this program writes it: without its ID3 tag and its Info frame.

    Raises:
        NoAudio: There is no Info frame.
    """
    start = tag_size(blob)
    info = read_header(blob, start)
    if info is None or blob[start + HEADER + SIDE_INFO :][:4] != b"Info":
        raise NoAudio("the MP3 has no Info frame", "build the episode again")
    return blob[start + info.size :]


def audible(samples: int) -> int:
    """Return how many samples of a stream a player plays: all but the first 1,105."""
    return samples - CODEC_DELAY


def whole(samples: int) -> int:
    """Return how many samples a stream must have for a player to play this many."""
    return samples + CODEC_DELAY


def info_frame(*, rate: int, bitrate: int, frames: int, size: int) -> bytes:
    """Return the Info frame to put before a constant-bitrate mono stream whose clips come from fresh encoders.

    Players that know it drop the first 1,105 samples and none at the end. The CRC of the music stays 0: players do not
    read it, and computing it would need every byte.

    Args:
        rate: Samples a second.
        bitrate: kbit/s of the stream.
        frames: Number of frames of the stream.
        size: Bytes of the stream.
    """
    bits = BITRATES.index(max(bitrate, INFO_BITRATE)) << 4 | RATES.index(rate) << 2
    own = 144000 * max(bitrate, INFO_BITRATE) // rate
    whole = own + size
    toc = bytes(min(255, 256 * (own + size * percent // 100) // whole) for percent in range(100))
    body = b"".join(
        (
            bytes((0xFF, 0xFB, bits, MONO << 6 | ORIGINAL)),
            bytes(SIDE_INFO),
            struct.pack(">4sIII100sI", b"Info", INFO_FIELDS, frames, whole, toc, QUALITY),
            struct.pack(">9sBB8xBB", ENCODER, CONSTANT, 0, 0, min(bitrate, 255)),
            (DELAY << 12 | PADDING).to_bytes(3, "big"),
            struct.pack(">4xIH", whole, 0),
        )
    )
    return (body + _crc16(body).to_bytes(2, "big")).ljust(own, b"\0")


def _crc16(blob: bytes) -> int:
    """Return the CRC-16/ARC that LAME puts after its tag."""
    crc = 0
    for byte in blob:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
