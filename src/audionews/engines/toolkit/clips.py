"""What a service or a program delivered, as a Clip. Its bytes say what it is, not the name or type that came along."""

from __future__ import annotations

import re

from audionews.engines.toolkit.http import WAIT
from audionews.errors import NoAudio, Truncated
from audionews.model import Clip, Container

__all__ = ["sound_clip"]

_HEADER = 4  # bytes of the header of an MPEG frame
_ENDLESS = 0x7FFF0000  # a WAV that is streamed declares a length of about 2 or 4 GiB
_PCM, _MONO, _BITS = 1, 1, 16
_BITRATES = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # MPEG-1 layer III, kbit/s
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),  # MPEG-2 and 2.5
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # by the version bits


def sound_clip(sound: bytes) -> Clip:
    """Return the sound as a Clip: WAV, FLAC or MP3.

    Raises:
        NoAudio: It is empty, or none of these.
        Truncated: It is shorter than it says.
    """
    if not sound:
        raise NoAudio("the answer is empty", WAIT)
    if sound[:4] == b"RIFF" and sound[8:12] == b"WAVE":
        return _wav(sound)
    if sound[:4] == b"fLaC":
        return Clip(sound=sound, container=Container.FLAC, rate=int.from_bytes(sound[18:21], "big") >> 4)
    place = _tag_size(sound)
    if _frame(sound, place):
        return Clip(sound=sound, container=Container.MP3, rate=_check_frames(sound, place))
    if re.match(rb"\s*(<|\{)", sound):
        raise NoAudio("the answer is text, not sound", WAIT)
    raise NoAudio("the answer is no sound that we know", WAIT)


def _wav(sound: bytes) -> Clip:
    """Return a WAV file as a Clip; plain 16-bit mono without its header, so that a wrong length in it does no harm."""
    place, size, form = 12, 0, b""
    while place + 8 <= len(sound):
        name, size = sound[place : place + 4], int.from_bytes(sound[place + 4 : place + 8], "little")
        if name == b"data":
            break
        form = sound[place + 8 : place + 8 + size] if name == b"fmt " else form
        place += 8 + size + size % 2
    else:
        raise Truncated("the sound ends before it begins", WAIT)
    samples = sound[place + 8 :] if size >= _ENDLESS else sound[place + 8 : place + 8 + size]
    if size < _ENDLESS and len(samples) < size:
        raise Truncated(f"the sound has {len(samples):,} of {size:,} bytes", WAIT)
    kind, channels, rate = (int.from_bytes(form[at:end], "little") for at, end in ((0, 2), (2, 4), (4, 8)))
    if (kind, channels, form[14:16]) == (_PCM, _MONO, bytes([_BITS, 0])):
        return Clip(sound=samples[: len(samples) // 2 * 2], container=Container.PCM, rate=rate)
    return Clip(sound=sound, container=Container.WAV, rate=rate)


def _tag_size(sound: bytes) -> int:
    """Return the size of the ID3v2 tag at the beginning, or 0 if there is none."""
    if sound[:3] != b"ID3":
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(sound[6:10], (21, 14, 7, 0), strict=False))


def _frame(sound: bytes, place: int) -> tuple[int, int] | None:
    """Return size and sample rate of the layer III frame at a place, or None (ISO 11172-3, 2.4.1.3; 13818-3)."""
    head = sound[place : place + _HEADER]
    if len(head) < _HEADER or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - sync word and layer
        return None
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version not in _RATES or bitrate not in range(1, 15) or rate not in range(3):
        return None
    newest, hertz = version == 3, _RATES[version][rate]  # noqa: PLR2004 - the version bits of MPEG-1
    size = (144 if newest else 72) * 1000 * _BITRATES[newest][bitrate] // hertz + (head[2] >> 1 & 1)
    return size, hertz


def _check_frames(sound: bytes, place: int) -> int:
    """Return the sample rate of an MP3 whose last frame is whole."""
    rate = 0
    while found := _frame(sound, place):
        size, rate = found
        place += size
    if place > len(sound) or 0 < len(sound) - place < _HEADER:
        raise Truncated("the sound breaks off in the middle", WAIT)
    return rate
