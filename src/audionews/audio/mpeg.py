"""MPEG layer III as any program may have written it: frame headers, and the ID3 tag before them.

Sources: ISO/IEC 11172-3, 2.4.1.3 and 13818-3 (header; MPEG-2.5 is Fraunhofer's extension); id3v2.3.0, 3.1 (tag size).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

HEADER = 4  # bytes of a frame header
TAG_HEADER = 10  # bytes of the header of an ID3v2 tag
MPEG_1, MPEG_2, MPEG_2_5 = 3, 2, 0  # the version bits
MONO = 3  # channel mode
RATES = (44100, 48000, 32000)  # of MPEG-1
BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s of MPEG-1
_RATES = {MPEG_1: RATES, MPEG_2: (22050, 24000, 16000), MPEG_2_5: (11025, 12000, 8000)}
_LOW_BITRATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # of MPEG-2 and 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The facts of a frame header.

    Attributes:
        version: ``MPEG_1``, ``MPEG_2`` or ``MPEG_2_5``.
        rate: Samples a second.
        bitrate: kbit/s.
        mode: Channel mode; ``MONO`` is 3.
        size: Bytes of the frame.
    """

    version: int
    rate: int
    bitrate: int
    mode: int
    size: int


def read_header(blob: bytes, offset: int = 0) -> Header | None:
    """Return the header of the layer III frame at an offset; None if no frame begins there."""
    return _header(blob[offset : offset + HEADER])


@lru_cache(maxsize=64)  # the frames of a stream have two headers, with and without padding
def _header(blob: bytes) -> Header | None:
    if len(blob) < HEADER or blob[0] != 0xFF or blob[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - sync word and layer
        return None
    version, bits = blob[1] >> 3 & 3, blob[2]
    bitrate, rate, padding = bits >> 4, bits >> 2 & 3, bits >> 1 & 1
    if version not in _RATES or not 0 < bitrate < len(BITRATES) or rate >= len(RATES):
        return None
    kbits, per_bit = (BITRATES[bitrate], 144) if version == MPEG_1 else (_LOW_BITRATES[bitrate], 72)
    hertz = _RATES[version][rate]
    size = 1000 * per_bit * kbits // hertz + padding
    return Header(version=version, rate=hertz, bitrate=kbits, mode=blob[3] >> 6, size=size)


def tag_size(blob: bytes) -> int:
    """Return how many bytes the ID3v2 tag at the beginning takes; 0 if there is none."""
    if blob[:3] != b"ID3" or len(blob) < TAG_HEADER:
        return 0
    return TAG_HEADER + sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(blob[6:TAG_HEADER])))


def tag_header(size: int) -> bytes:
    """Return the header of an ID3v2.3 tag whose frames take so many bytes."""
    return b"ID3\3\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))  # seven bits a byte
