"""What a service or a program delivered, as a Clip. Its bytes say what it is, not the name or type that came along."""

from __future__ import annotations

import re

from audionews.audio.mpeg import HEADER, read_header, tag_size
from audionews.engines.toolkit.http import WAIT
from audionews.errors import NoAudio, Truncated
from audionews.model import Clip, Container

__all__ = ["sound_clip"]

_ENDLESS = 0x7FFF0000  # a WAV that is streamed declares a length of about 2 or 4 GiB
_PCM, _MONO, _BITS = 1, 1, 16


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
    place = tag_size(sound)
    if read_header(sound, place):
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


def _check_frames(sound: bytes, place: int) -> int:
    """Return the sample rate of an MP3 whose last frame is whole."""
    rate = 0
    while header := read_header(sound, place):
        rate = header.rate
        place += header.size
    if place > len(sound) or 0 < len(sound) - place < HEADER:
        raise Truncated("the sound breaks off in the middle", WAIT)
    return rate
